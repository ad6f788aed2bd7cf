//! `cargo xtask samples`: checks the samples on the pages against their schemas.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::Result;
use seamstress_codegen::{
    Output,
    conformance::{Contradiction, Counts, Report},
    diagnostic::Location,
    generate,
};
use serde_json::{Value, json};

use crate::read_input;

/// Which pages, and the format of the report.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A document, a folder of pages, or one with `pages/`; the pages of this repository by
    /// default.
    #[arg(long)]
    pages: Option<PathBuf>,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let output = generate(read_input(arguments.pages.as_deref())?);
    let report = Report::collect(&output.api);
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{:#}", machine(&report, &output))?;
    } else {
        write!(out, "{}", text(&report, &output)?)?;
    }
    Ok(())
}

fn text(report: &Report, output: &Output) -> Result<String> {
    let mut text = String::new();
    let head = ["pages", "samples", "agree", "contradict", "unreadable"];
    let line = |name: &str, cells: [String; 5]| {
        let cells = cells.iter().zip(head);
        let cells = cells.map(|(cell, head)| format!("  {cell:>0$}", head.len().max(7)));
        format!("{name:<16}{}\n", cells.collect::<String>())
    };
    text.push_str(&line("", head.map(str::to_owned)));
    for row in &report.rows {
        text.push_str(&line(row.kind.name(), cells(row).map(|n| n.to_string())));
    }
    if report.unquoted > 0 {
        writeln!(
            text,
            "\n{} command lines contain JSON without quotes, which a shell would split; they are read as intended.",
            report.unquoted
        )?;
    }
    if !report.unreadable.is_empty() {
        writeln!(text, "\nUnreadable:")?;
    }
    for unreadable in &report.unreadable {
        let place = place(&unreadable.location, output);
        let noun = unreadable.kind.name();
        let (operation, why) = (&unreadable.operation, unreadable.why);
        writeln!(text, "{place}: the {noun} of `{operation}`: {why}")?;
    }
    if !report.contradictions.is_empty() {
        writeln!(text, "\nContradictions, each once:")?;
    }
    for contradiction in ordered(report) {
        let Some(first) = contradiction.occurrences.first() else {
            continue;
        };
        let count = contradiction.occurrences.len();
        let who = match count {
            1 => first.describe(),
            _ => format!("{count} samples, first {},", first.describe()),
        };
        writeln!(
            text,
            "{}: {who} {}\n    the schema: {}",
            place(&first.location, output),
            contradiction.describe(),
            place(&Location::from(&contradiction.origin), output),
        )?;
    }
    Ok(text)
}

/// The most frequent first, then by the position of the first sample.
fn ordered(report: &Report) -> Vec<&Contradiction> {
    let mut all: Vec<&Contradiction> = report.contradictions.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.occurrences.len()));
    all
}

fn cells(row: &Counts) -> [usize; 5] {
    [
        row.pages,
        row.samples,
        row.agree,
        row.contradict,
        row.unreadable,
    ]
}

/// `page:line:column`, or the page alone where the position is not in its text.
pub(crate) fn place(location: &Location, output: &Output) -> String {
    let name = location.path();
    let found = location
        .resolve(&output.sources)
        .map(|(file, range)| file.line_column(range.start));
    match found {
        Some((line, column)) => format!("{name}:{line}:{column}"),
        None => name.to_string(),
    }
}

fn machine(report: &Report, output: &Output) -> Value {
    let rows = report.rows.iter().map(|row| {
        let [pages, samples, agree, contradict, unreadable] = cells(row);
        json!({
            "kind": row.kind.name(),
            "pages": pages,
            "samples": samples,
            "agree": agree,
            "contradict": contradict,
            "unreadable": unreadable,
        })
    });
    let unreadable = report.unreadable.iter().map(|unreadable| {
        json!({
            "kind": unreadable.kind.name(),
            "operation": unreadable.operation.to_string(),
            "place": place(&unreadable.location, output),
            "why": unreadable.why,
        })
    });
    let contradictions = ordered(report).into_iter().map(|contradiction| {
        let shown = contradiction.occurrences.iter().map(|shown| {
            json!({
                "kind": shown.kind.name(),
                "operation": shown.operation.to_string(),
                "place": place(&shown.location, output),
                "path": shown.path,
            })
        });
        json!({
            "says": contradiction.describe(),
            "schema": place(&Location::from(&contradiction.origin), output),
            "samples": shown.collect::<Value>(),
        })
    });
    json!({
        "rows": rows.collect::<Value>(),
        "unquoted": report.unquoted,
        "unreadable": unreadable.collect::<Value>(),
        "contradictions": contradictions.collect::<Value>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_of_the_repository_is_counted_once() {
        let output = generate(read_input(None).unwrap());
        let report = Report::collect(&output.api);
        let snippets = |form| {
            let all = output.api.examples.values();
            all.flat_map(|examples| &examples.snippets)
                .filter(|snippet| snippet.form == form)
                .count()
        };
        for row in &report.rows {
            let [_, samples, agree, contradict, unreadable] = cells(row);
            assert_eq!(samples, agree + contradict + unreadable, "{row:?}");
        }
        let samples: Vec<usize> = report.rows.iter().map(|row| row.samples).collect();
        let calls = snippets(seamstress_codegen::sample::Form::Curl);
        assert!(calls > 0);
        assert_eq!(samples[0], calls);
        assert_eq!(samples[1] + samples[2], output.api.samples().count());
        assert_eq!(
            samples[3],
            snippets(seamstress_codegen::sample::Form::CommandLine)
        );
        let printed = text(&report, &output).unwrap();
        assert_eq!(
            printed.matches("\n    the schema: ").count(),
            report.contradictions.len()
        );
    }
}
