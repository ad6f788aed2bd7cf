//! The result as text.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Found, Outcome, Verdict};

/// One line per document, and their sum.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut out = format!(
        "{:<48} {:>7} {:>6} {:>9} {:>9} {:>9} {:>6} {:>6}  {}\n",
        "document",
        "schemas",
        "types",
        "without",
        "instances",
        "equal",
        "unequal",
        "error",
        "of the equal: drift"
    );
    let mut sum = [0; 7];
    for outcome in outcomes {
        let row = row(outcome);
        write_row(&mut out, &outcome.document, row);
        sum.iter_mut().zip(row).for_each(|(sum, it)| *sum += it);
    }
    write_row(&mut out, "total", sum);
    let [_, _, _, instances, equal, ..] = sum;
    let share = equal as f64 / instances.max(1) as f64;
    let _ = writeln!(out, "{:.3} % of the instances are equal", share * 100.0);
    out
}

fn row(outcome: &Outcome) -> [usize; 7] {
    let count = |is: fn(&Verdict) -> bool| outcome.verdicts.iter().filter(|it| is(it)).count();
    [
        outcome.schemas,
        outcome.types,
        outcome.without_instance.len(),
        outcome.verdicts.len(),
        count(|it| it.found == Found::Equal),
        count(|it| matches!(it.found, Found::Different(_))),
        count(|it| matches!(it.found, Found::Error(_))),
    ]
}

fn write_row(out: &mut String, name: &str, row: [usize; 7]) {
    let _ = write!(out, "{name:<48}");
    for (count, width) in row.into_iter().zip([7, 6, 9, 9, 9, 6, 6]) {
        let _ = write!(out, " {count:>width$}");
    }
    out.push('\n');
}

/// What is not equal by cause, the most frequent first, each with an instance.
pub fn failures(outcomes: &[Outcome]) -> String {
    let mut causes: BTreeMap<String, Vec<(&str, &Verdict)>> = BTreeMap::new();
    for outcome in outcomes {
        for verdict in &outcome.verdicts {
            let cause = match &verdict.found {
                Found::Equal => match verdict.drift.first() {
                    None => continue,
                    Some(drift) => format!("equal, with drift: {}", cause(drift)),
                },
                Found::Different(what) => format!("different: {}", cause(what)),
                Found::Error(what) => format!("error: {}", cause(what)),
            };
            causes
                .entry(cause)
                .or_default()
                .push((&outcome.document, verdict));
        }
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, found)| std::cmp::Reverse(found.len()));
    let mut out = String::new();
    for (cause, found) in causes {
        let _ = writeln!(out, "{:>6} {cause}", found.len());
        for (document, verdict) in found.iter().take(3) {
            let detail = match &verdict.found {
                Found::Equal => verdict.drift.first().map_or("", String::as_str),
                Found::Different(what) | Found::Error(what) => what,
            };
            let json: String = verdict.json.chars().take(300).collect();
            let _ = writeln!(
                out,
                "         {document} {} {:?}: {detail}\n           {json}",
                verdict.schema, verdict.kind
            );
        }
    }
    out
}

/// A message without what differs from instance to instance: its path and its values.
fn cause(message: &str) -> String {
    let words = message.split(' ').filter(|word| !word.contains(['$', '"']));
    words.take(8).collect::<Vec<_>>().join(" ")
}
