//! What a page says about an operation above the block or the fields that describe it.

/// The texts about an operation on its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preamble {
    /// The heading of the operation.
    pub title: Option<String>,
    /// The description below the heading.
    pub description: Option<String>,
    /// The address that the page shows for the operation: a URL, or a path.
    pub url: Option<String>,
}
