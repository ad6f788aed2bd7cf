//! The `Link` header (RFC 8288).

use http::{HeaderMap, header::LINK};

/// The target of the first link with the relation `next`, as it is written there.
pub(super) fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| Links(value).find(Link::is_next))
        .map(|link| link.target.to_owned())
}

/// The links of one header, up to the first one that cannot be parsed.
struct Links<'a>(&'a str);

struct Link<'a> {
    target: &'a str,
    /// The relation types; of several parameters, the first one counts.
    relations: Option<String>,
    /// Whether the link is about another resource than the response.
    has_anchor: bool,
}

impl Link<'_> {
    fn is_next(&self) -> bool {
        let relations = self.relations.as_deref().unwrap_or_default();
        let mut relations = relations.split_ascii_whitespace();
        !self.has_anchor && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
    }
}

impl<'a> Iterator for Links<'a> {
    type Item = Link<'a>;

    fn next(&mut self) -> Option<Link<'a>> {
        let rest = self.0.trim_start_matches([' ', '\t', ',']);
        let (target, rest) = rest.strip_prefix('<')?.split_once('>')?;
        let mut link = Link {
            target: target.trim(),
            relations: None,
            has_anchor: false,
        };
        self.0 = rest.trim_start();
        while let Some(rest) = self.0.strip_prefix(';') {
            let (name, value) = self.parameter(rest)?;
            if name.eq_ignore_ascii_case("rel") {
                link.relations.get_or_insert(value);
            } else if name.eq_ignore_ascii_case("anchor") {
                link.has_anchor = true;
            }
        }
        Some(link)
    }
}

impl<'a> Links<'a> {
    /// The parameter that `text` begins with; what follows it remains.
    fn parameter(&mut self, text: &'a str) -> Option<(&'a str, String)> {
        let end = text.find(['=', ';', ',']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let name = name.trim();
        let Some(value) = rest.strip_prefix('=') else {
            self.0 = rest;
            return Some((name, String::new()));
        };
        let value = value.trim_start();
        let Some(quoted) = value.strip_prefix('"') else {
            let end = value.find([';', ',']).unwrap_or(value.len());
            let (value, rest) = value.split_at(end);
            self.0 = rest;
            return Some((name, value.trim().to_owned()));
        };
        let mut text = String::new();
        let mut chars = quoted.chars();
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => text.push(chars.next()?),
                char => text.push(char),
            }
        }
        self.0 = chars.as_str().trim_start();
        Some((name, text))
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::LINK};

    use super::next_link;

    fn next(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, HeaderValue::from_static(value));
        }
        next_link(&headers)
    }

    #[test]
    fn the_link_with_the_relation_next_is_found() {
        for values in [
            &["</a?b,c;d>; rel=\"next\""][..],
            &["</a?b,c;d>;rel=next"],
            &["</a?b,c;d> ; REL = \"last NEXT\" ; x"],
            &["</first>; rel=\"first\", </a?b,c;d>; rel=\"next\", </x>; rel=next"],
            &["</first>; rel=first", "</a?b,c;d>; rel=next"],
            &["</x>; title=\"a \\\" , <b>; rel=next\"; rel=\"prev\",</a?b,c;d>;rel=next"],
            &["</x>; rel=prev; rel=next, </a?b,c;d>; rel=next"],
            &["</x>; rel=next; anchor=\"/y\", </a?b,c;d>; rel=next"],
            &[", ,</a?b,c;d>; rel=next,"],
        ] {
            assert_eq!(next(values).as_deref(), Some("/a?b,c;d"), "{values:?}");
        }
    }

    #[test]
    fn other_links_do_not_lead_to_the_next_page() {
        for values in [
            &[][..],
            &[""],
            &["</a>"],
            &["</a>; rel=\"prev\""],
            &["</a>; rel=\"nextish\""],
            &["</a>; title=\"rel=next\""],
            &["/a; rel=next"],
            &["</a; rel=next"],
            &["</a>; rel=\"next"],
        ] {
            assert_eq!(next(values), None, "{values:?}");
        }
    }
}
