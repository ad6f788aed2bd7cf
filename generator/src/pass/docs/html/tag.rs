//! The tags of HTML that Markdown has a form for.

use std::ops::Range;

/// A tag in a text.
pub(super) struct Tag<'t> {
    pub(super) element: Element,
    pub(super) is_end: bool,
    /// The address that a link leads to.
    pub(super) target: Option<&'t str>,
    /// The bytes from `<` to `>`.
    pub(super) range: Range<usize>,
}

impl Tag<'_> {
    /// Makes of an element that ends a line a space, for a cell of a table.
    pub(super) fn keep_line(&mut self) {
        if !self.element.is_inline() {
            self.element = Element::Space;
        }
    }
}

/// What an element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Element {
    /// A paragraph, or what contains some.
    Block,
    Break,
    Rule,
    Heading,
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
    /// What ends a line, where none can end.
    Space,
}

impl Element {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "div" | "section" | "article" | "center" => Self::Block,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
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

    /// Whether Markdown needs both of its ends.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Strong | Self::Emphasis | Self::Code | Self::Link | Self::Inline
        )
    }
}

/// Adds the tags in the bytes `range` of `text`.
pub(super) fn read<'t>(text: &'t str, range: Range<usize>, tags: &mut Vec<Tag<'t>>) {
    let mut at = range.start;
    while let Some(offset) = text[at..range.end].find('<') {
        let start = at + offset;
        let Some(length) = length(&text[start..range.end]) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        tags.extend(tag(&text[start..at], start..at));
    }
}

/// How many bytes the tag has that `text` begins with; a `>` in a quoted attribute is part of it.
fn length(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            (None, '<') if at > 0 => return None,
            (None, _) => {}
        }
    }
    None
}

fn tag(text: &str, range: Range<usize>) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, is_end) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner.trim_end_matches('/'), false),
    };
    let ends_name = |c: char| !c.is_ascii_alphanumeric();
    let name = &inner[..inner.find(ends_name).unwrap_or(inner.len())];
    let rest = &inner[name.len()..];
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let element = Element::of(&name.to_ascii_lowercase())?;
    let target = match element {
        Element::Link => target(rest),
        _ => None,
    };
    Some(Tag {
        element,
        is_end,
        target,
        range,
    })
}

/// The value of `href`, without what Markdown cannot have in an address.
fn target(attributes: &str) -> Option<&str> {
    let (_, value) = attributes.split_once("href")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    let value = value.trim();
    let is_address = !value.is_empty() && !value.contains(['<', '>', '\n', '\\']);
    is_address.then_some(value)
}
