//! How an API divides a list into pages.

/// How an API divides a list into pages.
#[derive(Debug)]
pub struct Paging {
    pub(crate) parameter: &'static str,
    pub(crate) next: &'static [&'static str],
    pub(crate) more: Option<&'static [&'static str]>,
}

impl Paging {
    /// `parameter` is the field of the request that takes a cursor, `next` the keys that lead, in
    /// the body of a response, to the cursor of the next page.
    ///
    /// An empty, `null` or absent cursor marks the last page.
    #[must_use]
    pub const fn new(parameter: &'static str, next: &'static [&'static str]) -> Self {
        Self {
            parameter,
            next,
            more: None,
        }
    }

    /// The keys that lead to a boolean that announces a next page.
    ///
    /// `false` marks the last page, whatever the cursor is; `true` without a cursor ends a stream
    /// with an error.
    #[must_use]
    pub const fn more(mut self, keys: &'static [&'static str]) -> Self {
        self.more = Some(keys);
        self
    }
}
