//! The table of all faults in `docs/reliability.md`.

use std::{fmt::Write, fs, path::Path, time::Duration};

use super::{
    row::{Outcome, Row, Transports},
    rows,
};

const BEGIN: &str = "<!-- faults -->\n";
const END: &str = "<!-- end of faults -->\n";

/// The most characters of a value that are shown.
const LONGEST: usize = 60;

/// The pause before the second attempt is between this and twice as long; the next is between
/// twice and four times.
const PAUSE: Duration = Duration::from_millis(500);

#[tokio::test]
async fn the_table_of_faults_is_current() {
    let transports = Transports::new();
    let mut table = String::new();
    for (subject, rows) in rows("http://elsewhere.example/") {
        writeln!(table, "\n#### {subject}\n").unwrap();
        table += "| fault | call | requests | repeated | time | the caller sees |\n";
        table += "|---|---|---|---|---|---|\n";
        for row in rows {
            let outcome = row.run(&transports, |client| client).await;
            writeln!(table, "{}", line(&row, &outcome)).unwrap();
        }
    }
    // With `--nocapture`, this is the command that prints the table.
    println!("{table}");
    check(&format!("{table}\n"));
}

/// Compares the table with the one in the document, or writes it there: `INSTA_UPDATE=always`.
fn check(table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reliability.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (accepted, after) = rest.split_once(END).unwrap();
    if std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        fs::write(&path, [before, BEGIN, table, END, after].concat()).unwrap();
        return;
    }
    for (accepted, line) in accepted.lines().zip(table.lines()) {
        assert_eq!(accepted, line, "INSTA_UPDATE=always writes the table");
    }
    assert_eq!(accepted.len(), table.len());
}

fn line(row: &Row, outcome: &Outcome) -> String {
    let seen = match &outcome.result {
        Ok(value) => value.clone(),
        Err(error) => error.to_string(),
    };
    let drift = outcome.drift.iter();
    let drift: String = drift
        .map(|found| format!("; {:?} at `{}`", found.kind, found.path))
        .collect();
    let (seen, cut) = match seen.char_indices().nth(LONGEST) {
        Some((end, _)) if outcome.result.is_ok() => (&seen[..end], "…`"),
        _ => (&*seen, ""),
    };
    let cells = [
        row.fault,
        row.calling.name,
        &requests(outcome),
        &outcome.repeated.to_string(),
        &time(outcome),
        &format!("{}{cut}{drift}", without_numbers(seen)),
    ];
    let cells = cells.map(|cell| cell.replace('|', "\\|").replace('<', "&lt;"));
    format!("| {} |", cells.join(" | "))
}

/// How many requests were sent, and how many of them arrived.
fn requests(outcome: &Outcome) -> String {
    let (sent, arrived) = (outcome.sent as usize, outcome.requests.len());
    match arrived == sent {
        true => format!("{sent}"),
        false => format!("{sent}, {arrived} arrived"),
    }
}

/// The time of the whole call; as a range where pauses are random.
fn time(outcome: &Outcome) -> String {
    let pauses: Duration = outcome.pauses.iter().sum();
    let (mut least, mut most) = (outcome.elapsed - pauses, outcome.elapsed - pauses);
    let mut shortest = PAUSE;
    for pause in &outcome.pauses {
        let is_random = pause.subsec_nanos() != 0;
        if is_random {
            assert!(
                (shortest..=2 * shortest).contains(pause),
                "{:?}",
                outcome.pauses
            );
        }
        least += if is_random { shortest } else { *pause };
        most += if is_random { 2 * shortest } else { *pause };
        shortest *= 2;
    }
    match least == most {
        true => format!("{} s", least.as_secs_f64()),
        false => format!("{}–{} s", least.as_secs_f64(), most.as_secs_f64()),
    }
}

/// Without the numbers of errors, which each system has of its own.
fn without_numbers(message: &str) -> String {
    let Some((before, rest)) = message.split_once(" (os error ") else {
        return message.to_owned();
    };
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    format!("{before}{after}")
}
