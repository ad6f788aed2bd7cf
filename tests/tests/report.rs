//! The command that reviews, and its HTML report in a real browser.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what all tests share fails as tests do"
)]

#[path = "report/command.rs"]
mod command;

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use seamstress_codegen::{Input, Output, generate, report::Outcome, source::Source};
use seamstress_review::{
    Change, Impact, Review,
    render::{ReportContext, html},
    review,
};
use serde_json::Value;
use tests::{here, node, workspace};

/// Names the program of the browser, where it has another name.
const BROWSER: &str = "SEAMSTRESS_CHROMIUM";

/// What it is called on other people's machines.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

fn side(folder: &str) -> Output {
    let page = format!("report/{folder}/get.md");
    let text = fs::read_to_string(here(&page)).unwrap();
    let output = generate(Input {
        sources: vec![Source {
            path: "pages/doors/get.md".to_owned(),
            text,
        }],
        ..Input::default()
    });
    assert_eq!(
        output.outcome(),
        Outcome::Done,
        "{}",
        output.rendered("", false)
    );
    output
}

/// The review of two pages, with changes of every group, and what somebody may try.
fn reviewed(before: &Output, after: &Output) -> Review {
    let mut review = review(before, after, "").unwrap();
    let hostile =
        "</code></pre><script>document.title='owned'</script><img src=x onerror=alert(1)>";
    let first = review.changes[0].clone();
    for (number, impact) in [Impact::WireOnly, Impact::DocsOnly, Impact::Deprecated]
        .into_iter()
        .enumerate()
    {
        review.changes.push(Change {
            impact,
            item: format!("{hostile}{number}"),
            summary: format!(
                "`{hostile}` \" ' onclick=alert(1) {}",
                "unbroken".repeat(60)
            ),
            because: hostile.to_owned(),
            fingerprint: "\" onclick=\"alert(1)".to_owned(),
            accepted: Some(hostile.to_owned()),
            ..first.clone()
        });
    }
    review.reason = format!("{} {hostile}", review.reason);
    review
}

fn page() -> (Review, String) {
    let (before, after) = (side("before"), side("after"));
    let review = reviewed(&before, &after);
    let context = ReportContext {
        base: "main (0912515)".to_owned(),
        prefix: "specs/".to_owned(),
        ..ReportContext::default()
    };
    let page = html(&review, &before, &after, &context);
    (review, page)
}

/// The browser of this machine; without one, a message says what is not tested.
fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os(BROWSER) {
        return Some(PathBuf::from(named));
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        // Not `eprintln`, which tests that pass do not show.
        let _ = writeln!(
            io::stderr(),
            "\n*** there is no Chromium (nor {BROWSER}): the tests of the HTML report are SKIPPED ***\n"
        );
    }
    found
}

/// What a reader sees and does; `None` where there is no browser.
fn seen() -> Option<&'static (Review, Value)> {
    static SEEN: OnceLock<Option<Result<(Review, Value), String>>> = OnceLock::new();
    let seen = SEEN.get_or_init(|| {
        if node::is_skipped("the HTML report") {
            return None;
        }
        browser().map(|browser| look(&browser))
    });
    seen.as_ref()
        .map(|seen| seen.as_ref().unwrap_or_else(|error| panic!("{error}")))
}

fn look(browser: &Path) -> Result<(Review, Value), String> {
    let folder = node::install(
        Path::new(env!("CARGO_TARGET_TMPDIR")),
        "report",
        &["look.mjs"],
    )?;
    let (review, page) = page();
    // A CI job keeps what is there.
    let kept = workspace().join("target/review");
    let file = kept.join("report.html");
    fs::create_dir_all(&kept).map_err(|error| error.to_string())?;
    fs::write(&file, page).map_err(|error| error.to_string())?;
    let mut command = Command::new("node");
    command
        .arg(folder.join("look.mjs"))
        .args([browser, &file, &kept]);
    let output = node::run(&mut command)?;
    let seen = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    Ok((review, seen))
}

#[test]
fn it_opens_without_complaint_and_asks_nobody_for_anything() {
    let Some((review, seen)) = seen() else { return };
    assert_eq!(seen["complaints"], serde_json::json!([]));
    assert_eq!(seen["requests"], serde_json::json!([]));
    assert_eq!(seen["title"], "Review: major");
    assert_eq!(seen["bump"], "major");
    assert_eq!(seen["articles"], review.changes.len());
}

#[test]
fn no_text_of_a_page_becomes_an_element() {
    let Some((_, seen)) = seen() else { return };
    assert_eq!(seen["markup"], 0);
    // Its script would have changed it.
    assert_eq!(seen["title"], "Review: major");
}

#[test]
fn the_filter_shows_what_it_counts() {
    let Some((review, seen)) = seen() else { return };
    let impacts = seen["impacts"].as_array().unwrap();
    assert_eq!(impacts.len(), 6, "{impacts:?}");
    for impact in impacts {
        assert!(impact["count"].as_u64().unwrap() > 0, "{impact}");
        assert_eq!(impact["count"], impact["shown"], "{impact}");
        assert_eq!(impact["others"], 0, "{impact}");
        let is_all = impact["impact"] == "";
        assert!(is_all || impact["visible"] == impact["shown"], "{impact}");
    }
    let found = &seen["found"];
    let count = found["shown"].as_u64().unwrap();
    assert!(count > 0 && count < review.changes.len() as u64, "{found}");
    assert_eq!(
        found["sentence"],
        format!("{count} of {}", review.changes.len())
    );
    for text in found["texts"].as_array().unwrap() {
        let text = text.as_str().unwrap();
        assert!(text.contains("colour") && text.contains("paint"), "{text}");
    }
    assert_eq!(seen["nothing"], 0);
}

#[test]
fn every_link_leads_to_what_it_names() {
    let Some((review, seen)) = seen() else { return };
    let links = &seen["links"];
    assert!(links["count"].as_u64().unwrap() > review.changes.len() as u64);
    for fault in ["outside", "dead", "twice"] {
        assert_eq!(links[fault], serde_json::json!([]), "{fault}");
    }
    assert_eq!(seen["followed"], true);
    assert_eq!(seen["unfolded"], true);
    assert_eq!(seen["revealed"], review.changes.len());
}

#[test]
fn a_phone_never_scrolls_sideways() {
    let Some((_, seen)) = seen() else { return };
    for screen in ["phone", "wide"] {
        let screen = &seen[screen];
        assert_eq!(screen["page"], screen["room"], "{screen}");
        assert_eq!(screen["wide"], serde_json::json!([]), "{screen}");
    }
}

#[test]
fn the_page_stands_beside_the_rust_that_it_causes() {
    let Some((_, seen)) = seen() else { return };
    let beside = seen["beside"].as_array().unwrap();
    assert!(beside.len() > 2, "{beside:?}");
    assert!(
        beside.iter().all(|is_beside| is_beside == true),
        "{beside:?}"
    );
}

#[test]
fn it_is_dark_where_the_reader_is() {
    let Some((_, seen)) = seen() else { return };
    assert!(brightness(&seen["light"][0]) > brightness(&seen["light"][1]));
    assert!(brightness(&seen["dark"][0]) < brightness(&seen["dark"][1]));
}

/// Of `rgb(22, 24, 26)`.
fn brightness(colour: &Value) -> u32 {
    let colour = colour.as_str().unwrap();
    let numbers = colour.split(|character: char| !character.is_ascii_digit());
    numbers
        .filter_map(|number| number.parse::<u32>().ok())
        .sum()
}

#[test]
fn everything_is_there_without_scripts() {
    let Some((review, seen)) = seen() else { return };
    assert_eq!(seen["bare"]["articles"], review.changes.len());
    assert_eq!(seen["bare"]["filter"], true);
}
