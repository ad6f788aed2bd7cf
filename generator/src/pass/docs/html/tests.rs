use proptest::prelude::*;

use super::to_markdown;
use crate::pass::docs::markdown::safe;

#[test]
fn paragraphs_and_inline_elements() {
    assert_eq!(
        to_markdown(
            "<p>Lists <code>a&lt;b</code> of <a href=\"https://a.example/b\">it</a>.</p>\n\n<p><b>Note:</b> x</p>"
        ),
        "Lists `a<b` of [it](<https://a.example/b>).\n\n**Note:** x"
    );
    assert_eq!(
        to_markdown("a<br><b>b</b><br> <br/>c<br></p>d"),
        "a\\\n**b**\n\nc\n\nd"
    );
    assert_eq!(
        to_markdown("Use <em>this</em><br>not that.<br/>"),
        "Use *this*\\\nnot that."
    );
}

#[test]
fn lists() {
    assert_eq!(
        to_markdown("One of:<ul>\n  <li>a</li>\n  <li>b<ol><li>c<li>d</ol></li>\n</ul>\nEnd."),
        "One of:\n\n- a\n- b\n  1. c\n  2. d\n\nEnd."
    );
    assert_eq!(to_markdown("- <p>a</p>\n- b"), "- a\n- b");
}

#[test]
fn a_cell_stays_on_its_line() {
    assert_eq!(
        to_markdown("| a | b |\n| - | - |\n| <b>c</b><br>d | <ul><li>e</ul> |"),
        "| a | b |\n| - | - |\n| **c** d |   e  |"
    );
}

#[test]
fn a_mark_that_markdown_would_not_read_is_left_out() {
    assert_eq!(to_markdown("a<b> c </b>d"), "a c d");
    assert_eq!(to_markdown("<b>a:</b>b"), "a:b");
    assert_eq!(to_markdown("a<b>b</b>c"), "a**b**c");
}

/// How long the result is, for `count` of each of the parts.
fn length(parts: [&str; 2], count: usize) -> usize {
    let text: String = parts.map(|part| part.repeat(count)).concat();
    to_markdown(&text).len()
}

#[test]
fn the_result_is_linear_in_the_text() {
    for parts in [
        ["<ul><li>a", ""],
        ["1", ".<p>"],
        ["<b>", "</i>"],
        ["<b>a", "</b>"],
    ] {
        assert!(length(parts, 2_000) < 3 * length(parts, 1_000), "{parts:?}");
    }
}

#[test]
fn preformatted_text_is_a_block_of_code() {
    assert_eq!(
        to_markdown(
            "<p>So:</p><pre><code class=\"json\">{\n  \"a\": &lt;1&gt;\n}</code></pre>End."
        ),
        "So:\n\n```\n{\n  \"a\": <1>\n}\n```\n\nEnd."
    );
}

#[test]
fn the_text_of_a_block_is_not_markdown() {
    assert_eq!(
        to_markdown("<p>Call __init__ &amp; <b>a*b</b></p>\n<p># 1</p>\n\n*x*"),
        "Call \\_\\_init\\_\\_ & **a\\*b**\n\n\\# 1\n\n*x*"
    );
}

#[test]
fn a_list_of_markdown_stays_one() {
    assert_eq!(
        to_markdown("1. a<br><br>b\n2. c<br>\n3. <p>d</p>\n   <p>e</p>\n"),
        "1. a\\\nb\n2. c\n3. d\ne"
    );
}

#[test]
fn paragraphs_stay_in_their_item() {
    assert_eq!(
        to_markdown("<ol><li><p>a</p><p>b</p></li><li>c<ul><li>d</li></ul></li></ol>e"),
        "1. a\n\n   b\n\n2. c\n   - d\n\ne"
    );
}

#[test]
fn a_break_at_the_end_of_a_paragraph_is_left_out() {
    for html in [
        "<ul><li>a<br></li><li>b</li></ul>",
        "<ul><li>a<br> </li>\n <li>b<br></ul>",
    ] {
        assert_eq!(to_markdown(html), "- a\n- b", "{html}");
    }
    assert_eq!(to_markdown("<ul><li>a<br>b</li></ul>"), "- a\\\n  b");
}

#[test]
fn links() {
    for (html, markdown) in [
        (
            "<A data-href='b' HREF='https://a.example'>x</A>",
            "[x](<https://a.example>)",
        ),
        (
            "<a href=https://a.example target=b>x</a>",
            "[x](<https://a.example>)",
        ),
        ("<a href=\"https://a.example\"><h3>T</h3>x</a>", "# T\n\nx"),
        ("<a name=\"b\">x</a>", "x"),
    ] {
        assert_eq!(to_markdown(html), markdown, "{html}");
    }
}

#[test]
fn other_tags_and_code_stay() {
    for text in [
        "set <id> or <b>",
        "`<b>a</b>`",
        "```\n<p>a</p>\n```",
        "10<sup>2</sup>",
        "a < b and c > d",
    ] {
        assert_eq!(to_markdown(text), text);
    }
}

const PARTS: [&str; 36] = [
    "a",
    "b ",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\\",
    "*",
    "_c_",
    "`",
    "&lt;",
    "&",
    "ä",
    "- ",
    "1. ",
    "> ",
    "#",
    "<p>",
    "</p>",
    "<br>",
    "<hr/>",
    "<h2>",
    "</h2>",
    "<ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<a href=\"https://a.example\">",
    "</a>",
];

proptest! {
    #[test]
    fn no_mixture_of_tags_loses_text(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 1..24)
    ) {
        let shown = safe(&parts.concat());
        let letters = |text: &str| text.matches('ä').count();
        prop_assert_eq!(letters(&shown), letters(&parts.concat()), "{}", shown);
    }
}
