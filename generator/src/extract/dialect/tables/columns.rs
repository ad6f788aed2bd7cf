//! What the columns of a table of fields are about.

use crate::extract::{field::Place, markdown::Table, translation, words};

/// What a column is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
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

/// Where the fields are sent whose names are below a head such as `Header`.
pub(super) fn place_of_names(head: &[String]) -> Option<Place> {
    let names = head.iter().find(|text| column(text) == Column::Name)?;
    let words = names.trim_matches(['`', '*', ' ']).to_ascii_lowercase();
    match words.split_once(' ') {
        None if words == "header" => Some(Place::Header),
        Some((place, "name" | "parameter")) => words::place(place),
        _ => None,
    }
}

/// Whether the head of the names says that the fields are those of a request.
pub(super) fn names_parameters(head: &[String]) -> bool {
    let names = head.iter().find(|text| column(text) == Column::Name);
    let words = names.map(|text| text.to_ascii_lowercase());
    words.is_some_and(|it| it.contains("param") || it.contains("argument"))
}

/// The columns of a table, by its head. Swagger2Markup has the place in that of the type where
/// there is one for the schema, and others have there what is required.
pub(super) fn columns(table: &Table) -> Vec<Column> {
    let [head, rows @ ..] = table.rows.as_slice() else {
        return Vec::new();
    };
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
    if columns.iter().filter(|it| **it == Column::Type).count() > 1 {
        for (at, column) in columns.iter_mut().enumerate() {
            let mut cells = rows.iter().filter_map(|row| row.get(at)).peekable();
            let is_type = *column == Column::Type && cells.peek().is_some();
            if is_type && cells.all(|cell| words::is_required(cell).is_some()) {
                *column = Column::Required;
            }
        }
    }
    // Google has no head there.
    if let [Column::Name, other @ Column::Other] = &mut columns[..]
        && head[1].is_empty()
    {
        *other = Column::Description;
    }
    columns
}

/// Whether the head of the names says that all of them are required, or optional: `Required
/// parameter`.
pub(super) fn stated_required(head: &[String]) -> Option<bool> {
    let names = head.iter().find(|text| column(text) == Column::Name)?;
    split_required(&plain(names)).map(|(is_required, _)| is_required)
}

/// What a head says of all of its fields, and the rest of it.
fn split_required(head: &str) -> Option<(bool, &str)> {
    let (word, rest) = head.split_once(' ')?;
    words::is_required(word)
        .filter(|_| word.len() > 1)
        .zip(Some(rest))
}

fn plain(head: &str) -> String {
    head.trim_matches(['`', '*', ' ']).to_ascii_lowercase()
}

fn column(head: &str) -> Column {
    let head = plain(head);
    let named = split_required(&head).map(|(_, rest)| rest);
    match named.or(translation::column(&head)).unwrap_or(&head) {
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
