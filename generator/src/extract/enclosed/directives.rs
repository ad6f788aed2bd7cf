//! Code of reStructuredText: the lines below `.. code-block:: json` that are indented more.

use super::{Line, Lines};
use crate::extract::markdown::{Fence, Form};

/// The code below the line that begins a directive, and the byte behind it; `None` where it is
/// empty.
pub(super) fn code(text: &str, language: &str, opening: &Line) -> Option<(Fence, usize)> {
    let mut lines = Lines {
        text,
        at: (opening.range.end + 1).min(text.len()),
    };
    let mut content: Vec<Line> = Vec::new();
    let mut end = lines.at;
    while let Some(line) = lines.next() {
        let words = line.words(text);
        let is_inside = words.is_empty() || line.indentation > opening.indentation;
        if !is_inside {
            break;
        }
        // `:linenos:`
        let is_option = content.is_empty() && words.starts_with(':');
        if words.is_empty() && content.is_empty() || is_option {
            continue;
        }
        if !words.is_empty() {
            end = lines.at;
        }
        content.push(line);
    }
    content.retain(|line| line.range.start < end);
    let first = content.first()?;
    let filled = content.iter().filter(|line| !line.words(text).is_empty());
    let indentation = filled.map(|line| line.indentation).min()?;
    let mut code = Fence {
        info: language.to_owned(),
        opening: opening.start..opening.range.end,
        range: first.range.start..end,
        text: String::new(),
        segments: Vec::new(),
        is_closed: true,
        form: Form::Element,
    };
    for line in &content {
        let (_, bytes) = super::indentation(&text[line.range.clone()], indentation);
        let end = (line.range.end + 1).min(text.len());
        code.segments
            .push((code.text.len(), line.range.start + bytes));
        code.text.push_str(&text[line.range.start + bytes..end]);
    }
    Some((code, end))
}
