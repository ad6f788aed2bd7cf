//! Literals at the end of a file.

use saphyr_parser::{Event, ScalarStyle};

/// The event of the scalar at the end of a text, without the line break that the parser adds to a
/// literal whose last line has none. By YAML 1.2 the value has none either.
///
/// `indent` is how many spaces are before the first line of the literal.
pub(super) fn without_added_break<'a>(text: &str, event: Event<'a>, indent: usize) -> Event<'a> {
    let Event::Scalar(value, style @ (ScalarStyle::Literal | ScalarStyle::Folded), anchor, tag) =
        event
    else {
        return event;
    };
    let is_empty = value.chars().all(|it| it == '\n');
    let line = text.rsplit('\n').next().unwrap_or_default();
    let is_blank = line.chars().all(|it| it == ' ');
    // A blank line that is indented less than the others is not one of them.
    let is_of_literal = !is_blank || is_empty || line.len() >= indent;
    let value = match value.strip_suffix('\n').filter(|_| is_of_literal) {
        Some(value) => value.to_owned().into(),
        None => value,
    };
    Event::Scalar(value, style, anchor, tag)
}
