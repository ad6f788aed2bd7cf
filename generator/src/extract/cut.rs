//! Code fences in the text of an OpenAPI block that cut the block off.
//!
//! Descriptions are Markdown and may contain fences. One at column zero ends the YAML text that
//! contains it; one of the block's own marks, indented by less than four columns, closes the block.

use std::ops::Range;

use super::markdown::Fence;

/// How a fence cuts a block off.
pub(super) enum Cut {
    /// A line of the block at column zero, in bytes of the page.
    Text(Range<usize>),
    /// The block's closing line is within a text, and these bytes of the page are lost.
    Block(Range<usize>),
}

/// How a fence cuts `fence` off, of which `next` is the following one on the page.
pub(super) fn find(page: &str, fence: &Fence, next: Option<&Fence>) -> Option<Cut> {
    if let Some(line) = line_at_column_zero(fence) {
        return Some(Cut::Text(line));
    }
    if !ends_in_text(&fence.text) {
        return None;
    }
    let closing = fence.range.end;
    let after = closing + page[closing..].find('\n')? + 1;
    let until = next.map_or(page.len(), |next| next.opening.start);
    if is_rest(&page[after.min(until)..until]) {
        return Some(Cut::Block(after..until));
    }
    // Otherwise the text between two fences is code, and the second one opens what is left.
    let next = next.filter(|next| next.info.trim().is_empty())?;
    is_rest(&next.text).then_some(Cut::Block(after..next.range.end))
}

/// The first line of the block that is a fence at column zero, where YAML has no text.
fn line_at_column_zero(fence: &Fence) -> Option<Range<usize>> {
    let mut start = 0;
    for line in fence.text.split_inclusive('\n') {
        if line.starts_with("```") || line.starts_with("~~~") {
            let at = fence.page_offset(start);
            return Some(at..at + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// Whether the YAML ends within a literal or folded text.
fn ends_in_text(yaml: &str) -> bool {
    let mut deepest_after = usize::MAX;
    for line in yaml.lines().rev().filter(|line| !line.trim().is_empty()) {
        let depth = indentation(line);
        let is_header = line
            .trim_end()
            .rsplit([':', '-', ' '])
            .find(|part| !part.is_empty())
            .is_some_and(|last| last.starts_with(['|', '>']));
        if depth < deepest_after && is_header {
            return true;
        }
        deepest_after = deepest_after.min(depth);
    }
    false
}

/// Whether the text continues a YAML document in its depth.
fn is_rest(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_deep = lines
        .clone()
        .next()
        .is_some_and(|line| indentation(line) > 0);
    is_deep
        && lines.any(|line| {
            let key = line.trim_start().split_once(':');
            let is_key = |key: &str| !key.is_empty() && !key.contains(' ');
            indentation(line) > 0
                && key.is_some_and(|(key, rest)| {
                    is_key(key) && (rest.is_empty() || rest.starts_with(' '))
                })
        })
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
