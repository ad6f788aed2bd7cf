//! What is below a line.

use crate::extract::markdown::Fence;

/// Whether the next block behind the byte `end` of a line is JSON or a table.
pub(super) fn is_before_body(text: &str, fences: &[Fence], end: usize) -> bool {
    let below = text[end..].trim_start();
    let is_table = below.starts_with('|') || below.starts_with("<table");
    is_table || is_before_json(text, fences, end)
}

/// Whether the next block behind the byte `end` of a line is JSON.
pub(super) fn is_before_json(text: &str, fences: &[Fence], end: usize) -> bool {
    let at = text.len() - text[end..].trim_start().len();
    let next = fences.partition_point(|it| it.range.end <= at);
    let fence = fences.get(next).filter(|it| it.opening.start <= at);
    fence.is_some_and(|it| it.text.trim_start().starts_with(['{', '[']))
}
