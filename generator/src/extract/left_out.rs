//! What a page, or a part of one, is if it describes no operation that can be generated.

use std::{fmt, ops::Range};

use super::{markup::Element, other_format::OtherFormat};

/// A part of a page from which nothing is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What the part is.
    pub kind: PageKind,
    /// The operation, channel or webhook in backticks; empty where the page names none.
    pub found: String,
    /// The whole document that the part refers to, if it names one: a path or a URL.
    pub document: Option<String>,
    /// The bytes of the page's text that show it.
    pub range: Range<usize>,
}

impl LeftOut {
    /// A whole file.
    pub(crate) fn whole(kind: PageKind) -> Self {
        Self {
            kind,
            found: String::new(),
            document: None,
            range: 0..0,
        }
    }
}

impl Element {
    /// The operation that the element describes or names, if nothing is generated from it.
    pub(super) fn left_out(&self, kind: PageKind) -> LeftOut {
        let method = self.attribute("method").unwrap_or_default();
        let path = self.attribute("path").unwrap_or_default();
        let operation = format!("{} {path}", method.to_ascii_uppercase());
        LeftOut {
            kind,
            found: format!("`{}`", operation.trim()),
            document: None,
            range: self.range.start..self.body.start,
        }
    }
}

/// What a page without operations is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// Channels of messages, described by AsyncAPI.
    AsyncApi,
    /// A request that the API sends.
    Webhook,
    /// An operation whose schema is in a document that the page names.
    Reference,
    /// A list of the site's pages.
    Index,
    /// A list of operations, none of which is described.
    OperationList,
    /// Changes of the API or of its documentation.
    Changelog,
    /// Fields of an operation, without their types.
    UntypedFields,
    /// Fields of an operation, without its method and path.
    Unaddressed,
    /// A description of an operation in a format that is not read.
    UnknownDialect,
    /// A description of an operation that has an error.
    Invalid,
    /// A document of components alone.
    NoOperations,
    /// A document in a block that does not say that it is one.
    UnlabelledDocument,
    /// A call of an operation of another API.
    OtherApi,
    /// A file in a format that is not read.
    OtherFormat(OtherFormat),
    /// JSON or YAML that is no OpenAPI document: a part of one, or something else.
    Data,
    /// Prose.
    Guide,
}

impl PageKind {
    /// The kind as a noun phrase, for one page or part.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::AsyncApi => "AsyncAPI channel",
            Self::Webhook => "webhook",
            Self::Reference => "reference to a document",
            Self::Index => "index of pages",
            Self::OperationList => "list of operations",
            Self::Changelog => "changelog",
            Self::UntypedFields => "list of fields without types",
            Self::Unaddressed => "list of fields without method and path",
            Self::UnknownDialect => "page in an unknown format",
            Self::Invalid => "operation with an error",
            Self::NoOperations => "document without operations",
            Self::UnlabelledDocument => "document without a label",
            Self::OtherApi => "call of another API",
            Self::OtherFormat(format) => format.describe(),
            Self::Data => "data file",
            Self::Guide => "guide",
        }
    }

    /// Why nothing is generated from it.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::AsyncApi => "channels of messages are not generated",
            Self::Webhook => "the payload is in the document that the page names",
            Self::Reference => "the schema is in the document that the page names",
            Self::Index => {
                "an index describes no operation; `seamstress sync` fetches the pages that it lists"
            }
            Self::OperationList => {
                "methods and paths alone describe no operation: add a heading for each, with its parameters and samples"
            }
            Self::Changelog => "a changelog describes no operation",
            Self::UntypedFields => "no field has a type",
            Self::Unaddressed => "no line such as `POST /path` says which operation it is about",
            Self::UnknownDialect => "the format is not read",
            Self::Invalid => "the diagnostics say what is wrong",
            Self::NoOperations => "the pages of operations may refer to its components",
            Self::UnlabelledDocument => "no info string says that it is OpenAPI",
            Self::OtherApi => "no document has a server with its host",
            Self::OtherFormat(format) => format.reason(),
            Self::Data => "it has no `openapi` field; a document that refers to it includes it",
            Self::Guide => "prose describes no operation",
        }
    }
}

impl fmt::Display for PageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.describe())
    }
}
