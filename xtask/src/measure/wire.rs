//! What decoding and encoding cost: instructions where `valgrind` is there, else user CPU.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::{
    api::MeasuredApi,
    cpu::{Invocation, median_of},
    folder::{Folder, OBJECTS},
    say,
    table::{Amount, Figure, Section},
};

/// How cost is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meter {
    /// Instructions, by `valgrind --tool=callgrind`. They do not vary.
    Callgrind,
    /// User CPU in seconds: the median of so many runs.
    Cpu(usize),
}

/// What is done with the objects, and what has to be done before it.
#[derive(Clone, Copy)]
struct Work {
    label: &'static str,
    ours: [&'static str; 2],
    twin: [&'static str; 2],
}

const DECODE: &[Work] = &[
    Work {
        label: "decode",
        ours: ["ours decode", "load"],
        twin: ["twin decode", "load"],
    },
    Work {
        label: "decode, drift heard",
        ours: ["ours decode, drift heard", "load"],
        twin: ["twin decode", "load"],
    },
    Work {
        label: "decode through serde",
        ours: ["ours decode through serde", "load"],
        twin: ["twin decode", "load"],
    },
];

const ENCODE: &[Work] = &[Work {
    label: "encode",
    ours: ["ours encode", "ours decode"],
    twin: ["twin encode", "twin decode"],
}];

/// The sections that are asked for.
pub(super) fn measure(
    folder: &Folder,
    api: &MeasuredApi,
    runs: usize,
    decode: bool,
    encode: bool,
) -> Result<Vec<Section>> {
    let meter = meter(runs);
    let build = folder.cargo(&["build", "--release"], "bench");
    say(&format!("building: {build}"))?;
    build.run()?;
    let mut lossy = Vec::new();
    for ty in &folder.types {
        let said = folder.bench(&[], ty, "verify", 1).run()?;
        if !said.stdout.is_empty() {
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
            say(&format!("measuring: {} of {ty}", work.label))?;
            let ours = cost(folder, meter, ty, work.ours)?;
            let twin = cost(folder, meter, ty, work.twin)?;
            figures.push(Figure {
                what: format!("{ty}, {}", work.label),
                ours: meter.amount(ours),
                beside: Some(meter.amount(twin)),
                ratio: Some(ours / twin),
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
    notes.push("the twin keeps no unknown member, value or tag and checks no date".to_owned());
    notes.push(match lossy {
        [] => "both gave back equal JSON".to_owned(),
        _ => format!(
            "both gave back equal JSON, but for the twin's {}, which takes the first branch that fits",
            lossy.join(", ")
        ),
    });
    if let Meter::Cpu(runs) = meter {
        notes.push(format!(
            "`valgrind` is not there: user CPU, medians of {runs} runs"
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

/// What the first mode costs beyond the second, which prepares it.
fn cost(folder: &Folder, meter: Meter, ty: &str, [mode, before]: [&str; 2]) -> Result<f64> {
    let times = meter.times();
    let whole = meter.read(&folder.bench(meter.tool(), ty, mode, times))?;
    let before = meter.read(&folder.bench(meter.tool(), ty, before, 1))?;
    Ok((whole - before) / f64::from(times))
}

fn meter(runs: usize) -> Meter {
    let found = Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok_and(|status| status.success()) {
        Meter::Callgrind
    } else {
        Meter::Cpu(runs)
    }
}

impl Meter {
    /// How often the work is done in one run of the bench.
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

    /// What the bench is run under.
    fn tool(self) -> &'static [&'static str] {
        match self {
            Self::Callgrind => &[
                "valgrind",
                "--tool=callgrind",
                "--callgrind-out-file=callgrind.out",
            ],
            Self::Cpu(_) => &[],
        }
    }

    fn read(self, bench: &Invocation) -> Result<f64> {
        match self {
            Self::Callgrind => {
                let said = bench.run()?;
                let said = String::from_utf8_lossy(&said.stderr);
                collected(&said).with_context(|| format!("`{bench}` counted nothing:\n{said}"))
            }
            Self::Cpu(runs) => median_of(runs, || bench.user_cpu()),
        }
    }
}

/// The instructions that callgrind says it collected: `==1== Collected : 123`.
fn collected(said: &str) -> Option<f64> {
    let line = said.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrind_says_what_it_collected() {
        let said = "==7== Events    : Ir\n==7== Collected : 128841\n==7== \n==7== I   refs:      128,841\n";
        assert_eq!(collected(said), Some(128_841.0));
        assert_eq!(collected("==7== Events    : Ir\n"), None);
    }
}
