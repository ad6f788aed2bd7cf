//! `cargo xtask hostile`: what the generator makes of hostile inputs.

use std::{
    env,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use tests::{
    hostile::{self, Checked},
    workspace,
};

const USAGE: &str = "\
Generates crates from the hostile inputs of a folder, compiles them, and compares what happened
with the folder's `index.json`.

Usage: cargo xtask hostile [--dir FOLDER] [--json] [CASE...]

  --dir FOLDER   the cases in this folder; those of this repository by default, and the shared
                 ones where they exist
  --json         prints the results as JSON
  CASE           runs this case only; several are possible

Exit codes: 0 all cases pass, 1 some do not, 2 usage.
";

fn main() -> ExitCode {
    let result = match Arguments::parse(env::args().skip(1)) {
        Ok(Some(arguments)) => run(&arguments),
        Ok(None) => print(USAGE).map(|()| true),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Default)]
struct Arguments {
    folder: Option<PathBuf>,
    json: bool,
    only: Vec<String>,
}

impl Arguments {
    /// `None` where the usage is asked for.
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--json" => arguments.json = true,
                "--dir" => {
                    let folder = words.next().ok_or("`--dir` needs a folder")?;
                    arguments.folder = Some(folder.into());
                }
                option if option.starts_with('-') => return Err(format!("no option `{option}`")),
                case => arguments.only.push(case.to_owned()),
            }
        }
        Ok(Some(arguments))
    }
}

/// Whether every case passes.
fn run(arguments: &Arguments) -> Result<bool, String> {
    let scratch = workspace().join("target/tmp");
    let folders = match &arguments.folder {
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
    print(&match arguments.json {
        true => format!("{:#}\n", hostile::json(&checked)),
        false => hostile::render(&checked),
    })?;
    Ok(checked.iter().all(|it| it.failures().is_empty()))
}

fn print(text: &str) -> Result<(), String> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}
