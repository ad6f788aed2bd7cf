//! Compile time of the crate, of an application that uses all of it, and of their baselines,
//! measured in turn.

use anyhow::Result;

use super::{
    cpu::{Invocation, median, median_of},
    folder::Folder,
    progress,
    table::{Amount, Figure, Section},
};

/// User CPU of both styles, in seconds.
#[derive(Clone, Copy)]
struct Pair {
    ours: f64,
    baseline: f64,
    ratio: f64,
}

/// `cargo check` of the library, and of its types alone.
pub(super) fn check(folder: &Folder, runs: usize) -> Result<Section> {
    let arguments = ["check"];
    let floor = floor(folder, &arguments, runs)?;
    let library = pair(folder, &arguments, ["ours", "baseline"], runs)?;
    let types = pair(folder, &arguments, ["types", "baseline"], runs)?;
    let figures = vec![
        library.figure("library"),
        types.figure("types alone"),
        library.less(floor).figure("library less floor"),
        types.less(floor).figure("types alone less floor"),
        alone("floor", floor),
    ];
    let mut section = section(folder, &arguments, figures, runs);
    section.notes.push(
        "types alone: ours without client and routes, which the baseline does not have".to_owned(),
    );
    Ok(section)
}

/// `cargo build --release` of the library, and of an application.
pub(super) fn release(folder: &Folder, runs: usize) -> Result<Section> {
    let arguments = ["build", "--release"];
    let floor = floor(folder, &arguments, runs)?;
    let library = pair(folder, &arguments, ["ours", "baseline"], runs)?;
    let application = pair(folder, &arguments, ["app-ours", "app-baseline"], runs)?;
    let figures = vec![
        library.figure("library"),
        application.figure("application"),
        library.and(application).figure("both"),
        alone("floor", floor),
    ];
    let mut section = section(folder, &arguments, figures, runs);
    let application =
        "the application decodes and encodes every body of every operation; includes linking";
    section.notes.push(application.to_owned());
    Ok(section)
}

fn section(folder: &Folder, arguments: &[&str], figures: Vec<Figure>, runs: usize) -> Section {
    Section {
        title: format!("{}: cargo {}, user CPU", folder.name(), arguments.join(" ")),
        headers: ["", "ours", "serde derive", "ratio"],
        figures,
        notes: vec![
            format!(
                "by `{}`, and the same of the others",
                folder.cargo(arguments, "ours")
            ),
            format!(
                "medians of {runs} pairs in turn; dependencies are built, incremental off, cargo included"
            ),
            "floor: the same of an empty crate".to_owned(),
            "the baseline has no docs, unknown fields, drift or error paths; ids and dates are `String`"
                .to_owned(),
        ],
    }
}

impl Pair {
    fn figure(self, what: &str) -> Figure {
        let Self {
            ours,
            baseline,
            ratio,
        } = self;
        Figure {
            other: Some(Amount::Seconds(baseline)),
            ratio: Some(ratio),
            ..alone(what, ours)
        }
    }

    /// Without the time of an empty crate.
    fn less(self, floor: f64) -> Self {
        Self::of(self.ours - floor, self.baseline - floor)
    }

    /// The sum of both.
    fn and(self, other: Self) -> Self {
        Self::of(self.ours + other.ours, self.baseline + other.baseline)
    }

    fn of(ours: f64, baseline: f64) -> Self {
        Self {
            ours,
            baseline,
            ratio: ours / baseline,
        }
    }
}

fn alone(what: &str, seconds: f64) -> Figure {
    Figure {
        what: what.to_owned(),
        ours: Amount::Seconds(seconds),
        other: None,
        ratio: None,
    }
}

/// Measures the two packages in turn.
fn pair(folder: &Folder, arguments: &[&str], packages: [&str; 2], runs: usize) -> Result<Pair> {
    let [ours, baseline] = packages.map(|package| folder.cargo(arguments, package));
    warm(&ours)?;
    warm(&baseline)?;
    let pairs = (0..runs).map(|_| Ok(Pair::of(ours.user_cpu()?, baseline.user_cpu()?)));
    let pairs = pairs.collect::<Result<Vec<_>>>()?;
    let median_of =
        |part: fn(&Pair) -> f64| median(&mut pairs.iter().map(part).collect::<Vec<_>>());
    Ok(Pair {
        ours: median_of(|pair| pair.ours),
        baseline: median_of(|pair| pair.baseline),
        ratio: median_of(|pair| pair.ratio),
    })
}

/// The time of an empty crate.
fn floor(folder: &Folder, arguments: &[&str], runs: usize) -> Result<f64> {
    let floor = folder.cargo(arguments, "floor");
    warm(&floor)?;
    median_of(runs, || floor.user_cpu())
}

/// Runs it once, so that its dependencies are built.
fn warm(invocation: &Invocation) -> Result<()> {
    progress(&format!("measuring: {invocation}"))?;
    invocation.run().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_subtracted_from_both() {
        let pair = Pair::of(1.5, 2.5).less(0.5);
        assert_eq!((pair.ours, pair.baseline, pair.ratio), (1.0, 2.0, 0.5));
    }
}
