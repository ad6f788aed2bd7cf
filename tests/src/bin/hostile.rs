//! `cargo xtask hostile`: what the generator makes of hostile inputs.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use tests::{
    hostile::{self, Checked},
    workspace,
};

/// Generates crates from the hostile inputs of a folder, compiles them, and compares what happened
/// with the folder's `index.json`.
#[derive(Parser)]
#[command(
    bin_name = "cargo xtask hostile",
    after_help = "Exit codes: 0 all cases pass, 1 some do not, 2 usage."
)]
struct Arguments {
    /// The cases in this folder; those of this repository by default, and the shared ones where
    /// they exist.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// Prints the results as JSON.
    #[arg(long)]
    json: bool,
    /// Runs this case only; several are possible.
    #[arg(value_name = "CASE")]
    only: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every case passes.
fn run(arguments: &Arguments) -> Result<bool, String> {
    let scratch = workspace().join("target/tmp");
    let folders = match &arguments.dir {
        Some(folder) => vec![folder.clone()],
        None => hostile::folders(),
    };
    let mut checked: Vec<Checked> = Vec::new();
    for folder in folders {
        checked.extend(hostile::check(&folder, &arguments.only, &scratch)?);
    }
    if checked.is_empty() {
        return Err("no case has one of these names".to_owned());
    }
    let text = match arguments.json {
        true => format!("{:#}\n", hostile::json(&checked)),
        false => hostile::render(&checked),
    };
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())?;
    Ok(checked.iter().all(|it| it.failures().is_empty()))
}
