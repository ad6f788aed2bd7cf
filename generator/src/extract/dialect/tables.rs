//! Tables of fields: a row for each, with columns for its name and its type.

mod indented;
mod rows;
mod types;

use std::ops::Range;

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

/// What a column is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Place,
    Required,
    /// As [`Required`](Self::Required), where `yes` says that the field is optional.
    Optional,
    Default,
    Description,
    Other,
}

/// The fields of the tables in a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    let tables = tables(section);
    for table in tables.iter().chain(section.tables()) {
        let Some(head) = table.rows.first() else {
            continue;
        };
        let columns = columns(head);
        if section.is_incoming(table.range.start) {
            continue;
        }
        let Some(fields) = fields(&columns, table) else {
            continue;
        };
        let outlined = outline(fields);
        let (has_body, shape) = (outlined.body.is_some(), outlined.body.unwrap_or_default());
        let mut places = outlined.fields.iter().filter_map(|(place, _)| *place);
        let has_places = columns.contains(&Column::Place) || places.next().is_some();
        let fields = outlined.fields.into_iter();
        // Other tables may be about anything.
        let is_of_operation = section.request.as_ref().map(|_| Role::Request(None));
        let is_guess = section.stated_role(table.range.start).is_none();
        let mut role = section.stated_role(table.range.start).or(is_of_operation);
        if let Some(place) = place_of_names(head) {
            role = match role {
                Some(Role::Request(_)) => Some(Role::Request(Some(place))),
                // Those of a response are no part of its body.
                Some(Role::Response(_)) if place == Place::Header => continue,
                role => role,
            };
        }
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
                shape,
                title: section.title_above(table.range.start),
                is_type: section.is_after_role(table.range.start),
                is_guess,
            }),
            None => {}
        }
    }
    groups
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
    let mut names = indented::Names::default();
    let fields = rows.iter().filter_map(|row| {
        let row = names.complete(columns, row);
        let (place, mut field) = field(columns, &row, &table.range, is_marked)?;
        if has_marks {
            field.required.get_or_insert(true);
        }
        Some((place, field))
    });
    Some(fields.collect())
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

/// Where the fields are sent whose names are below a head such as `Header`.
fn place_of_names(head: &[String]) -> Option<Place> {
    let names = head.iter().find(|text| column(text) == Column::Name)?;
    let words = names.trim_matches(['`', '*', ' ']).to_ascii_lowercase();
    match words.split_once(' ') {
        None if words == "header" => Some(Place::Header),
        Some((place, "name" | "parameter")) => words::place(place),
        _ => None,
    }
}

/// The columns below the cells of a head. Swagger2Markup has the place in that of the type where
/// there is one for the schema.
fn columns(head: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = head.iter().map(|text| column(text)).collect();
    let schema = head
        .iter()
        .position(|text| text.eq_ignore_ascii_case("schema"));
    if let Some(schema) = schema {
        for column in columns.iter_mut().filter(|it| **it == Column::Type) {
            *column = Column::Place;
        }
        columns[schema] = Column::Type;
    }
    // Google has no head there.
    if let [Column::Name, other @ Column::Other] = &mut columns[..]
        && head[1].is_empty()
    {
        *other = Column::Description;
    }
    columns
}

fn column(head: &str) -> Column {
    let head = head.trim_matches(['`', '*', ' ']).to_ascii_lowercase();
    match translation::column(&head).unwrap_or(&head) {
        "name" | "parameter" | "parameters" | "param" | "parameter name" | "query parameter"
        | "path parameter" | "field" | "fields" | "field name" | "property" | "properties"
        | "property name" | "key" | "attribute" | "attributes" | "attribute name" | "argument"
        | "header" | "header name" | "url parameter" | "body parameter" | "form parameter"
        | "variable" => Column::Name,
        "type" | "data type" | "datatype" | "format" => Column::Type,
        "in" | "located in" | "location" | "position" | "passed as" | "parameter type"
        | "sent in" => Column::Place,
        "required" | "required?" | "req" | "req." | "mandatory" | "mandatory?"
        | "required/optional" | "mandatory/optional" | "requirement" | "presence" => {
            Column::Required
        }
        "optional" | "optional?" => Column::Optional,
        "default" | "default value" => Column::Default,
        "description" | "details" | "notes" | "meaning" | "comments" | "remarks"
        | "description/values" => Column::Description,
        _ => Column::Other,
    }
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
    (!wire.is_empty()).then_some((wire, required))
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
