//! The result as text.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write as _};

use super::{Found, Outcome, Verdict};

/// The columns after the name of the document.
const COLUMNS: [&str; 9] = [
    "schemas",
    "types",
    "no instance",
    "instances",
    "equal",
    "not sent",
    "different",
    "error",
    "drift",
];

/// What the columns mean.
const LEGEND: &str = "\
schemas: named in the document; types: those that are a type of the crate, as an operation reaches them,
  and have no files
no instance: types of which json-schema-faker makes no instance that ajv finds valid
not sent: a member is lost that nobody declared, of an object that is part of requests only
drift: of the equal ones, those that are reported to differ from the document, and are kept nevertheless
";

/// How many instances show a cause.
const SHOWN: usize = 3;
/// How many characters of an instance are shown.
const LENGTH: usize = 300;

/// One line for each document, and their sum.
pub fn table(outcomes: &[Outcome]) -> String {
    let names = outcomes.iter().map(|outcome| outcome.document.len());
    let width = names.max().unwrap_or_default().max("document".len());
    let mut out = String::new();
    let mut line = |name: &str, cells: [String; COLUMNS.len()]| {
        let _ = write!(out, "{name:<width$}");
        for (cell, column) in cells.iter().zip(COLUMNS) {
            let _ = write!(out, "  {cell:>0$}", column.len());
        }
        out.push('\n');
    };
    line("document", COLUMNS.map(str::to_owned));
    let mut sum = [0; COLUMNS.len()];
    for outcome in outcomes {
        let counts = counts(outcome);
        line(&outcome.document, counts.map(|count| count.to_string()));
        sum = std::array::from_fn(|at| sum[at] + counts[at]);
    }
    line("total", sum.map(|count| count.to_string()));
    let [_, _, _, instances, equal, ..] = sum;
    let percent = equal as f64 / instances.max(1) as f64 * 100.0;
    format!(
        "{out}{percent:.3} % of the instances are equal but for the spelling of numbers\n\n{LEGEND}"
    )
}

fn counts(outcome: &Outcome) -> [usize; COLUMNS.len()] {
    let count = |is: fn(&Verdict) -> bool| outcome.verdicts.iter().filter(|it| is(it)).count();
    [
        outcome.schemas,
        outcome.types,
        outcome.without_instance.len(),
        outcome.verdicts.len(),
        count(|it| it.found == Found::Equal),
        count(|it| matches!(it.found, Found::NotSent(_))),
        count(|it| matches!(it.found, Found::Different(_))),
        count(|it| matches!(it.found, Found::Error(_))),
        count(|it| it.found == Found::Equal && !it.drift.is_empty()),
    ]
}

/// What is not equal, or not as documented, by cause: the most frequent first, each with some
/// instances.
pub fn failures(outcomes: &[Outcome]) -> String {
    let mut causes: BTreeMap<String, Vec<(&str, &Verdict, &str)>> = BTreeMap::new();
    for outcome in outcomes {
        for verdict in &outcome.verdicts {
            let (kind, detail) = match &verdict.found {
                Found::Equal => match verdict.drift.first() {
                    None => continue,
                    Some(drift) => ("drift", drift),
                },
                Found::NotSent(path) => ("not sent", path),
                Found::Different(what) => ("different", what),
                Found::Error(what) => ("error", what),
            };
            let found = (outcome.document.as_str(), verdict, detail.as_str());
            let cause = format!("{kind} {}", cause(detail)).trim_end().to_owned();
            causes.entry(cause).or_default().push(found);
        }
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, found)| Reverse(found.len()));
    let mut out = String::new();
    for (cause, found) in causes {
        let _ = writeln!(out, "{:>6} {cause}", found.len());
        for (document, verdict, detail) in found.iter().take(SHOWN) {
            let json: String = verdict.json.chars().take(LENGTH).collect();
            let (schema, kind) = (&verdict.schema, verdict.kind);
            let _ = writeln!(
                out,
                "       {document} {schema} {kind:?}: {detail}\n         {json}"
            );
        }
    }
    out
}

/// The instances of which `validate` and ajv do not find the same violations, with a plus those
/// that `validate` alone finds, and how many there are.
pub fn disagreements(outcomes: &[Outcome]) -> String {
    let mut out = String::new();
    let (mut violating, mut disagreements) = (0, 0);
    for outcome in outcomes {
        violating += outcome.violating.len();
        for verdict in outcome.disagreements() {
            disagreements += 1;
            let json: String = verdict.json.chars().take(LENGTH).collect();
            let (document, schema, kind) = (&outcome.document, &verdict.schema, verdict.kind);
            let found = verdict.violations.join(", ");
            let _ = writeln!(out, "{document} {schema} {kind:?}: {found}\n  {json}");
        }
    }
    let _ = writeln!(
        out,
        "{violating} more instances violate constraints; `validate` and ajv disagree about {disagreements} of all"
    );
    out
}

/// A message without what differs from instance to instance: paths, values, positions.
fn cause(message: &str) -> String {
    let message = message.split(" (line ").next().unwrap_or_default();
    let words = message.split(' ').filter(|word| !word.contains(['$', '"']));
    words.take(8).collect::<Vec<_>>().join(" ")
}
