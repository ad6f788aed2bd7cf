//! The tags of HTML that Markdown has a form for.

use std::ops::Range;

use crate::html;

/// A tag in a text.
pub(super) struct Tag<'t> {
    pub(super) element: Element,
    pub(super) is_end: bool,
    /// The address that a link leads to.
    pub(super) target: Option<&'t str>,
    pub(super) context: Context,
    /// The bytes from `<` to `>`.
    pub(super) range: Range<usize>,
}

/// What Markdown has around a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Document,
    /// A list or a quote of Markdown, where a line begins with the marks of it.
    Container,
    /// A cell of a table, which is part of a line.
    Cell,
}

/// What an element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Element {
    /// A paragraph, or what contains some.
    Block,
    Break,
    Rule,
    Heading,
    Preformatted,
    List {
        is_ordered: bool,
    },
    Item,
    Strong,
    Emphasis,
    Code,
    Link,
    /// Text without a form of its own.
    Inline,
}

impl Element {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "div" | "section" | "article" | "center" => Self::Block,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "pre" => Self::Preformatted,
            "ul" => Self::List { is_ordered: false },
            "ol" => Self::List { is_ordered: true },
            "li" => Self::Item,
            "b" | "strong" => Self::Strong,
            "i" | "em" => Self::Emphasis,
            "code" | "tt" => Self::Code,
            "a" => Self::Link,
            "span" | "font" | "u" | "small" => Self::Inline,
            _ => return None,
        })
    }

    /// Whether it has no content.
    pub(super) fn is_empty(self) -> bool {
        matches!(self, Self::Break | Self::Rule)
    }

    /// Whether it is a part of a paragraph.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Strong | Self::Emphasis | Self::Code | Self::Link | Self::Inline
        )
    }

    /// Whether Markdown needs both of its ends.
    pub(super) fn is_paired(self) -> bool {
        self.is_inline() || self == Self::Preformatted
    }
}

/// Adds the tags in the bytes `range` of `text`.
pub(super) fn read<'t>(
    text: &'t str,
    range: Range<usize>,
    context: Context,
    tags: &mut Vec<Tag<'t>>,
) {
    let mut at = range.start;
    while let Some(offset) = text[at..range.end].find('<') {
        let start = at + offset;
        let Some(length) = html::length(&text[start..range.end]) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        tags.extend(tag(&text[start..at], start..at, context));
    }
}

fn tag(text: &str, range: Range<usize>, context: Context) -> Option<Tag<'_>> {
    let tag = html::Tag::of(text)?;
    let element = Element::of(&tag.name.to_ascii_lowercase())?;
    let target = match element {
        Element::Link => target(&tag),
        _ => None,
    };
    Some(Tag {
        element,
        is_end: tag.is_end,
        target,
        context,
        range,
    })
}

/// The value of `href`, if Markdown can have it as an address.
fn target<'t>(tag: &html::Tag<'t>) -> Option<&'t str> {
    let mut attributes = tag.attributes();
    let (_, value) = attributes.find(|(name, _)| name.eq_ignore_ascii_case("href"))?;
    let value = value.trim();
    let is_address = !value.is_empty() && !value.contains(['<', '>', '\n', '\\']);
    is_address.then_some(value)
}
