//! References in a text that is not parsed yet.

use std::borrow::Cow;

/// The targets of everything in `text` that looks like a reference into another file.
///
/// It may find too much (a reference in an example), which costs no more than a look for a file.
pub fn targets(text: &str) -> Vec<Cow<'_, str>> {
    let marks = text.match_indices("$ref");
    let found = marks.filter_map(|(at, mark)| target(&text[at + mark.len()..]));
    found.filter(|target| !target.starts_with('#')).collect()
}

/// The value behind a key `$ref`.
fn target(rest: &str) -> Option<Cow<'_, str>> {
    let rest = rest.trim_start_matches(['"', '\'']).trim_start();
    let rest = rest.strip_prefix(':')?.trim_start();
    let text = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => {
            let line = rest.lines().next()?;
            let line = line.split(" #").next()?;
            line.trim_end().trim_end_matches([',', '}', ' '])
        }
    };
    // Some writers of JSON escape slashes.
    Some(if text.contains("\\/") {
        Cow::Owned(text.replace("\\/", "/"))
    } else {
        Cow::Borrowed(text)
    })
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn references_to_other_files_are_found() {
        let text = r##"
a: {$ref: a.yaml#/A}
b: {"$ref": "b.yaml", x: 1}
c:
  $ref:
    'c d.yaml#/C'
e: {"$ref":".\/e.json"}
f: {$ref: '#/local'}
g: $ref alone
h: {$ref: h.yaml} # comment
"##;
        let expected = ["a.yaml#/A", "b.yaml", "c d.yaml#/C", "./e.json", "h.yaml"];
        assert_eq!(targets(text), expected);
    }
}
