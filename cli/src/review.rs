//! `seamstress review`: what a change of the pages means for users of the crate.

mod git;
mod snapshots;

use std::{
    ffi::OsStr,
    fmt::Display,
    fs,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use seamstress_codegen::{Output, project::LOCK, read, report::Outcome, write};
use seamstress_review::{
    Review, SemverBump, accept, cause, changelog,
    render::{ReportContext, html, json, markdown},
    review, version,
};

use self::{git::Revision, snapshots::Snapshots};

/// Reports what a change of the pages means for users of the crate.
///
/// Compares the pages at a git revision with those of the work tree, both as this generator
/// reads them: breaking changes, new items, the lines of pages that cause them, and how to
/// migrate.
///
/// Exit codes: 0 success; 1 the pages have errors, or `--fail-on` was met; 2 usage error, no
/// git, or no such revision.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder with `pages/`, `overrides.toml`, `names.lock` and `accepted.toml`.
    #[arg(long, value_name = "FOLDER", default_value = "specs")]
    specs: PathBuf,
    /// The folder of the generated crate.
    #[arg(long = "crate", value_name = "FOLDER", default_value = "generated")]
    package: PathBuf,
    /// The revision to compare with; the merge base of `HEAD` and the main branch by default.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
    /// Writes the report to a file, and only the version bump to stdout.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Fails where there is a change of this kind that was not accepted.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    fail_on: Vec<FailOn>,
    /// Reports instead whether the pages or the generator changed each file of the crate.
    #[arg(long)]
    explain: bool,
    /// Writes the entry of the crate's `CHANGELOG.md`.
    #[arg(long)]
    changelog: bool,
    /// Bumps the version in the crate's `Cargo.toml` as the review asks for.
    #[arg(long)]
    bump: bool,
    /// The date of the version in the changelog, for example 2026-11-21.
    #[arg(long, requires = "bump", value_name = "DATE")]
    date: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Markdown, for a comment on a pull request.
    Md,
    /// JSON, with all details.
    Json,
    /// A self-contained HTML page, with the changed lines.
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// Breaking changes.
    Breaking,
    /// Breaking changes, additions and deprecations.
    Minor,
    /// Any change.
    Patch,
    /// A finding about security.
    Security,
}

/// Why there is no review.
enum Error {
    /// The arguments are invalid.
    Usage(String),
    /// The pages are invalid, or a file cannot be read or written.
    Failed(String),
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let error = match report(arguments) {
        Ok(false) => return ExitCode::SUCCESS,
        Ok(true) => return ExitCode::FAILURE,
        Err(error) => error,
    };
    let (code, message) = match error {
        Error::Failed(message) => (1, message),
        Error::Usage(message) => (2, message),
    };
    let _ = writeln!(io::stderr(), "error: {message}");
    ExitCode::from(code)
}

/// Reports the review; returns whether `--fail-on` was met.
fn report(arguments: &Arguments) -> Result<bool, Error> {
    let specs = &arguments.specs;
    if !specs.is_dir() {
        return Err(Error::Usage(format!("{}: no such folder", specs.display())));
    }
    let base = Revision::find(specs, arguments.base.as_deref()).map_err(Error::Usage)?;
    let snapshots = Snapshots::read(&base, specs, &arguments.package).map_err(Error::Failed)?;
    if !snapshots.base_is_sound() {
        return Err(invalid_pages(&snapshots.before, &base.name, specs));
    }
    if snapshots.after.outcome() == Outcome::Failed {
        return Err(invalid_pages(&snapshots.after, "the work tree", specs));
    }
    let accepted = read(&specs.join(accept::FILE))?;
    let review = review(&snapshots.before, &snapshots.after, &accepted).map_err(|error| {
        Error::Failed(format!("{}: {error}", specs.join(accept::FILE).display()))
    })?;
    let has_crate = !snapshots.committed.is_empty();
    if arguments.explain && !has_crate {
        return Err(Error::Failed(format!(
            "{} has no crate in {}, so the causes of its changes are unknown",
            base.name,
            arguments.package.display()
        )));
    }
    let explanation = cause::explain(
        &snapshots.committed,
        &snapshots.after.files,
        &snapshots.before.files,
    );
    let context = ReportContext {
        base: base.name.clone(),
        // Paths in a pull request start at the root of the repository.
        prefix: base.prefix(specs).unwrap_or_else(|| prefix(specs)),
        is_mixed: has_crate && explanation.is_mixed(),
        ..ReportContext::default()
    };
    let text = match (arguments.explain, arguments.format) {
        (true, Format::Json) => format!("{:#}\n", serde_json::json!(explanation)),
        (true, _) => explanation.to_text(),
        (false, Format::Md) => markdown(&review, &context),
        (false, Format::Json) => format!("{:#}\n", json(&review)),
        (false, Format::Html) => html(&review, &snapshots.before, &snapshots.after, &context),
    };
    write_report(arguments, &review, &text)?;
    if arguments.changelog || arguments.bump {
        release(arguments, &base, &review, &snapshots)?;
    }
    Ok(arguments.fail_on.iter().any(|what| what.is_met(&review)))
}

/// Prints the diagnostics of one side.
fn invalid_pages(output: &Output, whose: &str, specs: &Path) -> Error {
    let mut stderr = io::stderr();
    let diagnostics = output.rendered(&prefix(specs), stderr.is_terminal());
    let _ = write!(stderr, "{diagnostics}");
    Error::Failed(format!(
        "the pages of {whose} have errors, so there is nothing to compare"
    ))
}

/// Writes the report to stdout or to a file.
fn write_report(arguments: &Arguments, review: &Review, text: &str) -> Result<(), Error> {
    let mut stdout = io::stdout();
    match &arguments.out {
        None => write!(stdout, "{text}").map_err(failed("stdout")),
        Some(file) => {
            write_output(file, text)?;
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
            .map_err(failed("stdout"))
        }
    }
}

/// Updates version and changelog, where the arguments ask for it.
fn release(
    arguments: &Arguments,
    base: &Revision,
    review: &Review,
    snapshots: &Snapshots,
) -> Result<(), Error> {
    const MANIFEST: &str = "Cargo.toml";
    const CHANGELOG: &str = "CHANGELOG.md";
    let folder = &arguments.package;
    let mut old = base
        .files(folder, |path| [MANIFEST, CHANGELOG].contains(&path))
        .map_err(Error::Failed)?;
    let mut old = |name: &str| {
        let bytes = old.remove(name);
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let manifest = read(&folder.join(MANIFEST))?;
    let base_manifest = old(MANIFEST);
    let mut written = Vec::new();
    let version = if arguments.bump {
        let (bumped, version) =
            version::bump_manifest(&manifest, base_manifest.as_deref(), review.bump)
                .map_err(Error::Failed)?;
        if bumped != manifest {
            write_file(folder, MANIFEST, &bumped)?;
            written.push(format!("{MANIFEST}: {version}"));
        }
        version
    } else {
        version::of(&manifest).map_err(Error::Failed)?
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
    if arguments.bump && review.bump != SemverBump::None {
        text = changelog::release(&text, &version, arguments.date.as_deref());
    }
    if text != changelog {
        write_file(folder, CHANGELOG, &text)?;
        written.push(CHANGELOG.to_owned());
    }
    for what in written {
        let _ = writeln!(io::stderr(), "wrote {}", folder.join(what).display());
    }
    if arguments.bump && review.bump != SemverBump::None {
        release_names(&arguments.specs, review, snapshots)?;
    }
    Ok(())
}

/// Counts the release in the lock; deprecated aliases may end with it.
fn release_names(specs: &Path, review: &Review, snapshots: &Snapshots) -> Result<(), Error> {
    let is_breaking = review.bump == SemverBump::Major;
    let text = snapshots
        .after
        .lock
        .released(&snapshots.before.lock, is_breaking)
        .to_text();
    if text != read(&specs.join(LOCK))? {
        write_file(specs, LOCK, &text)?;
        let path = specs.join(LOCK);
        let _ = writeln!(
            io::stderr(),
            "wrote {}: run codegen once more",
            path.display()
        );
    }
    Ok(())
}

/// Replaces the file as a whole. What is not a regular file, such as `/dev/null`, is written to.
fn write_output(file: &Path, text: &str) -> Result<(), Error> {
    if fs::metadata(file).is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(file, text).map_err(failed(file.display()));
    }
    let name = file.file_name().and_then(OsStr::to_str).ok_or_else(|| {
        let file = file.display();
        Error::Usage(format!("`--out {file}` is not the name of a file in UTF-8"))
    })?;
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    write_file(folder.unwrap_or(Path::new(".")), name, text)
}

fn write_file(folder: &Path, name: &str, text: &str) -> Result<(), Error> {
    write::write_files(folder, [(name, text)]).map_err(|error| Error::Failed(error.to_string()))
}

impl FailOn {
    fn is_met(self, review: &Review) -> bool {
        match self {
            Self::Breaking => review.unaccepted_bump() >= SemverBump::Major,
            Self::Minor => review.unaccepted_bump() >= SemverBump::Minor,
            Self::Patch => review.unaccepted_bump() >= SemverBump::Patch,
            Self::Security => review.lints.iter().any(|lint| lint.is_security),
        }
    }
}

/// The prefix of the paths of pages.
fn prefix(specs: &Path) -> String {
    format!("{}/", specs.display())
}

/// The text of a file; empty where it does not exist.
fn read(path: &Path) -> Result<String, Error> {
    let text = read::read_if_exists(path);
    Ok(text
        .map_err(|error| Error::Failed(error.to_string()))?
        .unwrap_or_default())
}

fn failed(what: impl Display) -> impl FnOnce(io::Error) -> Error {
    move |error| Error::Failed(format!("{what}: {error}"))
}
