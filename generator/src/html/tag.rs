//! Tags, by the rules that browsers apply to them.

/// A tag of an element, with any name.
pub(crate) struct Tag<'t> {
    /// As written.
    pub(crate) name: &'t str,
    /// Whether it ends an element.
    pub(crate) is_end: bool,
    attributes: &'t str,
}

/// How many bytes the tag has that `text` begins with; a `>` in a quoted attribute is part of it.
pub(crate) fn length(text: &str) -> Option<usize> {
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

impl<'t> Tag<'t> {
    /// The tag that is all of `text`, from `<` to `>`.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let (inner, is_end) = match inner.strip_prefix('/') {
            Some(inner) => (inner, true),
            None => (inner.trim_end_matches('/'), false),
        };
        let ends_name = |c: char| !c.is_ascii_alphanumeric();
        let name = &inner[..inner.find(ends_name).unwrap_or(inner.len())];
        let attributes = &inner[name.len()..];
        let is_tag = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        (is_tag && !name.is_empty()).then_some(Self {
            name,
            is_end,
            attributes,
        })
    }

    /// The names and the values of the attributes that have one, in the order of the text.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            loop {
                rest = rest.trim_start();
                let ends_name = |c: char| c == '=' || c.is_whitespace();
                let (name, after) = rest.split_at(rest.find(ends_name)?);
                let value = after.trim_start().strip_prefix('=').map(str::trim_start);
                let Some(value) = value else {
                    rest = after;
                    continue;
                };
                let (value, after) = match value.chars().next()? {
                    quote @ ('"' | '\'') => value[1..].split_once(quote)?,
                    _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
                };
                rest = after;
                return Some((name, value));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_a_name_and_attributes() {
        let text = "<Pre lang=yaml hidden class=\"a > b\" id = 'c'/> d";
        let tag = Tag::of(&text[..length(text).unwrap()]).unwrap();
        assert_eq!((tag.name, tag.is_end), ("Pre", false));
        let attributes: Vec<_> = tag.attributes().collect();
        assert_eq!(
            attributes,
            [("lang", "yaml"), ("class", "a > b"), ("id", "c")]
        );
        assert!(Tag::of("</pre>").is_some_and(|tag| tag.is_end && tag.name == "pre"));
    }

    #[test]
    fn other_texts_are_no_tags() {
        for text in ["<", "<a", "<a b=\"", "<a <b>", "a"] {
            assert_eq!(
                length(text).filter(|_| text.starts_with('<')),
                None,
                "{text}"
            );
        }
        for text in ["<>", "< a>", "<!-- a -->", "<a:b>"] {
            assert!(Tag::of(text).is_none(), "{text}");
        }
    }
}
