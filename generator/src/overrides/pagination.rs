//! How lists are paginated, as an entry declares it.

use serde::{Deserialize, Deserializer};

use crate::ir::{self, FieldPath, Paging};

/// How lists are paginated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pagination {
    /// What leads from one page to the next; `cursor` if this is left out.
    #[serde(default)]
    pub style: Style,
    /// The operations: `GET /things`; `*` matches any characters.
    pub operations: Option<Vec<String>>,
    /// The field of a response that describes the next page: `next`, `more`, `total` and `pages`
    /// are fields of it. Without `operations`, all operations are paginated whose response has it.
    pub member: Option<String>,
    /// The field of a response with the list. If this is left out, it is the result of the
    /// operation, or the only list of the response.
    pub items: Option<String>,
    /// The parameter that selects a page.
    pub parameter: Option<String>,
    /// The field with the cursor or the URL of the next page; a list of names where it is inside
    /// of other fields.
    #[serde(default, deserialize_with = "path")]
    pub next: Option<FieldPath>,
    /// The field of an item that is the cursor of the next page.
    pub field: Option<String>,
    /// The response header with the cursor of the next page.
    pub header: Option<String>,
    /// The number of the first page: 0 or 1.
    pub first: Option<u64>,
    /// The field that states whether there is a next page.
    #[serde(default, deserialize_with = "path")]
    pub more: Option<FieldPath>,
    /// The field with the number of items on all pages.
    #[serde(default, deserialize_with = "path")]
    pub total: Option<FieldPath>,
    /// The field with the number of pages.
    #[serde(default, deserialize_with = "path")]
    pub pages: Option<FieldPath>,
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A cursor in the body of the response.
    #[default]
    Cursor,
    /// A cursor in a header of the response.
    Header,
    /// A field of the last item.
    LastItem,
    /// The number of the page.
    Page,
    /// The number of items before the page.
    Offset,
    /// The `Link` header.
    Link,
    /// A URL in the body of the response.
    NextUrl,
}

impl Style {
    /// The style as entries write it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Cursor => "cursor",
            Self::Header => "header",
            Self::LastItem => "last_item",
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Link => "link",
            Self::NextUrl => "next_url",
        }
    }
}

impl Pagination {
    /// What the entry declares.
    ///
    /// # Errors
    ///
    /// Which key the style lacks, or does not have.
    pub(crate) fn paging(&self) -> Result<Paging, String> {
        let style = self.style;
        let uses = |key: &str| match key {
            "parameter" => !matches!(style, Style::Link | Style::NextUrl),
            "next" => matches!(style, Style::Cursor | Style::NextUrl),
            "field" => style == Style::LastItem,
            "header" => style == Style::Header,
            _ => style == Style::Page,
        };
        for (key, is_given) in [
            ("parameter", self.parameter.is_some()),
            ("next", self.next.is_some()),
            ("field", self.field.is_some()),
            ("header", self.header.is_some()),
            ("first", self.first.is_some()),
            ("pages", self.pages.is_some()),
        ] {
            let style = style.as_str();
            if is_given && !uses(key) {
                return Err(format!("`{key}` has no meaning in the style `{style}`"));
            }
            if !is_given && uses(key) && key != "pages" {
                return Err(format!(
                    "`{key}` is missing, which the style `{style}` needs"
                ));
            }
        }
        if self.operations.is_none() && self.member.is_none() {
            return Err(
                "`operations` is missing: list the operations that are paginated".to_owned(),
            );
        }
        let parameter = self.parameter.clone().unwrap_or_default();
        let within = |path: &Option<FieldPath>| -> Option<FieldPath> {
            let path = path.as_ref()?.iter();
            Some(self.member.iter().chain(path).cloned().collect())
        };
        let next = within(&self.next).unwrap_or_default();
        Ok(Paging {
            style: match style {
                Style::Cursor => ir::PagingStyle::Cursor { parameter, next },
                Style::Header => ir::PagingStyle::Header {
                    parameter,
                    header: self.header.clone().unwrap_or_default(),
                },
                Style::LastItem => ir::PagingStyle::LastItem {
                    parameter,
                    field: self.field.clone().unwrap_or_default(),
                },
                Style::Page => ir::PagingStyle::Number {
                    parameter,
                    first: self.first.unwrap_or_default(),
                },
                Style::Offset => ir::PagingStyle::Offset { parameter },
                Style::Link => ir::PagingStyle::Link,
                Style::NextUrl => ir::PagingStyle::Url { next },
            },
            more: within(&self.more),
            total: within(&self.total),
            page_count: within(&self.pages),
        })
    }

    /// What the entry is about: its field, or its style with what it names.
    pub fn subject(&self) -> String {
        let next = self.next.as_ref().map(|next| next.join("_"));
        let named = self.parameter.as_ref().or(next.as_ref());
        let style = self.style.as_str();
        match (&self.member, named) {
            (Some(member), _) => member.clone(),
            (None, Some(named)) => format!("{style}_{named}"),
            (None, None) => style.to_owned(),
        }
    }
}

/// A name, or the names that lead to a field inside of others.
fn path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FieldPath>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "expected the name of a field, or a list of names"
    )]
    enum Path {
        Name(String),
        Names(FieldPath),
    }
    Ok(Some(match Path::deserialize(deserializer)? {
        Path::Name(name) => vec![name],
        Path::Names(names) => names,
    }))
}
