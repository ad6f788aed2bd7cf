//! Lists of fields below a heading, one item for each field.
//!
//! Redocly writes ``- `line` (integer, required)`` with the description in the lines below, and
//! Scalar ``- **`line` (required)**`` with the type and the description there.

use std::ops::Range;

use crate::extract::{
    evidence::Credential,
    field::{DEPTH_LIMIT, Field, Shape, nest},
    operation::Group,
    section::Section,
    words,
};

/// The fields of a section: a group for each heading or label that says what they are part of.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let headings = section.headings().iter().map(|it| it.range.clone());
    let labels = section.labels().iter().map(|it| it.start..it.start);
    let mut starts: Vec<Range<usize>> = headings.chain(labels).collect();
    starts.sort_by_key(|it| it.start);
    let ends = starts.iter().skip(1).map(|next| next.start);
    let ends = ends.chain([section.range.end]);
    let parts = starts.iter().zip(ends).filter_map(|(above, end)| {
        let role = section.role_at(above.start)?;
        // The section may end within a heading of several lines.
        let below = above.end.min(end)..end;
        let fields = fields(section.outline.file.text(), below);
        (!fields.is_empty()).then(|| Group {
            role,
            shape: Shape::Object,
            fields: nest(fields),
        })
    });
    parts.collect()
}

/// The credentials in the line `Security: BasicAuth` of Redocly, where the names of the schemes
/// say what they are.
pub(super) fn credentials(section: &Section<'_>) -> Vec<Credential> {
    let mut lines = section.text().lines();
    let names = lines.find_map(|line| line.strip_prefix("Security: "));
    let names = names.unwrap_or_default().to_ascii_lowercase();
    if names.contains("basic") {
        vec![Credential::Basic]
    } else if ["bearer", "oauth", "jwt"]
        .iter()
        .any(|word| names.contains(word))
    {
        vec![Credential::Bearer]
    } else {
        Vec::new()
    }
}

/// A field, and how deep its item is indented.
struct Item {
    indentation: usize,
    field: Field,
}

/// The fields of the list in the bytes `range`.
fn fields(text: &str, range: Range<usize>) -> Vec<Field> {
    let mut items: Vec<Item> = Vec::new();
    let mut start = range.start;
    let mut is_in_list = true;
    let mut was_blank = false;
    for line in text[range].split_inclusive('\n') {
        let here = start..start + line.trim_end().len();
        start += line.len();
        if let Some(item) = item(line.trim_end(), here) {
            items.push(item);
            is_in_list = true;
        } else if let Some(Item { indentation, field }) = items.last_mut() {
            is_in_list &= !ends_list(line, *indentation, was_blank);
            if is_in_list {
                add_line(field, line.trim());
            }
        }
        was_blank = line.trim().is_empty();
    }
    for Item { field, .. } in &mut items {
        finish(field);
    }
    tree(items)
}

/// Whether the line is below a list and not in its item at `indentation`.
fn ends_list(line: &str, indentation: usize, is_after_blank: bool) -> bool {
    let content = line.trim_start();
    let is_within = line.len() - content.len() > indentation;
    let is_block = is_after_blank || content.starts_with("```");
    !content.is_empty() && !is_within && is_block
}

/// The field of an item: a name in backticks, and what is in parentheses after it.
fn item(line: &str, range: Range<usize>) -> Option<Item> {
    let content = line.trim_start();
    let indentation = line.len() - content.len();
    let content = content
        .strip_prefix("- ")
        .or_else(|| content.strip_prefix("* "))?;
    let content = content.trim().trim_start_matches("**");
    let (wire, rest) = content.strip_prefix('`')?.split_once('`')?;
    let is_name = |c: char| !c.is_whitespace() && !matches!(c, '/' | '{' | '}' | '"' | '=');
    if wire.is_empty() || !wire.chars().all(is_name) {
        return None;
    }
    let mut field = Field {
        wire: wire.to_owned(),
        range,
        ..Field::default()
    };
    let rest = rest.trim_start_matches("**").trim();
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((words, rest)) => {
            qualify(&mut field, words);
            rest
        }
        None => rest,
    };
    let description = rest
        .trim_start_matches("**")
        .trim_start_matches([':', '-', '–', '—', ' ']);
    field.description = description.trim().to_owned();
    Some(Item { indentation, field })
}

/// Reads the words in parentheses after a name: the type, and whether the field is required.
fn qualify(field: &mut Field, words: &str) {
    for word in words.split(',').map(|word| word.trim().trim_matches('`')) {
        match word.to_ascii_lowercase().as_str() {
            "required" => field.required = Some(true),
            "optional" => field.required = Some(false),
            "deprecated" => field.deprecated = true,
            "" => {}
            _ if field.type_text.is_none() => field.type_text = Some(word.to_owned()),
            _ => {}
        }
    }
}

/// Adds a line below the item: the type where the item has none, else a part of the description.
fn add_line(field: &mut Field, line: &str) {
    if field.type_text.is_none() && field.description.is_empty() && line.starts_with('`') {
        let mut parts = line[1..].splitn(2, '`');
        field.type_text = parts.next().map(str::to_owned);
        let rest = parts.next().unwrap_or_default();
        field.values = words::values(rest);
        let rest = rest
            .split_once('—')
            .map_or("", |(_, description)| description);
        field.description = rest.trim().to_owned();
        return;
    }
    // The fields of the items follow below this label, or their type.
    if line == "**Items:**" || line.is_empty() && field.description.is_empty() {
        return;
    }
    let is_list = field.type_text.as_deref() == Some("array") && field.description.is_empty();
    if let Some(item) = line.strip_prefix('`').filter(|_| is_list) {
        let item = item.split('`').next().unwrap_or_default();
        field.type_text = Some(format!("{item}[]"));
        return;
    }
    if !field.description.is_empty() {
        field.description.push('\n');
    }
    field.description.push_str(line);
}

fn finish(field: &mut Field) {
    if field.values.is_empty() {
        field.values = words::values(&field.description);
    }
    field.default = words::default(&field.description);
    let lines = field.description.lines();
    let lines = lines.filter(|line| !line.starts_with("Enum:") && !line.starts_with("Example:"));
    field.description = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
}

/// The fields with those of deeper items below them.
fn tree(items: Vec<Item>) -> Vec<Field> {
    let mut open: Vec<Item> = Vec::new();
    let mut roots = Vec::new();
    let close = |open: &mut Vec<Item>, roots: &mut Vec<Field>| {
        if let Some(Item { field, .. }) = open.pop() {
            let siblings = open.last_mut().map(|parent| &mut parent.field.fields);
            siblings.unwrap_or(roots).push(field);
        }
    };
    for item in items {
        let is_sibling = |last: &Item| last.indentation >= item.indentation;
        while open.last().is_some_and(is_sibling) || open.len() == DEPTH_LIMIT {
            close(&mut open, &mut roots);
        }
        open.push(item);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Field> {
        fields(text, 0..text.len())
    }

    #[test]
    fn an_item_has_a_type_and_a_description_below() {
        let fields = read(
            "\n  - `line` (integer, required)\n    The number.\n    Enum: 0, 1\n    Example: 4\n\n  \
             - `note` (string)\n    Default: `x`\n",
        );
        assert_eq!(fields[0].type_text.as_deref(), Some("integer"));
        assert_eq!(
            (fields[0].required, fields[0].description.as_str()),
            (Some(true), "The number.")
        );
        assert_eq!(fields[0].values, ["0", "1"]);
        assert_eq!(fields[1].default.as_deref(), Some("x"));
    }

    #[test]
    fn a_type_may_be_below_the_name_and_items_within_items() {
        let fields = read(
            "- **`data` (required)**\n\n  `array`\n\n  **Items:**\n\n  - **`id`**\n\n    \
             `integer` — The id.\n\n- **`total`**\n\n  `integer`\n",
        );
        assert_eq!(fields.len(), 2);
        assert_eq!(
            (fields[0].required, fields[0].type_text.as_deref()),
            (Some(true), Some("array"))
        );
        assert_eq!(fields[0].fields[0].description, "The id.");
    }

    #[test]
    fn what_follows_a_list_describes_no_field() {
        for rest in ["\n\nMore.\n\n- More.\n", "\n```json\n{}\n```\n"] {
            let text = format!("- `line` (integer)\n  The line\nof a door.{rest}");
            assert_eq!(read(&text)[0].description, "The line\nof a door.", "{text}");
        }
    }

    #[test]
    fn items_of_prose_are_no_fields() {
        assert!(read("- `GET /doors` lists doors.\n- Use `id`.\n- `a b` c\n").is_empty());
    }
}
