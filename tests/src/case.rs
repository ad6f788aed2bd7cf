//! `cases/<group>/<name>/`: pages, what was decided about them, and what is
//! made of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use seamstress_codegen::{
    Input, Output,
    emit::FileTree,
    generate,
    ir::dump,
    project::{LOCK, OVERRIDES},
    report::Outcome,
    source::Source,
    write::read_sources,
};

use crate::{drift, snapshot};

/// The group of cases about diagnostics, which shows nothing else.
pub const DIAGNOSTICS: &str = "diagnostics";

/// Names of the folders of a case that shows a change of its pages.
const BEFORE: &str = "before";
const AFTER: &str = "after";

/// What pages, and whole documents, end with.
const PAGES: &[&str] = &["md", "mdx", "yaml"];

/// Every file that a case may hold beside its pages.
const FILES: &[&str] = &[
    OVERRIDES,
    LOCK,
    "ir.txt",
    "diagnostics.txt",
    "rust.rs",
    "drift.diff",
];

/// Files that every API has alike, or that only list what others hold. Goldens
/// leave them out; they are compiled with the rest.
const ALIKE: &[&str] = &[
    "api.txt",
    "rustfmt.toml",
    "src/lib.rs",
    "src/models.rs",
    "src/routes.rs",
    "src/wire.rs",
    "tests/samples.json",
    "tests/samples.rs",
];

/// The client is alike as well, unless there are credentials; and the ids,
/// unless there are some.
const BARE: &[(&str, &str)] = &[
    ("src/client.rs", "Scheme::"),
    ("src/models/ids.rs", "pub type"),
];

/// A folder of pages, and snapshots of what is made of them.
#[derive(Clone, Debug)]
pub struct Case {
    /// What the case is about.
    pub group: String,
    /// Which aspect of it.
    pub name: String,
    /// Where it is.
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

    /// The crates that the case makes, each with a name; none where its pages
    /// have errors.
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

    /// Holds what is made of the pages against the snapshots beside them.
    ///
    /// # Errors
    ///
    /// Everything that is not as it should be.
    pub fn check(&self) -> Result<(), String> {
        let shown = if self.is_drift() {
            self.show_drift()?
        } else {
            self.show()?
        };
        let mut faults = self.strangers(&shown)?;
        for (file, text) in &shown {
            faults.extend(snapshot::check(&self.folder.join(file), text).err());
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("\n"))
        }
    }

    fn show(&self) -> Result<Vec<(&'static str, String)>, String> {
        let input = self.input()?;
        let output = generate(input.clone());
        hold_to_promises(&input, &output)?;
        let mut shown = vec![("diagnostics.txt", report(&output))];
        if self.group == DIAGNOSTICS {
            return Ok(shown);
        }
        if let (Outcome::Done, Some(names)) = (output.outcome(), &output.names) {
            shown.push(("ir.txt", dump(&output.api, names)));
            shown.push(("rust.rs", golden(&output.files)));
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

    /// The run before the change, and the one after it, which knows the names
    /// that the first one gave, unless somebody edited the lock as well.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read, or the second run breaks a promise.
    pub fn drift(&self) -> Result<(Output, Output), String> {
        let before = generate(self.side(BEFORE)?);
        let mut input = self.side(AFTER)?;
        if !self.folder.join(AFTER).join(LOCK).exists() {
            input.lock = before.lock.to_text();
        }
        let after = generate(input.clone());
        hold_to_promises(&input, &after)?;
        Ok((before, after))
    }

    /// The pages of one side of a change, and what was decided then: for both sides, or
    /// for this one where its folder says so.
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

    fn input(&self) -> Result<Input, String> {
        let sources = if self.is_drift() {
            Vec::new()
        } else {
            self.pages("")?
        };
        let text = |file: &str| fs::read_to_string(self.folder.join(file)).unwrap_or_default();
        Ok(Input {
            sources,
            overrides: text(OVERRIDES),
            lock: text(LOCK),
        })
    }

    fn pages(&self, folder: &str) -> Result<Vec<Source>, String> {
        let folder = self.folder.join(folder);
        let pages = read_sources(&folder, PAGES).map_err(|error| error.to_string())?;
        if pages.is_empty() {
            return Err(format!("{} has no pages", folder.display()));
        }
        Ok(pages)
    }

    /// Files that nothing reads, and snapshots that nothing writes any more.
    fn strangers(&self, shown: &[(&str, String)]) -> Result<Vec<String>, String> {
        let entries = fs::read_dir(&self.folder).map_err(|error| error.to_string())?;
        let mut faults = Vec::new();
        for entry in entries {
            let name = entry.map_err(|error| error.to_string())?.file_name();
            let name = name.to_string_lossy().into_owned();
            let is_page = PAGES
                .iter()
                .any(|ending| name.ends_with(&format!(".{ending}")));
            let is_input = [OVERRIDES, LOCK, BEFORE, AFTER].contains(&name.as_str());
            if is_page || is_input || shown.iter().any(|(file, _)| *file == name) {
                continue;
            }
            let is_snapshot = FILES.contains(&name.as_str());
            let removed = is_snapshot
                && snapshot::accepts()
                && fs::remove_file(self.folder.join(&name)).is_ok();
            if !removed {
                faults.push(format!("`{name}` is neither read nor written: delete it"));
            }
        }
        Ok(faults)
    }
}

/// What every run promises, whatever its pages: that the order of sources does
/// not matter, and that a second run, which knows all names, changes nothing.
fn hold_to_promises(input: &Input, output: &Output) -> Result<(), String> {
    let mut backwards = input.clone();
    backwards.sources.reverse();
    let mut runs = vec![("another order of pages", backwards)];
    // A run with errors writes no lock that a second run could read.
    if output.outcome() == Outcome::Done {
        let locked = Input {
            lock: output.lock.to_text(),
            ..input.clone()
        };
        runs.push(("a second run", locked));
    }
    for (what, again) in runs {
        let again = generate(again);
        let same = again.files == output.files
            && again.document == output.document
            && again.lock == output.lock
            && report(&again) == report(output);
        if !same {
            let diff = drift::show(output, &again);
            return Err(format!(
                "{what} changes what is written:\n{diff}\n{}",
                report(&again)
            ));
        }
    }
    Ok(())
}

/// Everything that there is to say of a run.
fn report(output: &Output) -> String {
    format!(
        "{}{}\n",
        output.rendered("", false),
        output.census.sentence()
    )
}

/// The sources of a crate as one file.
fn golden(files: &FileTree) -> String {
    let mut text = String::new();
    for (path, source) in files {
        let is_bare = BARE
            .iter()
            .any(|(bare, telling)| path == bare && !source.contains(telling));
        if is_bare || ALIKE.contains(&path.as_str()) {
            continue;
        }
        text.push_str(&format!("// ==> {path}\n{source}\n"));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
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
