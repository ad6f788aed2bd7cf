//! Where a page of the site is kept.

use url::Url;

/// What files of pages end with.
pub const ENDINGS: [&str; 2] = ["md", "mdx"];

/// The most bytes of a path; some systems take no more than 260.
const LONGEST_PATH: usize = 200;

/// Names that are devices on Windows, whatever follows a dot in them.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path below the folder of pages that the page at `url` is kept at:
/// `https://docs.seam.co/api/locks/get.md` is kept at `api/locks/get.md`.
///
/// # Errors
///
/// Why no file is called so. What is allowed is what file names have
/// everywhere; a path never leads out of the folder, whatever the URL.
pub fn place(url: &Url) -> Result<String, &'static str> {
    let path = url.path().strip_prefix('/').unwrap_or(url.path());
    for segment in path.split('/') {
        check(segment)?;
    }
    if path.len() > LONGEST_PATH {
        return Err("its path is too long");
    }
    if !is_page(url) {
        return Err("it is no Markdown page");
    }
    Ok(path.to_owned())
}

/// Whether the URL is that of a Markdown page, by its ending.
pub fn is_page(url: &Url) -> bool {
    let ending = url.path().rsplit_once('.').map(|(_, ending)| ending);
    // Others would not be read as pages later.
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

fn check(segment: &str) -> Result<(), &'static str> {
    if segment.is_empty() {
        return Err("its path has an empty segment");
    }
    // Percent signs are not among them: nobody decodes a path a second time.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~+@".contains(c);
    if !segment.chars().all(is_plain) {
        return Err("its path has characters that a file name does not have everywhere");
    }
    if segment.starts_with('.') || segment.ends_with('.') {
        return Err("its path has a segment that begins or ends with a dot");
    }
    let stem = segment.split('.').next().unwrap_or(segment);
    let stem = stem.to_ascii_lowercase();
    let is_port = stem.len() == 4
        && (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.ends_with(|c: char| c.is_ascii_digit());
    if is_port || DEVICES.contains(&stem.as_str()) {
        return Err("its path has a segment that is a device on Windows");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Result<String, &'static str> {
        place(&Url::parse(&format!("https://docs.example.com{path}")).unwrap())
    }

    #[test]
    fn a_page_is_kept_at_its_path() {
        assert_eq!(at("/api/locks/get.md").unwrap(), "api/locks/get.md");
        assert_eq!(at("/index.mdx?x=1#y").unwrap(), "index.mdx");
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../../etc/passwd.md",
            "/%2e%2e/%2E%2E/x.md",
            "/..%2f..%2fx.md",
            "/..%5c..%5cx.md",
            "//etc/x.md",
            "/a/./../../x.md",
            "/c:/x.md",
        ] {
            let placed = at(path);
            let is_inside = |path: &String| !path.contains("..") && !path.starts_with('/');
            assert!(
                placed.as_ref().map_or(true, is_inside),
                "{path}: {placed:?}"
            );
        }
    }

    #[test]
    fn names_that_are_no_file_everywhere_are_refused() {
        for path in [
            "/a//b.md",
            "/a%00b.md",
            "/a%0ab.md",
            "/a%20b.md",
            "/a:b.md",
            "/a*b.md",
            "/a|b.md",
            "/.git/b.md",
            "/.md",
            "/a./b.md",
            "/CON.md",
            "/nul/b.md",
            "/com1.x.md",
            "/a.txt",
            "/a.MD",
            "/",
        ] {
            at(path).unwrap_err();
        }
        at(&format!("/{}.md", "a".repeat(250))).unwrap_err();
        at("/console/company/comma.md").unwrap();
    }
}
