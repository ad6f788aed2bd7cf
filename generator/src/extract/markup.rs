//! Components of MDX (`<ParamField query="limit">`) and blocks of GitBook (`{% swagger %}`).
//!
//! Both are read without the rules of their languages: pages contain expressions, HTML and
//! examples of types (`<string>`) that no parser of MDX accepts. What is not a tag is text.

use std::ops::Range;

/// How deep elements are nested; deeper ones are text.
const DEPTH_LIMIT: usize = 32;

/// How many tags may have a quote or a brace that nothing closes, or be text only after many bytes.
const UNTERMINATED_LIMIT: usize = 64;

/// How many bytes many are: what is text after them may contain others that are read as far.
const LONG_TEXT: usize = 10_000;

/// An element of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// `ParamField`, `swagger`.
    pub(super) name: String,
    /// The attributes in the order of the text: quoted values without their quotes, expressions
    /// without their braces, and `true` for an attribute without a value.
    pub(super) attributes: Vec<(String, Attribute)>,
    /// From the start of the opening tag to the end of the closing one, in bytes of the page.
    pub(super) range: Range<usize>,
    /// What is between the tags; empty for a tag that closes itself.
    pub(super) body: Range<usize>,
    /// The elements in the body, in the order of the text.
    pub(super) children: Vec<Element>,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) text: String,
    /// The bytes of the page.
    pub(super) range: Range<usize>,
}

impl Element {
    /// The text of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.text.trim())
    }

    /// Whether an attribute is present, and not `false`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|text| text != "false")
    }
}

/// The elements of `text` outside of the bytes `code`, which are sorted.
pub(super) fn read(text: &str, code: &[Range<usize>]) -> Vec<Element> {
    let mut reader = Reader {
        roots: Vec::new(),
        open: Vec::new(),
    };
    let mut at = 0;
    let mut unterminated = 0;
    while let Some(offset) = text[at..].find(['<', '{']) {
        let start = at + offset;
        let next = code.partition_point(|it| it.end <= start);
        if let Some(code) = code.get(next).filter(|code| code.start <= start) {
            at = code.end;
            continue;
        }
        match tag(text, start) {
            Found::Tag(tag) => {
                at = tag.range.end;
                reader.tag(tag);
            }
            Found::Text => at = start + 1,
            // Each of these has searched the rest of the page.
            Found::Unterminated if unterminated == UNTERMINATED_LIMIT => break,
            Found::Unterminated => {
                unterminated += 1;
                at = start + 1;
            }
        }
    }
    reader.finish()
}

/// A tag: one that opens an element, closes one, or both.
struct Tag {
    name: String,
    kind: Kind,
    attributes: Vec<(String, Attribute)>,
    range: Range<usize>,
}

#[derive(PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Empty,
}

enum Found {
    Tag(Tag),
    Text,
    /// A quote or brace that the text does not close, or a long text.
    Unterminated,
}

struct Reader {
    roots: Vec<Element>,
    open: Vec<Element>,
}

impl Reader {
    fn tag(&mut self, tag: Tag) {
        if tag.kind == Kind::Close {
            let mut open = self.open.iter();
            if let Some(depth) = open.rposition(|element| element.name == tag.name) {
                self.close_unclosed(depth + 1);
                self.close(tag.range);
            }
            return;
        }
        let element = Element {
            name: tag.name,
            attributes: tag.attributes,
            body: tag.range.end..tag.range.end,
            range: tag.range,
            children: Vec::new(),
        };
        match tag.kind {
            Kind::Open if self.open.len() < DEPTH_LIMIT => self.open.push(element),
            _ => self.add(element),
        }
    }

    fn add(&mut self, element: Element) {
        let siblings = self.open.last_mut().map(|parent| &mut parent.children);
        siblings.unwrap_or(&mut self.roots).push(element);
    }

    /// Closes the innermost element with the tag at `closing`.
    fn close(&mut self, closing: Range<usize>) {
        if let Some(mut element) = self.open.pop() {
            element.body.end = closing.start;
            element.range.end = closing.end;
            self.add(element);
        }
    }

    /// Makes elements that nothing closes empty: what follows them is not in them.
    fn close_unclosed(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(mut element) = self.open.pop() {
                let children = std::mem::take(&mut element.children);
                self.add(element);
                children.into_iter().for_each(|child| self.add(child));
            }
        }
    }

    fn finish(mut self) -> Vec<Element> {
        self.close_unclosed(0);
        self.roots
    }
}

/// The tag at the byte `start` of `text`.
fn tag(text: &str, start: usize) -> Found {
    let rest = &text[start..];
    let (is_block, mut at) = match rest.as_bytes() {
        [b'{', b'%', ..] => (true, start + 2),
        [b'<', ..] => (false, start + 1),
        _ => return Found::Text,
    };
    let mut kind = Kind::Open;
    if is_block {
        at += spaces(&text[at..]);
    } else if text[at..].starts_with('/') {
        kind = Kind::Close;
        at += 1;
    }
    let mut name = word(&text[at..]);
    at += name.len();
    if is_block && let Some(closed) = name.strip_prefix("end") {
        kind = Kind::Close;
        name = closed.trim_start_matches('-');
    }
    let is_component = is_block || name.starts_with(|c: char| c.is_ascii_uppercase());
    if !is_component || name.is_empty() {
        return Found::Text;
    }
    let name = name.to_owned();
    let mut attributes = Vec::new();
    loop {
        at += spaces(&text[at..]);
        let rest = &text[at..];
        let end = match is_block {
            true => rest.starts_with("%}").then_some(2),
            false => rest
                .starts_with("/>")
                .then_some(2)
                .or(rest.starts_with('>').then_some(1)),
        };
        if let Some(length) = end {
            if !is_block && length == 2 {
                kind = Kind::Empty;
            }
            let range = start..at + length;
            return Found::Tag(Tag {
                name,
                kind,
                attributes,
                range,
            });
        }
        let attribute = word(rest);
        if attribute.is_empty() {
            return match at - start < LONG_TEXT {
                true => Found::Text,
                false => Found::Unterminated,
            };
        }
        at += attribute.len();
        let Some(value) = text[at..].strip_prefix('=') else {
            let flag = Attribute {
                text: "true".to_owned(),
                range: at..at,
            };
            attributes.push((attribute.to_owned(), flag));
            continue;
        };
        let Some(length) = value_length(value) else {
            return Found::Unterminated;
        };
        let range = at + 1..at + 1 + length;
        at = range.end;
        attributes.push((attribute.to_owned(), attribute_value(text, range)));
    }
}

/// The value at `range`, without its quotes or braces.
fn attribute_value(text: &str, range: Range<usize>) -> Attribute {
    let is_wrapped = text[range.clone()].starts_with(['"', '\'', '{']);
    let mut range = match is_wrapped && range.len() >= 2 {
        true => range.start + 1..range.end - 1,
        false => range,
    };
    // `{"text"}`
    let inner = &text[range.clone()];
    let is_string = inner.len() >= 2
        && (inner.starts_with('"') && inner.ends_with('"'))
        && !inner[1..inner.len() - 1].contains('"');
    if is_string {
        range = range.start + 1..range.end - 1;
    }
    // GitBook escapes characters that Markdown would read.
    let text = text[range.clone()].replace("\\_", "_");
    Attribute { text, range }
}

/// The length of the value at the start of `text`; `None` where nothing closes it.
fn value_length(text: &str) -> Option<usize> {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => Some(text[1..].find(quote)? + 2),
        Some('{') => braces_length(text),
        _ => Some(text.find([' ', '\n', '\t', '>', '%']).unwrap_or(text.len())),
    }
}

/// The length of an expression in braces; those in strings do not count.
fn braces_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The name at the start of `text`; empty where there is none.
fn word(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name(attribute=value …)[children]`
    fn show(elements: &[Element]) -> String {
        let shown = elements.iter().map(|element| {
            let attributes = element.attributes.iter();
            let attributes = attributes.map(|(name, value)| format!("{name}={}", value.text));
            let attributes = attributes.collect::<Vec<_>>().join(" ");
            format!(
                "{}({attributes})[{}]",
                element.name,
                show(&element.children)
            )
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    fn shown(text: &str) -> String {
        show(&read(text, &[]))
    }

    #[test]
    fn components_have_attributes_and_children() {
        let text = "<ParamField query=\"limit\" type={\"integer\"} required>\n  A\n  \
            <Expandable title='more'><ResponseField name=\"id\" /></Expandable>\n</ParamField>";
        assert_eq!(
            shown(text),
            "ParamField(query=limit type=integer required=true)[\
             Expandable(title=more)[ResponseField(name=id)[]]]"
        );
    }

    #[test]
    fn blocks_have_attributes_and_children() {
        let text = "{% swagger method=\"get\" path=\"/a\" %}\n\
            {% swagger-parameter in=\"query\" name=\"a\\_b\" required=false %}x{% endswagger-parameter %}\n\
            {% endswagger %}{% hint %}y{% endhint %}";
        assert_eq!(
            shown(text),
            "swagger(method=get path=/a)[swagger-parameter(in=query name=a_b required=false)[]] \
             hint()[]"
        );
    }

    #[test]
    fn what_is_not_a_tag_is_text() {
        for text in [
            "a < b",
            "<string>",
            "<div>",
            "{x}",
            "<A b=\"",
            "<A {...b}>",
            "<",
            "{%",
            "<A",
        ] {
            assert_eq!(shown(text), "", "{text}");
        }
        assert_eq!(shown("</B><A>"), "A()[]");
    }

    #[test]
    fn an_element_that_nothing_closes_is_empty() {
        assert_eq!(shown("<A><B><C/></A><D/>"), "A()[B()[] C()[]] D()[]");
        let deep = "<A>".repeat(100_000);
        assert_eq!(read(&deep, &[]).len(), 100_000);
    }

    #[test]
    fn an_expression_may_contain_braces_and_tags_in_strings() {
        let text = "<A b={{\"c\": \"} <B>\", \"d\": [{}]}}/>";
        assert_eq!(shown(text), "A(b={\"c\": \"} <B>\", \"d\": [{}]})[]");
    }

    #[test]
    fn code_has_no_elements() {
        let text = "<A/><B/><C/>";
        assert_eq!(
            show(&read(text, std::slice::from_ref(&(4..8)))),
            "A()[] C()[]"
        );
    }
}
