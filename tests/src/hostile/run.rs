//! The run of the generator with the files of a case.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    process::{self, Command},
    time::{Duration, Instant},
};

use seamstress_codegen::{
    Input, Output, diagnostic::Diagnostic, generate, project::Project, report, source::SourceMap,
};

use super::{
    index::{Case, Must},
    limited,
    tokens::CrateTokens,
};
use crate::program::seamstress;

/// How long the binary may take; the slowest case takes a tenth of it in a debug build.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// A case and what became of it.
#[derive(Debug)]
pub struct Run {
    /// The case.
    pub case: Case,
    /// How the run ended.
    pub outcome: Outcome,
    /// The `file:line:column` of the first of the most severe diagnostics.
    pub place: Option<String>,
    /// Texts that no diagnostic contains, and should.
    pub unmentioned: Vec<String>,
    /// Identifiers that the crate contains, and should not.
    pub present: Vec<String>,
    /// Files outside of the crate that the run changed, and files of a crate that it should not
    /// have written.
    pub strays: Vec<String>,
    /// The time of the process.
    pub time: Duration,
    /// Whether nothing was printed about the input.
    is_silent: bool,
}

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// With a crate.
    Generated(Box<Output>),
    /// With an error in the input.
    Rejected,
    /// Not done within a minute.
    TimedOut,
    /// In any other way.
    Crashed(String),
}

impl Run {
    /// What is not as the index asks for, apart from what only compilers find.
    pub(super) fn failures(&self) -> Vec<String> {
        let mut failures = Vec::new();
        match (&self.outcome, self.case.must) {
            (Outcome::Crashed(how), _) => failures.push(format!("ended with {how}")),
            (Outcome::TimedOut, _) => failures.push(format!("not done after {TIME_LIMIT:?}")),
            (Outcome::Rejected, Must::Compile) => failures.push("rejected".to_owned()),
            (Outcome::Generated(_), Must::Error) => failures.push("generated".to_owned()),
            (Outcome::Generated(_), Must::Either) if self.is_silent => {
                failures.push("no diagnostic says what was done".to_owned());
            }
            (Outcome::Rejected, _) if self.place.is_none() => {
                failures.push("an error without a place".to_owned());
            }
            _ => {}
        }
        let listed = [
            ("not mentioned", &self.unmentioned),
            ("in the crate", &self.present),
            ("written", &self.strays),
        ];
        for (what, found) in listed {
            if !found.is_empty() {
                failures.push(format!("{what}: {}", found.join(", ")));
            }
        }
        failures
    }

    /// How many examples the emitter wrote: only these are doctests.
    pub(super) fn expected_doctests(&self) -> usize {
        match &self.outcome {
            Outcome::Generated(output) => {
                let examples = output.api.examples.values();
                examples.filter(|it| !it.samples.is_empty()).count()
            }
            Outcome::Rejected | Outcome::TimedOut | Outcome::Crashed(_) => 0,
        }
    }
}

/// Runs the binary as users do, in a folder of its own below `scratch`, and then the library, for
/// what the binary does not print.
pub(super) fn run(case: Case, folder: &Path, scratch: &Path) -> Result<Run, String> {
    let error = |error: io::Error| format!("{}: {error}", case.name);
    let sandbox = Sandbox::new(&case, folder, scratch).map_err(error)?;
    let (before, start) = (tree(&sandbox.root).map_err(error)?, Instant::now());
    let ended = sandbox.generate().map_err(error)?;
    let time = start.elapsed();
    let is_success = ended.as_ref().is_some_and(|it| it.status.success());
    let after = tree(&sandbox.root).map_err(error)?;
    let (outcome, place) = match ended.as_ref().map(|it| it.status) {
        None => (Outcome::TimedOut, None),
        Some(status) if matches!(status.code(), Some(0 | 1)) => sandbox.library(&case),
        Some(status) => (Outcome::Crashed(status.to_string()), None),
    };
    let printed = ended.map(|it| it.stderr).unwrap_or_default();
    let printed = String::from_utf8_lossy(&printed);
    let is_generated = matches!(outcome, Outcome::Generated(_));
    if is_success != is_generated {
        return Err(format!(
            "{}: binary and library do not agree\n{printed}",
            case.name
        ));
    }
    let is_expected = |path: &str| is_generated && path.starts_with(CRATE);
    let is_changed = |path: &String| before.get(path) != after.get(path);
    let files: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let strays = files
        .into_iter()
        .filter(|path| is_changed(path) && !is_expected(path));
    let text = printed.to_lowercase();
    let mentions = case.mentions.iter();
    Ok(Run {
        unmentioned: mentions
            .filter(|it| !text.contains(&it.to_lowercase()))
            .cloned()
            .collect(),
        present: present(&case, &outcome)?,
        strays: strays.cloned().collect(),
        is_silent: text.trim().is_empty(),
        place,
        time,
        outcome,
        case,
    })
}

/// The identifiers of the crate that it should not have.
fn present(case: &Case, outcome: &Outcome) -> Result<Vec<String>, String> {
    let Outcome::Generated(output) = outcome else {
        return Ok(Vec::new());
    };
    let identifiers = CrateTokens::parse(&output.files)?.identifiers();
    let absent = case.absent.iter();
    Ok(absent
        .filter(|it| identifiers.contains(*it))
        .cloned()
        .collect())
}

/// Where the crate is in a sandbox: so deep that a path with several `..` is in it too.
const CRATE: &str = "a/b/c/crate/";

/// A folder with the files of a case, and later its crate.
struct Sandbox {
    root: PathBuf,
    pages: PathBuf,
}

impl Sandbox {
    /// Copies the files, without the folders that they are in.
    fn new(case: &Case, folder: &Path, scratch: &Path) -> io::Result<Self> {
        let root = scratch.join("hostile-runs").join(&case.name);
        if root.exists() {
            fs::remove_dir_all(&root)?;
        }
        let pages = root.join("input");
        fs::create_dir_all(&pages)?;
        for file in &case.files {
            let name = Path::new(file).file_name().unwrap_or_default();
            fs::copy(folder.join(file), pages.join(name))?;
        }
        Ok(Self { root, pages })
    }

    /// `None` if the run takes too long.
    fn generate(&self) -> io::Result<Option<process::Output>> {
        let mut command = Command::new(seamstress());
        command
            .arg("generate")
            .arg(&self.pages)
            .arg("--out")
            .arg(self.root.join(CRATE))
            .current_dir(&self.root);
        limited::output(&mut command, TIME_LIMIT)
    }

    /// The outcome, and the place of the first of the most severe diagnostics.
    fn library(&self, case: &Case) -> (Outcome, Option<String>) {
        let Ok(input) = Project::sources_at(&self.pages, &self.pages) else {
            // The binary printed which byte of the file is not text.
            return (Outcome::Rejected, case.files.first().cloned());
        };
        let output = generate(Input {
            package: Some(case.package()),
            ..input
        });
        let place = first(&output.diagnostics, &output.sources);
        match output.outcome() {
            report::Outcome::Failed => (Outcome::Rejected, place),
            report::Outcome::Done => (Outcome::Generated(Box::new(output)), place),
        }
    }
}

/// The place of the first of the most severe diagnostics that have one.
fn first(diagnostics: &[Diagnostic], sources: &SourceMap) -> Option<String> {
    let places = diagnostics.iter().filter_map(|diagnostic| {
        let location = &diagnostic.labels.first()?.location;
        let (file, range) = location.resolve(sources)?;
        let (line, column) = file.line_column(range.start);
        let place = format!("{}:{line}:{column}", location.path());
        Some((diagnostic.severity(), place))
    });
    places
        .min_by_key(|(severity, _)| *severity)
        .map(|(_, place)| place)
}

/// The content of each file below `folder`.
fn tree(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inner = path.strip_prefix(folder).unwrap_or(&path);
                let name = inner.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
