//! How lists are divided into pages.

use std::fmt;

/// The field names that lead to a value in the body of a response.
pub type FieldPath = Vec<String>;

/// How lists are divided into pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// What leads from one page to the next.
    pub style: PagingStyle,
    /// The boolean that announces a next page.
    pub more: Option<FieldPath>,
    /// The number of items on all pages.
    pub total: Option<FieldPath>,
    /// The number of pages.
    pub page_count: Option<FieldPath>,
}

/// What leads from one page to the next. A parameter is a field of what callers fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagingStyle {
    /// A cursor in the body of the response.
    Cursor {
        /// The parameter that takes it.
        parameter: String,
        /// Where it is.
        next: FieldPath,
    },
    /// A cursor in a header of the response.
    Header {
        /// The parameter that takes it.
        parameter: String,
        /// The name of the header.
        header: String,
    },
    /// A field of the last item.
    LastItem {
        /// The parameter that takes it.
        parameter: String,
        /// The field of the item.
        field: String,
    },
    /// The number of the page.
    Number {
        /// The parameter that takes it.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// The number of items before the page.
    Offset {
        /// The parameter that takes it.
        parameter: String,
    },
    /// The `Link` header.
    Link,
    /// The URL of the next page in the body of the response.
    Url {
        /// Where it is.
        next: FieldPath,
    },
}

/// What a document itself declares about the pages of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredPaging {
    /// The name of the keyword that declares it.
    pub keyword: &'static str,
    /// How the list is divided; why that is not known, otherwise.
    pub paging: Result<Paging, String>,
    /// The field of the response with the list, where it is named.
    pub items: Option<String>,
}

impl PagingStyle {
    /// The parameter that selects a page, if there is one.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Cursor { parameter, .. }
            | Self::Header { parameter, .. }
            | Self::LastItem { parameter, .. }
            | Self::Number { parameter, .. }
            | Self::Offset { parameter } => Some(parameter),
            Self::Link | Self::Url { .. } => None,
        }
    }

    /// How the pages follow each other, as the predicate of a sentence about them.
    pub fn sentence(&self) -> String {
        match self {
            Self::Cursor { parameter, .. } | Self::Header { parameter, .. } => {
                format!("follow each other by a cursor, `{parameter}`")
            }
            Self::LastItem { parameter, field } => {
                format!("begin after an item, whose `{field}` is `{parameter}`")
            }
            Self::Number { parameter, first } => {
                format!("are counted by `{parameter}`, from {first} on")
            }
            Self::Offset { parameter } => {
                format!("begin after a number of items, `{parameter}`")
            }
            Self::Link => "follow each other by the header `Link`".to_owned(),
            Self::Url { next } => {
                format!("follow each other by the URL in `{}`", next.join("."))
            }
        }
    }
}

/// For dumps, and to compare.
impl fmt::Display for Paging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.style {
            PagingStyle::Cursor { parameter, next } => {
                write!(f, "parameter {parameter:?}, next in {:?}", next.join("."))?;
            }
            PagingStyle::Header { parameter, header } => {
                write!(f, "parameter {parameter:?}, next in header {header:?}")?;
            }
            PagingStyle::LastItem { parameter, field } => {
                write!(
                    f,
                    "parameter {parameter:?}, next in {field:?} of the last item"
                )?;
            }
            PagingStyle::Number { parameter, first } => {
                write!(f, "parameter {parameter:?}, pages counted from {first}")?;
            }
            PagingStyle::Offset { parameter } => {
                write!(f, "parameter {parameter:?}, items counted")?;
            }
            PagingStyle::Link => f.write_str("links")?,
            PagingStyle::Url { next } => write!(f, "URL in {:?}", next.join("."))?,
        }
        for (name, path) in [
            ("more", &self.more),
            ("total", &self.total),
            ("number of pages", &self.page_count),
        ] {
            if let Some(path) = path {
                write!(f, ", {name} in {:?}", path.join("."))?;
            }
        }
        Ok(())
    }
}
