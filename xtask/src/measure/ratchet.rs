//! `cargo xtask ratchet`: the figures that no noise of the machine changes, held against those that
//! were committed.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value, json};

use super::{
    api::{MeasuredApi, Pages},
    folder::Folder,
    lines, progress, size,
    table::{Amount, Section},
    valgrind, wire,
};
use crate::root;

/// Whether to write the figures.
#[derive(clap::Args, Default)]
pub(crate) struct Arguments {
    /// Commits the figures that differ, with this reason.
    #[arg(long, value_name = "REASON")]
    accept: Option<String>,
}

/// How much a figure may differ, for paths in binaries and other versions of `libc`.
const TOLERANCE: f64 = 0.01;

/// A figure of the committed file.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    what: String,
    value: f64,
    /// Why it is what it is, by who changed it.
    reason: String,
}

/// Measures, and compares.
///
/// # Errors
///
/// Where a figure is not as committed, in either direction: what was won should stay.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let path = root().join("xtask/ratchet.json");
    let toolchain = toolchain()?;
    let (committed_toolchain, committed) = match fs::read_to_string(&path) {
        Ok(text) => parse(&text).with_context(|| path.display().to_string())?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
        Err(error) => return Err(error.into()),
    };
    let is_same_toolchain = committed_toolchain == toolchain;
    let measured = measure(is_same_toolchain || arguments.accept.is_some())?;
    if let Some(reason) = &arguments.accept {
        ensure!(
            valgrind::is_installed(),
            "`valgrind` counts the instructions, and is not installed"
        );
        let accepted = accept(&committed, &measured, reason);
        fs::write(&path, render(&toolchain, &accepted))?;
        return Ok(());
    }
    if !is_same_toolchain {
        progress(&format!(
            "*** compiled by {toolchain}, and xtask/ratchet.json is for {committed_toolchain}: only lines of code are compared ***"
        ))?;
    }
    let is_counted = valgrind::is_installed();
    if !is_counted {
        progress("*** instructions are SKIPPED: `valgrind` is not installed ***")?;
    }
    let is_expected = |figure: &Figure| match figure.what.split_once(':') {
        Some((lines::TITLE, _)) => true,
        Some((title, _)) if title.ends_with("instructions") => is_same_toolchain && is_counted,
        _ => is_same_toolchain,
    };
    let expected: Vec<Figure> = committed.into_iter().filter(is_expected).collect();
    let (table, differences) = compare(&expected, &measured);
    write!(io::stdout(), "{table}")?;
    ensure!(
        differences == 0,
        "{differences} figures differ from xtask/ratchet.json; `cargo xtask ratchet --accept <reason>` commits them"
    );
    Ok(())
}

/// The figures, by what they are.
fn measure(compiled: bool) -> Result<Vec<(String, Amount)>> {
    let mut sections = vec![lines::parts(&root().join("generated/src"))?];
    if compiled {
        let api = MeasuredApi::read("seam", &Pages::OfThisRepository)?;
        let folder = Folder::write(&api)?;
        sections.push(size::measure(&folder)?);
        sections.extend(wire::measure(&folder, &api, 1, true, true)?);
    }
    let figures =
        sections
            .into_iter()
            .flat_map(|Section { title, figures, .. }| -> Vec<(String, Amount)> {
                let named = figures.into_iter();
                let named = named.map(|it| (format!("{title}: {}", it.what), it.ours));
                named.collect()
            });
    // Without valgrind, there is a time, which varies.
    Ok(figures
        .filter(|(_, amount)| !matches!(amount, Amount::Seconds(_)))
        .collect())
}

/// A table of all figures, and how many are not as committed, or were not measured.
fn compare(committed: &[Figure], measured: &[(String, Amount)]) -> (String, usize) {
    let mut table = String::new();
    let mut differences = 0;
    for (what, amount) in measured {
        let before = committed.iter().find(|it| it.what == *what);
        let verdict = match before.map(|it| amount.value() / it.value) {
            None => "not committed",
            Some(ratio) if ratio > 1.0 + TOLERANCE => "more than committed",
            Some(ratio) if ratio < 1.0 - TOLERANCE => "less than committed",
            Some(_) => "",
        };
        differences += usize::from(!verdict.is_empty());
        let ratio = before.map(|it| format!("{:.3}", amount.value() / it.value));
        // Writing into a string cannot fail.
        let _ = writeln!(
            table,
            "{:>14}  {:>6}  {what}{}{verdict}",
            amount.to_string(),
            ratio.unwrap_or_default(),
            if verdict.is_empty() { "" } else { ": " },
        );
    }
    for Figure { what, .. } in committed {
        if !measured.iter().any(|(measured, _)| measured == what) {
            differences += 1;
            let _ = writeln!(table, "{:>24}{what}: not measured", "");
        }
    }
    (table, differences)
}

/// The figures that differ, with `reason`, and the others as they were.
fn accept(committed: &[Figure], measured: &[(String, Amount)], reason: &str) -> Vec<Figure> {
    let figures = measured.iter().map(|(what, amount)| {
        let same = committed
            .iter()
            .find(|it| it.what == *what && (amount.value() / it.value - 1.0).abs() <= TOLERANCE);
        match same {
            Some(figure) => figure.clone(),
            None => Figure {
                what: what.clone(),
                value: amount.value().round(),
                reason: reason.to_owned(),
            },
        }
    });
    figures.collect()
}

fn parse(text: &str) -> Result<(String, Vec<Figure>)> {
    let value: Value = serde_json::from_str(text)?;
    let toolchain = value["toolchain"].as_str().context("no `toolchain`")?;
    let figures = value["figures"].as_object().context("no `figures`")?;
    let figures = figures.iter().map(|(what, figure)| {
        let (Some(value), Some(reason)) = (figure["value"].as_f64(), figure["reason"].as_str())
        else {
            bail!("`{what}` has no `value` or no `reason`");
        };
        Ok(Figure {
            what: what.clone(),
            value,
            reason: reason.to_owned(),
        })
    });
    Ok((toolchain.to_owned(), figures.collect::<Result<_>>()?))
}

fn render(toolchain: &str, figures: &[Figure]) -> String {
    let figures = figures.iter().map(|it| {
        // All figures are whole numbers.
        let figure = json!({ "value": it.value as u64, "reason": it.reason });
        (it.what.clone(), figure)
    });
    let figures: Map<String, Value> = figures.collect();
    format!(
        "{:#}\n",
        json!({ "toolchain": toolchain, "figures": figures })
    )
}

/// The version of the compiler: other versions generate other code.
fn toolchain() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output();
    let output = output.context("cannot run rustc")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(what: &str, value: f64) -> Figure {
        Figure {
            what: what.to_owned(),
            value,
            reason: "first".to_owned(),
        }
    }

    #[test]
    fn a_figure_that_differs_in_either_direction_is_a_difference() {
        let committed = ["a", "b", "c", "e"].map(|what| figure(what, 1000.0));
        let measured = [("a", 1005), ("b", 1020), ("c", 980), ("d", 1)];
        let measured = measured.map(|(what, lines)| (what.to_owned(), Amount::Lines(lines)));
        let (table, differences) = compare(&committed, &measured);
        assert_eq!(differences, 4, "{table}");
        assert!(table.contains("b: more than committed"), "{table}");
        assert!(table.contains("c: less than committed"), "{table}");
        assert!(table.contains("d: not committed"), "{table}");
        assert!(table.contains("e: not measured"), "{table}");
    }

    #[test]
    fn accepting_changes_only_what_differs_and_is_read_back() {
        let committed = [figure("a", 1000.0), figure("b", 1000.0)];
        let measured = [("a", 1005), ("b", 1020)];
        let measured = measured.map(|(what, lines)| (what.to_owned(), Amount::Lines(lines)));
        let accepted = accept(&committed, &measured, "a new field");
        let of = |what: &str, value, reason: &str| Figure {
            reason: reason.to_owned(),
            ..figure(what, value)
        };
        assert_eq!(
            accepted,
            [of("a", 1000.0, "first"), of("b", 1020.0, "a new field")]
        );
        let text = render("rustc 1.95.0", &accepted);
        assert_eq!(parse(&text).unwrap(), ("rustc 1.95.0".to_owned(), accepted));
    }
}
