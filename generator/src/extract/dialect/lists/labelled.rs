//! Lines below a field that say one thing of it each: `* Type: String`, `- **Default:** 10`.

use crate::extract::{bullet, field::Field, words};

/// The marks around labels and values.
const MARKS: [char; 4] = ['*', '_', '`', ' '];

/// Reads a line with such a label; whether it is one.
pub(super) fn read(field: &mut Field, line: &str) -> bool {
    let content = bullet::item(line).unwrap_or(line);
    let Some((label, value)) = content.split_once(':') else {
        return false;
    };
    let text = value.trim_matches(MARKS);
    let value = text.trim_end_matches('.');
    if value.is_empty() {
        return false;
    }
    match label.trim_matches(MARKS).to_ascii_lowercase().as_str() {
        "type" | "data type" if field.type_text.is_none() => {
            field.type_text = Some(value.to_owned());
        }
        "required" | "mandatory" => match words::is_required(value) {
            Some(is_required) => field.required = Some(is_required),
            None => return false,
        },
        "optional" => match words::is_required(value) {
            Some(is_optional) => field.required = Some(!is_optional),
            None => return false,
        },
        "description" => field.description = text.to_owned(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_label_and_a_value() {
        let mut field = Field::default();
        for line in [
            "* Type: String.",
            "- **Required:** `no`",
            "Description: The door.",
        ] {
            assert!(read(&mut field, line), "{line}");
        }
        assert_eq!(field.type_text.as_deref(), Some("String"));
        assert_eq!(field.required, Some(false));
        assert_eq!(field.description, "The door.");
        for line in [
            "Type: Integer",
            "Note: closed",
            "Required: if open",
            "Type:",
            "A type",
        ] {
            assert!(!read(&mut field, line), "{line}");
        }
    }
}
