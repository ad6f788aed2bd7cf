//! What YAML 1.1, which most tools still read, takes for something else than YAML 1.2 does.
//!
//! It reads `on`, `12:30` and `2025-01-01` as a boolean, a number and a date, and `1e3` as a
//! string.

use super::super::scalar;

/// Whether YAML 1.1 reads this plain text as something else than a string, in any of its
/// common implementations.
pub(super) fn is_special(text: &str) -> bool {
    is_word(text) || scalar::begins_number(text) && (is_number(text) || is_timestamp(text))
}

/// Booleans, the keys for merging and for a default value.
fn is_word(text: &str) -> bool {
    let is_bool = ["y", "n", "yes", "no", "on", "off", "true", "false"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    is_bool || matches!(text, "<<" | "=")
}

/// Numbers: with `_` or `,` between digits, binary, octal, hexadecimal, or sexagesimal.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_infinite = [".inf", ".nan"]
        .iter()
        .any(|word| digits.eq_ignore_ascii_case(word));
    let radix = ["0b", "0o", "0x"].iter().find_map(|prefix| {
        let rest = digits.strip_prefix(prefix)?;
        Some(rest.chars().all(|it| it.is_ascii_hexdigit() || it == '_'))
    });
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_decimal = mantissa.contains(|it: char| it.is_ascii_digit())
        && mantissa.starts_with(|it: char| it.is_ascii_digit() || it == '.')
        && mantissa.matches('.').count() <= 1
        && mantissa
            .chars()
            .all(|it| it.is_ascii_digit() || "_,.:".contains(it))
        && exponent.chars().all(|it| it.is_ascii_digit());
    is_infinite || radix == Some(true) || is_decimal
}

/// `2025-01-01`, with or without a time.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let is_digits = |part: Option<&str>, lengths: &[usize]| {
        part.is_some_and(|it| {
            lengths.contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    is_digits(parts.next(), &[4])
        && is_digits(parts.next(), &[1, 2])
        && parts.next().is_some_and(|rest| {
            rest.starts_with(|it: char| it.is_ascii_digit())
                && rest
                    .chars()
                    .all(|it| it.is_ascii_digit() || "TtZ \t:.+-".contains(it))
        })
}

/// A number with an exponent as YAML 1.1 wants it, with a fraction and a sign; `None` for others.
pub(super) fn float(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let fraction = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) {
        ""
    } else {
        "+"
    };
    Some(format!("{mantissa}{fraction}e{sign}{exponent}"))
}
