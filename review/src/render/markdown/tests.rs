//! The comment, whatever the pages contain.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;
use crate::{
    Change, SemverBump,
    change::ChangeKind,
    compare::ChangeBuilder,
    lint::{Lint, LintKind},
};

fn change(impact: Impact, item: &str, summary: &str, because: &str) -> Change {
    let change = ChangeBuilder::new(ChangeKind::TypeChanged, impact, item, item)
        .describe(summary, because)
        .migration("use `.unwrap_or_default()`");
    Change {
        location: Some(PageLocation {
            page: "pages/doors/get.md".to_owned(),
            line: 31,
            column: 9,
            is_before: false,
        }),
        fingerprint: "3f9a0c51d2e7".to_owned(),
        ..change.without_location()
    }
}

fn context() -> ReportContext {
    ReportContext {
        base: "main (0912515)".to_owned(),
        prefix: "specs/".to_owned(),
        ..ReportContext::default()
    }
}

fn doors() -> Review {
    let mut accepted = change(
        Impact::Breaking,
        "models::Door.key",
        "gone",
        "`key` is gone",
    );
    accepted.accepted = Some("nobody could read it".to_owned());
    Review {
        bump: SemverBump::Major,
        reason: "1 public item changes its type".to_owned(),
        pages: vec![PageChange {
            path: "pages/doors/get.md".to_owned(),
            from: None,
            kind: PageKind::Changed,
            before: None,
            after: None,
            lines_added: 2,
            lines_removed: 1,
            changes: 3,
        }],
        changes: vec![
            change(
                Impact::Breaking,
                "models::Door.name",
                "`String` → `Option<String>`",
                "`name` is not required any more",
            ),
            accepted,
            change(
                Impact::DocsOnly,
                "models::Door",
                "its description",
                "reworded",
            ),
        ],
        lints: vec![Lint {
            kind: LintKind::Server,
            is_security: true,
            text: "calls may go to `doors.example` from now on".to_owned(),
            location: None,
        }],
    }
}

#[test]
fn the_bump_comes_first_and_minor_details_are_folded() {
    insta::assert_snapshot!(markdown(&doors(), &context()), @r#"
    <!-- seamstress review -->
    ## major: programs break

    Because 1 public item changes its type.

    1 page changed since `main (0912515)` · 2 breaking · 1 docs only.

    ### Security: 1

    - in general: calls may go to `doors.example` from now on

    ### Breaking: 1

    | Rust item | change | because | migration | fingerprint |
    |---|---|---|---|---|
    | `models::Door.name` | `String` → `Option<String>` | `name` is not required any more (`specs/pages/doors/get.md:31`) | use `.unwrap_or_default()` | `3f9a0c51d2e7` |

    <details><summary>Accepted: 1</summary>

    - `models::Door.key`: gone – `key` is gone (`specs/pages/doors/get.md:31`). Accepted (Breaking): nobody could read it

    </details>

    <details><summary>Docs only: 1</summary>

    - `models::Door`: its description – reworded (`specs/pages/doors/get.md:31`)

    </details>

    <details><summary>Pages: 1</summary>

    - `specs/pages/doors/get.md`: changed, +2 −1 lines, 3 changes

    </details>

    ### Not checked

    - the behaviour of the API: only its pages were read;
    - programs that use the crate: what breaks follows from the crate's public items;
    - code written by hand: the runtime, the examples, the manifest.

    To accept a change, add its fingerprint and your reason to `accepted.toml`, in the folder of `overrides.toml`: `[[accepted]]`, `fingerprint = "…"`, `because = "…"`.
    "#);
}

#[test]
fn a_review_without_changes_is_short() {
    insta::assert_snapshot!(markdown(&Review::default(), &context()), @r"
    <!-- seamstress review -->
    ## none: nothing changes for users

    No page changed since `main (0912515)`.

    ### Not checked

    - the behaviour of the API: only its pages were read;
    - programs that use the crate: what breaks follows from the crate's public items;
    - code written by hand: the runtime, the examples, the manifest.
    ");
}

#[test]
fn alike_changes_are_one_row_that_counts_and_lists_them() {
    let removed = |owner: &str, line: usize, because: &str| {
        let item = format!("models::{owner}.color");
        let mut found = change(Impact::Breaking, &item, "removed: `String`", because);
        found.fingerprint = format!("{line:012x}");
        if let Some(location) = &mut found.location {
            location.line = line;
        }
        found
    };
    let because = "no page has `color` any more";
    let mut review = Review {
        changes: vec![
            removed("Door", 7, because),
            removed("Fence", 8, "no page has `colour` any more"),
            removed("Gate", 9, because),
        ],
        ..doors()
    };
    review.changes[2].migration = "use the color of its door".to_owned();
    let rows = |review: &Review| {
        let text = markdown(review, &context());
        let lines = text
            .lines()
            .skip_while(|line| !line.starts_with("### Breaking"));
        let lines = lines.filter(|line| line.starts_with(['#', '|']));
        lines.take(5).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(rows(&review), @r"
    ### Breaking: 3 in 2 rows
    | Rust item | change | because | migration | fingerprint |
    |---|---|---|---|---|
    | 2 items: `models::Door.color`, `models::Gate.color` | removed: `String` | no page has `color` any more (`specs/pages/doors/get.md:7` and 1 more place) | use `.unwrap_or_default()`; use the color of its door | `000000000007`, `000000000009` |
    | `models::Fence.color` | removed: `String` | no page has `colour` any more (`specs/pages/doors/get.md:8`) | use `.unwrap_or_default()` | `000000000008` |
    ");
    let json = crate::render::json(&review);
    assert_eq!(json["rows"][0]["changes"], serde_json::json!([0, 2]));
    assert_eq!(json["rows"][1]["changes"], serde_json::json!([1]));
    assert_eq!(json["changes"].as_array().unwrap().len(), 3);
    assert_eq!(
        review.sentence(),
        "version bump: major (3 breaking in 2 rows)"
    );
    // What was accepted is not alike to what was not.
    review.changes[2].accepted = Some("nobody uses it".to_owned());
    assert!(!rows(&review).contains("2 items"));
}

#[test]
fn five_thousand_changes_fit_into_a_comment_and_those_left_out_are_counted() {
    let mut review = doors();
    for number in 0..5000 {
        let impact = Impact::ALL[number % Impact::ALL.len()];
        let item = format!("models::Door{number}.name");
        review.changes.push(change(
            impact,
            &item,
            "`String` → `u64`",
            &format!("{number} {}", "because ".repeat(30)),
        ));
    }
    let text = markdown(&review, &context());
    assert!(text.len() <= MAX_BYTES, "{}", text.len());
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    let breaking = review
        .with_impact(Impact::Breaking)
        .filter(|change| change.accepted.is_none())
        .count();
    let shown = text
        .lines()
        .filter(|line| line.starts_with("| `models::"))
        .count();
    let left_out: usize = text
        .lines()
        .filter_map(|line| {
            line.strip_prefix("… and ")?
                .split(' ')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .sum();
    let listed = text
        .lines()
        .filter(|line| line.starts_with("- `models::"))
        .count();
    // The page is listed as well, or left out.
    let pages = usize::from(!text.contains("pages/doors/get.md`: changed"));
    assert_eq!(shown + listed + left_out, review.changes.len() + pages);
    assert!(shown > 100 && shown < breaking, "{shown} of {breaking}");
    assert!(text.contains("seamstress review --format html"));
}

/// What a reader of the comment is shown, and what a forge would do with it.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut blocks, mut prose) = (Vec::new(), Vec::new());
    let mut in_code = 0;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { .. }) => blocks.push("heading".to_owned()),
            Event::Start(Tag::TableRow) => blocks.push("row".to_owned()),
            Event::Start(Tag::TableCell) => blocks.push("cell".to_owned()),
            Event::Start(Tag::Item) => blocks.push("item".to_owned()),
            Event::Start(
                Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::TableHead | Tag::HtmlBlock,
            ) => {}
            Event::Start(tag) => blocks.push(format!("{tag:?}")),
            Event::Html(html) => blocks.push(html.trim().to_owned()),
            Event::InlineHtml(html) if *html == *"<code>" => in_code += 1,
            Event::InlineHtml(html) if *html == *"</code>" => in_code -= 1,
            Event::InlineHtml(html) => blocks.push(html.to_string()),
            Event::Rule => blocks.push("rule".to_owned()),
            Event::Text(text) if in_code == 0 => prose.push(text.to_string()),
            _ => {}
        }
    }
    (blocks, prose)
}

/// Pieces that mean something to somebody, and plain ones.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "|",
        "\\",
        "`",
        "``",
        "```",
        "\n",
        "\n\n",
        "\r",
        "# ",
        "- ",
        "1. ",
        "> ",
        "---",
        "===",
        "<",
        ">",
        "</details>",
        "<details>",
        "<!--",
        "-->",
        "<img src=x>",
        "<code>",
        "</code>",
        "@octocat",
        "#12",
        "a/b#3",
        "GH-7",
        "deadbeef0",
        "https://evil.example",
        "www.evil.example",
        "[x](y)",
        "![x](y)",
        "[x]: y",
        "*",
        "**",
        "_",
        "~~",
        "$",
        "&#64;",
        "&lt;",
        "\u{202e}",
        "\u{200b}",
        "\t",
        " ",
        "name",
        "Option",
        "é",
        "漢",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

fn reviewed(text: &str) -> Review {
    let mut review = doors();
    review.reason = text.to_owned();
    for (index, change) in review.changes.iter_mut().enumerate() {
        if let Some(place) = &mut change.location {
            place.page = text.to_owned();
        }
        change.item = if index == 0 {
            format!("a{text}")
        } else {
            text.to_owned()
        };
        change.summary = text.to_owned();
        change.because = text.to_owned();
        change.migration = text.to_owned();
        change.accepted = change.accepted.as_ref().map(|_| text.to_owned());
    }
    review.lints[0].text = text.to_owned();
    review.pages[0].path = text.to_owned();
    review
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_page_becomes_markup(text in hostile()) {
        let written = markdown(&reviewed(&text), &context());
        let (blocks, prose) = read(&written);
        // The same skeleton as with words that mean nothing to anybody.
        let (plain, _) = read(&markdown(&reviewed("word"), &context()));
        prop_assert_eq!(blocks, plain, "{}", written);
        // A forge looks for these outside of code.
        for piece in prose {
            for obeyed in ["@", "#12", "#3", "GH-7", "https://", "www."] {
                prop_assert!(!piece.contains(obeyed), "{piece:?} in\n{written}");
            }
            let mut words = piece.split(|character: char| !character.is_ascii_alphanumeric());
            prop_assert!(words.all(|word| word != "deadbeef0"), "{piece:?} in\n{written}");
        }
        let hides = written.contains(['\u{202e}', '\u{200b}']);
        prop_assert!(!hides, "{}", written);
    }
}
