//! `docs/diagnostics.md` explains every code, with an example from the cases.

use std::{collections::BTreeMap, sync::LazyLock};

use seamstress_codegen::{
    Output,
    diagnostic::{Code, render, to_json},
    generate,
    source::Source,
};
use tests::{
    case::{Case, DIAGNOSTICS, HOSTILE},
    here, review, snapshot, workspace,
};

/// Codes that no case can show, and why.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (
        Code::DuplicatePage,
        "The files of a folder never have the same path; only programs that pass texts to the library can do so.",
    ),
    (Code::InternalError, "No known input leads to it."),
    (
        Code::InvalidDocument,
        "The generator checks documents before it parses them, and reports a more specific code for every fault that it knows.",
    ),
    (
        Code::NameCollision,
        "The last candidate for each name is built from the address of its item; no known input exhausts the candidates.",
    ),
    (
        Code::TooLarge,
        "An input that leads to it has megabytes; unit tests reach it with smaller limits.",
    ),
];

static EXAMPLES: LazyLock<BTreeMap<Code, Example>> = LazyLock::new(examples);

/// What a case shows of a code.
struct Example {
    case: String,
    text: String,
}

#[test]
fn the_reference_of_diagnostics_is_current() {
    let path = workspace().join("docs/diagnostics.md");
    snapshot::check(&path, &reference(&EXAMPLES)).unwrap();
}

#[test]
fn every_code_has_a_case_or_a_reason() {
    let missing: Vec<Code> = Code::ALL
        .iter()
        .copied()
        .filter(|code| !EXAMPLES.contains_key(code))
        .collect();
    let excused: Vec<Code> = WITHOUT_CASE.iter().map(|(code, _)| *code).collect();
    assert_eq!(missing, excused);
}

#[test]
fn the_overlay_about_a_credential_resolves_its_warning() {
    let case = Case {
        group: DIAGNOSTICS.to_owned(),
        name: "credential".to_owned(),
        folder: here("cases/diagnostics/credential"),
    };
    let mut input = case.input().expect("the case can be read");
    let find = |output: &Output| {
        let mut found = output.diagnostics.iter();
        let found = found.find(|it| it.code == Code::UndeclaredCredential);
        found.map(|it| it.help.clone().unwrap_or_default())
    };
    let help = find(&generate(input.clone())).unwrap();
    let (_, overlay) = help.split_once('\n').unwrap();
    input.overlays.push(Source {
        path: "overlay.yaml".to_owned(),
        text: overlay.to_owned(),
    });
    let after = generate(input);
    assert_eq!(find(&after), None);
    let schemes: Vec<_> = after.api.schemes.iter().map(|it| &*it.wire).collect();
    assert_eq!(schemes, ["bearer"]);
}

#[test]
fn the_help_about_missing_fields_resolves_its_warning_and_no_other() {
    let mut applied = 0;
    for case in Case::find(&here("cases")).expect("the folder of cases can be read") {
        let input = case.input().expect("the case can be read");
        let before = generate(input.clone());
        for (number, warning) in before.diagnostics.iter().enumerate() {
            let help = warning.help.as_deref().unwrap_or_default();
            let Some(entries) = help.strip_prefix(ALLOW) else {
                continue;
            };
            let mut input = input.clone();
            input.overrides.push_str(entries);
            let after = generate(input);
            let messages = |output: &Output| -> Vec<String> {
                let diagnostics = output.diagnostics.iter();
                diagnostics.map(|it| it.message.clone()).collect()
            };
            let (mut expected, mut found) = (messages(&before), messages(&after));
            match warning.message.split_once("; has ") {
                // The null is still not documented, but no client fails because of it.
                None if warning.message.contains(" has null at ") => {
                    let (null, _) = warning.message.split_once("; this call fails").unwrap();
                    expected[number] = null.to_owned();
                }
                None => drop(expected.remove(number)),
                Some((lacks, has)) => {
                    let sample = lacks.split_once(" lacks ").map_or("", |(sample, _)| sample);
                    let has = has.split_once("; this call").map_or(has, |(has, _)| has);
                    expected[number] = format!("{sample} has {has}");
                }
            }
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "{}: {help}", case.title());
            let json = to_json(&before.diagnostics, &before.sources, "");
            let helps = json.as_array().into_iter().flatten();
            let helps: Vec<_> = helps.filter_map(|it| it["help"].as_str()).collect();
            assert!(helps.contains(&help), "{helps:?}");
            applied += 1;
        }
    }
    assert!(applied > 4, "{applied}");
}

#[test]
fn the_help_about_pages_is_an_entry_that_works() {
    let mut applied = 0;
    for case in Case::find(&here("cases")).expect("the folder of cases can be read") {
        // These have a folder for each side.
        let Ok(mut input) = case.input() else {
            continue;
        };
        let before = generate(input.clone());
        let mut paged = 0;
        for note in &before.diagnostics {
            if note.code != Code::UndeclaredPagination {
                continue;
            }
            let help = note.help.as_deref().unwrap_or_default();
            let (_, entry) = help.split_once('\n').expect("the help has an entry");
            input.overrides.push_str(&format!("\n{entry}\n"));
            paged += entry.matches("\",\n").count();
        }
        if paged == 0 {
            continue;
        }
        let after = generate(input);
        let is_paged = |output: &Output| {
            let operations = output.api.operations.values();
            operations.filter(|it| it.page_item().is_some()).count()
        };
        assert_eq!(
            is_paged(&after),
            is_paged(&before) + paged,
            "{}",
            case.title()
        );
        let notes = before.diagnostics.iter();
        let others = notes.filter(|it| it.code != Code::UndeclaredPagination);
        assert_eq!(after.diagnostics.len(), others.count(), "{}", case.title());
        applied += paged;
    }
    assert!(applied > 8, "{applied}");
}

/// The first line of the help about missing fields.
const ALLOW: &str = "to allow it, add to overrides.toml";

/// The shortest example of each code, from the cases about diagnostics if they have it, and from
/// those with hostile inputs if no other has it.
fn examples() -> BTreeMap<Code, Example> {
    let mut examples: BTreeMap<Code, ((u8, usize), Example)> = BTreeMap::new();
    for case in Case::find(&here("cases")).expect("the folder of cases can be read") {
        if case.group == review::GROUP {
            continue;
        }
        for (_, output) in case.runs().expect("the case can be read") {
            for diagnostic in &output.diagnostics {
                let shown = std::slice::from_ref(diagnostic);
                let text = render(shown, &output.sources, "", false);
                let rank = match case.group.as_str() {
                    DIAGNOSTICS => 0,
                    HOSTILE => 2,
                    _ => 1,
                };
                let rank = (rank, text.lines().count());
                let known = examples.get(&diagnostic.code);
                if known.is_none_or(|(best, _)| rank < *best) {
                    let case = format!("{}/{}", case.group, case.name);
                    examples.insert(diagnostic.code, (rank, Example { case, text }));
                }
            }
        }
    }
    examples
        .into_iter()
        .map(|(code, (_, example))| (code, example))
        .collect()
}

fn reference(examples: &BTreeMap<Code, Example>) -> String {
    let mut text = "\
# Diagnostics

<!-- Generated from `generator/src/diagnostic/code/table.rs` and the cases; do not edit. -->

An error prevents the run from writing anything.
A warning or a note does not.
Without `--strict`, an error becomes a warning where it costs operations and not the whole run: on a page of a site, what the page describes is left out; in a whole document, and for a `merge-conflict` between pages, the operations that contain or reach the part are; an error in the schema of a response costs that schema alone.

| code | severity |
|---|---|
"
    .to_owned();
    for code in Code::ALL {
        let severity = code.severity().as_str();
        text.push_str(&format!("| [`{code}`](#{code}) | {severity} |\n"));
    }
    for code in Code::ALL {
        let severity = code.severity().as_str();
        text.push_str(&format!("\n## {code}\n\n*{severity}*\n"));
        text.push_str(&format!("\n{}\n", sentences(code.meaning())));
        text.push_str(&format!(
            "\n**How to resolve it:** {}\n\n",
            sentences(code.resolution())
        ));
        match (examples.get(code), reason(*code)) {
            (Some(Example { case, text: shown }), _) => {
                text.push_str(&format!("```text\n{}\n```\n\n", shown.trim_end()));
                text.push_str(&format!("From `tests/cases/{case}`.\n"));
            }
            (None, reason) => text.push_str(&format!("{}\n", sentences(reason))),
        }
    }
    text
}

fn reason(code: Code) -> &'static str {
    let found = WITHOUT_CASE.iter().find(|(excused, _)| *excused == code);
    found.map_or("", |(_, reason)| reason)
}

/// One sentence on each line.
fn sentences(text: &str) -> String {
    text.replace(". ", ".\n")
}
