//! The table of parameters on a page from before OpenAPI blocks.

use std::ops::Range;

use crate::extract::field::Field;

/// The heading of the table.
const HEADING: &str = "Request Body Parameters";

/// The rows below the heading: a line with the name, one with the type, and the description.
///
/// `lines` are ranges of `page`, the whole text.
pub(super) fn read(page: &str, lines: &[Range<usize>]) -> Vec<Field> {
    let text = |line: &Range<usize>| page[line.clone()].trim();
    let heading = lines.iter().position(|line| text(line).ends_with(HEADING));
    let mut parameters: Vec<Field> = Vec::new();
    let mut rest = heading.map_or(&[][..], |index| &lines[index + 1..]);
    while let [line, below @ ..] = rest {
        if is_heading(text(line)) {
            break;
        }
        rest = below;
        match below {
            [next, after @ ..] if is_name(text(line)) && is_type(text(next)) => {
                let (type_text, required) = split_required(text(next));
                parameters.push(Field {
                    wire: text(line).to_owned(),
                    type_text: Some(type_text.to_owned()),
                    required,
                    range: line.start..next.end,
                    ..Field::default()
                });
                rest = after;
            }
            _ => {
                if let Some(parameter) = parameters.last_mut() {
                    push_line(&mut parameter.description, text(line));
                }
            }
        }
    }
    parameters
}

fn push_line(description: &mut String, line: &str) {
    if !description.is_empty() && !line.is_empty() {
        description.push('\n');
    }
    description.push_str(line);
}

/// Whether the line is a heading that follows a table on these pages.
fn is_heading(line: &str) -> bool {
    [
        "Sample Request",
        "Sample Response",
        "Response",
        "Code Example",
        "Request",
        "Last updated",
    ]
    .iter()
    .any(|heading| line.starts_with(heading) && line.len() <= heading.len() + 1)
}

fn is_name(line: &str) -> bool {
    !line.is_empty()
        && line
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn is_type(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let known = matches!(
        word,
        "Array"
            | "Boolean"
            | "Date"
            | "Datetime"
            | "Dict"
            | "Dictionary"
            | "Float"
            | "Integer"
            | "List"
            | "Number"
            | "Object"
            | "String"
            | "Timestamp"
            | "UUID"
    );
    known && (word == line || split_required(line).1.is_some() || line.ends_with(')'))
}

/// `String (UUID) Required` as `String (UUID)` and true.
fn split_required(line: &str) -> (&str, Option<bool>) {
    if let Some(kind) = line.strip_suffix("Required") {
        (kind.trim_end(), Some(true))
    } else if let Some(kind) = line.strip_suffix("Optional") {
        (kind.trim_end(), Some(false))
    } else {
        (line, None)
    }
}
