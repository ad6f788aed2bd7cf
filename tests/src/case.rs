//! Cases: `cases/<group>/<name>/` has pages, overrides, and snapshots of the output.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use seamstress_codegen::{
    Input, Output, generate,
    ir::dump,
    merge::Preference,
    project::{LOCK, OVERRIDES},
    read::read_sources,
    report::Outcome,
    source::Source,
    surface::{self, Surface},
};
use seamstress_properties::{Differing, differing_run};

use crate::{drift, snapshot, subject};

/// The group of cases about diagnostics, which have no other snapshots.
pub const DIAGNOSTICS: &str = "diagnostics";

/// The group of hostile cases, whose crates `cargo xtask hostile` examines.
pub const HOSTILE: &str = "hostile";

/// Names of the folders of a case about a change of its pages.
const BEFORE: &str = "before";
const AFTER: &str = "after";

/// Extensions of pages and documents.
const EXTENSIONS: &[&str] = &["md", "mdx", "rst", "yaml"];

/// The overlay of a case whose input is one document.
const OVERLAY: &str = "overlay.yaml";

/// The file with the preference of a case, as `--prefer` takes it.
const PREFER: &str = "prefer.txt";

/// Every file of a case other than its pages.
const FILES: &[&str] = &[
    OVERRIDES,
    LOCK,
    "ir.txt",
    "diagnostics.txt",
    "rust.rs",
    "drift.diff",
];

/// A folder with pages and snapshots of their output.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of its group.
    pub group: String,
    /// The aspect that it shows.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
}

impl Case {
    /// All cases below `root`, sorted.
    ///
    /// # Errors
    ///
    /// Where a folder cannot be read.
    pub fn find(root: &Path) -> io::Result<Vec<Self>> {
        let mut cases = Vec::new();
        for group in folders(root)? {
            for name in folders(&root.join(&group))? {
                let folder = root.join(&group).join(&name);
                cases.push(Self {
                    group: group.clone(),
                    name,
                    folder,
                });
            }
        }
        Ok(cases)
    }

    /// `group::name`
    pub fn title(&self) -> String {
        format!("{}::{}", self.group, self.name)
    }

    /// The generated crates with their names; none where the pages have errors.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read.
    pub fn crates(&self) -> Result<Vec<(String, Output)>, String> {
        let mut runs = self.runs()?;
        runs.retain(|(_, output)| output.outcome() == Outcome::Done);
        Ok(runs)
    }

    /// The runs of the case, each with a name: one, or those before and after a change.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read.
    pub fn runs(&self) -> Result<Vec<(String, Output)>, String> {
        let name = format!("{}-{}", self.group, self.name).replace('_', "-");
        if self.is_drift() {
            let (before, after) = self.drift()?;
            return Ok(vec![
                (format!("{name}-before"), before),
                (format!("{name}-after"), after),
            ]);
        }
        Ok(vec![(name, generate(self.input()?))])
    }

    /// Compares the output with the snapshots.
    ///
    /// # Errors
    ///
    /// All differences, and files that are neither read nor written.
    pub fn check(&self) -> Result<(), String> {
        let shown = if self.is_drift() {
            self.show_drift()?
        } else {
            self.show()?
        };
        let mut errors = self.unexpected_files(&shown)?;
        for (file, text) in &shown {
            errors.extend(snapshot::check(&self.folder.join(file), text).err());
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors.join("\n"))
        }
    }

    fn show(&self) -> Result<Vec<(&'static str, String)>, String> {
        let input = self.input()?;
        let output = generate(input.clone());
        check_determinism(&input, &output)?;
        let mut shown = vec![("diagnostics.txt", report(&output))];
        if [DIAGNOSTICS, HOSTILE].contains(&self.group.as_str()) {
            return Ok(shown);
        }
        if let (Outcome::Done, Some(names)) = (output.outcome(), &output.names) {
            shown.push(("ir.txt", dump(&output.api, names)));
            shown.push(("rust.rs", subject::snapshot(&self.group, &output.files)?));
        }
        Ok(shown)
    }

    fn show_drift(&self) -> Result<Vec<(&'static str, String)>, String> {
        let (before, after) = self.drift()?;
        for (folder, output) in [(BEFORE, &before), (AFTER, &after)] {
            if output.outcome() == Outcome::Failed {
                return Err(format!(
                    "the pages of `{folder}` have errors:\n{}",
                    report(output)
                ));
            }
        }
        Ok(vec![
            ("diagnostics.txt", report(&after)),
            ("drift.diff", drift::show(&before, &after)),
        ])
    }

    /// The outputs before and after the change. The second run gets the lock of the first,
    /// unless the case has one of its own.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read, or the output is not deterministic.
    pub fn drift(&self) -> Result<(Output, Output), String> {
        let before = generate(self.side(BEFORE)?);
        let mut input = self.side(AFTER)?;
        if !self.folder.join(AFTER).join(LOCK).exists() {
            input.lock = before.lock.to_text();
        }
        let after = generate(input.clone());
        check_determinism(&input, &after)?;
        Ok((before, after))
    }

    /// The input of one side of a change: its pages, and overrides and lock of the side, else
    /// of the case.
    fn side(&self, side: &str) -> Result<Input, String> {
        let mut input = self.input()?;
        input.sources = self.pages(side)?;
        let folder = self.folder.join(side);
        for (file, text) in [(OVERRIDES, &mut input.overrides), (LOCK, &mut input.lock)] {
            if let Ok(own) = fs::read_to_string(folder.join(file)) {
                *text = own;
            }
        }
        Ok(input)
    }

    fn is_drift(&self) -> bool {
        self.folder.join(AFTER).is_dir()
    }

    /// The pages, decisions and names of the case; no pages if it is about a change.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read.
    pub fn input(&self) -> Result<Input, String> {
        let sources = if self.is_drift() {
            Vec::new()
        } else {
            self.pages("")?
        };
        let text = |file: &str| fs::read_to_string(self.folder.join(file)).unwrap_or_default();
        let prefer = match text(PREFER).trim() {
            "" => None,
            "longest" => Some(Preference::Longest),
            other => return Err(format!("{PREFER} has `{other}`: write `longest`")),
        };
        let (overlays, sources) = sources.into_iter().partition(|it| it.path == OVERLAY);
        Ok(Input {
            sources,
            overlays,
            overrides: text(OVERRIDES),
            lock: text(LOCK),
            prefer,
            ..Input::default()
        })
    }

    fn pages(&self, folder: &str) -> Result<Vec<Source>, String> {
        let folder = self.folder.join(folder);
        let pages = read_sources(&folder, EXTENSIONS).map_err(|error| error.to_string())?;
        if pages.is_empty() {
            return Err(format!("{} has no pages", folder.display()));
        }
        Ok(pages)
    }

    /// Files that are not read, and snapshots that are not written.
    fn unexpected_files(&self, shown: &[(&str, String)]) -> Result<Vec<String>, String> {
        let entries = fs::read_dir(&self.folder).map_err(|error| error.to_string())?;
        let mut errors = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let name = entry.file_name();
            let has_pages = read_sources(&entry.path(), EXTENSIONS).is_ok_and(|it| !it.is_empty());
            let name = name.to_string_lossy().into_owned();
            let is_page = EXTENSIONS
                .iter()
                .any(|ending| name.ends_with(&format!(".{ending}")));
            let is_input = [OVERRIDES, LOCK, PREFER, BEFORE, AFTER].contains(&name.as_str());
            if is_page || has_pages || is_input || shown.iter().any(|(file, _)| *file == name) {
                continue;
            }
            let is_snapshot = FILES.contains(&name.as_str());
            let removed = is_snapshot
                && snapshot::is_updating()
                && fs::remove_file(self.folder.join(&name)).is_ok();
            if !removed {
                errors.push(format!("`{name}` is neither read nor written: delete it"));
            }
        }
        Ok(errors)
    }
}

/// Checks that the order of sources does not matter, and that a second run with the lock of
/// the first changes nothing.
fn check_determinism(input: &Input, output: &Output) -> Result<(), String> {
    if let Some(Differing {
        what,
        output: other,
    }) = differing_run(input, output)
    {
        let diff = drift::show(output, &other);
        return Err(format!(
            "{what} changes the output:\n{diff}\n{}",
            report(&other)
        ));
    }
    check_surface(output)
}

/// Checks that `api.txt` is parsed as the items that it was written from.
fn check_surface(output: &Output) -> Result<(), String> {
    let Some(text) = output.files.get(surface::FILE) else {
        return Ok(());
    };
    let parsed: Surface = text.parse().map_err(|error| format!("{error}"))?;
    if parsed != output.surface || parsed.to_string() != *text {
        return Err(format!(
            "{} is parsed as other items:\n{parsed}",
            surface::FILE
        ));
    }
    Ok(())
}

/// Diagnostics and statistics of a run.
fn report(output: &Output) -> String {
    format!("{}{}\n", output.rendered("", false), output.stats.summary())
}

/// Names of the folders in `root`, sorted.
fn folders(root: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
