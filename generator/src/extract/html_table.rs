//! Tables in HTML: `<table>`, and `<Table>` of MDX, whose cells may be Markdown.

use super::markdown::{Fence, Markdown, Table};
use crate::html::{self, Tag};

/// How many columns or rows a cell covers at most.
const SPAN_LIMIT: usize = 64;

/// The elements that begin and end a line.
const BLOCKS: [&str; 7] = ["br", "div", "li", "ol", "p", "pre", "ul"];

/// Adds the tables of HTML to those of the page, in the order of the text.
pub(super) fn add(text: &str, markdown: &mut Markdown) {
    let tables = read(text, markdown.start, &markdown.fences);
    markdown.tables.extend(tables);
    markdown.tables.sort_by_key(|table| table.range.start);
}

/// The tables of `text` from the byte `start` on, outside of comments and `fences`.
fn read(text: &str, start: usize, fences: &[Fence]) -> Vec<Table> {
    let mut found = Vec::new();
    let mut table: Option<Reader> = None;
    let mut at = start;
    // Searched for once, where several comments have no end.
    let mut has_comments = true;
    while let Some(offset) = text[at..].find('<') {
        let start = at + offset;
        if let Some(table) = &mut table {
            table.text(&text[at..start]);
        }
        let next = fences.partition_point(|fence| fence.range.end <= start);
        if let Some(fence) = fences.get(next).filter(|it| it.opening.start <= start) {
            at = fence.range.end.max(start + 1);
            continue;
        }
        if has_comments && text[start..].starts_with("<!--") {
            match text[start..].find("-->") {
                Some(length) => at = start + length,
                None => {
                    has_comments = false;
                    at = start + 1;
                }
            }
            continue;
        }
        let length = html::length(&text[start..]);
        let tag = length.and_then(|it| Some((Tag::of(&text[start..start + it])?, it)));
        let Some((tag, length)) = tag else {
            if let Some(table) = &mut table {
                table.text("&lt;");
            }
            at = start + 1;
            continue;
        };
        at = start + length;
        let is_table = tag.name.eq_ignore_ascii_case("table");
        match &mut table {
            None if is_table && !tag.is_end => table = Some(Reader::new(start)),
            None => {}
            // The one above is not a table, `<table>` in a sentence, or has no end.
            Some(reader) if is_table && !tag.is_end && reader.cell.is_none() => {
                let above = table.replace(Reader::new(start));
                found.extend(above.and_then(Reader::finish));
            }
            Some(reader) => {
                reader.end = at;
                let is_closed = reader.tag(&tag);
                if is_closed && let Some(reader) = table.take() {
                    found.extend(reader.finish());
                }
            }
        }
    }
    // Browsers show one without an end too.
    found.extend(table.and_then(Reader::finish));
    found
}

/// A table while it is read.
struct Reader {
    start: usize,
    /// Where the last of its tags ends.
    end: usize,
    rows: Vec<Row>,
    cell: Option<Cell>,
    /// How many rows below the last one the cell of each column still covers.
    covered: Vec<usize>,
    /// How many tables are open in a cell.
    inner: usize,
}

/// The open cell.
struct Cell {
    column: usize,
    /// In Markdown.
    text: String,
    is_code: bool,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    has_heads: bool,
    has_values: bool,
}

impl Reader {
    fn new(start: usize) -> Self {
        Self {
            start,
            end: start,
            rows: Vec::new(),
            cell: None,
            covered: Vec::new(),
            inner: 0,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell {
            // Markdown reads references to characters, but not those in code.
            match cell.is_code {
                true => cell.text.push_str(&html::decoded(text)),
                false => cell.text.push_str(text),
            }
        }
    }

    /// Begins or ends code in a cell.
    fn code(&mut self, is_end: bool) {
        if let Some(cell) = &mut self.cell
            && cell.is_code == is_end
        {
            cell.text.push('`');
            cell.is_code = !is_end;
        }
    }

    /// Reads a tag; returns whether it ends the table.
    fn tag(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.to_ascii_lowercase();
        match (name.as_str(), tag.is_end) {
            ("table", false) => self.inner += 1,
            ("table", true) if self.inner == 0 => return true,
            ("table", true) => self.inner -= 1,
            // A table in a cell is a part of its text.
            ("tr" | "td" | "th", _) if self.inner > 0 => self.text(" "),
            ("tr", is_end) => {
                self.end_cell();
                if !is_end {
                    self.rows.push(Row::default());
                }
            }
            ("td" | "th", true) => self.end_cell(),
            ("td" | "th", false) => self.begin_cell(tag, name == "th"),
            ("code" | "tt", is_end) => self.code(is_end),
            (name, _) if BLOCKS.contains(&name) => self.text("\n"),
            _ => {}
        }
        false
    }

    fn begin_cell(&mut self, tag: &Tag<'_>, is_head: bool) {
        self.end_cell();
        let span = |name: &str| {
            let mut spans = tag.attributes().filter(|(known, _)| *known == name);
            let span = spans.find_map(|(_, value)| value.trim().parse().ok());
            span.unwrap_or(1_usize).clamp(1, SPAN_LIMIT)
        };
        let Some((row, above)) = self.rows.split_last_mut() else {
            return;
        };
        // The cells of the rows above that cover this one.
        while let Some(rows) = self.covered.get_mut(row.cells.len()).filter(|it| **it > 0) {
            *rows -= 1;
            let cell = above.last().and_then(|it| it.cells.get(row.cells.len()));
            row.cells.push(cell.cloned().unwrap_or_default());
        }
        row.has_heads |= is_head;
        row.has_values |= !is_head;
        let (columns, rows) = (span("colspan"), span("rowspan"));
        let first = row.cells.len();
        row.cells.resize(first + columns, String::new());
        if self.covered.len() < row.cells.len() {
            self.covered.resize(row.cells.len(), 0);
        }
        self.covered[first..first + columns].fill(rows - 1);
        self.cell = Some(Cell {
            column: first,
            text: String::new(),
            is_code: false,
        });
    }

    /// Ends the open cell. Its text is that of the first of the columns that it covers.
    fn end_cell(&mut self) {
        self.code(true);
        let Some((cell, row)) = self.cell.take().zip(self.rows.last_mut()) else {
            return;
        };
        let lines: Vec<&str> = cell.text.lines().map(str::trim).collect();
        if let Some(text) = row.cells.get_mut(cell.column) {
            let cell = Table::cell(&lines.join("\n"));
            // Other white space indents names.
            let words = cell
                .split([' ', '\n', '\t'])
                .filter(|word| !word.is_empty());
            *text = words.collect::<Vec<_>>().join(" ");
        }
    }

    fn finish(mut self) -> Option<Table> {
        self.end_cell();
        let rows = self.rows.into_iter().filter(|row| !row.cells.is_empty());
        let mut rows: Vec<Row> = rows.collect();
        // A title above the names of the columns.
        let is_title = |it: &Row| it.has_heads && it.cells[1..].iter().all(String::is_empty);
        if let [first, second, ..] = &rows[..]
            && first.cells.len() > 1
            && is_title(first)
            && second.has_heads
            && !second.has_values
        {
            rows.remove(0);
        }
        // The first cell of each row is its head: the table is about one thing.
        let is_turned = rows.first().is_some_and(|it| it.has_heads && it.has_values);
        (!is_turned && !rows.is_empty()).then(|| Table {
            rows: rows.into_iter().map(|row| row.cells).collect(),
            range: self.start..self.end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Vec<String>>> {
        let markdown = super::super::enclosed::read(text, 0);
        let tables = read(text, 0, &markdown.fences).into_iter();
        tables.map(|table| table.rows).collect()
    }

    #[test]
    fn cells_have_the_text_of_their_elements() {
        for text in [
            "<table><thead><tr><th>Name</th><th>Type</th></tr></thead>\n<tbody><tr>\n\
             <td><code>a_b</code></td>\n<td><em>List</em>&lt;int&gt;<br/>Long</td></tr></tbody></table>",
            "A\n\n<Table align={[\"left\"]}>\n  <tr>\n    <th>\n      Name\n    </th>\n\n    \
             <th>Type</th>\n  </tr>\n\n  <tr>\n    <td>`a_b`</td>\n    <td>*List*&lt;int>\n\n\
             Long</td>\n  </tr>\n</Table>\n",
            "<TABLE><TR><TH>Name<TH>Type<TR><TD><CODE>a_b</CODE><TD>List&lt;int&gt;<p>Long</TABLE>",
        ] {
            let expected = [["Name", "Type"], ["`a_b`", "List<int> Long"]];
            assert_eq!(rows(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_cell_may_cover_others() {
        let text = "<table><tr><th>Name<th>In<th colspan=\"2\">About</tr>\
            <tr><td>a<td rowspan=\"2\">query<td>b<td>c</tr><tr><td>d<td colspan=\"99999999\">e</tr></table>";
        let rows = &rows(text)[0];
        assert_eq!(rows[0], ["Name", "In", "About", ""]);
        assert_eq!(rows[1], ["a", "query", "b", "c"]);
        assert_eq!(rows[2][..3], ["d", "query", "e"]);
    }

    #[test]
    fn code_has_its_characters_and_a_table_in_a_cell_is_text() {
        let text = "<table><tr><th>Name<th>Type</tr><tr><td>a<td><code>Map&lt;b&gt;</code>\
            <table><tr><td>b</td><td>int</td></tr></table></td></tr></table>";
        assert_eq!(rows(text)[0][1], ["a", "`Map<b>` b int"]);
    }

    #[test]
    fn a_title_is_no_row_and_a_tag_in_a_sentence_no_table() {
        let text = "Use `<table>`:\n\n<table><tr><th colspan=\"2\">Parameters</th></tr>\
            <tr><th>Name</th><th>Type</th></tr><tr><td>a</td><td>int</td></tr></table>";
        assert_eq!(rows(text), [[["Name", "Type"], ["a", "int"]]]);
    }

    #[test]
    fn a_table_without_an_end_has_its_rows() {
        let text = "<table><tr><th>Name</th></tr><tr><td>a</td></tr>\n\n\
            More.\n\n<table><tr><th>Type</th></tr>\n<tr><td>int</td></tr>\n\n";
        let both = [[["Name"], ["a"]], [["Type"], ["int"]]];
        assert_eq!(rows(text), both);
        assert_eq!(rows(&format!("{text}</table>\n")), both);
    }

    #[test]
    fn others_are_no_tables() {
        for text in [
            "<!-- <table><tr><td>a</td></tr></table> -->\n",
            "```\n<table><tr><td>a</td></tr></table>\n```\n",
            "<table><tr><th>Name</th><td>a</td></tr><tr><th>Type</th><td>b</td></tr></table>\n",
            "<table>a</table>\n",
            "<tables><tr><td>a</td></tr></tables>\n",
        ] {
            assert!(rows(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn tables_that_nothing_closes_take_no_longer_than_others() {
        for text in ["<table>", "<table><tr><td>a", "<table a='", "<!--", "<"] {
            assert!(rows(&text.repeat(50_000)).len() <= 1);
        }
    }
}
