//! Paths of pages on their site.

use std::collections::BTreeSet;

use crate::extract::Page;

/// The folder of a project's pages, which the site does not have.
const PAGES: &str = "pages/";

/// Extensions of files that a site shows as pages.
const EXTENSIONS: [&str; 4] = [".md", ".mdx", ".html", ".txt"];

/// The pages of a site that were read, by their paths on the site.
pub(super) struct Site {
    read: BTreeSet<String>,
    /// The folders that have pages about operations.
    folders: BTreeSet<String>,
}

impl Site {
    pub(super) fn new(pages: &[Page]) -> Self {
        Self {
            read: pages.iter().map(|page| site_path(&page.path)).collect(),
            folders: folders_of_operations(pages),
        }
    }

    /// The page that the one at `from` links to, if it was not read and its folder has pages about
    /// operations.
    pub(super) fn missing(&self, from: &str, target: &str) -> Option<String> {
        let target = resolve(from, target)?;
        let is_missing = !self.read.contains(&target) && self.folders.contains(folder(&target));
        is_missing.then_some(target)
    }
}

/// Where the site has the page at `path`: `/api/locks/get`.
fn site_path(path: &str) -> String {
    format!(
        "/{}",
        without_extension(path.strip_prefix(PAGES).unwrap_or(path))
    )
}

/// What contains the page at this path of the site.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders that have pages about operations. Those at the root can be about anything.
fn folders_of_operations(pages: &[Page]) -> BTreeSet<String> {
    let has_operation = |page: &&Page| page.blocks.iter().any(|block| !block.is_whole());
    let folders = pages.iter().filter(has_operation).map(|page| {
        let path = site_path(&page.path);
        folder(&path).to_owned()
    });
    folders.filter(|folder| !folder.is_empty()).collect()
}

/// The path on the site of what the page at `from` links to; `None` for what is no page.
fn resolve(from: &str, target: &str) -> Option<String> {
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let path = match target.split_once("://") {
        Some((_, address)) => &address[address.find('/')?..],
        None if target.starts_with('/') => target,
        None => {
            let base = site_path(from);
            return joined(folder(&base), target);
        }
    };
    joined("", path)
}

/// The path `target` below `base`, without `.` and `..`.
fn joined(base: &str, target: &str) -> Option<String> {
    let target = without_extension(target.trim_end_matches('/'));
    let mut segments: Vec<&str> = base.split('/').filter(|it| !it.is_empty()).collect();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            // The address of something else than a page: `mailto:help@example.com`.
            other if other.contains(':') => return None,
            other => segments.push(other),
        }
    }
    (!segments.is_empty()).then(|| format!("/{}", segments.join("/")))
}

fn without_extension(path: &str) -> &str {
    let mut extensions = EXTENSIONS.iter();
    let stem = extensions.find_map(|extension| path.strip_suffix(extension));
    stem.unwrap_or(path)
}
