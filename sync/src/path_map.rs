//! URLs of pages and documents to file paths.

use url::Url;

/// Extensions of pages.
const PAGE_EXTENSIONS: [&str; 2] = ["md", "mdx"];

/// Extensions of OpenAPI documents.
const DOCUMENT_EXTENSIONS: [&str; 3] = ["json", "yaml", "yml"];

/// Extensions of the files that sync writes: those of pages and of documents.
pub const EXTENSIONS: [&str; 5] = ["md", "mdx", "json", "yaml", "yml"];

/// Maximum length of a path in bytes; some systems allow no more than 260 in total.
const MAX_PATH_BYTES: usize = 200;

/// Names that Windows reserves for devices, whatever follows the first dot.
const WINDOWS_DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The path of the page or document at `url` below the folder of pages: `api/locks/get.md` for
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
    // Files with other extensions would not be read later.
    if !is_page(url) && !is_document(url) {
        return Err("the path does not end with the extension of a page or a document");
    }
    Ok(path.to_owned())
}

/// Whether `url` is that of a Markdown page, by its extension.
pub fn is_page(url: &Url) -> bool {
    extension(url).is_some_and(|extension| PAGE_EXTENSIONS.contains(&extension))
}

/// Whether `url` may be that of an OpenAPI document, by its extension.
pub fn is_document(url: &Url) -> bool {
    extension(url).is_some_and(|extension| DOCUMENT_EXTENSIONS.contains(&extension))
}

/// The extension of the last segment.
fn extension(url: &Url) -> Option<&str> {
    let name = url.path().rsplit('/').next()?;
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// The URL of the Markdown version of an HTML page, where documentation sites have it:
/// `https://docs.example.com/a.md` for `https://docs.example.com/a/`. `None` for other files.
pub fn twin_of(url: &Url) -> Option<Url> {
    let mut twin = url.clone();
    twin.set_query(None);
    twin.set_fragment(None);
    let path = url.path().trim_end_matches('/');
    match extension(url) {
        Some("md" | "mdx") => return Some(twin),
        Some("html" | "htm") => {
            let (stem, _) = path.rsplit_once('.')?;
            twin.set_path(&format!("{stem}.md"));
        }
        // `/v1.2` is a page, `/logo.svg` is not.
        Some(extension) if !extension.starts_with(|c: char| c.is_ascii_digit()) => return None,
        _ if path.is_empty() => twin.set_path("/index.md"),
        _ => twin.set_path(&format!("{path}.md")),
    }
    Some(twin)
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
    fn the_twin_of_a_page_is_its_markdown_version() {
        for (path, twin) in [
            ("/a/b", Some("/a/b.md")),
            ("/a/b/?x=1#y", Some("/a/b.md")),
            ("/a/b.html", Some("/a/b.md")),
            ("/a/b.mdx", Some("/a/b.mdx")),
            ("/api/v1.2", Some("/api/v1.2.md")),
            ("/", Some("/index.md")),
            ("/logo.svg", None),
            ("/openapi.json", None),
        ] {
            let site = Url::parse("https://docs.example.com").unwrap();
            let found = twin_of(&site.join(path).unwrap());
            assert_eq!(found.as_ref().map(Url::path), twin, "{path}");
        }
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
