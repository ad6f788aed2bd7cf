//! Several files in one input, in the format of Go's `txtar`: a line `-- path --` before the text
//! of each file.

use seamstress_codegen::source::Source;

/// The files of an archive, in order. What precedes the first marker is a comment.
pub(crate) fn files(text: &str) -> Vec<Source> {
    let mut files: Vec<Source> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (path(line), files.last_mut()) {
            (Some(path), _) => files.push(Source {
                path: path.to_owned(),
                text: String::new(),
            }),
            (None, Some(file)) => file.text.push_str(line),
            (None, None) => {}
        }
    }
    files
}

/// The path in a marker.
fn path(line: &str) -> Option<&str> {
    let path = line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")?;
    let path = path.trim();
    (!path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_begins_a_file() {
        let archive = "comment\n-- a.md --\n# A\n-- \n--  --\n-- b/c.yaml --\n";
        let files: Vec<_> = files(archive)
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect();
        let expected = [("a.md", "# A\n-- \n--  --\n"), ("b/c.yaml", "")];
        let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
        assert_eq!(files, expected);
    }
}
