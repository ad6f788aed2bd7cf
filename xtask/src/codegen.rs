//! `cargo xtask codegen`: pages in, crate out.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Result, bail};
use seamstress_codegen::{generate, report::Outcome};

use crate::project;

/// What to do with the output.
#[derive(clap::Args, Default)]
pub(crate) struct Arguments {
    /// Writes nothing; fails if anything would change.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) check: bool,
    /// Writes nothing; says what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Prints diagnostics and changes as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The command that settles a failed check.
const COMMAND: &str = "cargo xtask codegen";

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let project = project();
    let output = generate(project.read()?);
    let failed = output.outcome() == Outcome::Failed;
    let changes = match failed {
        true => Default::default(),
        false if arguments.check || arguments.dry_run => project.compare(&output)?,
        false => project.write(&output)?,
    };
    if arguments.json {
        writeln!(io::stdout(), "{:#}", output.json(&changes, "specs/"))?;
    } else {
        let mut stderr = io::stderr();
        write!(
            stderr,
            "{}",
            output.rendered("specs/", stderr.is_terminal())
        )?;
        write!(io::stdout(), "{}", output.summary(&changes))?;
    }
    if failed {
        bail!("the pages have errors");
    }
    if arguments.check && !changes.strangers.is_empty() {
        bail!(
            "codegen did not write the files marked `?`: delete them or move them out of `src/`, then run `{COMMAND}`"
        );
    }
    if arguments.check && !changes.is_empty() {
        bail!(
            "the files above are not what the pages make: run `{COMMAND}` and commit what it writes"
        );
    }
    Ok(())
}
