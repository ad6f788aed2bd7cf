//! Names of parameters with what stands for their values: `limit=10`, `limit=<int>`.

use super::{Item, qualifiers};
use crate::extract::{bullet, field::Field, words};

/// Whether a text is what stands for the value of a parameter: its type, its values, or an example.
pub(super) fn is_value(text: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || "_-.,:+%".contains(c);
    enclosed(text).is_some() || text.contains('|') || !text.is_empty() && text.chars().all(is_word)
}

/// Adds what stands for the value of a parameter: its type, `<int>` or `[int]`, its values,
/// `up|down` or `<up|down>`, or an example, `10`.
pub(super) fn add_value(field: &mut Field, value: &str) {
    let inner = enclosed(value);
    let plain = inner.unwrap_or(value);
    let parts: Vec<&str> = plain.split('|').map(str::trim).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    let is_boolean = parts.iter().all(|it| matches!(*it, "true" | "false"));
    let type_text = if is_boolean && !parts.is_empty() {
        Some("boolean".to_owned())
    } else if plain.contains('|') {
        // `<int|string>` and `<rfc3339 | unix>` are formats.
        let is_format = |it: &&str| qualifiers::is_type(it);
        if inner.is_some() && (plain.contains(' ') || parts.iter().any(is_format)) {
            return;
        }
        field.values = parts.into_iter().map(str::to_owned).collect();
        Some("string".to_owned())
    } else if inner.is_some() {
        // `id=[int]` is one, and `ids=[int]` are several.
        let is_several = field.wire.ends_with("[]") || words::is_plural(&field.wire);
        let is_list = value.starts_with('[') && is_several;
        let end = if is_list { "[]" } else { "" };
        qualifiers::is_type(plain).then(|| format!("{plain}{end}"))
    } else {
        // `01234` is a text of digits.
        let is_integer = |it: i64| it.to_string() == value;
        let is_integer = value.parse::<i64>().is_ok_and(is_integer);
        is_integer.then(|| "integer".to_owned())
    };
    field.type_text = type_text;
}

/// Adds the value in code that is all of an item below the values of a parameter, if the line is
/// such an item.
pub(super) fn add_choice(above: &mut Item, line: &str) -> bool {
    let value = choice(line);
    let values = &mut above.field.values;
    values.extend(value.map(|it| it.trim_matches(['"', '\'']).to_owned()));
    value.is_some()
}

/// The code that is all of an item.
pub(super) fn choice(line: &str) -> Option<&str> {
    let item = bullet::item(line.trim()).map(str::trim);
    let code = item.and_then(|it| it.strip_prefix('`')?.strip_suffix('`'));
    code.filter(|it| !it.is_empty() && !it.contains('`'))
}

/// What is in the brackets around a text.
fn enclosed(text: &str) -> Option<&str> {
    let brackets = [('<', '>'), ('[', ']'), ('{', '}')];
    let mut inner = brackets
        .iter()
        .filter_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    inner.next()
}

/// The items without those that show another value of a parameter that is above them in the same
/// list, which has what they say: `state=open`, `state=closed`.
pub(super) fn merge(items: Vec<Item>) -> Vec<Item> {
    let mut merged: Vec<Item> = Vec::new();
    for item in items {
        let siblings = merged.iter_mut().rev();
        let mut siblings = siblings
            .take_while(|it| it.indentation >= item.indentation)
            .filter(|it| it.indentation == item.indentation);
        let is_shown = |it: &&mut Item| {
            let has_value = it.value.is_some() || item.value.is_some();
            it.field.wire == item.field.wire && has_value
        };
        match siblings.find(is_shown) {
            Some(first) => add_item(first, item),
            None => merged.push(item),
        }
    }
    merged
}

/// Adds to an item what another one of the same parameter says.
fn add_item(first: &mut Item, item: Item) {
    let Field {
        type_text,
        values,
        default,
        required,
        description,
        ..
    } = item.field;
    let field = &mut first.field;
    // What an example implies is not so for the other values.
    match (&first.value, &item.value) {
        (Some(_), Some(_)) => {
            if field.type_text != type_text {
                field.type_text = None;
            }
            if field.values != values {
                field.values.clear();
            }
        }
        (Some(_), None) => {
            field.type_text = type_text.or(field.type_text.take());
            if !values.is_empty() {
                field.values = values;
            }
        }
        (None, _) => {}
    }
    field.default = field.default.take().or(default);
    field.required = field.required.or(required);
    if description.is_empty() {
        return;
    }
    // Each description of several is that of a value.
    if let Some(value) = &first.value {
        let mark = marked(value, "");
        if !field.description.is_empty() && !field.description.starts_with(&mark) {
            field.description.insert_str(0, &mark);
        }
    }
    if !field.description.is_empty() {
        field.description.push('\n');
    }
    let line = match &item.value {
        Some(value) => marked(value, &description),
        None => description,
    };
    field.description.push_str(&line);
}

/// What a list says of a value, in an item of a list in Markdown.
fn marked(value: &str, description: &str) -> String {
    format!("- `{value}`: {description}")
}

#[cfg(test)]
mod tests {
    use crate::extract::field::Field;

    fn read(text: &str) -> Vec<Field> {
        super::super::fields(text, 0..text.len())
    }

    #[test]
    fn a_name_may_have_what_stands_for_its_value() {
        for (item, type_text) in [
            ("`page=2`", Some("integer")),
            ("`?page=2`", Some("integer")),
            ("`&page=<int>`", Some("int")),
            ("`page=01234`", None),
            ("`page=+4912`", None),
            ("`page=true|false`", Some("boolean")),
            ("`page=[int]`", Some("int")),
            ("`page=<int|string>`", None),
            ("`page=<rfc3339 | unix>`", None),
        ] {
            let field = &read(&format!("- {item} The page."))[0];
            assert_eq!(field.wire, "page", "{item}");
            assert_eq!(field.type_text.as_deref(), type_text, "{item}");
        }
        let field = &read("- `dir=<up|down>`")[0];
        assert_eq!(field.values, ["up", "down"]);
        let field = &read("- `ids=[int]`")[0];
        assert_eq!(field.type_text.as_deref(), Some("int[]"));
    }

    #[test]
    fn items_with_values_of_one_parameter_are_one_field() {
        let fields = read(
            "- `state=open` Only open doors.\n- `limit` (integer)\n- `state=closed` Only others.\n\
             - `page=1`\n- `page=last`\n- `limit=10`\n",
        );
        let names: Vec<&str> = fields.iter().map(|it| it.wire.as_str()).collect();
        assert_eq!(names, ["state", "limit", "page"]);
        let description = "- `open`: Only open doors.\n- `closed`: Only others.";
        assert_eq!(fields[0].description, description);
        assert_eq!(fields[1].type_text.as_deref(), Some("integer"));
        assert_eq!(fields[2].type_text, None);
        let field = &read("- `order=up|down`\n- `order=none`\n")[0];
        assert!(field.values.is_empty());
        // Without a value, they are two.
        assert_eq!(read("- `a` (string)\n- `a` (string)\n").len(), 2);
    }
}
