//! Samples in the lines of a section: ``**Content:** `{"id": 1}` ``.

use super::Shown;
use crate::{
    extract::{evidence::Sample, section::Section},
    sample,
};

/// The labels of lines with a sample.
const LABELS: [&str; 4] = ["body", "content", "example", "response"];

/// The samples in the lines of a section, below headings or labels that say what they are.
pub(super) fn samples(section: &Section<'_>) -> Vec<Shown> {
    let fences = section.fences();
    let mut start = section.range.start;
    let lines = section.text().split_inclusive('\n').filter_map(|line| {
        let here = start;
        start += line.len();
        let json = json(line)?;
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
