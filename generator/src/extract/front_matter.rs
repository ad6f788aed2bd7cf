//! The front matter of a page: YAML between two lines of `---` at its start, or TOML between two of
//! `+++`.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

/// A reader of front matter.
type Read = fn(&str) -> Value;

/// The line before and after front matter, and its language.
const MARKS: [(&str, Read); 2] = [("---", fields), ("+++", fields_of_toml)];

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
    /// Texts there are rarely quoted, so that YAML which cannot be parsed is no error: the fields
    /// that are not valid are not found.
    pub(super) fn read(text: &str) -> Self {
        let mut marks = MARKS.iter();
        let opened = marks.find_map(|(mark, read)| {
            let inner = text.strip_prefix(mark)?.strip_prefix('\n')?;
            Some((*mark, *read, inner))
        });
        let Some((mark, read, inner)) = opened else {
            return Self::default();
        };
        let start = text.len() - inner.len();
        let mut end = start;
        for line in inner.split_inclusive('\n') {
            if line.trim_end() == mark {
                return Self {
                    fields: read(&text[start..end]),
                    range: 0..end + line.len(),
                };
            }
            end += line.len();
        }
        Self::default()
    }

    /// The value of a field.
    pub(super) fn value(&self, field: &str) -> Option<&Value> {
        self.fields.get(field)
    }

    /// The bytes of the first line of a field in `text`, the page.
    pub(super) fn line(&self, text: &str, field: &str) -> Range<usize> {
        let mut start = 0;
        for line in text[self.range.clone()].split_inclusive('\n') {
            let rest = line.strip_prefix(field);
            if rest.is_some_and(|rest| rest.trim_start().starts_with([':', '='])) {
                return start..start + line.trim_end().len();
            }
            start += line.len();
        }
        self.range.clone()
    }

    /// The text of a field.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        let text = self.fields.get(field)?.as_str()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// The fields in `yaml`. Where it is not valid, each field that is valid by itself.
fn fields(yaml: &str) -> Value {
    if let Ok(fields) = serde_yaml::from_str(yaml) {
        return fields;
    }
    let mut all = Mapping::new();
    let mut starts = starts(yaml).peekable();
    while let Some(start) = starts.next() {
        let end = starts.peek().copied().unwrap_or(yaml.len());
        if let Ok(Value::Mapping(field)) = serde_yaml::from_str(&yaml[start..end]) {
            all.extend(field);
        }
    }
    Value::Mapping(all)
}

/// The fields in `toml`, with their dates as texts; none where it is not valid.
fn fields_of_toml(toml: &str) -> Value {
    let table: toml::Table = toml::from_str(toml).unwrap_or_default();
    let fields = table
        .into_iter()
        .map(|(name, value)| (name.into(), of_toml(value)));
    Value::Mapping(fields.collect())
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(of_toml).collect::<Vec<_>>().into(),
        toml::Value::Table(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, value)| (name.into(), of_toml(value)));
            Value::Mapping(fields.collect())
        }
    }
}

/// Where the outermost fields begin.
fn starts(yaml: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    let lines = yaml.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    });
    let fields = lines.filter(|(_, line)| line.starts_with(|c: char| c.is_ascii_alphabetic()));
    fields.map(|(start, _)| start)
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
    fn it_may_be_toml() {
        let page = "+++\ntitle = \"A door\"\ndate = 2024-03-01\n[a]\nb = [1, 2.5]\n+++\n# Door\n";
        let matter = FrontMatter::read(page);
        assert_eq!(matter.text("title"), Some("A door"));
        assert_eq!(matter.text("date"), Some("2024-03-01"));
        assert_eq!(matter.line(page, "date"), 21..38);
        assert_eq!(&page[matter.range.end..], "# Door\n");
        assert_eq!(FrontMatter::read("+++\na = \n+++\n").text("a"), None);
        assert_eq!(FrontMatter::read("+++\na = 1\n---\n").range, 0..0);
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
