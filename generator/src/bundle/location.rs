//! The file that a reference means.

/// The file and the fragment that `target` means in the file `base`. Paths are relative to the
/// folder of the project; one that begins with `..` is outside of it.
///
/// `None` where the target is in the same file, or is not a relative path: a URL, an absolute
/// path.
pub fn resolve<'t>(base: &str, target: &'t str) -> Option<(String, &'t str)> {
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let is_url = file.contains(':') || file.starts_with(['/', '\\']);
    if file.is_empty() || is_url {
        return None;
    }
    let file = percent_decode(file)?.replace('\\', "/");
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(file.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    Some((parts.join("/"), fragment))
}

/// The text with `%XX` decoded; `None` if the result is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let decoded = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match decoded {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &after[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn one_file_has_one_path_however_it_is_spelled() {
        for target in [
            "pet.yaml#/A",
            "./pet.yaml#/A",
            "../schemas/pet.yaml#/A",
            "p%65t.yaml#/A",
        ] {
            let found = resolve("schemas/index.yaml", target);
            assert_eq!(
                found,
                Some(("schemas/pet.yaml".to_owned(), "/A")),
                "{target}"
            );
        }
        let found = resolve("openapi.yaml", "schemas\\pet.yaml");
        assert_eq!(found, Some(("schemas/pet.yaml".to_owned(), "")));
    }

    #[test]
    fn a_path_out_of_the_folder_stays_outside() {
        let found = resolve("schemas/a.yaml", "../../../etc/passwd");
        assert_eq!(found, Some(("../../etc/passwd".to_owned(), "")));
    }

    #[test]
    fn urls_and_absolute_paths_are_not_files_of_the_folder() {
        for target in [
            "#/a",
            "http://a.test/b",
            "//a.test/b",
            "/etc/passwd",
            "file:a",
            "C:\\a",
        ] {
            assert_eq!(resolve("a.yaml", target), None, "{target}");
        }
    }
}
