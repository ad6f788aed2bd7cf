//! What pages say about responses without a body: `204 No Content`.

use super::evidence::NO_CONTENT;

/// Words next to the status that say that it is one.
const WORDS: [&str; 7] = [
    "code", "content", "http", "respon", "return", "status", "success",
];

/// Whether a line of `text` names the status: in a sentence about it, in the first line of a
/// message, or alone in a cell or a line.
pub(super) fn is_said(text: &str) -> bool {
    text.lines().any(|line| {
        let is_status = |word: &&str| *word == NO_CONTENT;
        let mut words = line.split(|it: char| !it.is_alphanumeric());
        if !words.any(|word| word == NO_CONTENT) {
            return false;
        }
        let line = line.to_ascii_lowercase();
        let cells = line
            .split('|')
            .map(|cell| cell.trim_matches(['*', '`', '#', ' ', ':', '-']));
        let is_alone = cells.collect::<Vec<_>>().iter().any(is_status);
        is_alone || WORDS.iter().any(|word| line.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_said;

    #[test]
    fn a_line_names_the_status() {
        for line in [
            "Returns `204 No Content`.",
            "HTTP/1.1 204 No Content",
            "| 204 | The door is gone |",
            "**204** | Gone",
            "### 204",
            "Responds with 204.",
        ] {
            assert!(is_said(&format!("A\n{line}\nB\n")), "{line}");
        }
        for line in ["There are 204 doors.", "Status 2045", "Returns 200."] {
            assert!(!is_said(line), "{line}");
        }
    }
}
