//! Headings that are a path, with one for each of its methods below.

use std::{collections::BTreeSet, ops::Range};

use super::is_address;

/// The methods that headings name in small letters too.
const METHODS: [&str; 5] = ["delete", "get", "patch", "post", "put"];

/// The level of a heading, and its text without marks.
pub(super) fn parts(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches('#');
    (line.len() - text.len(), text.trim_matches([' ', '`', '*']))
}

/// Whether the text of a heading is nothing but a path.
pub(super) fn is_path(text: &str) -> bool {
    text.starts_with('/') && is_address(text) && !text.contains(char::is_whitespace)
}

/// Where the headings begin that are methods however they are written: all of those directly below
/// a path. Other words than `GET` may be about a file of this path: `### /etc/hosts`, `#### Get`.
pub(super) fn methods<'a>(lines: impl Iterator<Item = (&'a str, Range<usize>)>) -> BTreeSet<usize> {
    let mut methods = BTreeSet::new();
    // The level of the path, that of the headings below it, and those of them that are methods.
    let mut open: Option<(usize, Option<usize>, Vec<usize>)> = None;
    for (line, range) in lines.filter(|(line, _)| line.starts_with('#')) {
        let (level, text) = parts(line);
        let ended = open.take_if(|(path, _, _)| level <= *path);
        methods.extend(ended.into_iter().flat_map(|(_, _, found)| found));
        if is_path(text) {
            open = Some((level, None, Vec::new()));
            continue;
        }
        let Some((_, below, found)) = &mut open else {
            continue;
        };
        if level > *below.get_or_insert(level) {
            continue;
        }
        match METHODS
            .iter()
            .any(|method| text.eq_ignore_ascii_case(method))
        {
            true => found.push(range.start),
            false => open = None,
        }
    }
    methods.extend(open.into_iter().flat_map(|(_, _, found)| found));
    methods
}
