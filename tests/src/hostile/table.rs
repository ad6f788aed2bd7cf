//! The results as text and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Checked, Outcome, Run, compile::Compiled};

const COLUMNS: [&str; 10] = [
    "outcome", "place", "mentions", "absent", "compiles", "clippy", "rustdoc", "doctests", "time",
    "result",
];

/// A table with a row for each case, and below it what is not as the index asks for.
pub fn render(checked: &[Checked]) -> String {
    let mut text = format!(
        "| case | {} |\n|{}\n",
        COLUMNS.join(" | "),
        "---|".repeat(COLUMNS.len() + 1)
    );
    for one in checked {
        let _ = writeln!(text, "| {} | {} |", one.run.case.name, row(one).join(" | "));
    }
    text.push('\n');
    for one in checked {
        for failure in one.failures() {
            let _ = writeln!(text, "- {}: {failure}", one.run.case.name);
        }
    }
    let passed = checked.iter().filter(|it| it.failures().is_empty()).count();
    let slowest = checked.iter().map(|it| it.run.time).max();
    let _ = writeln!(
        text,
        "{passed} of {} cases pass; the slowest run takes {:.2} s",
        checked.len(),
        slowest.unwrap_or_default().as_secs_f64()
    );
    text
}

fn row(checked: &Checked) -> [String; COLUMNS.len()] {
    let Checked { run, compiled } = checked;
    let of = |found: fn(&Compiled) -> String| compiled.as_ref().map_or(String::new(), found);
    [
        outcome(run).to_owned(),
        run.place.clone().unwrap_or_default(),
        ratio(run.case.mentions.len(), run.unmentioned.len()),
        ratio(run.case.absent.len(), run.present.len()),
        of(|it| verdict(&it.rustc)),
        of(|it| verdict(&it.clippy)),
        of(|it| verdict(&it.rustdoc)),
        of(|it| it.doctests.to_string()),
        format!("{:.2} s", run.time.as_secs_f64()),
        match checked.failures().is_empty() {
            true => "passes".to_owned(),
            false => "**fails**".to_owned(),
        },
    ]
}

fn outcome(run: &Run) -> &'static str {
    match run.outcome {
        Outcome::Generated(_) => "generated",
        Outcome::Rejected => "rejected",
        Outcome::TimedOut => "timed out",
        Outcome::Crashed(_) => "crashed",
    }
}

fn ratio(all: usize, wrong: usize) -> String {
    match all {
        0 => String::new(),
        all => format!("{} of {all}", all - wrong),
    }
}

fn verdict(messages: &[String]) -> String {
    match messages.len() {
        0 => "clean".to_owned(),
        count => format!("{count} messages"),
    }
}

/// An object for each case.
pub fn json(checked: &[Checked]) -> Value {
    let objects = checked.iter().map(|one| {
        let compiled = one.compiled.as_ref().map(|it| {
            json!({
                "rustc": it.rustc,
                "clippy": it.clippy,
                "rustdoc": it.rustdoc,
                "doctests": it.doctests,
            })
        });
        json!({
            "case": one.run.case.name,
            "outcome": outcome(&one.run),
            "place": one.run.place,
            "not_mentioned": one.run.unmentioned,
            "present": one.run.present,
            "written": one.run.strays,
            "compiled": compiled,
            "seconds": one.run.time.as_secs_f64(),
            "failures": one.failures(),
        })
    });
    objects.collect()
}
