//! `seamstress generate`: generates a crate from pages or from a document.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::error::ErrorKind;
use seamstress_codegen::{
    Input,
    emit::Runtime,
    project::{Mode, PAGES, Project, Update},
    read::{is_same_folder, read_source},
    report::Outcome,
    update,
};

use crate::{
    config::{self, Config},
    prefer::Prefer,
    runtime,
};

/// The input and the output.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of pages, a folder with `pages/` and `overrides.toml`, or one OpenAPI document.
    /// Paths in messages are relative to this folder, or to that of the document. Without an
    /// input, the arguments are those in `seamstress.toml`.
    input: Option<PathBuf>,
    /// The folder of the crate.
    #[arg(long)]
    out: Option<PathBuf>,
    /// A file with the arguments that are not given: `out = "client"`.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The name of the package; made from the title, the file or the host of the API by default
    #[arg(long)]
    name: Option<String>,
    /// An OpenAPI Overlay to apply to the document; several are applied in their order.
    #[arg(long)]
    overlay: Vec<PathBuf>,
    /// The folder that references may lead into; the one of the pages or of the document by
    /// default.
    #[arg(long)]
    ref_root: Option<PathBuf>,
    /// The version or the folder of the runtime, for the manifest of a new crate; the version of
    /// this generator by default.
    #[arg(long)]
    runtime: Option<String>,
    /// Which page is used where pages differ and `overrides.toml` does not decide. Without it,
    /// the operations that are concerned are left out.
    #[arg(long)]
    prefer: Option<Prefer>,
    /// Fails where an operation cannot be generated, instead of leaving it out.
    #[arg(long)]
    strict: bool,
    /// Prints diagnostics and changes as JSON.
    #[arg(long)]
    json: bool,
    /// Writes nothing; lists the files that differ.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(arguments: Arguments) -> ExitCode {
    match write(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments that are not given, from the file of `--config`; without an input, from
/// `seamstress.toml`.
fn complete(arguments: Arguments) -> io::Result<Arguments> {
    let config = match (&arguments.config, &arguments.input) {
        (Some(path), _) => Config::read(path)?,
        (None, None) if Path::new(config::FILE).is_file() => Config::read(config::FILE.as_ref())?,
        (None, _) => Config::default(),
    };
    let overlay = match arguments.overlay.is_empty() {
        true => config.overlay,
        false => arguments.overlay,
    };
    Ok(Arguments {
        input: arguments.input.or(config.input),
        out: arguments.out.or(config.out),
        name: arguments.name.or(config.name),
        runtime: arguments.runtime.or(config.runtime),
        overlay,
        ref_root: arguments.ref_root.or(config.ref_root),
        prefer: arguments.prefer.or(config.prefer),
        strict: arguments.strict || config.strict,
        ..arguments
    })
}

/// Ends the program as clap does where an argument is missing.
fn missing(what: &str, key: &str) -> ! {
    let file = config::FILE;
    let message = format!("{what} is needed: see `--help`, or write `{key} = \"…\"` to {file}\n");
    clap::Error::raw(ErrorKind::MissingRequiredArgument, message).exit()
}

fn write(arguments: Arguments) -> io::Result<Outcome> {
    let Arguments {
        input,
        out,
        config: _,
        name,
        overlay,
        ref_root,
        runtime,
        prefer,
        strict,
        json,
        dry_run,
    } = complete(arguments)?;
    let Some(input) = input else {
        missing("an input", "input");
    };
    let Some(out) = out else {
        missing("a folder for the crate", "out");
    };
    check_folder(&input, &out)?;
    let mode = match dry_run {
        true => Mode::DryRun,
        false => Mode::Write,
    };
    let runtime = match &runtime {
        Some(text) => runtime::runtime(text, &out)?,
        None => Runtime::Registry,
    };
    // Overrides and lock are next to the pages. Other inputs have neither; their lock and
    // merged document go into the crate.
    let specs = if input.join(PAGES).is_dir() {
        input.clone()
    } else {
        out.join("specs")
    };
    let project = Project {
        specs,
        out,
        runtime,
    };
    let root = ref_root.unwrap_or_else(|| root(&input).to_owned());
    let overlays = overlay.iter().map(|path| read_source(path, &root));
    let input = Input {
        package: name,
        prefer: prefer.map(|it| it.read(&project.specs)).transpose()?,
        strict,
        overlays: overlays.collect::<io::Result<_>>()?,
        ..read(&input, &root, &project)?
    };
    let Update {
        outcome, report, ..
    } = update(&project, input, mode, "")?;
    if json {
        writeln!(io::stdout(), "{:#}", report.json())?;
    } else {
        let mut stderr = io::stderr();
        write!(stderr, "{}", report.diagnostics(stderr.is_terminal()))?;
        write!(io::stdout(), "{}", report.summary())?;
    }
    Ok(outcome)
}

/// Finds out whether the crate can be in the folder `out`. What is there would be pages of the next
/// run where the pages are in it.
fn check_folder(input: &Path, out: &Path) -> io::Result<()> {
    let (kind, problem) = if out.exists() && !out.is_dir() {
        let problem = "this is a file; write the folder of the crate";
        (io::ErrorKind::NotADirectory, problem)
    } else if is_same_folder(input, out) && !input.join(PAGES).is_dir() {
        let problem = "this is the folder of the pages; write one of its own, which may be in it";
        (io::ErrorKind::InvalidInput, problem)
    } else {
        return Ok(());
    };
    let message = format!("`--out {}`: {problem}", out.display());
    Err(io::Error::new(kind, message))
}

/// The folder that paths in messages are relative to and that references may lead into, unless
/// `--ref-root` names another one.
pub(crate) fn root(input: &Path) -> &Path {
    match input.is_file() {
        true => input.parent().unwrap_or(Path::new("")),
        false => input,
    }
}

/// Reads the document, the folder of pages, or the project at `input`.
pub(crate) fn read(input: &Path, root: &Path, project: &Project) -> io::Result<Input> {
    if input.join(PAGES).is_dir() {
        return project.read_within(root);
    }
    let Input {
        sources,
        attachments,
        ..
    } = project.sources(input, root)?;
    Ok(Input {
        sources,
        attachments,
        ..project.decisions()?
    })
}
