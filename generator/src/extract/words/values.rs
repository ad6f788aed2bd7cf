//! The values that descriptions say fields have: the only ones, and the default one.

use crate::extract::{field::Field, translation};

/// Labels before the only values of a field.
const VALUES: [&str; 15] = [
    "accepted values are:",
    "allowed values are:",
    "possible values are:",
    "supported values are:",
    "valid values are:",
    "available options:",
    "enum values:",
    "allowed values:",
    "possible values:",
    "accepted values:",
    "valid values:",
    "one of:",
    "options:",
    "enum:",
    "values:",
];

/// Words before the only values of a field, which are quoted directly after them.
const BEFORE_VALUES: [&str; 9] = [
    "any of ",
    "one of ",
    "one or more of ",
    "options are ",
    "options include ",
    "allowed values are ",
    "possible values are ",
    "supported values are ",
    "valid values are ",
];

/// Words before the only values of a field, which are all that is quoted in their sentence.
const BEFORE_ALTERNATIVES: [&str; 4] = ["can be ", "either ", "may be ", "must be "];

/// The values that a description says are the only ones: those after a label, in its sentence.
/// Without quotes, one word alone is no list: it may be a range, or a link.
pub(in crate::extract) fn values(description: &str) -> Vec<String> {
    let only = alone(description);
    if only.len() > 1 {
        return only;
    }
    let mut lines = description.lines();
    while let Some(line) = lines.next() {
        let lower = line.to_ascii_lowercase();
        for words in BEFORE_VALUES {
            let Some(start) = lower.find(words) else {
                continue;
            };
            let rest = line.get(start + words.len()..).unwrap_or_default();
            let values = quoted(sentence(rest));
            let is_clause = begins_clause(&lower[..start]) && !is_subject(sentence(rest));
            if is_clause && rest.starts_with(['`', '"']) && values.len() > 1 {
                return values;
            }
        }
        for words in BEFORE_ALTERNATIVES {
            let rest = lower
                .find(words)
                .and_then(|at| line.get(at + words.len()..));
            let values = alone(sentence(rest.unwrap_or_default()));
            if values.len() > 1 {
                return values;
            }
        }
        for label in VALUES {
            let Some(start) = lower.find(label) else {
                continue;
            };
            let rest = line.get(start + label.len()..).unwrap_or_default();
            if rest.trim_matches(['*', '_', ' ']).is_empty() {
                let items = items(lines.clone());
                if !items.is_empty() {
                    return items;
                }
            }
            let values = quoted(sentence(rest));
            let values = match values.as_slice() {
                // A list of strings within one pair of backticks.
                [list] if list.contains("\", \"") => quoted(&rest.replace('`', "")),
                _ => values,
            };
            if !values.is_empty() {
                return values;
            }
            let items = rest.trim().trim_end_matches('.').split(',').map(str::trim);
            let items: Vec<String> = items
                .map(|item| item.trim_matches('"').to_owned())
                .collect();
            let is_value = |item: &String| !item.is_empty() && !item.contains(' ');
            let is_list = items.len() > 1 || label == "enum:";
            if is_list && items.iter().all(is_value) {
                return items;
            }
        }
    }
    Vec::new()
}

/// Whether a line is nothing but a label before the only values of a field: `` `choices`: ``.
pub(in crate::extract) fn introduces_values(line: &str) -> bool {
    let plain = line.replace(['*', '`', '_'], "").to_ascii_lowercase();
    let plain = plain.trim();
    plain == "choices:" || VALUES.contains(&plain)
}

/// Adds the values of an enum that its description alone has, to `field` and to those in it.
pub(in crate::extract) fn complete(field: &mut Field) {
    let text = field.type_text.as_deref().unwrap_or_default();
    let is_enum = text
        .trim_matches('`')
        .to_ascii_lowercase()
        .starts_with("enum");
    if is_enum && field.values.is_empty() && !text.contains([',', '|']) {
        field.values = of_enum(&field.description);
    }
    field.fields.iter_mut().for_each(complete);
}

/// The values that a description of an enum has: those in backticks before what they mean.
fn of_enum(description: &str) -> Vec<String> {
    let parts: Vec<&str> = description.split('`').collect();
    let codes = parts.iter().enumerate().skip(1).step_by(2);
    let values = codes.filter(|(at, _)| {
        let after = parts.get(at + 1).copied().unwrap_or_default();
        let marks = [
            ",", "|", "/", ":", "=", "(", "-", "–", "—", "\n", " -", " –", " —", " :",
        ];
        after.trim().is_empty() || marks.iter().any(|mark| after.starts_with(mark))
    });
    let mut found: Vec<String> = Vec::new();
    for (_, value) in values {
        let value = value.trim_matches(['"', '\'']);
        if !value.is_empty() && !found.iter().any(|known| known == value) {
            found.push(value.to_owned());
        }
    }
    found
}

/// The values in a clause that consists of them behind its first words: `one of: up, down`.
pub(in crate::extract) fn listed(clause: &str) -> Vec<String> {
    let lower = clause.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("one of") else {
        return Vec::new();
    };
    let rest = clause[clause.len() - rest.len()..].trim_start_matches([':', ' ']);
    let values = rest.split([',', '|', '/']).flat_map(|it| it.split(" or "));
    let values = values.map(|it| it.trim().trim_matches(['`', '"', '\'']));
    let values: Vec<&str> = values.filter(|it| !it.is_empty()).collect();
    let is_list = values.len() > 1 && values.iter().all(|it| !it.contains(char::is_whitespace));
    values
        .iter()
        .filter(|_| is_list)
        .map(|it| (*it).to_owned())
        .collect()
}

/// The texts in backticks that a list of them begins with, one in each item.
fn items<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lines = lines.map(str::trim).skip_while(|line| line.is_empty());
    let items = lines.map_while(|line| {
        let bullets = ["- ", "* ", "+ ", "• "].iter();
        let item = bullets.clone().find_map(|mark| line.strip_prefix(mark))?;
        let code = item
            .trim_start_matches('*')
            .strip_prefix('`')?
            .split('`')
            .next()?;
        Some(code.trim_matches(['"', '\'']).to_owned())
    });
    items.collect()
}

/// The texts in backticks that a description has alone, up to a parenthesis: `` `a` or `b` ``.
fn alone(description: &str) -> Vec<String> {
    let text = description.split(" (").next().unwrap_or_default().trim();
    let between = text.split('`').step_by(2);
    let is_mark = |it: &str| matches!(it.trim(), "" | "," | "|" | "/" | "." | "or" | ", or");
    let is_list = text.starts_with('`') && between.skip(1).all(is_mark);
    match is_list && text.matches('`').count() > 2 {
        true => quoted(text),
        false => Vec::new(),
    }
}

/// Whether what follows `text` begins a clause about the field: `Must be one of`.
fn begins_clause(text: &str) -> bool {
    let text = text.trim_end();
    let verbs = [" be", " is", " are", "must be", "can be", "either"];
    text.is_empty()
        || text.ends_with(['.', ',', ';', ':', '(', '-', '–', '—'])
        || verbs.iter().any(|verb| text.ends_with(verb))
}

/// Whether a verb follows the last quoted text of a sentence, which is then about fields and not
/// about values: "One of `email` or `phone` is required."
fn is_subject(sentence: &str) -> bool {
    let rest = sentence.rsplit(['`', '"']).next().unwrap_or_default();
    let verb = rest.split_whitespace().next().unwrap_or_default();
    [
        "are", "can", "has", "have", "is", "may", "must", "need", "needs", "should", "was", "were",
        "will",
    ]
    .contains(&verb)
}

/// The default value in a description: what is quoted after `default`, or the rest of the line
/// after `Default:`.
pub(in crate::extract) fn default(description: &str) -> Option<String> {
    for line in description.lines() {
        let line = &*translation::default_label(line);
        let lower = line.to_ascii_lowercase();
        for label in [
            "defaults to ",
            "default is ",
            "default value is ",
            "default: ",
            "default value: ",
            "default=",
            "default = ",
            "default ",
        ] {
            let Some(start) = lower.find(label) else {
                continue;
            };
            if label == "default " && !begins_clause(&lower[..start]) {
                continue;
            }
            let rest = line.get(start + label.len()..).unwrap_or_default().trim();
            if rest.starts_with(['`', '"']) {
                return quoted(rest).into_iter().next();
            }
            let word = rest.split([' ', ',', ';', ')']).next().unwrap_or_default();
            let is_alone = word == rest && label.ends_with(": ") && !word.is_empty();
            let word = word.trim_end_matches('.');
            let is_literal = word.parse::<f64>().is_ok_and(f64::is_finite) && !is_time(rest);
            let is_value = || values(description).iter().any(|it| it == word);
            if is_literal || is_alone || matches!(word, "true" | "false") || is_value() {
                return Some(word.to_owned());
            }
        }
    }
    None
}

/// Whether a number with a unit of time begins a text: what the field is may be another number.
fn is_time(text: &str) -> bool {
    let unit = text.split([' ', ')', ',', '.']).nth(1).unwrap_or_default();
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    ["day", "hour", "minute", "month", "week", "year"].contains(&unit)
}

/// The text up to the first full stop that is not within quotes.
fn sentence(text: &str) -> &str {
    let mut is_quoted = false;
    let end = text.char_indices().find(|(at, character)| {
        is_quoted ^= matches!(character, '`' | '"');
        let is_last = text[at + character.len_utf8()..].starts_with([' ', '\n']);
        *character == '.' && !is_quoted && is_last
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The texts in backticks or double quotes; of backticks if there are any.
fn quoted(text: &str) -> Vec<String> {
    let mark = if text.contains('`') { '`' } else { '"' };
    let texts = text.split(mark).skip(1).step_by(2);
    let texts = texts.map(|text| match text.contains("\", \"") {
        true => text.to_owned(),
        false => text.trim().trim_matches('"').to_owned(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_a_label() {
        assert_eq!(
            values("State.\nAvailable options: `open`, `closed`."),
            ["open", "closed"]
        );
        assert_eq!(values("Enum: \"a\", \"b\""), ["a", "b"]);
        assert_eq!(values("Enum: 0, 1"), ["0", "1"]);
        assert_eq!(values("possible values: `\"a\", \"b\"`"), ["a", "b"]);
        assert_eq!(
            values("One of: `a.b`, `c`. Defaults to `c` without `d`."),
            ["a.b", "c"]
        );
        assert!(values("Allowed values: 1-100.").is_empty());
        assert_eq!(values("One of `a`, `b` or `c`."), ["a", "b", "c"]);
        assert_eq!(values("It must be one of \"a\", \"b\""), ["a", "b"]);
        assert_eq!(values("The order. Can be `up` or `down`."), ["up", "down"]);
        assert_eq!(values("Either `a`, `b`, or `c` (x)"), ["a", "b", "c"]);
        assert_eq!(values("The order. Options: up, down."), ["up", "down"]);
        assert!(values("Can be `a` if `b` is set.").is_empty());
        assert!(values("If one of `a` and `b` is open, `c` is too.").is_empty());
        assert!(values("One of `a`.").is_empty());
        assert!(values("The phone (one of `a` or `b` is required).").is_empty());
        assert!(values("One of `a` or `b` must be set.").is_empty());
        assert!(values("It is `open` or `closed`.").is_empty());
        assert!(values("One of: the doors of the house").is_empty());
        let list = "Possible values:\n\n- `open`: Not closed.\n- `\"shut\"`\n\nAnd `more`.";
        assert_eq!(values(list), ["open", "shut"]);
        assert_eq!(values("`open`, `shut` (default `open`)"), ["open", "shut"]);
        assert!(values("`open` is the default of `state`").is_empty());
    }

    #[test]
    fn the_description_of_an_enum_has_its_values() {
        let text = "- `new`: Never used.\n- `used` – As `new` ones.\nSee `a`'s state.";
        assert_eq!(of_enum(text), ["new", "used"]);
        assert_eq!(of_enum("`a` – one `b` – two"), ["a", "b"]);
        assert!(of_enum("The state of `a` door.").is_empty());
    }

    #[test]
    fn a_default_is_quoted_or_a_literal() {
        let text = |it: &str| default(it);
        assert_eq!(text("Size. Defaults to `10`.").as_deref(), Some("10"));
        assert_eq!(text("Default: true").as_deref(), Some("true"));
        assert_eq!(text("(default: 0.5)").as_deref(), Some("0.5"));
        assert_eq!(
            text("Size (default `25`, max `100`)").as_deref(),
            Some("25")
        );
        assert_eq!(text("Number of doors, default 50").as_deref(), Some("50"));
        assert_eq!(text("Default value: cat").as_deref(), Some("cat"));
        let text_of_enum = "Default value: cat Allowed values: cat,dog";
        assert_eq!(text(text_of_enum).as_deref(), Some("cat"));
        assert_eq!(text("Defaults to the first door."), None);
        assert_eq!(text("The end (defaults to 1 day)"), None);
        assert_eq!(text("Default: the first door"), None);
        assert_eq!(text("Replaces the default 3 doors."), None);
    }
}
