//! `cargo xtask features`: what each feature of a generated crate costs who turns it on alone.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use seamstress_codegen::{
    Input, Output,
    emit::{Runtime, scaffold, with_features},
    file_tree::FileTree,
    generate,
    ir::{Feature, Names, Owner},
    read::read_document,
    report::Outcome,
    write,
};

use super::{
    api::{Pages, input},
    cpu::{Invocation, median_of},
    folder::base,
    progress,
};
use crate::{cargo_run, root};

/// Which crate, and what to measure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// An OpenAPI document, or a folder of pages; the pages of this repository by default.
    input: Option<PathBuf>,
    /// Features that are turned on together, separated by commas, for one more row; several are
    /// several rows.
    #[arg(long)]
    with: Vec<String>,
    /// Measures the user CPU of `cargo check`, too.
    #[arg(long)]
    check: bool,
    /// Measures only the rows of `--with`, the whole crate and the crate without groups.
    #[arg(long, requires = "with")]
    only: bool,
    /// Number of runs of each measurement; the figures are medians.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let output = generate(read(arguments.input.as_deref())?);
    let (Some(names), Outcome::Done) = (&output.names, output.outcome()) else {
        bail!("the input has errors\n{}", output.rendered("", false));
    };
    let features = Measured {
        output: &output,
        names,
    };
    let mut rows = vec![features.row("(none)", BTreeSet::new())];
    if !arguments.only {
        let own = output.api.features.table.keys();
        rows.extend(own.map(|it| features.row(names.feature(it), BTreeSet::from([it]))));
    }
    for set in &arguments.with {
        rows.push(features.row(set, features.set(set)?));
    }
    let all = output.api.features.table.keys().collect();
    rows.push(features.row("full", all));
    if arguments.check {
        cargo_run::fetch()?;
        let folder = features.write()?;
        for row in &mut rows {
            row.seconds = Some(check(&folder, row, arguments.runs)?);
        }
    }
    print(&rows)
}

fn read(path: Option<&Path>) -> Result<Input> {
    match path {
        None => input(&Pages::OfThisRepository),
        Some(file) if file.is_file() => {
            let folder = file.parent().unwrap_or(Path::new(""));
            let (document, attachments) = read_document(file, folder)?;
            Ok(Input {
                sources: vec![document],
                attachments,
                ..Input::default()
            })
        }
        Some(folder) => input(&Pages::In(folder.to_owned())),
    }
}

/// What is compiled with some features.
struct Row {
    features: String,
    operations: usize,
    types: usize,
    lines: usize,
    seconds: Option<f64>,
}

/// A crate whose features are measured.
struct Measured<'a> {
    output: &'a Output,
    names: &'a Names,
}

impl<'a> Measured<'a> {
    /// The features that `set` lists.
    fn set(&self, set: &str) -> Result<BTreeSet<&'a Feature>> {
        let find = |name: &str| {
            let mut features = self.output.api.features.table.keys();
            features
                .find(|feature| self.names.feature(feature) == name)
                .with_context(|| format!("the crate has no feature `{name}`"))
        };
        set.split(',').map(find).collect()
    }

    fn row(&self, name: &str, features: BTreeSet<&'a Feature>) -> Row {
        let features = self.with_needed(features);
        let api = &self.output.api;
        let operations = api.operations.values().filter(|operation| {
            let feature = api.features.of_group(&operation.namespace);
            feature.is_none_or(|it| features.contains(it))
        });
        let types = api.types.emitted().into_iter();
        let types: Vec<_> = types
            .filter(|(owner, _)| {
                let mut any = api.features.of_owner(owner).peekable();
                any.peek().is_none() || any.any(|it| features.contains(it))
            })
            .collect();
        let owners = types.iter().map(|(owner, _)| owner).collect();
        Row {
            features: name.to_owned(),
            operations: operations.count(),
            types: types.iter().map(|(_, types)| types.len()).sum(),
            lines: self.lines(&owners, &features),
            seconds: None,
        }
    }

    /// The features that cargo turns on with these.
    fn with_needed(&self, mut features: BTreeSet<&'a Feature>) -> BTreeSet<&'a Feature> {
        let table = &self.output.api.features.table;
        loop {
            let needed = features.iter().filter_map(|it| table.get(*it)).flatten();
            let more: BTreeSet<&Feature> = needed.filter(|it| !features.contains(it)).collect();
            if more.is_empty() {
                return features;
            }
            features.extend(more);
        }
    }

    /// Lines of the sources that are compiled with the types of these owners and these
    /// features.
    fn lines(&self, owners: &BTreeSet<&Owner>, features: &BTreeSet<&Feature>) -> usize {
        let api = &self.output.api;
        let all = api.types.emitted().into_keys();
        let left_out: BTreeSet<&str> = all
            .filter(|owner| !owners.contains(owner))
            .map(|owner| self.names.module(&owner).plain())
            .collect();
        let groups = api.namespaces_below(&[]);
        let left_out_groups: BTreeSet<&str> = groups
            .filter(|path| {
                let feature = api.features.of_group(path);
                feature.is_some_and(|it| !features.contains(it))
            })
            .map(|path| self.names.group(path).plain())
            .collect();
        let sources = self.output.files.iter().filter(|(path, _)| {
            let Some(module) = path.strip_prefix("src/") else {
                return false;
            };
            let parts: Vec<&str> = module.split(['/', '.']).collect();
            match parts[..] {
                ["models", name, "rs"] => !left_out.contains(name),
                ["routes", group, ..] => !left_out_groups.contains(group),
                [.., "rs"] => true,
                _ => false,
            }
        });
        sources.map(|(_, text)| text.lines().count()).sum()
    }

    /// Writes the crate as a workspace of its own.
    fn write(&self) -> Result<PathBuf> {
        let api = &self.output.api;
        let folder = base().join("features").join(&api.client.package);
        let manifest = scaffold(api, &Runtime::Path(root().join("runtime")));
        let manifest = with_features(&manifest, api, self.names, &self.output.lock)?;
        let mut files: FileTree = self.output.files.clone();
        files.insert(
            "Cargo.toml".to_owned(),
            format!("{manifest}\n[workspace]\n"),
        );
        write::write(&folder, &files)?;
        let lock = root().join("Cargo.lock");
        fs::copy(&lock, folder.join("Cargo.lock")).with_context(|| lock.display().to_string())?;
        Ok(folder)
    }
}

/// User CPU of `cargo check` of the crate alone, in seconds.
fn check(folder: &Path, row: &Row, runs: usize) -> Result<f64> {
    let set = match row.features.as_str() {
        "(none)" => "",
        set => set,
    };
    progress(&format!("checking with `{set}`"))?;
    let arguments = [
        "check",
        "--offline",
        "--quiet",
        "--no-default-features",
        "--features",
        set,
    ];
    let command = Invocation::cargo(&arguments, folder).touching(&folder.join("src/lib.rs"));
    // Builds the dependencies.
    command.run()?;
    median_of(runs, || command.user_cpu())
}

fn print(rows: &[Row]) -> Result<()> {
    let mut out = io::stdout();
    let whole = rows.last();
    writeln!(
        out,
        "{:30} {:>10} {:>7} {:>8} {:>7} {:>9} {:>7}",
        "features", "operations", "types", "lines", "share", "check", "share"
    )?;
    for row in rows {
        let lines = whole.map_or(1, |whole| whole.lines.max(1));
        write!(
            out,
            "{:30} {:>10} {:>7} {:>8} {:>7.3}",
            row.features,
            row.operations,
            row.types,
            row.lines,
            // No crate has so many lines that a float could not count them.
            row.lines as f64 / lines as f64,
        )?;
        if let Some(seconds) = row.seconds {
            let whole = whole.and_then(|whole| whole.seconds).unwrap_or(seconds);
            write!(out, " {seconds:>7.2} s {:>7.3}", seconds / whole)?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "\nEach row is compiled with these features and no default ones; `(none)` is what is always compiled."
    )?;
    if whole.is_some_and(|whole| whole.seconds.is_some()) {
        writeln!(
            out,
            "check: user CPU of `cargo check --no-default-features --features …`, dependencies built, incremental off, cargo included."
        )?;
    }
    Ok(())
}
