//! Lists of definitions: a name in a line of its own, and `: String. The name.` below it.

use crate::extract::words;

/// What begins and ends the shortcodes of Hugo.
const SHORTCODES: [(&str, &str); 2] = [("{{<", ">}}"), ("{{%", "%}}")];

/// The term in `line` with its definition in the line below as an item of a list; `None` where they
/// are none. A colon before the name is that of a parameter in a path.
pub(super) fn item(line: &str, below: &str) -> Option<String> {
    let definition = below.trim_start().strip_prefix(':')?;
    let indentation = line.len() - line.trim_start().len();
    let name = line.trim().trim_matches(['`', '*']).trim_start_matches(':');
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '$');
    let is_name = !name.is_empty() && name.chars().all(is_part);
    let is_definition = definition.starts_with([' ', '\t']) && !definition.trim().is_empty();
    (is_name && is_definition).then(|| {
        let definition = without_shortcodes(definition.trim());
        format!("{}- `{name}` {definition}", " ".repeat(indentation))
    })
}

/// A text with the word in place of each shortcode that is a mark such as `{{<required>}}`.
fn without_shortcodes(text: &str) -> String {
    let mut plain = text.to_owned();
    for (open, close) in SHORTCODES {
        let mut from = 0;
        while let Some(at) = plain[from..].find(open).map(|at| from + at) {
            let Some(length) = plain[at..].find(close) else {
                break;
            };
            let word = plain[at + open.len()..at + length].trim().to_owned();
            let is_mark = words::is_required(&word).is_some() || word == "deprecated";
            if is_mark {
                plain.replace_range(at..at + length + close.len(), &word);
            }
            from = at + open.len();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_and_its_definition_are_an_item() {
        let read = |text: &str| item(text.split('\n').next()?, text.split('\n').nth(1)?);
        for (text, expected) in [
            ("name\n: String. The name.", "- `name` String. The name."),
            (
                "`tags[]` \n:   Array of String.",
                "- `tags[]` Array of String.",
            ),
            (":id\n: {{<required>}} String.", "- `id` required String."),
            (
                "  **a.b**\n  : {{% optional %}} {{< ref >}}",
                "  - `a.b` optional {{< ref >}}",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "The name\n: String.",
            "name\n:String",
            "name\n:",
            "\n: A",
            "name\nA",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
