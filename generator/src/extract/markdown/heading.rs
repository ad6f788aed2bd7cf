//! Headings in HTML.

use std::ops::Range;

use super::Heading;
use crate::{extract::words, html};

/// The heading that is all of a line of HTML: `<h3 id="a">A</h3>`.
pub(super) fn of_line(line: &str, range: Range<usize>) -> Option<Heading> {
    let (tag, rest) = line.trim().split_at(html::length(line.trim())?);
    let tag = html::Tag::of(tag).filter(|tag| !tag.is_end)?;
    let level = tag.name.strip_prefix('h')?.parse().ok();
    let level: u8 = level.filter(|it| (1..=6).contains(it))?;
    let text = rest.strip_suffix(&format!("</{}>", tag.name))?.trim();
    let text = without_links(text)?;
    let is_text = !text.is_empty() && !text.contains('<');
    is_text.then(|| Heading {
        level,
        role: words::role(&text).filter(|_| level > 1),
        text,
        range,
    })
}

/// The text of a heading without the tags of its links. One to the heading itself is a mark or a
/// picture, and no part of the text.
fn without_links(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<a ") {
        let end = at + html::length(&rest[at..])?;
        let (words, after) = rest[end..].split_once("</a>")?;
        plain.push_str(&rest[..at]);
        if words.contains(char::is_alphanumeric) && !words.starts_with('<') {
            plain.push_str(words);
        }
        rest = after;
    }
    plain.push_str(rest);
    Some(plain.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::extract::markdown;

    #[test]
    fn a_line_of_html_may_be_a_heading() {
        let text = "<h1 id=\"a\">A <a href=\"#a\">#</a></h1>\n\n<h3>Parameters</h3>\n\n<h2><a>B</a></h2>\n\n<h7>C</h7>\n";
        let headings = markdown::read(text, 0).headings;
        let shown: Vec<_> = headings.iter().map(|it| (it.level, &*it.text)).collect();
        assert_eq!(shown, [(1, "A"), (3, "Parameters")]);
        assert!(headings[1].role.is_some());
        for text in [
            "<h2>List of <a href=\"#gates\">gates</a></h2>\n",
            "<h2>List of <a href=\"#gates\">gates</a> <a href=\"#b\"><i class=\"c\"></i></a></h2>\n",
        ] {
            assert_eq!(
                markdown::read(text, 0).headings[0].text,
                "List of gates",
                "{text}"
            );
        }
    }
}
