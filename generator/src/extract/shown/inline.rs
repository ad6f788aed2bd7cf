//! Samples in the lines of a section: ``**Content:** `{"id": 1}` ``.

use super::Shown;
use crate::{
    extract::{bullet, evidence::Sample, section::Section},
    sample,
};

/// The labels of lines with a sample.
const LABELS: [&str; 4] = ["body", "content", "example", "response"];

/// The samples in the lines of a section, below headings or labels that say what they are.
pub(super) fn samples(section: &Section<'_>) -> Vec<Shown> {
    let fences = section.fences();
    let mut start = section.range.start;
    let mut item = None;
    let lines = section.text().split_inclusive('\n').filter_map(|line| {
        let here = start;
        start += line.len();
        item = item_of(line, item);
        let json = json(line).filter(|_| item.is_none())?;
        let next = fences.partition_point(|it| it.range.end <= here);
        let is_code = fences.get(next).is_some_and(|it| it.opening.start <= here);
        let role = section
            .role_at(here)
            .filter(|it| it.has_body() && !is_code)?;
        Some(Shown {
            role,
            sample: Sample {
                json,
                range: here..start,
            },
            is_excerpt: false,
        })
    });
    lines.collect()
}

/// How deep the item of a list of fields is indented that a line belongs to, if any; `above` is
/// that of the line above.
fn item_of(line: &str, above: Option<usize>) -> Option<usize> {
    let content = line.trim_start();
    let indentation = line.len() - content.len();
    let above = above.filter(|it| content.is_empty() || *it < indentation);
    above.or_else(|| begins_field(content).then_some(indentation))
}

/// Whether a line is the item of a field, as `` - `id` `` or `- **id** (string)` are.
fn begins_field(line: &str) -> bool {
    let item = bullet::item(line).map(str::trim_start).unwrap_or_default();
    let bold = item.strip_prefix("**");
    bold.unwrap_or(item).starts_with('`')
        || bold.is_some_and(|it| it.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// The object or list that a line has in code behind a label.
fn json(line: &str) -> Option<serde_json::Value> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim_matches(['-', '*', '_', ' ']);
    if !LABELS.iter().any(|it| label.eq_ignore_ascii_case(it)) {
        return None;
    }
    let value = value.trim_matches(['*', '_', ' ', '\n', '\r']);
    let code = value.strip_prefix('`')?.strip_suffix('`')?;
    sample::json(code).filter(|json| json.is_object() || json.is_array())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_belong_to_the_item_of_a_field() {
        let ends = |text: &str| text.lines().fold(None, |above, line| item_of(line, above));
        for text in [
            "- `meta` (object)\n  Example: `{}`",
            "* **meta** (object)\n\n    The meta.\n    Example: `{}`",
            "- a\n  - **`meta`**\n    - Example: `{}`",
        ] {
            assert!(ends(text).is_some(), "{text}");
        }
        for text in [
            "- `meta` (object)\n\nExample: `{}`",
            "* **Code:** 200 <br />\n  **Content:** `{}`",
            "- `meta` (object)\n- Example: `{}`",
        ] {
            assert_eq!(ends(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_has_a_label_and_json() {
        for line in [
            "**Content:** `{\"a\": 1}`\n",
            "  * **Content**: `{\"a\": 1}`",
            "Body: `{\"a\": 1}`\r\n",
        ] {
            assert_eq!(json(line), Some(serde_json::json!({"a": 1})), "{line}");
        }
        for line in [
            "Note: `{\"a\": 1}`",
            "Content: {\"a\": 1}",
            "Content: `1`",
            "Content: `",
            "Content:",
        ] {
            assert_eq!(json(line), None, "{line}");
        }
    }
}
