//! Tables of the fields of types, which several operations of a page have.

use super::{Column, columns::columns, fields, outline, tables};
use crate::extract::{
    field::{Shape, nest},
    operation::Group,
    section::{Outline, Section},
    words::Role,
};

/// The fields of the tables of a page that are below the names of types.
pub(in crate::extract::dialect) fn types(page: &Outline<'_>) -> Vec<Group> {
    let whole = Section {
        outline: page,
        range: page.matter.range.end..page.file.text().len(),
        request: None,
    };
    let of_markdown = tables(&whole);
    let tables = of_markdown.iter().chain(page.tables);
    let groups = tables.filter_map(|table| {
        let columns = columns(table);
        let around = page.headings_around(table.range.start);
        let title = around.take(2).find(|it| !is_label(&it.text))?;
        let is_type = title.role.is_none() && columns.contains(&Column::Type);
        let fields = fields(&columns, table).filter(|_| is_type)?;
        Some(Group {
            role: Role::Response(None),
            fields: nest(outline(fields).fields.into_iter().map(|it| it.1).collect()),
            shape: Shape::Object,
            title: Some(title.text.clone()),
            is_type: true,
            is_guess: false,
        })
    });
    groups.collect()
}

/// Whether a heading between the name of a type and its table says no more than what is below it.
fn is_label(heading: &str) -> bool {
    let heading = heading.to_ascii_lowercase();
    ["attributes", "fields", "properties", "schema"].contains(&heading.trim_end_matches(':'))
}
