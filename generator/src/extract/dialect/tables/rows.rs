//! The rows of tables of Markdown.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::extract::{markdown::Table, section::Section};

/// The tables of a section.
pub(in crate::extract::dialect) fn tables(section: &Section<'_>) -> Vec<Table> {
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
                    // Other white space indents names.
                    row.push(cell.trim_matches([' ', '\n', '\t']).to_owned());
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
