//! Tables of fields: a row for each, with columns for its name and its type.

mod columns;
mod indented;
mod rows;
mod types;

use std::ops::Range;

use self::columns::{Column, columns, names_parameters, place_of_names, stated_required};
pub(super) use self::{rows::tables, types::types};
use super::lists;
use crate::extract::{
    field::{Field, Place, Shape, nest},
    markdown::Table,
    operation::Group,
    section::Section,
    translation,
    words::{self, Role},
};

/// What marks a row as a field of the value above, as Widdershins writes it.
const MARK: char = '»';

/// The fields of the tables in a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    let tables = tables(section);
    for table in tables.iter().chain(section.tables()) {
        let Some(head) = table.rows.first() else {
            continue;
        };
        let columns = columns(table);
        if section.is_incoming(table.range.start) {
            continue;
        }
        let Some(mut fields) = fields(&columns, table) else {
            continue;
        };
        if has_names_of_errors(section, &columns, &fields, table.range.start) {
            continue;
        }
        let is_list = lead_to_items(&mut fields);
        let outlined = outline(fields);
        let (has_body, shape) = (outlined.body.is_some(), outlined.body.unwrap_or_default());
        let mut places = outlined.fields.iter().filter_map(|(place, _)| *place);
        let has_places = columns.contains(&Column::Place) || places.next().is_some();
        let fields = outlined.fields.into_iter();
        let (role, is_guess) = role(section, head, table.range.start);
        match role {
            // The rows say it themselves.
            Some(Role::Request(_)) if has_places => {
                let (in_body, others): (Vec<_>, Vec<_>) =
                    fields.partition(|(place, _)| *place == Some(Place::Body));
                groups.extend(others.into_iter().map(|(place, field)| Group {
                    role: Role::Request(place),
                    fields: vec![field],
                    shape: Shape::Object,
                    title: None,
                    is_type: false,
                    is_guess: false,
                }));
                if has_body || !in_body.is_empty() {
                    groups.push(Group {
                        role: Role::Request(Some(Place::Body)),
                        fields: nest(in_body.into_iter().map(|(_, field)| field).collect()),
                        shape,
                        title: None,
                        is_type: false,
                        is_guess: false,
                    });
                }
            }
            Some(role) => groups.push(Group {
                role,
                fields: nest(fields.map(|(_, field)| field).collect()),
                shape: if is_list { Shape::List } else { shape },
                title: section.title_above(table.range.start),
                is_type: section.is_after_role(table.range.start),
                is_guess,
            }),
            None => {}
        }
    }
    groups
}

/// What the fields of the table with this head at the byte `at` are part of, and whether that is a
/// guess.
fn role(section: &Section<'_>, head: &[String], at: usize) -> (Option<Role>, bool) {
    let stated = section.introduced_response(at);
    let stated = stated.or_else(|| section.stated_role(at));
    let is_guess = stated.is_none();
    // Other tables may be about anything.
    let is_of_operation = section.request.is_some() || names_parameters(head);
    let role = stated.or(is_of_operation.then_some(Role::Request(None)));
    let role = match (role, place_of_names(head)) {
        (Some(Role::Request(_)), Some(place)) => Some(Role::Request(Some(place))),
        (Some(Role::Response(status)), Some(Place::Header)) => Some(Role::ResponseHeaders(status)),
        (role, _) => role,
    };
    (role, is_guess)
}

/// Whether the table at the byte `at` has the names of errors in place of fields: it is about
/// errors, and its column of types is empty.
fn has_names_of_errors(
    section: &Section<'_>,
    columns: &[Column],
    fields: &[(Option<Place>, Field)],
    at: usize,
) -> bool {
    let is_untyped = |(_, field): &(Option<Place>, Field)| field.type_text.is_none();
    let lacks_types = columns.contains(&Column::Type) && fields.iter().all(is_untyped);
    lacks_types
        && matches!(
            section.role_at(at),
            Some(Role::Response(Some(status))) if !status.starts_with('2')
        )
}

/// The fields in the rows of a table with a column of names.
fn fields(columns: &[Column], table: &Table) -> Option<Vec<(Option<Place>, Field)>> {
    let rows = table.rows.get(1..)?;
    let names_at = columns.iter().position(|it| *it == Column::Name)?;
    let is_marked = is_marked(columns, rows);
    // Where some names say that they are optional, the others are not.
    let is_optional = |row: &Vec<String>| {
        let name = row.get(names_at).map(|cell| unmarked(cell));
        name.is_some_and(|name| name.ends_with('?'))
    };
    let has_marks = rows.iter().any(is_optional) && !columns.contains(&Column::Required);
    let of_all = stated_required(table.rows.first()?);
    let mut names = indented::Names::default();
    let fields = rows.iter().filter_map(|row| {
        let row = names.complete(columns, row);
        let (place, mut field) = field(columns, &row, &table.range, is_marked)?;
        if let Some(required) = of_all.or(has_marks.then_some(true)) {
            field.required.get_or_insert(required);
        }
        Some((place, field))
    });
    Some(fields.collect())
}

/// Whether all names are those of the items of a list, `[].id`, which lose what says so.
fn lead_to_items(fields: &mut [(Option<Place>, Field)]) -> bool {
    let is_of_items = |(_, field): &(Option<Place>, Field)| field.wire.starts_with("[].");
    let are_of_items = !fields.is_empty() && fields.iter().all(is_of_items);
    for (_, field) in fields.iter_mut().filter(|_| are_of_items) {
        field.wire.drain(.."[].".len());
    }
    are_of_items
}

/// The fields of a table.
struct Outlined {
    fields: Vec<(Option<Place>, Field)>,
    /// What the row of the body says of it, if there is one.
    body: Option<Shape>,
}

/// Gives fields the dotted names that [`nest`] reads, where each is marked with `»` for each value
/// that it is in: the outermost one is the body, or its items where that is a list.
fn outline(fields: Vec<(Option<Place>, Field)>) -> Outlined {
    let is_marked = |(_, field): &(Option<Place>, Field)| field.wire.starts_with(MARK);
    let has_marks = fields.iter().any(is_marked);
    let in_body = fields
        .iter()
        .filter(|(place, _)| *place == Some(Place::Body));
    let is_alone = in_body.count() == 1;
    let is_body = |place: &Option<Place>, field: &Field| match place {
        Some(Place::Body) => {
            field.wire == "body" && (has_marks || is_alone && !has_scalar_type(field))
        }
        Some(_) => false,
        None => has_marks,
    };
    let mut outlined = Vec::new();
    let mut parents: Vec<String> = Vec::new();
    let mut body = None;
    for (place, mut field) in fields {
        let name = field.wire.trim_start_matches([MARK, ' ']).to_owned();
        let depth = field.wire.matches(MARK).count();
        if depth == 0 && is_body(&place, &field) {
            let text = field.type_text.as_deref().unwrap_or_default();
            body = Some(match text.starts_with('[') {
                true => Shape::List,
                false => Shape::Object,
            });
            parents.clear();
            continue;
        }
        if depth > 0 {
            parents.truncate(depth - 1);
            parents.push(name);
            field.wire = parents.join(".");
        }
        outlined.push((place, field));
    }
    Outlined {
        fields: outlined,
        body,
    }
}

fn has_scalar_type(field: &Field) -> bool {
    let text = field.type_text.as_deref().unwrap_or_default();
    ["string", "integer", "number", "boolean"]
        .iter()
        .any(|scalar| text.starts_with(scalar))
}

/// Whether a mark such as `x` says which of the rows are required, and nothing which are not.
fn is_marked(columns: &[Column], rows: &[Vec<String>]) -> bool {
    let required = columns.iter().position(|it| *it == Column::Required);
    let is_mark = |cell: &String| ["", "x", "X", "•", "●", "*"].contains(&cell.trim());
    required.is_some_and(|at| rows.iter().filter_map(|row| row.get(at)).all(is_mark))
}

/// The name in a cell, and whether what follows it says that the field is required. Some sites mark
/// what is required with an asterisk.
fn name(cell: &str) -> Option<(&str, Option<bool>)> {
    // `» id`
    let start = cell.len() - cell.trim_start_matches([MARK, ' ']).len();
    let end = cell[start..]
        .find(char::is_whitespace)
        .map(|end| start + end);
    let (name, rest) = match end.map(|end| cell.split_at(end)) {
        Some((name, rest)) => (name, rest.trim()),
        None => (cell, ""),
    };
    let wire = name.trim_matches(['*', '`']).trim_end_matches('?');
    let required = match rest {
        "" if name.trim_end_matches('`').ends_with('?') => Some(false),
        "" => name.ends_with('*').then_some(true),
        // A mark behind `name?` is that of a note.
        "*" => Some(!name.ends_with('?')),
        words => Some(words::is_required(words)?),
    };
    // `--quiet` is an option of a program.
    let is_option = wire.len() > 1 && wire.starts_with('-');
    (!wire.is_empty() && !is_option).then_some((wire, required))
}

/// A text without the marks of code around all of it.
fn unmarked(text: &str) -> &str {
    let text = text.trim();
    match text.matches('`').count() > 2 {
        true => text,
        false => text.trim_matches(['`', ' ']),
    }
}

/// A type without the word behind it that says whether the field is required: `string, required`.
fn without_required(text: &str) -> (&str, Option<bool>) {
    let end = text.trim_end_matches([')', ' ']);
    let start = end.rfind([' ', '(', ',']).map_or(0, |at| at + 1);
    let required = match end[start..].to_ascii_lowercase().as_str() {
        "required" => true,
        "optional" => false,
        _ => return (text, None),
    };
    (
        text[..start].trim_end_matches(['(', ',', ' ']),
        Some(required),
    )
}

/// A type without the default value behind it: ``boolean (default `true`)``.
fn without_default(text: &str) -> (&str, Option<String>) {
    let parts = text.split_once(" (");
    let default = parts.and_then(|(_, rest)| words::default(rest.strip_suffix(')')?));
    match (parts, default) {
        (Some((text, _)), Some(default)) => (text, Some(default)),
        _ => (text, None),
    }
}

/// The field of a row, and where it is sent if the row says it.
fn field(
    columns: &[Column],
    row: &[String],
    range: &Range<usize>,
    is_marked: bool,
) -> Option<(Option<Place>, Field)> {
    let cell = |column: Column| {
        let index = columns.iter().position(|known| *known == column)?;
        row.get(index)
            .map(|text| unmarked(text))
            .filter(|text| !text.is_empty())
    };
    let text = cell(Column::Name)?;
    // `id (string, required, path)`
    let mut qualified = Field::default();
    let mut place = None;
    let parts = text.split_once(" (");
    let inner = parts.and_then(|(_, rest)| rest.strip_suffix(')'));
    let inner = inner.filter(|it| lists::is_type(it) && !columns.contains(&Column::Type));
    for word in inner.into_iter().flat_map(|it| it.split(',')) {
        match words::place(word) {
            Some(found) => place = Some(found),
            None => lists::add(&mut qualified, word),
        }
    }
    let text = parts
        .filter(|_| inner.is_some())
        .map_or(text, |(name, _)| name);
    let (wire, marked) = name(text)?;
    let description = columns
        .iter()
        .position(|known| *known == Column::Description);
    let description = description.and_then(|index| row.get(index));
    let description = description.filter(|text| *text != "none");
    let description = description.cloned().unwrap_or_default();
    // What is required under a condition is not always sent.
    let required = cell(Column::Required);
    let required = required.map(|text| is_marked || words::is_required(text) == Some(true));
    let optional = cell(Column::Optional).and_then(words::is_required);
    let required = required.or(optional.map(|it| !it)).or(marked);
    // `` `string` The name. ``
    let code = description
        .strip_prefix('`')
        .and_then(|it| it.split_once('`'));
    let code = code.filter(|(text, _)| !columns.contains(&Column::Type) && lists::is_type(text));
    let (of_description, description) = match code {
        Some((text, rest)) => (Some(text.to_owned()), rest.trim_start().to_owned()),
        None => (None, description.clone()),
    };
    let type_text = cell(Column::Type)
        .or(of_description.as_deref())
        .or(qualified.type_text.as_deref());
    let (type_text, of_type, default) = type_text.map_or((None, None, None), |text| {
        let (text, default) = without_default(text);
        let (text, required) = without_required(text);
        let text = translation::type_name(text).unwrap_or(text);
        (Some(text.to_owned()), required, default)
    });
    let field = Field {
        wire: wire.to_owned(),
        type_text,
        required: required
            .or(of_type)
            .or(qualified.required)
            .or_else(|| words::required(&description)),
        default: cell(Column::Default)
            .filter(|text| !matches!(*text, "-" | "–" | "—" | "none" | "None" | "null"))
            .map(|text| text.trim_matches(['\'', '"']).to_owned())
            .or(default)
            .or_else(|| words::default(&description)),
        values: words::values(&description),
        description,
        range: range.clone(),
        ..Field::default()
    };
    Some((cell(Column::Place).and_then(words::place).or(place), field))
}
