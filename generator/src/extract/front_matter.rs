//! The front matter of a page: YAML between two lines of `---` at its start.

use std::ops::Range;

use serde_yaml::Value;

/// The line before and after front matter.
const MARK: &str = "---";

/// The front matter of a page.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    fields: Value,
    /// The bytes of the page, with the marks; empty where there is none.
    pub(super) range: Range<usize>,
}

impl FrontMatter {
    /// Reads the front matter at the start of `text`.
    ///
    /// Texts there are rarely quoted, so that YAML which cannot be parsed is no error: its fields
    /// are not found.
    pub(super) fn read(text: &str) -> Self {
        let Some(inner) = text.strip_prefix(MARK).and_then(|it| it.strip_prefix('\n')) else {
            return Self::default();
        };
        let start = text.len() - inner.len();
        let mut end = start;
        for line in inner.split_inclusive('\n') {
            if line.trim_end() == MARK {
                return Self {
                    fields: serde_yaml::from_str(&text[start..end]).unwrap_or_default(),
                    range: 0..end + line.len(),
                };
            }
            end += line.len();
        }
        Self::default()
    }

    /// The text of a field.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        let text = self.fields.get(field)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_texts_between_two_lines() {
        let page = "---\ntitle: A door\nopenapi: POST /doors\nn: 1\n---\n# Door\n";
        let matter = FrontMatter::read(page);
        assert_eq!(matter.text("openapi"), Some("POST /doors"));
        assert_eq!((matter.text("n"), matter.text("x")), (None, None));
        assert_eq!(&page[matter.range.end..], "# Door\n");
    }

    #[test]
    fn what_cannot_be_parsed_has_no_fields() {
        let page = "---\ntitle: a: b\n---\n";
        let matter = FrontMatter::read(page);
        assert_eq!(matter.text("title"), None);
        assert_eq!(matter.range, 0..page.len());
        for page in [
            "",
            "# A\n",
            "---\nopen\n",
            "----\na: b\n----\n",
            "\n---\na: b\n---\n",
        ] {
            assert_eq!(FrontMatter::read(page).range, 0..0, "{page}");
        }
    }
}
