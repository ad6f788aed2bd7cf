//! The marks of items of lists in Markdown.

const MARKS: [&str; 3] = ["- ", "* ", "+ "];

/// What follows the mark of the item that a line begins with.
pub(super) fn item(line: &str) -> Option<&str> {
    MARKS.iter().find_map(|mark| line.strip_prefix(mark))
}
