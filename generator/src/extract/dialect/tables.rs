//! Tables of fields: a row for each, with columns for its name and its type.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::extract::{
    field::{Field, Place, nest},
    markdown::Table,
    operation::Group,
    section::Section,
    words::{self, Role},
};

/// What a column is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Place,
    Required,
    Default,
    Description,
    Other,
}

/// The fields of the tables in a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    let tables = tables(section);
    for table in tables.iter().chain(section.tables()) {
        let Some((head, rows)) = table.rows.split_first() else {
            continue;
        };
        let columns: Vec<Column> = head.iter().map(|text| column(text)).collect();
        if !columns.contains(&Column::Name) {
            continue;
        }
        let fields = rows
            .iter()
            .filter_map(|row| field(&columns, row, &table.range));
        // Other tables may be about anything.
        let is_of_operation = section.request.as_ref().map(|_| Role::Request(None));
        match section.role_at(table.range.start).or(is_of_operation) {
            // The rows say it themselves.
            Some(Role::Request(_)) if columns.contains(&Column::Place) => {
                groups.extend(fields.map(|(place, field)| Group {
                    role: Role::Request(place),
                    fields: vec![field],
                }));
            }
            Some(role) => groups.push(Group {
                role,
                fields: nest(fields.map(|(_, field)| field).collect()),
            }),
            None => {}
        }
    }
    groups
}

fn tables(section: &Section<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut cell: Option<String> = None;
    let events = Parser::new_ext(section.text(), Options::ENABLE_TABLES).into_offset_iter();
    for (event, range) in events {
        let range = section.range.start + range.start..section.range.start + range.end;
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Table {
                rows: Vec::new(),
                range,
            }),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                if let Some(table) = tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                let row = tables.last_mut().and_then(|table| table.rows.last_mut());
                if let (Some(row), Some(cell)) = (row, cell.take()) {
                    row.push(cell.trim().to_owned());
                }
            }
            event => {
                if let Some(cell) = &mut cell {
                    Table::add_to_cell(cell, &event);
                }
            }
        }
    }
    tables
}

fn column(head: &str) -> Column {
    match head
        .trim_matches(['`', '*', ' '])
        .to_ascii_lowercase()
        .as_str()
    {
        "name" | "parameter" | "parameters" | "param" | "parameter name" | "query parameter"
        | "path parameter" | "field" | "fields" | "field name" | "property" | "properties"
        | "property name" | "key" | "attribute" | "attributes" | "attribute name" | "argument"
        | "header" | "header name" | "variable" => Column::Name,
        "type" | "data type" | "datatype" | "format" => Column::Type,
        "in" | "location" | "position" | "passed as" | "parameter type" | "sent in" => {
            Column::Place
        }
        "required" | "required?" | "mandatory" | "mandatory?" | "required/optional" => {
            Column::Required
        }
        "default" | "default value" => Column::Default,
        "description" | "details" | "notes" | "meaning" | "comments" | "remarks"
        | "description/values" => Column::Description,
        _ => Column::Other,
    }
}

/// Whether a text says that a field is required; `None` where it says something else.
fn is_required(text: &str) -> Option<bool> {
    let text = text.trim_matches(['(', ')', '`', '*', ' ']);
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "required" | "mandatory" | "✓" | "✔" | "✅" | "y" => Some(true),
        "no" | "false" | "optional" | "n" => Some(false),
        _ => None,
    }
}

/// The name in a cell, and whether what follows it says that the field is required. Some sites mark
/// what is required with an asterisk.
fn name(cell: &str) -> Option<(&str, Option<bool>)> {
    let (name, rest) = match cell.split_once(char::is_whitespace) {
        Some((name, rest)) => (name, rest.trim()),
        None => (cell, ""),
    };
    let wire = name.trim_matches(['*', '`']);
    let required = match rest {
        "" => name.ends_with('*').then_some(true),
        "*" => Some(true),
        words => Some(is_required(words)?),
    };
    (!wire.is_empty()).then_some((wire, required))
}

/// The field of a row, and where it is sent if the row says it.
fn field(
    columns: &[Column],
    row: &[String],
    range: &Range<usize>,
) -> Option<(Option<Place>, Field)> {
    let cell = |column: Column| {
        let index = columns.iter().position(|known| *known == column)?;
        row.get(index)
            .map(|text| text.trim_matches(['`', ' ']))
            .filter(|text| !text.is_empty())
    };
    let (wire, marked) = name(cell(Column::Name)?)?;
    let description = columns
        .iter()
        .position(|known| *known == Column::Description);
    let description = description.and_then(|index| row.get(index));
    let description = description.cloned().unwrap_or_default();
    // What is required under a condition is not always sent.
    let required = cell(Column::Required).map(|text| is_required(text) == Some(true));
    let field = Field {
        wire: wire.to_owned(),
        type_text: cell(Column::Type).map(str::to_owned),
        required: required.or(marked),
        default: cell(Column::Default)
            .filter(|text| !matches!(*text, "-" | "—" | "none" | "None" | "null"))
            .map(str::to_owned)
            .or_else(|| words::default(&description)),
        values: words::values(&description),
        description,
        range: range.clone(),
        ..Field::default()
    };
    Some((cell(Column::Place).and_then(words::place), field))
}
