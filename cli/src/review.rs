//! `seamstress review`: what the change of the pages means for the people who use the crate.

mod git;
mod side;

use std::{
    fmt::Display,
    fs, io,
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use seamstress_codegen::{Output, project::LOCK, report::Outcome, write};
use seamstress_review::{
    Review, Verdict, accept, cause, changelog,
    render::{About, html, json, markdown},
    review, version,
};

use self::{git::Revision, side::Sides};

/// Says what the change of the pages means for the people who use the crate.
///
/// Holds the pages at a git revision against those of the work tree, both as this
/// generator reads them: what breaks, what is new, which line of which page is the
/// reason, and what users have to do.
///
/// Exit codes: 0 done; 1 the pages have errors, or `--fail-on` was met; 2 usage, no git,
/// or no such revision.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder with `pages/`, `overrides.toml`, `names.lock` and `accepted.toml`.
    #[arg(long, value_name = "FOLDER", default_value = "specs")]
    specs: PathBuf,
    /// The folder of the generated crate.
    #[arg(long = "crate", value_name = "FOLDER", default_value = "generated")]
    package: PathBuf,
    /// The revision to compare with; where the work on `HEAD` left the main branch, if it is left out.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
    /// Writes the report to a file, and only the verdict to the terminal.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Fails where the changes that nobody accepted go this far.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    fail_on: Vec<FailOn>,
    /// Says instead, for each changed file of the crate, whether the pages or the generator changed it.
    #[arg(long)]
    explain: bool,
    /// Writes the entry of the crate's `CHANGELOG.md`.
    #[arg(long)]
    changelog: bool,
    /// Raises the version in the crate's `Cargo.toml` as far as the verdict asks for.
    #[arg(long)]
    bump: bool,
    /// The date of the version in the changelog, for example 2026-11-21.
    #[arg(long, requires = "bump", value_name = "DATE")]
    date: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown, as a comment on a pull request.
    Md,
    /// Everything, for machines.
    Json,
    /// A page of its own, with the lines that changed.
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// A program breaks.
    Breaking,
    /// A program breaks, or there is something new or deprecated.
    Minor,
    /// Anything changes.
    Patch,
    /// There is a suspicion about security.
    Security,
}

/// Why there is no review.
enum Fault {
    /// Something is wrong with what was asked for.
    Usage(String),
    /// Something is wrong with the pages or the disk.
    Failed(String),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let fault = match report(arguments) {
        Ok(false) => return ExitCode::SUCCESS,
        Ok(true) => return ExitCode::FAILURE,
        Err(fault) => fault,
    };
    let (code, message) = match fault {
        Fault::Failed(message) => (1, message),
        Fault::Usage(message) => (2, message),
    };
    let _ = writeln!(io::stderr(), "error: {message}");
    ExitCode::from(code)
}

/// Whether something was found that the run should fail on.
fn report(arguments: &Arguments) -> Result<bool, Fault> {
    let specs = &arguments.specs;
    if !specs.is_dir() {
        return Err(Fault::Usage(format!(
            "{}: there is no such folder",
            specs.display()
        )));
    }
    let base = Revision::find(specs, arguments.base.as_deref()).map_err(Fault::Usage)?;
    let sides = Sides::read(&base, specs, &arguments.package).map_err(Fault::Failed)?;
    if !sides.base_is_sound() {
        return Err(faulty(&sides.before, &base.name, specs));
    }
    if sides.after.outcome() == Outcome::Failed {
        return Err(faulty(&sides.after, "the work tree", specs));
    }
    let accepted = read(&specs.join(accept::FILE))?;
    let review = review(&sides.before, &sides.after, &accepted).map_err(|error| {
        Fault::Failed(format!("{}: {error}", specs.join(accept::FILE).display()))
    })?;
    let has_crate = !sides.committed.is_empty();
    if arguments.explain && !has_crate {
        return Err(Fault::Failed(format!(
            "{} has no crate in {}, so that nobody can say what changed it",
            base.name,
            arguments.package.display()
        )));
    }
    let explanation = cause::explain(&sides.committed, &sides.after.files, &sides.before.files);
    let about = About {
        base: base.name.clone(),
        // A pull request is read from the root of the repository.
        prefix: base.prefix(specs).unwrap_or_else(|| prefix(specs)),
        is_mixed: has_crate && explanation.is_mixed(),
        ..About::default()
    };
    let text = match (arguments.explain, arguments.format) {
        (true, Format::Json) => format!("{:#}\n", serde_json::json!(explanation)),
        (true, _) => explanation.to_text(),
        (false, Format::Md) => markdown(&review, &about),
        (false, Format::Json) => format!("{:#}\n", json(&review)),
        (false, Format::Html) => html(&review, &sides.before, &sides.after, &about),
    };
    publish(arguments, &review, &text)?;
    if arguments.changelog || arguments.bump {
        release(arguments, &base, &review, &sides)?;
    }
    Ok(arguments.fail_on.iter().any(|what| what.is_met(&review)))
}

/// Shows what is wrong with the pages of one side.
fn faulty(output: &Output, whose: &str, specs: &Path) -> Fault {
    let mut stderr = io::stderr();
    let said = output.rendered(&prefix(specs), stderr.is_terminal());
    let _ = write!(stderr, "{said}");
    Fault::Failed(format!(
        "the pages of {whose} have errors, so that there is nothing to compare"
    ))
}

/// Where the report goes.
fn publish(arguments: &Arguments, review: &Review, text: &str) -> Result<(), Fault> {
    let mut stdout = io::stdout();
    match &arguments.out {
        None => write!(stdout, "{text}").map_err(failed("the terminal")),
        Some(file) => {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder).map_err(failed(folder.display()))?;
            }
            fs::write(file, text).map_err(failed(file.display()))?;
            let reason = match review.reason.as_str() {
                "" => String::new(),
                reason => format!("{reason}\n"),
            };
            write!(
                stdout,
                "{}\n{reason}see {}\n",
                review.sentence(),
                file.display()
            )
            .map_err(failed("the terminal"))
        }
    }
}

/// The version and the changelog, as far as they were asked for.
fn release(
    arguments: &Arguments,
    base: &Revision,
    review: &Review,
    sides: &Sides,
) -> Result<(), Fault> {
    const MANIFEST: &str = "Cargo.toml";
    const CHANGELOG: &str = "CHANGELOG.md";
    let folder = &arguments.package;
    let mut old = base
        .files(folder, |path| [MANIFEST, CHANGELOG].contains(&path))
        .map_err(Fault::Failed)?;
    let mut old = |name: &str| {
        let bytes = old.remove(name);
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let manifest = read(&folder.join(MANIFEST))?;
    let base_manifest = old(MANIFEST);
    let mut written = Vec::new();
    let version = if arguments.bump {
        let (raised, version) = version::bump(&manifest, base_manifest.as_deref(), review.verdict)
            .map_err(Fault::Failed)?;
        if raised != manifest {
            put(folder, MANIFEST, &raised)?;
            written.push(format!("{MANIFEST}: {version}"));
        }
        version
    } else {
        version::of(&manifest).map_err(Fault::Failed)?
    };
    let changelog = read(&folder.join(CHANGELOG))?;
    let mut text = changelog.clone();
    if arguments.changelog {
        text = changelog::write(
            &text,
            &old(CHANGELOG).unwrap_or_default(),
            Some(&version),
            review,
        );
    }
    if arguments.bump && review.verdict != Verdict::None {
        text = changelog::release(&text, &version, arguments.date.as_deref());
    }
    if text != changelog {
        put(folder, CHANGELOG, &text)?;
        written.push(CHANGELOG.to_owned());
    }
    for what in written {
        let _ = writeln!(io::stderr(), "wrote {}", folder.join(what).display());
    }
    if arguments.bump && review.verdict != Verdict::None {
        release_names(&arguments.specs, review, sides)?;
    }
    Ok(())
}

/// Counts the release for the names that types had, some of which end with it.
fn release_names(specs: &Path, review: &Review, sides: &Sides) -> Result<(), Fault> {
    let is_breaking = review.verdict == Verdict::Major;
    let text = sides
        .after
        .lock
        .released(&sides.before.lock, is_breaking)
        .to_text();
    if text != read(&specs.join(LOCK))? {
        put(specs, LOCK, &text)?;
        let path = specs.join(LOCK);
        let _ = writeln!(
            io::stderr(),
            "wrote {}: run codegen once more",
            path.display()
        );
    }
    Ok(())
}

fn put(folder: &Path, name: &str, text: &str) -> Result<(), Fault> {
    write::put(folder, name, text).map_err(|error| Fault::Failed(error.to_string()))
}

impl FailOn {
    fn is_met(self, review: &Review) -> bool {
        match self {
            Self::Breaking => review.unaccepted() >= Verdict::Major,
            Self::Minor => review.unaccepted() >= Verdict::Minor,
            Self::Patch => review.unaccepted() >= Verdict::Patch,
            Self::Security => review
                .suspicions
                .iter()
                .any(|suspicion| suspicion.is_security),
        }
    }
}

/// What the paths of pages begin with.
fn prefix(specs: &Path) -> String {
    format!("{}/", specs.display())
}

/// The text of a file; empty where there is none.
fn read(path: &Path) -> Result<String, Fault> {
    let text = write::read_if_there(path);
    Ok(text
        .map_err(|error| Fault::Failed(error.to_string()))?
        .unwrap_or_default())
}

fn failed(what: impl Display) -> impl FnOnce(io::Error) -> Fault {
    move |error| Fault::Failed(format!("{what}: {error}"))
}
