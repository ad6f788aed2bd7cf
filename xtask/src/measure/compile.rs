//! What compiling costs: the crate, an application that uses all of it, and
//! their twins, in turn.

use anyhow::Result;

use super::{
    cpu::{Invocation, median, median_of},
    folder::Folder,
    say,
    table::{Amount, Figure, Section},
};

/// `cargo check` of the library, and of its types alone.
pub(super) fn check(folder: &Folder, runs: usize) -> Result<Section> {
    let arguments = ["check"];
    let floor = floor(folder, &arguments, runs)?;
    let library = pair(folder, &arguments, "library", ["ours", "twin"], runs)?;
    let types = pair(folder, &arguments, "types alone", ["types", "twin"], runs)?;
    let figures = vec![
        less(&library, &floor),
        less(&types, &floor),
        library,
        types,
        floor,
    ];
    Ok(section(folder, "cargo check", figures, runs))
}

/// `cargo build --release` of the library, and of an application.
pub(super) fn release(folder: &Folder, runs: usize) -> Result<Section> {
    let arguments = ["build", "--release"];
    let floor = floor(folder, &arguments, runs)?;
    let library = pair(folder, &arguments, "library", ["ours", "twin"], runs)?;
    let application = pair(
        folder,
        &arguments,
        "application",
        ["app-ours", "app-twin"],
        runs,
    )?;
    let figures = vec![library, application, floor];
    let mut section = section(folder, "cargo build --release", figures, runs);
    section.notes.push(
        "the application decodes and encodes every body of every operation; linking is in it"
            .to_owned(),
    );
    Ok(section)
}

/// What is left of a figure without what an empty crate costs.
fn less(figure: &Figure, floor: &Figure) -> Figure {
    let less = |amount: Amount| match (amount, floor.ours) {
        (Amount::Seconds(seconds), Amount::Seconds(floor)) => Amount::Seconds(seconds - floor),
        (other, _) => other,
    };
    let (ours, beside) = (less(figure.ours), figure.beside.map(less));
    let ratio = match (ours, beside) {
        (Amount::Seconds(ours), Some(Amount::Seconds(beside))) => Some(ours / beside),
        _ => None,
    };
    Figure {
        what: format!("{} less floor", figure.what),
        ours,
        beside,
        ratio,
    }
}

fn section(folder: &Folder, command: &str, figures: Vec<Figure>, runs: usize) -> Section {
    let name = folder.name();
    Section {
        title: format!("{name}: {command}, user CPU"),
        headers: ["", "ours", "serde derive", "ratio"],
        figures,
        notes: vec![
            format!("by `{}`", folder.cargo(&command.split(' ').skip(1).collect::<Vec<_>>(), "ours")),
            format!("medians of {runs} pairs in turn; dependencies built, incremental off, cargo itself included"),
            "floor: the same of an empty crate; types alone: without client and routes, as the twin".to_owned(),
            "the twin has no docs, client, kept members, drift or paths, and ids and dates are `String`".to_owned(),
        ],
    }
}

/// Measures the two packages in turn.
fn pair(
    folder: &Folder,
    arguments: &[&str],
    what: &str,
    packages: [&str; 2],
    runs: usize,
) -> Result<Figure> {
    let [ours, twin] = packages.map(|package| folder.cargo(arguments, package));
    for invocation in [&ours, &twin] {
        warm(invocation)?;
    }
    let (mut all_ours, mut all_twin, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (ours, twin) = (ours.user_cpu()?, twin.user_cpu()?);
        all_ours.push(ours);
        all_twin.push(twin);
        ratios.push(ours / twin);
    }
    Ok(Figure {
        what: what.to_owned(),
        ours: Amount::Seconds(median(&mut all_ours)),
        beside: Some(Amount::Seconds(median(&mut all_twin))),
        ratio: Some(median(&mut ratios)),
    })
}

/// What cargo and rustc take for a crate of nothing.
fn floor(folder: &Folder, arguments: &[&str], runs: usize) -> Result<Figure> {
    let floor = folder.cargo(arguments, "floor");
    warm(&floor)?;
    let seconds = median_of(runs, || floor.user_cpu())?;
    Ok(Figure {
        what: "floor".to_owned(),
        ours: Amount::Seconds(seconds),
        beside: None,
        ratio: None,
    })
}

/// Runs it once, so that all that it depends on is there.
fn warm(invocation: &Invocation) -> Result<()> {
    say(&format!("measuring: {invocation}"))?;
    invocation.run().map(drop)
}
