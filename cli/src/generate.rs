//! `seamstress generate`: generates a crate from pages or from a document.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use seamstress_codegen::{
    Input,
    emit::Runtime,
    project::{Mode, Project, Update},
    read::read_source,
    report::Outcome,
    update,
};

/// The input and the output.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of pages, a folder with `pages/` and `overrides.toml`, or one OpenAPI document.
    /// Paths in messages are relative to this folder, or to that of the document.
    input: PathBuf,
    /// The folder of the crate.
    #[arg(long)]
    out: PathBuf,
    /// An OpenAPI Overlay to apply to the document; several are applied in their order.
    #[arg(long)]
    overlay: Vec<PathBuf>,
    /// The folder that the references of a document may lead into; the document's own by default.
    #[arg(long)]
    ref_root: Option<PathBuf>,
    /// The folder of the runtime, for the manifest of a new crate; the registry by default.
    #[arg(long)]
    runtime: Option<PathBuf>,
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

fn write(arguments: Arguments) -> io::Result<Outcome> {
    let Arguments {
        input,
        out,
        overlay,
        ref_root,
        runtime,
        strict,
        json,
        dry_run,
    } = arguments;
    let mode = match dry_run {
        true => Mode::DryRun,
        false => Mode::Write,
    };
    let runtime = runtime.map_or(Runtime::Registry, Runtime::Path);
    // Overrides and lock are next to the pages. Other inputs have neither; their lock and
    // merged document go into the crate.
    let specs = if input.join("pages").is_dir() {
        input.clone()
    } else {
        out.join("specs")
    };
    let project = Project {
        specs,
        out,
        runtime,
    };
    // Paths in messages are relative to this folder, and references may lead into it.
    let root = ref_root.unwrap_or_else(|| match input.is_file() {
        true => input.parent().unwrap_or(Path::new("")).to_owned(),
        false => input.clone(),
    });
    let overlays = overlay.iter().map(|path| read_source(path, &root));
    let input = Input {
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

/// Reads the document, the folder of pages, or the project at `input`.
fn read(input: &Path, root: &Path, project: &Project) -> io::Result<Input> {
    if input.join("pages").is_dir() {
        return project.read();
    }
    let Input {
        sources,
        attachments,
        ..
    } = Project::sources_at(input, root)?;
    Ok(Input {
        sources,
        attachments,
        ..project.decisions()?
    })
}
