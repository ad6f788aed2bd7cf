//! Tables of fields: a row for each, with columns for its name and its type.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::extract::{
    field::{Field, nest},
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

/// A table: the cells of its rows, the first of which is its head.
struct Table {
    rows: Vec<Vec<String>>,
    range: Range<usize>,
}

/// The fields of the tables in a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for table in tables(section) {
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
        let fields: Vec<Field> = fields.collect();
        // Other tables may be about anything.
        let is_of_operation = section.request.as_ref().map(|_| Role::Request(None));
        let Some(role) = section.role_at(table.range.start).or(is_of_operation) else {
            continue;
        };
        groups.push(Group {
            role,
            fields: nest(fields),
        });
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
            Event::Text(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text);
                }
            }
            Event::Code(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&format!("`{text}`"));
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(cell) = &mut cell {
                    cell.push(' ');
                }
            }
            _ => {}
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
        "name" | "parameter" | "parameters" | "field" | "fields" | "property" | "key"
        | "attribute" | "argument" | "header" => Column::Name,
        "type" | "data type" | "datatype" | "format" => Column::Type,
        "in" | "location" | "position" => Column::Place,
        "required" | "required?" | "mandatory" => Column::Required,
        "default" | "default value" => Column::Default,
        "description" | "details" | "notes" | "meaning" => Column::Description,
        _ => Column::Other,
    }
}

/// The field of a row. Some sites mark what is required with an asterisk.
fn field(columns: &[Column], row: &[String], range: &Range<usize>) -> Option<Field> {
    let cell = |column: Column| {
        let index = columns.iter().position(|known| *known == column)?;
        row.get(index)
            .map(|text| text.trim_matches(['`', ' ']))
            .filter(|text| !text.is_empty())
    };
    let name = cell(Column::Name)?;
    let wire = name.trim_end_matches(['*', ' ', '`']);
    if wire.is_empty() || wire.contains(char::is_whitespace) {
        return None;
    }
    let description = columns
        .iter()
        .position(|known| *known == Column::Description);
    let description = description.and_then(|index| row.get(index));
    let description = description.cloned().unwrap_or_default();
    let required = cell(Column::Required).map(|text| {
        let text = text.to_ascii_lowercase();
        matches!(
            text.as_str(),
            "yes" | "true" | "required" | "✓" | "✔" | "✅" | "y"
        )
    });
    let has_mark = name.ends_with('*').then_some(true);
    Some(Field {
        wire: wire.to_owned(),
        place: cell(Column::Place)
            .and_then(words::place)
            .unwrap_or_default(),
        type_text: cell(Column::Type).map(str::to_owned),
        required: required.or(has_mark),
        default: cell(Column::Default)
            .filter(|text| !matches!(*text, "-" | "—" | "none" | "None" | "null"))
            .map(str::to_owned)
            .or_else(|| words::default(&description)),
        values: words::values(&description),
        description,
        range: range.clone(),
        ..Field::default()
    })
}
