//! What a call takes, compared with `reqwest` alone for the same bytes, settings and limits.

use std::ffi::OsStr;

use anyhow::Result;

use super::{
    cpu::Invocation,
    folder::{base, target},
    progress,
    table::{Amount, Figure, Section},
    valgrind::{CALLGRIND, MEMCHECK, allocations, instructions},
};
use crate::root;

/// How many calls one run makes; a run without calls is subtracted.
const CALLS: u32 = 1_000;

/// What calls return, by the names of the modes of the example.
const OUTPUTS: [&str; 2] = ["bytes", "JSON"];

/// A counter of valgrind, and the amount that it counts.
struct Counter {
    what: &'static str,
    tool: &'static [&'static str],
    read: fn(&Invocation) -> Result<f64>,
    amount: fn(f64) -> Amount,
}

const COUNTERS: [Counter; 2] = [
    Counter {
        what: "instructions",
        tool: CALLGRIND,
        read: instructions,
        amount: Amount::Instructions,
    },
    Counter {
        what: "allocations",
        tool: MEMCHECK,
        read: allocations,
        amount: Amount::Allocations,
    },
];

/// Instructions and allocations of each call.
pub(super) fn measure() -> Result<Section> {
    let arguments = [
        "build",
        "--release",
        "--quiet",
        "--package",
        "seamstress-runtime",
        "--example",
        "overhead",
    ];
    let build = Invocation::cargo(&arguments, &root());
    progress(&format!("building: {build}"))?;
    build.run()?;
    let mut figures = Vec::new();
    for output in OUTPUTS {
        for counter in &COUNTERS {
            progress(&format!(
                "measuring: {} of calls that return {output}",
                counter.what
            ))?;
            let ours = counter.of_call(&format!("client, {output}"))?;
            let other = counter.of_call(&format!("reqwest, {output}"))?;
            figures.push(Figure {
                what: format!("{output}, {}", counter.what),
                ours: (counter.amount)(ours),
                other: Some((counter.amount)(other)),
                ratio: Some(ours / other),
            });
        }
    }
    let example = run(CALLGRIND, "client, JSON", CALLS);
    Ok(Section {
        title: "a call".to_owned(),
        headers: ["", "ours", "reqwest", "ratio"],
        figures,
        notes: vec![
            format!("by `{example}`, less the same without calls, divided by {CALLS}"),
            "100 connections; the server is another process, which does not count".to_owned(),
        ],
    })
}

impl Counter {
    fn of_call(&self, mode: &str) -> Result<f64> {
        let all = (self.read)(&run(self.tool, mode, CALLS))?;
        let none = (self.read)(&run(self.tool, mode, 0))?;
        Ok((all - none) / f64::from(CALLS))
    }
}

fn run(tool: &[&str], mode: &str, calls: u32) -> Invocation {
    let program = target().join("release/examples/overhead");
    let calls = calls.to_string();
    let words = tool.iter().map(OsStr::new);
    Invocation::new(
        words.chain([program.as_os_str(), mode.as_ref(), calls.as_ref()]),
        &base(),
    )
}
