//! Calls and links in the texts of pages.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::{
    extract::{Block, Page},
    sample::Curl,
};

/// What a text names, in bytes of the page.
pub(super) struct Mention {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

pub(super) enum Kind {
    /// A method in capitals, and a path or a URL.
    Call { method: String, address: String },
    /// The target of a link.
    Link(String),
    /// The name of a field: a code span next to a word such as `parameter`.
    Field(String),
}

const METHODS: [&str; 5] = ["DELETE", "GET", "PATCH", "POST", "PUT"];

/// The words next to the name of a field, without the `s` of their plurals.
const FIELD_WORDS: [&str; 5] = ["field", "parameter", "property", "attribute", "argument"];

/// What the text of a page names, and which links the descriptions of its documents have.
pub(super) fn read(page: &Page, text: &str) -> Vec<Mention> {
    if page.blocks.iter().any(|block| block.is_whole()) {
        return Vec::new();
    }
    let mut reader = Reader {
        page,
        mentions: page.blocks.iter().flat_map(links_in).collect(),
        code: None,
        span: None,
        before: String::new(),
    };
    for (event, range) in Parser::new(text).into_offset_iter() {
        reader.read(event, range);
    }
    reader.mentions
}

/// Reads the text of a page from its start to its end.
struct Reader<'p> {
    page: &'p Page,
    mentions: Vec<Mention>,
    /// The text of the code block that is read, and where the block is.
    code: Option<(String, Range<usize>)>,
    /// A code span whose next text is not read yet.
    span: Option<Span>,
    /// The text right before.
    before: String,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => return self.text(text.into_string()),
            Event::Code(text) => return self.code_span(text.into_string(), range),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if !self.is_block(&range) => {
                self.code = Some((String::new(), range));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((code, range)) = self.code.take() {
                    self.push(call_in(&code), range);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.push(Some(Kind::Link(dest_url.into_string())), range);
            }
            _ => {}
        }
        // Nothing follows the span.
        let field = self.span.take().filter(|span| span.is_after_word);
        self.mentions.extend(field.map(Span::into_field));
        self.before.clear();
    }

    fn text(&mut self, text: String) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(&text);
        }
        let field = self.span.take().filter(|span| span.is_field(&text));
        self.mentions.extend(field.map(Span::into_field));
        self.before = text;
    }

    fn code_span(&mut self, text: String, range: Range<usize>) {
        self.push(request_line(&text), range.clone());
        if is_member_name(&text) && self.page.has_operations() {
            self.span = Some(Span {
                text,
                range,
                is_after_word: word_before(&self.before).is_some_and(is_field_word),
            });
        }
        self.before.clear();
    }

    fn push(&mut self, kind: Option<Kind>, range: Range<usize>) {
        let mention = kind.map(|kind| Mention { kind, range });
        self.mentions.extend(mention);
    }

    /// Whether a document is in this range.
    fn is_block(&self, range: &Range<usize>) -> bool {
        let mut blocks = self.page.blocks.iter();
        blocks.any(|block| range.start < block.range.end && block.range.start < range.end)
    }
}

/// A code span that could be the name of a field.
struct Span {
    text: String,
    range: Range<usize>,
    is_after_word: bool,
}

impl Span {
    /// Whether a word says so, where the text `after` follows.
    fn is_field(&self, after: &str) -> bool {
        let mut words = after.strip_prefix(' ').unwrap_or_default().split(' ');
        self.is_after_word || words.next().is_some_and(is_field_word)
    }

    fn into_field(self) -> Mention {
        Mention {
            kind: Kind::Field(self.text),
            range: self.range,
        }
    }
}

/// The last word of a text that ends with a blank; none before punctuation.
fn word_before(text: &str) -> Option<&str> {
    let word = text.strip_suffix(' ')?.rsplit(' ').next()?;
    word.ends_with(char::is_alphabetic).then_some(word)
}

fn is_field_word(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let singular = word.strip_suffix('s').unwrap_or(word);
    FIELD_WORDS.contains(&singular) || word == "properties"
}

/// Whether a text has the form `door_id` or `doorId`. Single words could be values.
fn is_member_name(text: &str) -> bool {
    let is_word = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric());
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    let is_snake = text.contains('_') && !text.contains(|c: char| c.is_ascii_uppercase());
    let is_camel = !text.contains('_') && text.contains(|c: char| c.is_ascii_uppercase());
    begins && (is_snake || is_camel) && text.split('_').all(is_word)
}

/// The links in the Markdown of descriptions. Their targets have no blanks, so that YAML does not
/// break them.
fn links_in(block: &Block) -> impl Iterator<Item = Mention> {
    let starts = block.text.match_indices("](");
    starts.filter_map(|(at, mark)| {
        let start = at + mark.len();
        let length = block.text[start..].find(|it: char| it == ')' || it.is_whitespace())?;
        let range = block.page_offset(start)..block.page_offset(start + length);
        let target = block.text[start..start + length].to_owned();
        Some(Mention {
            kind: Kind::Link(target),
            range,
        })
    })
}

/// The call that a code block shows: a `curl` command or a request.
fn call_in(code: &str) -> Option<Kind> {
    let code = code.trim_start();
    if code.starts_with("curl ") {
        let Curl { method, url, .. } = Curl::read(code).ok()?;
        return Some(Kind::Call {
            method,
            address: url?,
        });
    }
    request_line(code.lines().next()?)
}

/// `POST /locks/get`, with or without the version of HTTP.
fn request_line(text: &str) -> Option<Kind> {
    let mut words = text.split_whitespace();
    let (method, address) = (words.next()?, words.next()?);
    let is_end =
        words.next().is_none_or(|word| word.starts_with("HTTP/")) && words.next().is_none();
    // An address that is cut short names no operation.
    let is_whole = !address.contains("...") && !address.contains(['…', '*']);
    (is_end && is_whole && METHODS.contains(&method)).then(|| Kind::Call {
        method: method.to_owned(),
        address: address.to_owned(),
    })
}
