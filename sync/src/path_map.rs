//! Page URLs to file paths.

use url::Url;

/// Extensions of pages.
pub const EXTENSIONS: [&str; 2] = ["md", "mdx"];

/// Maximum length of a path in bytes; some systems allow no more than 260 in total.
const MAX_PATH_BYTES: usize = 200;

/// Names that Windows reserves for devices, whatever follows the first dot.
const WINDOWS_DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path of the page at `url` below the folder of pages: `api/locks/get.md` for
/// `https://docs.seam.co/api/locks/get.md`.
///
/// The path is a valid file name on every platform, and never leaves the folder.
///
/// # Errors
///
/// Where the URL has no such path; the message says why.
pub fn path_for(url: &Url) -> Result<String, &'static str> {
    let path = url.path().strip_prefix('/').unwrap_or(url.path());
    for segment in path.split('/') {
        check_segment(segment)?;
    }
    if path.len() > MAX_PATH_BYTES {
        return Err("the path is too long");
    }
    if !is_page(url) {
        return Err("the path does not end with `.md` or `.mdx`");
    }
    Ok(path.to_owned())
}

/// Whether `url` is that of a Markdown page, by its extension.
pub fn is_page(url: &Url) -> bool {
    let extension = url.path().rsplit_once('.').map(|(_, extension)| extension);
    // Files with other extensions would not be read as pages later.
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn check_segment(segment: &str) -> Result<(), &'static str> {
    if segment.is_empty() {
        return Err("the path has an empty segment");
    }
    // Percent signs are rejected, so that no later step can decode the path a second time.
    let is_portable = |c: char| c.is_ascii_alphanumeric() || "-_.~+@".contains(c);
    if !segment.chars().all(is_portable) {
        return Err("the path has a character that is not portable in file names");
    }
    if segment.starts_with('.') || segment.ends_with('.') {
        return Err("the path has a segment that starts or ends with a dot");
    }
    let stem = segment.split('.').next().unwrap_or(segment);
    let stem = stem.to_ascii_lowercase();
    let is_port = stem.len() == 4
        && (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.ends_with(|c: char| c.is_ascii_digit());
    if is_port || WINDOWS_DEVICES.contains(&stem.as_str()) {
        return Err("the path has a segment that is a device name on Windows");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(path: &str) -> Result<String, &'static str> {
        path_for(&Url::parse(&format!("https://docs.example.com{path}")).unwrap())
    }

    #[test]
    fn a_page_has_the_path_of_its_url() {
        assert_eq!(path_of("/api/locks/get.md").unwrap(), "api/locks/get.md");
        assert_eq!(path_of("/index.mdx?x=1#y").unwrap(), "index.mdx");
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
            let found = path_of(path);
            let is_inside = |path: &String| !path.contains("..") && !path.starts_with('/');
            assert!(found.as_ref().map_or(true, is_inside), "{path}: {found:?}");
        }
    }

    #[test]
    fn names_that_are_not_portable_are_rejected() {
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
            path_of(path).unwrap_err();
        }
        path_of(&format!("/{}.md", "a".repeat(250))).unwrap_err();
        path_of("/console/company/comma.md").unwrap();
    }
}
