//! The lines that open fences, and what is between them and the lines that close these.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use super::{CODE_INDENTATION, Line, Lines, indentation};
use crate::extract::markdown::{Fence, Form};

/// The marks that open a fence.
pub(super) struct Opening {
    mark: char,
    count: usize,
    /// In columns.
    indentation: usize,
    pub(super) start: usize,
}

impl Opening {
    pub(super) fn of(line: &Line, words: &str) -> Option<Self> {
        let marks = without_bullets(words);
        let mark = marks.chars().next().filter(|it| matches!(it, '`' | '~'))?;
        let info = marks.trim_start_matches(mark);
        let count = marks.len() - info.len();
        let is_inline = mark == '`' && info.contains(mark);
        (count >= 3 && !is_inline).then(|| {
            let bullets = words.len() - marks.len();
            Self {
                mark,
                count,
                indentation: line.indentation + bullets,
                start: line.start + bullets,
            }
        })
    }

    pub(super) fn is_closed_by(&self, line: &Line, words: &str) -> bool {
        words.len() >= self.count
            && words.chars().all(|it| it == self.mark)
            && line.indentation < self.indentation + CODE_INDENTATION
    }
}

/// A line without the marks of the items that begin in it.
fn without_bullets(mut words: &str) -> &str {
    loop {
        let digits = words.trim_start_matches(|it: char| it.is_ascii_digit());
        let rest = match digits.len() < words.len() {
            true => digits.strip_prefix(". ").or(digits.strip_prefix(") ")),
            false => words.strip_prefix("- ").or(words.strip_prefix("* ")),
        };
        match rest {
            Some(rest) => words = rest.trim_start(),
            None => return words,
        }
    }
}

/// The lines up to the one that closes the fence; `None` where there is none.
pub(super) fn content(lines: &mut Lines<'_>, opening: &Opening) -> Option<Vec<Line>> {
    let text = lines.text;
    let mut content = Vec::new();
    for line in lines {
        if opening.is_closed_by(&line, line.words(text)) {
            return Some(content);
        }
        content.push(line);
    }
    None
}

/// The content loses as much indentation as the marks have.
pub(super) fn fence(text: &str, line: &Line, opening: &Opening, content: &[Line]) -> Fence {
    let start = (line.range.end + 1).min(text.len());
    let mut fence = Fence {
        info: info(&text[opening.start..line.range.end]),
        opening: opening.start..line.range.end,
        range: start..start,
        text: String::new(),
        segments: Vec::new(),
        is_closed: true,
        form: Form::Fence,
    };
    for line in content {
        let (_, bytes) = indentation(&text[line.range.clone()], opening.indentation);
        let range = line.range.start + bytes..line.range.end + 1;
        fence.segments.push((fence.text.len(), range.start));
        fence.text.push_str(&text[range.clone()]);
        fence.range.end = range.end;
    }
    fence
}

/// The info string of an opening line, without its escapes.
pub(super) fn info(opening: &str) -> String {
    let event = Parser::new(opening).next();
    match event {
        Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => info.into_string(),
        _ => String::new(),
    }
}
