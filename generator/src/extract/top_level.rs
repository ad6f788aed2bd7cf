//! The fields of the outermost object of a JSON or YAML text, without parsing the rest of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::IgnoredAny;

/// The names of the fields; none for a list, and `None` for a text that is neither.
pub(super) fn fields(text: &str) -> Option<BTreeSet<String>> {
    let content = text.trim_start();
    if content.starts_with('{') {
        let fields: BTreeMap<String, IgnoredAny> = serde_json::from_str(content).ok()?;
        return Some(fields.into_keys().collect());
    }
    let names: BTreeSet<String> = text.lines().filter_map(field).collect();
    let is_list = content.starts_with('[') || text.lines().any(|line| line.starts_with("- "));
    (is_list || !names.is_empty()).then_some(names)
}

/// The name in a line of YAML that begins with one: `info:`, `"info": {}`.
fn field(line: &str) -> Option<String> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim_end().trim_matches(['"', '\'']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '.');
    let is_field = rest.is_empty() || rest.starts_with([' ', '\t']);
    (is_field && !name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Some(fields(text)?.into_iter().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn only_outermost_fields_count() {
        assert_eq!(
            read("{\"a\": {\"b\": 1}, \"c\": 2}").as_deref(),
            Some("a c")
        );
        assert_eq!(
            read("# c\na:\n  b: 1\n'c' : 2\n\"$d\":\n").as_deref(),
            Some("$d a c")
        );
    }

    #[test]
    fn lists_have_none_and_other_texts_are_not_known() {
        for list in ["[1]", "- a: 1\n- b\n"] {
            assert_eq!(read(list).as_deref(), Some(""), "{list}");
        }
        for other in ["", "{\"a\": ", "text", "a text: with a colon", "http://a"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
