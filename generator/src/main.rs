//! `seamstress generate`: pages or a document in, a crate out.

use std::{
    fs, io,
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use seamstress::{
    Input, emit::Runtime, generate, project::Project, report::Outcome, source::Source,
};

/// Stitches API documentation pages into one typed Rust client.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a client crate.
    Generate {
        /// A folder of docs pages, a folder with `pages/` and `overrides.toml`,
        /// or one OpenAPI document.
        input: PathBuf,
        /// The crate to write.
        #[arg(long)]
        out: PathBuf,
        /// The folder of the runtime, for a new crate's manifest; the registry's if
        /// it is left out.
        #[arg(long)]
        runtime: Option<PathBuf>,
        /// Prints diagnostics and changes as JSON.
        #[arg(long)]
        json: bool,
        /// Says what would change and writes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

fn main() -> ExitCode {
    let Arguments {
        command:
            Command::Generate {
                input,
                out,
                runtime,
                json,
                dry_run,
            },
    } = Arguments::parse();
    let runtime = runtime.map_or(Runtime::Registry, Runtime::Path);
    match run(&input, &out, runtime, json, dry_run) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(
    input: &Path,
    out: &Path,
    runtime: Runtime,
    json: bool,
    dry_run: bool,
) -> io::Result<Outcome> {
    // What is decided and locked stands beside the pages; what has neither gets
    // its lock and its merged document beside the crate.
    let specs = if input.join("pages").is_dir() {
        input.to_owned()
    } else {
        out.join("specs")
    };
    let project = Project {
        specs,
        out: out.to_owned(),
        runtime,
    };
    let read = if input.is_file() {
        let name = input
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let text = fs::read_to_string(input).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", input.display()))
        })?;
        Input {
            sources: vec![Source { path: name, text }],
            ..project.decisions()?
        }
    } else if input.join("pages").is_dir() {
        project.read()?
    } else {
        Input {
            sources: Project::pages_in(input)?,
            ..project.decisions()?
        }
    };
    let output = generate(read);
    let prefix = if input.is_file() {
        input.parent()
    } else {
        Some(input)
    };
    let prefix = prefix
        .filter(|path| !path.as_os_str().is_empty())
        .map(|path| format!("{}/", path.display()))
        .unwrap_or_default();
    let changes = match output.outcome() {
        Outcome::Failed => Default::default(),
        Outcome::Done if dry_run => project.compare(&output)?,
        Outcome::Done => project.write(&output)?,
    };
    if json {
        writeln!(io::stdout(), "{:#}", output.json(&changes, &prefix))?;
    } else {
        let mut stderr = io::stderr();
        write!(stderr, "{}", output.rendered(&prefix, stderr.is_terminal()))?;
        write!(io::stdout(), "{}", output.summary(&changes))?;
    }
    Ok(output.outcome())
}
