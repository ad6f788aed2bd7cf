//! What a caller of sync decides.

/// Options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The URL of the site, of a page, or of its index (`llms.txt`, `llms-full.txt`, a sitemap or
    /// an OpenAPI document). Where it is `None`: the index in `pages.lock`, else the one that the
    /// local pages name.
    pub index: Option<String>,
    /// Reports what would change, and writes nothing.
    pub dry_run: bool,
    /// Removes pages that sync wrote and that the site no longer has.
    pub prune: bool,
    /// Overwrites pages that were edited locally, and prunes even where most of the site is
    /// missing.
    pub force: bool,
}
