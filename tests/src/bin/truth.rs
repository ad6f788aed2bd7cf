//! `cargo xtask truth`: whether the types of documents hold their instances.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use tests::{
    truth::{self, Document, Outcome},
    workspace,
};

/// Decodes instances of the named schemas of documents with the generated types, and encodes them.
#[derive(Parser)]
#[command(
    bin_name = "cargo xtask truth",
    after_help = "Exit codes: 0 all instances are equal, 1 some are not or a document fails, 2 usage."
)]
struct Arguments {
    /// About this many instances of each schema.
    #[arg(long, value_name = "N", default_value_t = 4)]
    count: usize,
    /// The documents in this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "documents")]
    dir: Option<PathBuf>,
    /// A document or a folder of pages; the documents of this repository by default.
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
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

impl Arguments {
    fn documents(&self) -> Result<Vec<Document>, String> {
        if !self.documents.is_empty() {
            let documents = self.documents.iter();
            return Ok(documents.map(|path| Document::at(path)).collect());
        }
        match &self.dir {
            Some(folder) => Document::in_folder(folder),
            None => Document::own(),
        }
    }
}

/// Whether every instance of every document is equal.
fn run(arguments: &Arguments) -> Result<bool, String> {
    let scratch = workspace().join("target/tmp");
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut is_complete = true;
    for document in arguments.documents()? {
        let _ = writeln!(io::stderr(), "{}", document.name);
        match truth::examine(&document, arguments.count, &scratch) {
            Ok(outcome) => outcomes.push(outcome),
            Err(error) => {
                is_complete = false;
                let _ = writeln!(io::stderr(), "{}: {error}", document.name);
            }
        }
    }
    let text = format!(
        "{}\n{}\n{}",
        truth::failures(&outcomes),
        truth::disagreements(&outcomes),
        truth::table(&outcomes)
    );
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())?;
    Ok(is_complete && outcomes.iter().all(Outcome::is_equal))
}
