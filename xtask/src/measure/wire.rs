//! The cost of decoding and encoding: instructions where `valgrind` is installed, else user
//! CPU.

use anyhow::Result;

use super::{
    api::MeasuredApi,
    cpu::{Invocation, median_of},
    folder::{Folder, OBJECTS},
    progress,
    table::{Amount, Figure, Section},
    valgrind::{self, CALLGRIND},
};

/// How cost is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meter {
    /// Instructions, by `valgrind --tool=callgrind`. They do not vary.
    Callgrind,
    /// User CPU in seconds: the median of so many runs.
    Cpu(usize),
}

/// A mode of the bench, and the mode that prepares it.
#[derive(Clone, Copy)]
struct Work {
    label: &'static str,
    ours: [&'static str; 2],
    baseline: [&'static str; 2],
}

const DECODE: &[Work] = &[
    Work {
        label: "decode",
        ours: ["ours decode", "load"],
        baseline: ["baseline decode", "load"],
    },
    Work {
        label: "decode, drift observed",
        ours: ["ours decode, drift observed", "load"],
        baseline: ["baseline decode", "load"],
    },
    Work {
        label: "decode through serde",
        ours: ["ours decode through serde", "load"],
        baseline: ["baseline decode", "load"],
    },
];

const ENCODE: &[Work] = &[Work {
    label: "encode",
    ours: ["ours encode", "ours decode"],
    baseline: ["baseline encode", "baseline decode"],
}];

/// The requested sections.
pub(super) fn measure(
    folder: &Folder,
    api: &MeasuredApi,
    runs: usize,
    decode: bool,
    encode: bool,
) -> Result<Vec<Section>> {
    let meter = meter(runs);
    let build = folder.cargo(&["build", "--release"], "bench");
    progress(&format!("building: {build}"))?;
    build.run()?;
    let mut lossy = Vec::new();
    for ty in &folder.types {
        let output = folder.bench(&[], ty, "verify", 1).run()?;
        if !output.stdout.is_empty() {
            lossy.push(ty.as_str());
        }
    }
    let parts = [("decode", DECODE, decode), ("encode", ENCODE, encode)];
    parts
        .into_iter()
        .filter(|(_, _, wanted)| *wanted)
        .map(|(title, works, _)| section(folder, api, meter, title, works, &lossy))
        .collect()
}

fn section(
    folder: &Folder,
    api: &MeasuredApi,
    meter: Meter,
    title: &str,
    works: &[Work],
    lossy: &[&str],
) -> Result<Section> {
    let mut figures = Vec::new();
    for ty in &folder.types {
        for work in works {
            progress(&format!("measuring: {} of {ty}", work.label))?;
            let ours = cost(folder, meter, ty, work.ours)?;
            let baseline = cost(folder, meter, ty, work.baseline)?;
            figures.push(Figure {
                what: format!("{ty}, {}", work.label),
                ours: meter.amount(ours),
                other: Some(meter.amount(baseline)),
                ratio: Some(ours / baseline),
            });
        }
    }
    let mut notes = Vec::new();
    if let Some(ty) = folder.types.first() {
        let [mode, before] = works[0].ours;
        let example = folder.bench(meter.tool(), ty, mode, meter.times());
        notes.push(format!("by `{example}`, less `{before}`"));
    }
    notes.push(format!(
        "a list of {OBJECTS} objects made of the pages' samples, varied; profile `release`"
    ));
    notes.push(
        "the baseline keeps no unknown field, value or tag, and does not check dates".to_owned(),
    );
    notes.push(match lossy {
        [] => "both encoded the JSON that they decoded".to_owned(),
        _ => format!(
            "both encoded the JSON that they decoded, except {} of the baseline, which takes the first branch that matches",
            lossy.join(", ")
        ),
    });
    if let Meter::Cpu(runs) = meter {
        notes.push(format!(
            "`valgrind` is not installed: user CPU, medians of {runs} runs"
        ));
    }
    let unit = match meter {
        Meter::Callgrind => "instructions",
        Meter::Cpu(_) => "user CPU",
    };
    Ok(Section {
        title: format!("{}: {title}, {unit}", api.name),
        headers: ["", "ours", "serde derive", "ratio"],
        figures,
        notes,
    })
}

/// The cost of the first mode without the second, which prepares it.
fn cost(folder: &Folder, meter: Meter, ty: &str, [mode, before]: [&str; 2]) -> Result<f64> {
    let times = meter.times();
    let whole = meter.read(&folder.bench(meter.tool(), ty, mode, times))?;
    let before = meter.read(&folder.bench(meter.tool(), ty, before, 1))?;
    Ok((whole - before) / f64::from(times))
}

fn meter(runs: usize) -> Meter {
    match valgrind::is_installed() {
        true => Meter::Callgrind,
        false => Meter::Cpu(runs),
    }
}

impl Meter {
    /// Number of repetitions in one run of the bench.
    fn times(self) -> u32 {
        match self {
            Self::Callgrind => 1,
            Self::Cpu(_) => 50,
        }
    }

    fn amount(self, value: f64) -> Amount {
        match self {
            Self::Callgrind => Amount::Instructions(value),
            Self::Cpu(_) => Amount::Seconds(value),
        }
    }

    /// The tool that the bench is run under.
    fn tool(self) -> &'static [&'static str] {
        match self {
            Self::Callgrind => CALLGRIND,
            Self::Cpu(_) => &[],
        }
    }

    fn read(self, bench: &Invocation) -> Result<f64> {
        match self {
            Self::Callgrind => valgrind::instructions(bench),
            Self::Cpu(runs) => median_of(runs, || bench.user_cpu()),
        }
    }
}
