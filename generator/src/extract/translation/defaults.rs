//! Default values in descriptions in other languages than English.

use std::borrow::Cow;

/// A line in which one of `labels` before a default value is English: `Valor por defecto: 20` is
/// `default: 20` there.
pub(super) fn in_english<'a>(
    line: &'a str,
    labels: impl Iterator<Item = &'static &'static str>,
) -> Cow<'a, str> {
    // Most lines are English.
    if !line.contains([':', '：']) {
        return Cow::Borrowed(line);
    }
    let lower = line.to_lowercase();
    let values = labels.filter_map(|label| {
        let start = lower.find(label)?;
        let rest = &lower[start + label.len()..];
        let rest = rest.trim_start_matches(['*', '`', ' ', '\u{a0}']);
        let is_word = !lower[..start].ends_with(char::is_alphanumeric) || !label.is_ascii();
        let value = rest.strip_prefix([':', '：'])?;
        is_word.then_some(lower.len() - value.len())
    });
    match values.min().and_then(|at| line.get(at..)) {
        Some(value) if lower.len() == line.len() => {
            Cow::Owned(format!("default: {}", value.trim_start()))
        }
        _ => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_a_default_value_may_be_in_another_language() {
        let read = |line| in_english(line, ["por defecto", "standard", "默认值"].iter());
        for line in [
            "Número máximo. Valor por defecto: 20",
            "**Standard**: 20",
            "数量，默认值：20",
        ] {
            assert_eq!(read(line), "default: 20", "{line}");
        }
        for line in ["Por defecto no hay", "Bistandard: 20", "a: 20"] {
            assert_eq!(read(line), line);
        }
    }
}
