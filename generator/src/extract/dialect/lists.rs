//! Lists of fields below a heading, one item for each field.
//!
//! Redocly writes ``- `line` (integer, required)`` with the description in the lines below, and
//! Scalar ``- **`line` (required)**`` with the type and the description there. People write
//! ``- `line` integer **Required**`` and `**line** (integer): The line.`, or a list of definitions:
//! `line`, and `: Integer. The line.` below it.

mod examples;
mod labelled;
mod name;
mod parts;
mod qualifiers;
mod terms;
mod tree;

pub(super) use self::qualifiers::{add, is_type};

use std::ops::Range;

use self::{
    examples::{add_choice, add_value, choice},
    name::name,
    parts::{add_line, finish, without_components},
    tree::tree,
};
use crate::extract::{
    evidence::Credential,
    field::{Field, Shape, nest},
    operation::Group,
    section::Section,
    words::{self, Role},
};

/// Bold words before a type that are no names.
const LABELS: [&str; 6] = [
    "default", "optional", "required", "return", "returns", "type",
];

/// The fields of a section: a group for each heading or label that says what they are part of.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let headings = section.headings().iter().map(|it| it.range.clone());
    let is_note = |at: usize| {
        let labels = section.labels();
        let label = labels.get(labels.partition_point(|it| it.start < at));
        label.is_some_and(|it| it.is_note && it.start == at)
    };
    let labels = section.labels().iter().map(|it| it.start..it.start);
    let request = section.request.as_ref().map(|_| section.anchor());
    let below = request.iter().map(|it| *it..*it);
    let mut starts: Vec<Range<usize>> = headings.chain(labels).chain(below).collect();
    starts.sort_by_key(|it| it.start);
    let ends = starts.iter().skip(1).map(|next| next.start);
    let ends = ends.chain([section.range.end]);
    let parts = starts.iter().zip(ends).filter_map(|(above, end)| {
        if is_note(above.start) && above.is_empty() || is_above_codes(section, above) {
            return None;
        }
        let of_operation = request.filter(|it| *it == above.start && above.is_empty());
        let stated = section
            .stated_role(above.start)
            .filter(|_| !section.is_incoming(above.start));
        let is_stated = stated.is_some();
        let role = stated.or(of_operation.map(|_| Role::Request(None)))?;
        // The section may end within a heading of several lines.
        let below = above.end.min(end)..end;
        let mut fields = fields(section.outline.file.text(), below);
        // Directly below the request line, other items are prose.
        fields.retain(|field| is_stated || field.type_text.is_some());
        if let Some(required) = section.stated_required(above.start) {
            let fields = fields.iter_mut();
            fields.for_each(|it| it.required = it.required.or(Some(required)));
        }
        let first = fields.first()?.range.start;
        Some(Group {
            role,
            shape: Shape::Object,
            title: section.title_above(first),
            is_type: section.is_after_role(first),
            is_guess: false,
            fields: nest(fields),
        })
    });
    parts.collect()
}

/// Whether the bytes are those of a heading above a list of codes, which are no fields.
fn is_above_codes(section: &Section<'_>, heading: &Range<usize>) -> bool {
    let heading = section
        .outline
        .heading_above(heading.start)
        .filter(|it| it.range == *heading);
    heading.is_some_and(|it| {
        let text = it.text.to_ascii_lowercase();
        let text = text.trim_end_matches(':');
        let lists_codes = ["error code", "status code"]
            .iter()
            .any(|it| text.contains(it));
        it.role.is_none() && (lists_codes || text.ends_with("errors"))
    })
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
    /// Whether it is a paragraph, which the next one describes.
    is_paragraph: bool,
    /// What stands for the value behind its name: `limit=10`.
    value: Option<String>,
    field: Field,
}

/// The fields of the list in the bytes `range`.
fn fields(text: &str, range: Range<usize>) -> Vec<Field> {
    let mut items: Vec<Item> = Vec::new();
    let mut start = range.start;
    let mut is_in_list = true;
    let mut was_blank = false;
    // Whether the items are the values of the paragraph above.
    let mut is_of_values = false;
    let mut lines = text[range].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let here = start..start + line.trim_end().len();
        start += line.len();
        let defined = lines.peek().and_then(|next| terms::item(line, next));
        if let Some(item) = defined.and_then(|it| item(&it, here.clone())) {
            start += lines.next().map_or(0, str::len);
            items.push(item);
            is_in_list = true;
            was_blank = false;
            continue;
        }
        // What is quoted below a field is in it.
        let quoted = line.starts_with('>').then(|| line.replacen('>', " ", 1));
        let line = quoted.as_deref().unwrap_or(line);
        if let Some(above) = items.last_mut().filter(|it| it.is_paragraph) {
            let mut below = lines.clone().skip_while(|it| it.trim().is_empty());
            is_of_values = words::introduces_values(line)
                && below.next().is_some_and(|it| choice(it).is_some())
                || is_of_values && (line.trim().is_empty() || add_choice(above, line));
            if is_of_values {
                continue;
            }
        }
        if let Some(item) = item(line.trim_end(), here) {
            items.push(item);
            is_in_list = true;
        } else if let Some(Item {
            indentation,
            is_paragraph,
            field,
            ..
        }) = items.last_mut()
        {
            let is_described = *is_paragraph
                && field.description.is_empty()
                && line.starts_with(|c: char| c.is_alphabetic());
            is_in_list &= is_described || !ends_list(line, *indentation, was_blank);
            if is_in_list {
                add_line(field, line.trim());
            }
        }
        was_blank = line.trim().is_empty();
    }
    for Item { field, .. } in &mut items {
        finish(field);
    }
    tree(examples::merge(items))
}

/// Whether the line is below a list and not in its item at `indentation`.
fn ends_list(line: &str, indentation: usize, is_after_blank: bool) -> bool {
    let content = line.trim_start();
    let is_within = line.len() - content.len() > indentation;
    let is_block = is_after_blank || content.starts_with("```");
    !content.is_empty() && !is_within && is_block
}

/// The field of an item: a name in backticks, and what is in parentheses or directly after it. A
/// bold name, and one outside of a list, has a type after it.
fn item(line: &str, range: Range<usize>) -> Option<Item> {
    let line = &without_components(line);
    let content = line.trim_start();
    let indentation = line.len() - content.len();
    let bullet = content
        .strip_prefix("- ")
        .or_else(|| content.strip_prefix("* "));
    // A backslash breaks the line.
    let content = bullet.unwrap_or(content).trim().trim_end_matches('\\');
    let (wire, rest) = name(content)?;
    let (wire, value) = wire.split_once('=').unwrap_or((wire, ""));
    let is_sure = bullet.is_some() && content.trim_start_matches("**").starts_with('`');
    let mut field = Field {
        wire: wire.to_owned(),
        range,
        ..Field::default()
    };
    add_value(&mut field, value);
    let words = rest.trim();
    let mut rest = words;
    while let Some((inner, after)) = qualifiers::in_parentheses(&field, rest) {
        qualifiers::add_all(&mut field, inner);
        rest = after;
    }
    if rest == words {
        // `` `id`: required, integer ``
        let after = words.strip_prefix(':').unwrap_or(words);
        let unread = qualifiers::read(&mut field, after);
        rest = if unread == after { words } else { unread };
    } else if let Some(after) = rest.trim_start().strip_prefix([':', '-', '–', '—']) {
        rest = qualifiers::type_alone(&mut field, after.trim_start()).unwrap_or(rest);
    }
    // `**limit** - how many`, `**q** (required)`
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_listed = bullet.is_some()
        && (field.required.is_some()
            || wire.chars().all(is_name) && rest.trim_start().starts_with(['-', '–', '—']));
    // `**limit** <Required />`
    let is_marked = field.required.is_some() && rest.trim().is_empty();
    let is_sure = is_sure || (is_listed || is_marked) && !LABELS.contains(&wire);
    if !is_sure && (LABELS.iter().any(|it| wire.eq_ignore_ascii_case(it)) || !is_typed(&field)) {
        return None;
    }
    // `**Search** string matching is exact.`
    let is_prose = field.required.is_none()
        && words.starts_with(char::is_alphabetic)
        && rest.trim_start().starts_with(char::is_lowercase);
    if !is_sure && is_prose {
        return None;
    }
    // What ends a bold name is no part of the description; a bold word in it is.
    let rest = match rest.matches("**").count() % 2 {
        0 => rest,
        _ => rest.trim_start_matches("**"),
    };
    let description = rest.trim_start_matches([':', '-', '–', '—', '·', ',', ';', ' ']);
    field.description = description.trim().to_owned();
    Some(Item {
        indentation,
        is_paragraph: bullet.is_none(),
        value: (!value.is_empty()).then(|| value.to_owned()),
        field,
    })
}

fn is_typed(field: &Field) -> bool {
    field.type_text.as_deref().is_some_and(qualifiers::is_type)
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
    fn values_are_below_a_paragraph() {
        let read_below = |values: &str| {
            let fields = read(&format!("**line** (string):\n{values}\n"));
            let field = &fields[0];
            assert_eq!(fields.len(), 1, "{fields:?}");
            (field.values.clone(), field.description.clone())
        };
        let (values, description) = read_below("Possible values:\n\n* `up`\n* `down`");
        assert_eq!((values.len(), description.as_str()), (2, ""));
        // What is no code alone is a part of the description.
        for text in [
            "Possible values:\n* up\n* down",
            "Possible values:\n`up`, `down`",
        ] {
            assert_eq!(read_below(text), (Vec::new(), text.to_owned()));
        }
    }

    #[test]
    fn what_follows_a_list_describes_no_field() {
        for rest in ["\n\nMore.\n\n- More.\n", "\n```json\n{}\n```\n"] {
            let text = format!("- `line` (integer)\n  The line\nof a door.{rest}");
            assert_eq!(read(&text)[0].description, "The line\nof a door.", "{text}");
        }
    }

    #[test]
    fn a_type_may_follow_the_name_and_a_name_may_be_bold() {
        for item in [
            "- `line` integer **Required**\n\n  The line.",
            "- `line` *integer*, required: The line.",
            "* **line** (integer, *required*) — The line.",
            "- **line** `integer` `required` - The line.",
            "**line** `integer` *required*\n: The line.",
            "`line` integer required\n\n  The line.",
        ] {
            let field = &read(item)[0];
            assert_eq!(field.type_text.as_deref(), Some("integer"), "{item}");
            assert_eq!(field.required, Some(true), "{item}");
            assert_eq!(field.description, "The line.", "{item}");
        }
        let fields = read(
            "**a** string · Required\n\nThe a.\n\n**b** string or array · Optional\n\n**c** array · Required\n\n\
             > **d** integer · Optional · Defaults to 1\n>\n> The d.\n",
        );
        assert_eq!(
            (fields[0].required, fields[1].required),
            (Some(true), Some(false))
        );
        assert_eq!(fields[1].type_text.as_deref(), Some("string | array"));
        assert_eq!(fields[2].fields[0].default.as_deref(), Some("1"));
        let field = &read("- `mode` (`'a' | 'b'`, optional, default `'a'`): It.")[0];
        assert_eq!(field.type_text.as_deref(), Some("'a' | 'b'"));
        assert_eq!(
            (field.default.as_deref(), field.required),
            (Some("a"), Some(false))
        );
    }

    #[test]
    fn the_name_of_an_item_may_have_those_that_it_is_in() {
        let fields =
            read("- `a` object\n  - `a.b` object\n    - `a.b.c` string\n  - `d.e` string\n");
        assert_eq!(fields[0].fields[0].wire, "b");
        assert_eq!(fields[0].fields[0].fields[0].wire, "c");
        assert_eq!(fields[0].fields[1].wire, "d.e");
    }

    #[test]
    fn items_of_prose_are_no_fields() {
        assert!(read("- `GET /doors` lists doors.\n- Use `id`.\n- `a b` c\n").is_empty());
        for text in [
            "- **Note**: text that matters.\n",
            "- **Note** (important) text.\n",
            "`id` is a string.\n",
            "**Required** string\n",
            "**Returns** the door\n",
            "**Search** string matching is exact.\n",
            "- **Date** date of the visit is ignored.\n",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
