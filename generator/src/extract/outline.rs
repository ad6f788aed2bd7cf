//! What stands above a part of a page: its heading, its description, and the request line.

use super::{lead, markdown::Heading, preamble::Preamble, request_line};

/// What the page says about the block at the byte `end`, below the headings `above`.
pub(super) fn preamble(text: &str, above: &[Heading], end: usize) -> Preamble {
    let mut headings = above.iter().rev();
    let Some(heading) = headings.find(|heading| !names_section(heading)) else {
        return Preamble::default();
    };
    let range = heading.range.start..end;
    let lead = lead::below(&text[range.clone()]);
    let request = request_line::find(text, range, &[]).last();
    Preamble {
        title: Some(heading.text.clone()),
        description: lead.map(|lead| lead.text),
        url: request.map(|request| request.url),
    }
}

/// Whether the heading names a part of the description of an operation, not the operation.
fn names_section(heading: &Heading) -> bool {
    let text = heading.text.to_ascii_lowercase();
    ["openapi", "asyncapi"]
        .iter()
        .any(|word| text.starts_with(word))
}
