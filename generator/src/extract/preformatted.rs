//! Code in HTML: `<pre><code class="language-yaml">…</code></pre>`.

use std::ops::Range;

use super::markdown::{Fence, Form};
use crate::html::{self, Tag};

const OPENING: &str = "<pre";
const CLOSING: &str = "</pre>";

/// Elements around parts of code, such as those that colour it.
const MARKUP: [&str; 9] = ["a", "b", "br", "code", "em", "i", "mark", "span", "strong"];

/// The attributes that name the language of code.
const ATTRIBUTES: [&str; 5] = ["class", "data-lang", "data-language", "lang", "language"];

/// The languages that a document may be written in, and the names of its format.
const LANGUAGES: [&str; 5] = ["json", "openapi", "swagger", "yaml", "yml"];

/// The code in `<pre>` of `text` from the byte `start` on, outside of comments and `fences`.
pub(super) fn read(text: &str, start: usize, fences: &[Fence]) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut at = start;
    // Searched for once, where several elements or comments have no end.
    let mut closing = start;
    let mut has_comments = true;
    while let Some(offset) = text[at..].find('<') {
        let start = at + offset;
        at = start + 1;
        let next = fences.partition_point(|fence| fence.range.end <= start);
        let fence = fences.get(next);
        if let Some(fence) = fence.filter(|fence| fence.opening.start <= start) {
            at = fence.range.end.max(at);
        } else if has_comments && text[start..].starts_with("<!--") {
            match text[start..].find("-->") {
                Some(length) => at = start + length,
                None => has_comments = false,
            }
        } else if text[start..].starts_with(OPENING) {
            if closing <= start {
                let Some(length) = text[start..].find(CLOSING) else {
                    break;
                };
                closing = start + length;
            }
            // A mention of the tag has its end anywhere.
            if fence.is_none_or(|fence| closing < fence.opening.start)
                && let Some(code) = code(text, start..closing)
            {
                found.push(code);
                at = closing;
            }
        }
    }
    found
}

/// The code of the element whose tag begins, and whose end tag follows, the bytes `range`.
fn code(text: &str, range: Range<usize>) -> Option<Fence> {
    let length = html::length(&text[range.clone()])?;
    let tag = Tag::of(&text[range.start..range.start + length])?;
    // Other names begin with it too: nothing is copied of what is in those elements.
    if tag.name != "pre" {
        return None;
    }
    let content = range.start + length..range.end;
    let line = text[range.clone()].find('\n').unwrap_or(range.len());
    let mut code = Fence {
        info: language(&tag).unwrap_or_default(),
        opening: range.start..range.start + line,
        range: content.clone(),
        text: String::new(),
        segments: Vec::new(),
        is_closed: true,
        form: Form::Element,
    };
    // `{`…`}` is a text of JSX.
    let content = match text[content.clone()].trim().strip_prefix("{`") {
        Some(inner) => {
            let inner = inner.strip_suffix("`}").unwrap_or(inner);
            let start = content.start + text[content.clone()].find("{`")? + 2;
            start..start + inner.len()
        }
        None => content,
    };
    add_text(&mut code, text, content);
    Some(code)
}

/// Adds the bytes `range` of `text` without tags, and with characters in place of references.
fn add_text(code: &mut Fence, text: &str, range: Range<usize>) {
    let mut at = range.start;
    while let Some(offset) = text[at..range.end].find(['<', '&']) {
        add(code, &text[at..at + offset], at);
        at += offset;
        let rest = &text[at..range.end];
        let length = html::length(rest).filter(|_| rest.starts_with('<'));
        let tag = length.and_then(|length| Some((Tag::of(&rest[..length])?, length)));
        if let Some((tag, length)) = tag.filter(|(tag, _)| MARKUP.contains(&tag.name)) {
            if tag.name == "br" {
                add(code, "\n", at);
            } else if code.info.is_empty() {
                code.info = language(&tag).unwrap_or_default();
            }
            at += length;
        } else if let Some((characters, length)) = html::first(rest) {
            add(code, &characters, at);
            at += length;
        } else {
            add(code, &rest[..1], at);
            at += 1;
        }
    }
    add(code, &text[at..range.end], at);
}

fn add(code: &mut Fence, text: &str, at: usize) {
    if !text.is_empty() {
        code.segments.push((code.text.len(), at));
        code.text.push_str(text);
    }
}

/// The language that an attribute of `tag` names.
fn language(tag: &Tag<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.find_map(|(name, value)| {
        let mut words = value.split(|it: char| !it.is_ascii_alphanumeric());
        let known = words.find(|word| LANGUAGES.contains(word));
        known
            .filter(|_| ATTRIBUTES.contains(&name))
            .map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String)> {
        let markdown = super::super::markdown::read(text, 0);
        let found = read(text, 0, &markdown.fences).into_iter();
        found.map(|code| (code.info, code.text)).collect()
    }

    #[test]
    fn code_has_a_language_and_no_marks_of_html() {
        for text in [
            "<pre><code class=\"language-yaml\">a: &lt;b&gt;\nc: 1</code></pre>\n",
            "A\n\n<div><pre lang=\"yaml\">a: <span class=\"s\">&lt;b></span>\nc: 1</pre></div>\n",
            "<pre class=\"highlight yaml\">a: &lt;b&#62;<br>c: 1</pre>\n",
            "<pre className=\"a\" lang='yaml'>{`a: <b>\nc: 1`}</pre>\n",
        ] {
            let text = text.replace("<b>", "&lt;b>");
            let expected = ("yaml".to_owned(), "a: <b>\nc: 1".to_owned());
            assert_eq!(shown(&text), [expected], "{text}");
        }
    }

    #[test]
    fn a_position_in_the_code_is_one_on_the_page() {
        let text = "<pre>\na: &amp;b\nc: <b>1</b>\n</pre>\n";
        let code = read(text, 0, &[]).remove(0);
        assert_eq!(code.text, "\na: &b\nc: 1\n");
        for mark in ["a:", "b\n", "c:", "1"] {
            let here = code.text.find(mark).unwrap();
            assert!(
                text[code.page_offset(here)..].starts_with(mark.trim_end()),
                "{mark}"
            );
        }
    }

    #[test]
    fn comments_mentions_and_fences_have_none() {
        for text in [
            "<!-- <pre>a</pre> -->\n",
            "```\n<pre>a</pre>\n```\n",
            "`<pre>`\n\n```\na\n```\n\n`</pre>`\n",
            "<pre>a\n",
            "<preview>a</preview></pre>\n",
            "<!-- a\n",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn many_elements_without_an_end_are_read_once() {
        for text in ["<pre>", "<pre a='", "<!--", "<pre>&"] {
            assert!(shown(&text.repeat(50_000)).is_empty());
        }
        let others = "<preview>a\n".repeat(50_000) + "</pre>";
        assert!(shown(&others).is_empty());
    }
}
