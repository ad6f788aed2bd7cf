//! How an API divides a list into pages.

/// The keys that lead to a value in the body of a response.
pub(crate) type Keys = &'static [&'static str];

/// How an API divides a list into pages.
#[derive(Debug)]
pub struct Paging {
    pub(crate) style: PagingStyle,
    pub(crate) more: Option<Keys>,
    pub(crate) total: Option<Keys>,
    pub(crate) page_count: Option<Keys>,
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PagingStyle {
    /// A cursor in the body of the response.
    Cursor { parameter: &'static str, next: Keys },
    /// A cursor in a header of the response.
    Header {
        parameter: &'static str,
        header: &'static str,
    },
    /// A field of the last item.
    LastItem {
        parameter: &'static str,
        field: &'static str,
    },
    /// The number of the page.
    Number { parameter: &'static str, first: u64 },
    /// The number of items before the page.
    Offset { parameter: &'static str },
    /// The `Link` header with the relation `next` (RFC 8288).
    Link,
    /// The URL of the next page in the body of the response.
    Url { next: Keys },
}

impl Paging {
    /// `parameter` is the field of the request that takes a cursor, `next` the keys that lead, in
    /// the body of a response, to the cursor of the next page: a string or a number.
    ///
    /// An empty, `null` or absent cursor marks the last page.
    #[must_use]
    pub const fn new(parameter: &'static str, next: &'static [&'static str]) -> Self {
        Self::of(PagingStyle::Cursor { parameter, next })
    }

    /// The cursor of the next page is in the response header `header`; it is empty or absent on
    /// the last page.
    #[must_use]
    pub const fn header(parameter: &'static str, header: &'static str) -> Self {
        Self::of(PagingStyle::Header { parameter, header })
    }

    /// The cursor of the next page is the value of `field` in the last item of a page. A page
    /// without items is the last one.
    #[must_use]
    pub const fn last_item(parameter: &'static str, field: &'static str) -> Self {
        Self::of(PagingStyle::LastItem { parameter, field })
    }

    /// `parameter` takes the number of a page; `first` is that of the first one.
    ///
    /// A page without items is the last one, unless the body says which page is: see
    /// [`Paging::more`] and [`Paging::page_count`]. A page with few items need not be the last
    /// one, since servers limit how many items they return.
    #[must_use]
    pub const fn number(parameter: &'static str, first: u64) -> Self {
        Self::of(PagingStyle::Number { parameter, first })
    }

    /// `parameter` takes the number of items before the page.
    ///
    /// A page without items is the last one, and the page that reaches [`Paging::total`].
    #[must_use]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::of(PagingStyle::Offset { parameter })
    }

    /// The URL of the next page is in the `Link` header of a response, with the relation `next`
    /// (RFC 8288).
    #[must_use]
    pub const fn link() -> Self {
        Self::of(PagingStyle::Link)
    }

    /// `next` are the keys that lead, in the body of a response, to the URL of the next page; it is
    /// empty, `null` or absent on the last page.
    #[must_use]
    pub const fn next_url(next: &'static [&'static str]) -> Self {
        Self::of(PagingStyle::Url { next })
    }

    const fn of(style: PagingStyle) -> Self {
        Self {
            style,
            more: None,
            total: None,
            page_count: None,
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

    /// The keys that lead to the number of items on all pages.
    #[must_use]
    pub const fn total(mut self, keys: &'static [&'static str]) -> Self {
        self.total = Some(keys);
        self
    }

    /// The keys that lead to the number of pages.
    #[must_use]
    pub const fn page_count(mut self, keys: &'static [&'static str]) -> Self {
        self.page_count = Some(keys);
        self
    }

    /// The keys that lead to what names the next page, where the body does.
    pub(crate) fn next(&self) -> Option<Keys> {
        match self.style {
            PagingStyle::Cursor { next, .. } | PagingStyle::Url { next } => Some(next),
            _ => None,
        }
    }

    /// The field of the request that selects a page, if there is one.
    pub(crate) fn parameter(&self) -> Option<&'static str> {
        match self.style {
            PagingStyle::Cursor { parameter, .. }
            | PagingStyle::Header { parameter, .. }
            | PagingStyle::LastItem { parameter, .. }
            | PagingStyle::Number { parameter, .. }
            | PagingStyle::Offset { parameter } => Some(parameter),
            PagingStyle::Link | PagingStyle::Url { .. } => None,
        }
    }
}
