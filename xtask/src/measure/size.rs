//! The size of release builds: what LLVM has to compile, and the bytes that it makes of it.

use std::fs;

use anyhow::{Context as _, Result};

use super::{
    folder::{Folder, target},
    progress,
    table::{Amount, Figure, Section},
};

/// A package of each style.
const LIBRARIES: [&str; 2] = ["ours", "baseline"];
const APPLICATIONS: [&str; 2] = ["app-ours", "app-baseline"];

/// Lines of the intermediate representation of LLVM, and bytes of the application.
pub(super) fn measure(folder: &Folder) -> Result<Section> {
    let lines = |packages: [&str; 2]| -> Result<[Amount; 2]> {
        let [ours, baseline] = packages.map(|package| llvm_lines(folder, package));
        Ok([Amount::Lines(ours?), Amount::Lines(baseline?)])
    };
    let bytes = || -> Result<[Amount; 2]> {
        let [ours, baseline] = APPLICATIONS.map(|package| bytes(folder, package));
        Ok([Amount::Bytes(ours?), Amount::Bytes(baseline?)])
    };
    Ok(Section {
        title: format!("{}: size of release builds", folder.name()),
        headers: ["", "ours", "serde derive", "ratio"],
        figures: vec![
            figure("library, lines of LLVM IR", lines(LIBRARIES)?),
            figure("application, lines of LLVM IR", lines(APPLICATIONS)?),
            figure("application, stripped", bytes()?),
        ],
        notes: vec![
            "lines of instructions before optimization, of the package alone, with one codegen unit"
                .to_owned(),
            "the application decodes and encodes every body of every operation".to_owned(),
        ],
    })
}

fn figure(what: &str, [ours, other]: [Amount; 2]) -> Figure {
    Figure {
        what: what.to_owned(),
        ours,
        other: Some(other),
        ratio: Some(ours.value() / other.value()),
    }
}

fn llvm_lines(folder: &Folder, package: &str) -> Result<usize> {
    let path = target().join(format!("{}-{package}.ll", folder.name()));
    let emit = format!("--emit=llvm-ir={}", path.display());
    let unoptimized = ["-Ccodegen-units=1", "-Cno-prepopulate-passes"];
    let arguments = ["rustc", "--release"];
    let build = folder
        .cargo(&arguments, package)
        .with(["--", emit.as_str()].iter().chain(&unoptimized));
    progress(&format!("building: {build}"))?;
    build.run()?;
    // It stays: cargo does not write it again for a package that has not changed.
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    // Instructions are indented; declarations, constants and labels are not.
    Ok(text.lines().filter(|line| line.starts_with("  ")).count())
}

fn bytes(folder: &Folder, package: &str) -> Result<usize> {
    let build = folder
        .cargo(&["rustc", "--release"], package)
        .with(&["--", "-Cstrip=symbols"]);
    progress(&format!("building: {build}"))?;
    build.run()?;
    let path = target().join(format!("release/{}-{package}", folder.name()));
    let size = fs::metadata(&path).with_context(|| path.display().to_string())?;
    Ok(usize::try_from(size.len())?)
}
