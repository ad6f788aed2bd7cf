//! Code in tags of templates: `{% highlight json %}` of Jekyll, `{{< highlight json >}}` of Hugo.

use std::ops::Range;

use super::markdown::{Fence, Form};

/// The marks of a tag, and what is between the first of them and the name in the closing tag.
const TAGS: [(&str, &str, &str); 3] = [
    ("{%", "%}", "end"),
    ("{{<", ">}}", "/"),
    ("{{%", "%}}", "/"),
];

/// The name of the tags.
const NAME: &str = "highlight";

/// The language in a line that is the opening tag; empty where it names none.
pub(super) fn language(line: &str) -> Option<&str> {
    let mut tags = TAGS.iter();
    let inner = tags.find_map(|(open, close, _)| {
        let inner = line.strip_prefix(open)?;
        inner.split_once(close).filter(|(_, rest)| rest.is_empty())
    });
    let words = inner?.0.trim_matches(['-', ' ']).strip_prefix(NAME)?;
    let is_name = words.is_empty() || words.starts_with(char::is_whitespace);
    is_name.then(|| words.split_whitespace().next().unwrap_or_default())
}

/// The code below the opening tag at the bytes `opening` of `text`, and the byte behind its closing
/// tag; `None` where nothing closes it.
pub(super) fn read(text: &str, language: &str, opening: Range<usize>) -> Option<(Fence, usize)> {
    let start = (opening.end + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_closing(line.trim()) {
            let range = start..at;
            let code = Fence {
                info: language.to_owned(),
                opening,
                text: text[range.clone()].to_owned(),
                segments: vec![(0, range.start)],
                range,
                is_closed: true,
                form: Form::Element,
            };
            return Some((code, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn is_closing(line: &str) -> bool {
    TAGS.iter().any(|(open, close, mark)| {
        let inner = line
            .strip_prefix(open)
            .and_then(|it| it.strip_suffix(close));
        let name = inner.and_then(|it| it.trim_matches(['-', ' ']).strip_prefix(mark));
        name.is_some_and(|name| name.trim() == NAME)
    })
}

#[cfg(test)]
mod tests {
    use super::super::enclosed;

    fn code(text: &str) -> Vec<(String, String)> {
        let fences = enclosed::read(text, 0).fences.into_iter();
        fences.map(|it| (it.info, it.text)).collect()
    }

    #[test]
    fn tags_of_templates_contain_code() {
        for (open, close) in [
            ("{% highlight json %}", "{% endhighlight %}"),
            ("{%- highlight json linenos -%}", "{%- endhighlight -%}"),
            ("{{< highlight json >}}", "{{< /highlight >}}"),
            (
                "{{< highlight json \"linenos=table\" >}}",
                "{{</ highlight >}}",
            ),
            ("{{% highlight json %}}", "{{% /highlight %}}"),
        ] {
            let text = format!("A\n\n{open}\n{{\"a\": 1}}\n\n# b\n{close}\n\nC\n");
            let expected = ("json".to_owned(), "{\"a\": 1}\n\n# b\n".to_owned());
            assert_eq!(code(&text), [expected], "{text}");
            assert!(enclosed::read(&text, 0).headings.is_empty());
        }
    }

    #[test]
    fn other_tags_and_those_that_nothing_closes_are_text() {
        for text in [
            "{% highlighter json %}\na\n{% endhighlight %}\n",
            "{% highlight json %}\na\n",
            "`{% highlight json %}`\n",
        ] {
            assert!(code(text).is_empty(), "{text}");
        }
        assert!(code(&"{% highlight a %}\n".repeat(20_000)).is_empty());
    }
}
