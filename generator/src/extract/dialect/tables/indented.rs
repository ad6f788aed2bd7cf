//! Names in tables that are indented below the field that they are part of: with spaces of HTML, or
//! behind a mark such as `↳`.

use std::borrow::Cow;

use super::Column;

/// What indents a name.
const SPACES: [char; 4] = ['\u{a0}', '\u{2002}', '\u{2003}', '\u{3000}'];

/// What stands before a name that is part of one above.
const MARKS: [char; 10] = ['↳', '└', '─', '├', '│', '→', '⤷', '┗', '∟', '>'];

/// The names of the rows above, with how far each is indented.
#[derive(Default)]
pub(super) struct Names(Vec<(usize, String)>);

impl Names {
    /// A row whose name has those that it is part of, with dots between them.
    pub(super) fn complete<'r>(
        &mut self,
        columns: &[Column],
        row: &'r [String],
    ) -> Cow<'r, [String]> {
        let column = columns.iter().position(|it| *it == Column::Name);
        let Some((column, cell)) = column.and_then(|it| Some((it, row.get(it)?))) else {
            return Cow::Borrowed(row);
        };
        let is_mark = |c: char| SPACES.contains(&c) || MARKS.contains(&c);
        let mut text = cell.trim_start_matches(|c| c == ' ' || is_mark(c));
        let mut indentation = cell[..cell.len() - text.len()]
            .chars()
            .filter(|c| is_mark(*c))
            .count();
        // `- name`, `-- name`
        let dashes = text.len() - text.trim_start_matches('-').len();
        if dashes > 0 && text[dashes..].starts_with(' ') {
            indentation += dashes;
            text = text[dashes..].trim_start();
        }
        let name = text.split_whitespace().next().unwrap_or_default();
        let name = name.trim_matches(['*', '`']).to_owned();
        self.0.retain(|(known, _)| *known < indentation);
        let above: Vec<&str> = self.0.iter().map(|(_, name)| name.as_str()).collect();
        // apiDoc indents `owner.name`, which has the names above itself.
        let above_it = format!("{}.", above.join("."));
        let own = name.strip_prefix(&above_it).map(str::to_owned);
        let whole = match above.is_empty() || name.is_empty() {
            // The first row may be indented too.
            true => (indentation > 0).then(|| text.to_owned()),
            false if own.is_some() => Some(text.to_owned()),
            false => Some(format!(
                "{}.{}",
                above.join("."),
                text.trim_start_matches('`')
            )),
        };
        self.0.push((indentation, own.unwrap_or(name)));
        match whole {
            Some(whole) => {
                let mut row = row.to_vec();
                row[column] = whole;
                Cow::Owned(row)
            }
            None => Cow::Borrowed(row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_names_have_those_above_them() {
        let mut names = Names::default();
        let shown: Vec<String> = [
            "`a`",
            "\u{a0}\u{a0}`b` (required)",
            "\u{a0}\u{a0}\u{a0}\u{a0}c",
            "\u{a0}\u{a0}d*",
            "e",
            "↳ f",
            "g",
            "- h",
            "-- i",
            "x-y",
            "\u{a0}\u{a0}x-y.z",
            "\u{a0}\u{a0}\u{a0}x-y.z.a",
        ]
        .iter()
        .map(|cell| names.complete(&[Column::Name], &[(*cell).to_owned()])[0].clone())
        .collect();
        assert_eq!(
            shown,
            [
                "`a`",
                "a.b` (required)",
                "a.b.c",
                "a.d*",
                "e",
                "e.f",
                "g",
                "g.h",
                "g.h.i",
                "x-y",
                "x-y.z",
                "x-y.z.a"
            ]
        );
    }
}
