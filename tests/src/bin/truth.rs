//! `cargo xtask truth`: whether the types of documents hold their instances.

use std::{
    env,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use tests::{
    truth::{self, Document, Outcome},
    workspace,
};

const USAGE: &str = "\
Decodes instances of the named schemas of documents with the generated types, and encodes them.

Usage: cargo xtask truth [--count N] [--dir FOLDER | DOCUMENT...]

  --count N      about N instances of each schema [default: 4]
  --dir FOLDER   the documents in this folder
  DOCUMENT       a document or a folder of pages; the documents of this repository by default

Exit codes: 0 all instances are equal, 1 some are not or a document fails, 2 usage.
";

fn main() -> ExitCode {
    let result = match Arguments::parse(env::args().skip(1)) {
        Ok(Some(arguments)) => run(&arguments),
        Ok(None) => io::stdout()
            .write_all(USAGE.as_bytes())
            .map(|()| true)
            .map_err(|error| error.to_string()),
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

struct Arguments {
    count: usize,
    folder: Option<PathBuf>,
    documents: Vec<PathBuf>,
}

impl Arguments {
    /// `None` where the usage is asked for.
    fn parse(words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut arguments = Self {
            count: 4,
            folder: None,
            documents: Vec::new(),
        };
        let mut words = words;
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--count" => {
                    let count = words.next().and_then(|count| count.parse().ok());
                    arguments.count = count.ok_or("`--count` needs a number")?;
                }
                "--dir" => {
                    let folder = words.next().ok_or("`--dir` needs a folder")?;
                    arguments.folder = Some(folder.into());
                }
                option if option.starts_with('-') => return Err(format!("no option `{option}`")),
                document => arguments.documents.push(document.into()),
            }
        }
        Ok(Some(arguments))
    }

    fn documents(&self) -> Result<Vec<Document>, String> {
        if !self.documents.is_empty() {
            return Ok(self
                .documents
                .iter()
                .map(|path| Document::at(path))
                .collect());
        }
        match &self.folder {
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
