//! Where a site may have an index, and what it is by its name.

use url::Url;

use crate::path_map::is_document;

/// So many folders of a URL may have an index.
const MAX_FOLDERS: usize = 4;

/// What a file can be the index of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `llms.txt`: links to pages.
    Links,
    /// `llms-full.txt`: the pages themselves.
    FullText,
    /// A sitemap.
    Sitemap,
    /// An OpenAPI document.
    Document,
}

impl Form {
    /// The form of the index at `url`; `None` where the URL is that of a site or a page.
    pub(super) fn of(url: &Url) -> Option<Self> {
        let name = url.path().rsplit('/').next().unwrap_or_default();
        match name {
            "llms-full.txt" => Some(Self::FullText),
            _ if name.ends_with(".txt") => Some(Self::Links),
            _ if name.ends_with(".xml") || name.ends_with(".xml.gz") => Some(Self::Sitemap),
            _ if is_document(url) => Some(Self::Document),
            _ => None,
        }
    }
}

/// The folders of a URL, from the innermost to the root. A last segment without an extension is
/// a folder: `https://example.com/docs`.
pub(super) fn folders(url: &Url) -> Vec<Url> {
    let mut path = url.path().to_owned();
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.contains('.') {
        path.truncate(path.len() - name.len());
    }
    let mut folders = Vec::new();
    let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    for count in (0..=segments.len()).rev() {
        let folder: String = segments[..count]
            .iter()
            .map(|it| format!("/{it}"))
            .collect();
        let mut url = url.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.set_path(&format!("{folder}/"));
        folders.push(url);
    }
    // The root always is one of them.
    let excess = folders.len().saturating_sub(MAX_FOLDERS);
    folders.drain(..excess);
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_may_be_in_every_folder_of_a_page() {
        let paths = |url: &str| -> Vec<String> {
            let folders = folders(&Url::parse(url).unwrap());
            folders.iter().map(|url| url.path().to_owned()).collect()
        };
        assert_eq!(paths("https://example.com"), ["/"]);
        assert_eq!(paths("https://example.com/docs?x#y"), ["/docs/", "/"]);
        assert_eq!(paths("https://example.com/docs/a.md"), ["/docs/", "/"]);
        let deep = paths("https://example.com/1/2/3/4/5/6");
        assert_eq!(deep, ["/1/2/3/", "/1/2/", "/1/", "/"]);
    }

    #[test]
    fn the_name_of_a_file_says_what_it_is_an_index_of() {
        let form = |path: &str| {
            Form::of(
                &Url::parse("https://example.com")
                    .unwrap()
                    .join(path)
                    .unwrap(),
            )
        };
        assert_eq!(form("/docs/llms.txt"), Some(Form::Links));
        assert_eq!(form("/llms-full.txt"), Some(Form::FullText));
        assert_eq!(form("/sitemap-1.xml.gz"), Some(Form::Sitemap));
        assert_eq!(form("/openapi.yaml"), Some(Form::Document));
        assert_eq!([form("/"), form("/docs"), form("/docs/a.md")], [None; 3]);
    }
}
