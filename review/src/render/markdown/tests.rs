//! What a comment holds, whatever the pages say.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;
use crate::{Entry, suspicion};

fn entry(group: Group, item: &str, change: &str, because: &str) -> Entry {
    Entry {
        group,
        item: item.to_owned(),
        change: change.to_owned(),
        because: because.to_owned(),
        place: Some(Place {
            page: "pages/doors/get.md".to_owned(),
            line: 31,
            column: 9,
            is_before: false,
        }),
        migrate: "use `.unwrap_or_default()`".to_owned(),
        gone: Vec::new(),
        new: Vec::new(),
        fingerprint: "3f9a0c51d2e7".to_owned(),
        accepted: None,
        trace: Default::default(),
    }
}

fn about() -> About {
    About {
        base: "main (0912515)".to_owned(),
        prefix: "specs/".to_owned(),
        ..About::default()
    }
}

fn doors() -> Review {
    let change = "`String` → `Option<String>`";
    let mut accepted = entry(Group::Breaking, "models::Door.key", "gone", "`key` is gone");
    accepted.accepted = Some("nobody could read it".to_owned());
    Review {
        verdict: Verdict::Major,
        reason: "1 public item changes its type".to_owned(),
        pages: vec![PageChange {
            path: "pages/doors/get.md".to_owned(),
            from: None,
            kind: PageKind::Changed,
            before: None,
            after: None,
            lines_added: 2,
            lines_removed: 1,
            entries: 3,
        }],
        entries: vec![
            entry(
                Group::Breaking,
                "models::Door.name",
                change,
                "`name` is not required any more",
            ),
            accepted,
            entry(
                Group::DocsOnly,
                "models::Door",
                "its description",
                "reworded",
            ),
        ],
        suspicions: vec![suspicion::Suspicion {
            kind: suspicion::Kind::Server,
            is_security: true,
            text: "calls may go to `doors.example` from now on".to_owned(),
            place: None,
        }],
    }
}

#[test]
fn the_verdict_comes_first_and_what_may_be_skipped_is_folded() {
    insta::assert_snapshot!(markdown(&doors(), &about()), @r#"
    <!-- seamstress review -->
    ## major: programs break

    Because 1 public item changes its type.

    1 page changed since `main (0912515)` · 2 breaking · 1 docs only.

    ### Security: 1

    - in general: calls may go to `doors.example` from now on

    ### Breaking: 1

    | Rust item | change | because | migrate | mark |
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

    - what the API really does: only its pages were read;
    - programs that use the crate: what breaks is told from the crate's public items;
    - what is written by hand: the runtime, the examples, the manifest.

    To accept a change, write its mark and your reason into `accepted.toml`, beside the pages: `[[accepted]]`, `fingerprint = "…"`, `because = "…"`.
    "#);
}

#[test]
fn nothing_changed_is_said_in_a_few_lines() {
    insta::assert_snapshot!(markdown(&Review::default(), &about()), @r"
    <!-- seamstress review -->
    ## none: nothing changes for users

    No page changed since `main (0912515)`.

    ### Not checked

    - what the API really does: only its pages were read;
    - programs that use the crate: what breaks is told from the crate's public items;
    - what is written by hand: the runtime, the examples, the manifest.
    ");
}

#[test]
fn five_thousand_changes_fit_into_a_comment_and_those_left_out_are_counted() {
    let mut review = doors();
    for number in 0..5000 {
        let group = GROUPS[number % GROUPS.len()];
        let item = format!("models::Door{number}.name");
        review.entries.push(entry(
            group,
            &item,
            "`String` → `u64`",
            &"because ".repeat(30),
        ));
    }
    let text = markdown(&review, &about());
    assert!(text.len() <= MOST_BYTES, "{}", text.len());
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    let breaking = review
        .of(Group::Breaking)
        .filter(|entry| entry.accepted.is_none())
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
    assert_eq!(shown + listed + left_out, review.entries.len() + pages);
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
    for (index, entry) in review.entries.iter_mut().enumerate() {
        if let Some(place) = &mut entry.place {
            place.page = text.to_owned();
        }
        entry.item = if index == 0 {
            format!("a{text}")
        } else {
            text.to_owned()
        };
        entry.change = text.to_owned();
        entry.because = text.to_owned();
        entry.migrate = text.to_owned();
        entry.accepted = entry.accepted.as_ref().map(|_| text.to_owned());
    }
    review.suspicions[0].text = text.to_owned();
    review.pages[0].path = text.to_owned();
    review
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_page_becomes_markup(text in hostile()) {
        let written = markdown(&reviewed(&text), &about());
        let (blocks, prose) = read(&written);
        // The same skeleton as with words that mean nothing to anybody.
        let (plain, _) = read(&markdown(&reviewed("word"), &about()));
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
