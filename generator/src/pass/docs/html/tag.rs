//! The tags of HTML that Markdown has a form for.

use std::ops::Range;

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
        let Some(length) = length(&text[start..range.end]) else {
            at = start + 1;
            continue;
        };
        at = start + length;
        tags.extend(tag(&text[start..at], start..at, context));
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

fn tag(text: &str, range: Range<usize>, context: Context) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, is_end) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner.trim_end_matches('/'), false),
    };
    let ends_name = |c: char| !c.is_ascii_alphanumeric();
    let name = &inner[..inner.find(ends_name).unwrap_or(inner.len())];
    let attributes = &inner[name.len()..];
    if !attributes.is_empty() && !attributes.starts_with(char::is_whitespace) {
        return None;
    }
    let element = Element::of(&name.to_ascii_lowercase())?;
    let target = match element {
        Element::Link => target(attributes),
        _ => None,
    };
    Some(Tag {
        element,
        is_end,
        target,
        context,
        range,
    })
}

/// The value of `href`, if Markdown can have it as an address.
fn target(mut attributes: &str) -> Option<&str> {
    loop {
        attributes = attributes.trim_start();
        let ends_name = |c: char| c == '=' || c.is_whitespace();
        let (name, rest) = attributes.split_at(attributes.find(ends_name)?);
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let Some(value) = value else {
            attributes = rest;
            continue;
        };
        let (value, rest) = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?,
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if name.eq_ignore_ascii_case("href") {
            let value = value.trim();
            let is_address = !value.is_empty() && !value.contains(['<', '>', '\n', '\\']);
            return is_address.then_some(value);
        }
        attributes = rest;
    }
}
