//! Request lines in parts: the method and the address in lines or headings of their own.

use std::collections::BTreeSet;

use super::{headings, is_address};
use crate::{
    extract::{translation, words},
    http_method,
};

/// The words of labels behind which the method is.
const METHODS: [&str; 6] = [
    "http method",
    "http request method",
    "http verb",
    "method",
    "request method",
    "request type",
];

/// The words of labels behind which the address is.
const ADDRESSES: [&str; 13] = [
    "api endpoint",
    "api url",
    "endpoint",
    "endpoint url",
    "path",
    "request path",
    "request uri",
    "request url",
    "resource url",
    "route",
    "uri",
    "url",
    "url path",
];

/// The method and the address where lines of their own have them: `- **Method:** `GET`` and
/// `- **Path:** `/doors``, or those below the headings `Request method` and `Request URL`.
#[derive(Default)]
pub(super) struct Labels {
    method: Option<String>,
    url: Option<String>,
    /// What the heading or the line above is the label of.
    open: Option<Label>,
    /// The level of the heading around that is about requests which the API sends.
    incoming: Option<usize>,
    /// The level and the path of the heading above that is nothing but a path.
    path: Option<(usize, String)>,
    /// Where headings begin that are methods however they are written.
    titles: BTreeSet<usize>,
}

/// What the value behind a label is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Method,
    Url,
}

impl Label {
    /// What the label `text` is one of, with or without a colon behind it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches([':', '：', ' ']);
        let lower = text.to_lowercase();
        let text = translation::request_label(&lower).unwrap_or(&lower);
        if METHODS.contains(&text) {
            Some(Self::Method)
        } else {
            ADDRESSES.contains(&text).then_some(Self::Url)
        }
    }
}

/// Whether the text of a heading is the label of a method or an address.
pub(in crate::extract) fn is_label(heading: &str) -> bool {
    Label::read(heading).is_some()
}

impl Labels {
    pub(super) fn new(titles: BTreeSet<usize>) -> Self {
        Self {
            titles,
            ..Self::default()
        }
    }

    /// Reads the next line; returns both parts once they are complete.
    pub(super) fn line(&mut self, line: &str, start: usize) -> Option<(String, String)> {
        if line.starts_with('#') {
            return self.heading(line, start);
        }
        let plain = line.replace(['`', '*'], "").replace('：', ":");
        let content = line.trim_start();
        let is_fence = ["```", "~~~"].iter().any(|mark| content.starts_with(mark));
        if plain.trim().is_empty() || is_fence {
            return None;
        }
        // The value may be in a line of its own: `* **Method:**`, and `GET` below it.
        let is_marked = line.contains("**");
        let alone = plain.trim_matches(['-', ':', ' ']);
        let open = self.open.take();
        self.open = Label::read(alone).filter(|_| is_marked);
        if self.open.is_some() {
            return None;
        }
        match open {
            Some(Label::Method) => {
                self.method = http_method::of_word(alone).map(str::to_owned);
                return self.complete();
            }
            Some(Label::Url) if is_address(alone) && !alone.contains(char::is_whitespace) => {
                self.url = Some(alone.to_owned());
                return self.complete();
            }
            _ => {}
        }
        // Code with nothing else below the method.
        let address = plain.trim_start_matches(['>', ' ']).trim_end();
        if self.method.is_some() && self.url.is_none() && is_address(address) {
            let is_whole = !address.contains(char::is_whitespace);
            return Some((self.method.take()?, address.to_owned())).filter(|_| is_whole);
        }
        // A row of two cells is a label and a value too.
        let row = plain.strip_prefix('|').and_then(|it| it.strip_suffix('|'));
        let cells = row.and_then(|row| row.split_once('|'));
        let pair = cells.or_else(|| plain.trim_start_matches(['-', ' ']).split_once(':'));
        let (label, value) = pair?;
        let value = value.trim();
        match Label::read(label)? {
            Label::Method => self.method = Some(http_method::of_word(value)?.to_owned()),
            Label::Url if is_address(value) => self.url = Some(value.to_owned()),
            Label::Url => return None,
        }
        self.complete()
    }

    /// Both parts, once they are known.
    fn complete(&mut self) -> Option<(String, String)> {
        let parts = self.method.clone().zip(self.url.clone())?;
        self.method = None;
        self.url = None;
        // `https://your-app.example/hooks`
        let host = parts.1.split_once("://").map_or("", |(_, rest)| rest);
        let is_of_user = self.incoming.is_some() && host.to_ascii_lowercase().starts_with("your");
        (!is_of_user).then_some(parts)
    }

    /// Reads a heading: a label, a path, or a method of the path in a heading above.
    fn heading(&mut self, line: &str, start: usize) -> Option<(String, String)> {
        let (level, word) = headings::parts(line);
        self.incoming = self.incoming.filter(|around| *around < level);
        if words::is_incoming(word) {
            self.incoming.get_or_insert(level);
        }
        self.open = Label::read(word);
        if self.open.is_some() {
            return None;
        }
        self.method = None;
        self.url = None;
        if let Some(method) = labelled_method(word) {
            self.method = Some(method.to_owned());
        }
        let is_below = |path: &(usize, String)| path.0 < level;
        self.path = self.path.take().filter(is_below);
        if headings::is_path(word) {
            self.path = Some((level, word.to_owned()));
            return None;
        }
        let (_, path) = self.path.as_ref()?;
        let method = match self.titles.contains(&start) {
            true => http_method::of_word(word)?,
            false => http_method::of_capitals(word)?,
        };
        Some((method.to_owned(), path.clone()))
    }
}

/// The method that a heading has behind its label: `Method: POST`.
pub(in crate::extract) fn labelled_method(heading: &str) -> Option<&'static str> {
    let (label, method) = heading.split_once(':')?;
    let is_label = label.eq_ignore_ascii_case("method");
    http_method::of_capitals(method.trim()).filter(|_| is_label)
}
