//! Exchanges: the client of a document calls every operation of a server that checks requests
//! against the same document.

mod calls;

use std::{
    collections::BTreeSet,
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use seamstress_codegen::{Input, Output, generate, report::Outcome, source::Source, write};
use serde_json::Value;

use crate::{
    crates::Crates,
    here,
    node::{self, Server},
};

/// The scripts that are run.
const SCRIPTS: &[&str] = &["document.mjs", "sampler.mjs", "samples.mjs", "server.mjs"];

/// The files of the program other than the calls.
const PROGRAM: &[&str] = &["main.rs", "given.rs", "received.rs"];

/// What the program needs besides the client.
const MORE: &str = "\n[dev-dependencies]\nserde_json = \"1\"\n\n[dev-dependencies.tokio]\nversion = \"1\"\n\
                    default-features = false\nfeatures = [\"macros\", \"rt\"]\n";

/// One call, and what went wrong, if something did.
#[derive(Debug)]
pub struct CallOutcome {
    /// Method and path.
    pub operation: String,
    /// Why there was no operation, why there were no valid arguments, why the request was not sent
    /// or was refused, or how the response was not decoded.
    pub error: Option<String>,
}

/// The generated client of a document.
#[derive(Debug)]
pub struct Client {
    document: PathBuf,
    package: String,
    /// How many operations the document has.
    pub operations: usize,
}

impl Client {
    /// Generates the client of the document at `document`, and writes it to `crates` together
    /// with the program that calls all of it.
    ///
    /// # Errors
    ///
    /// Where the client cannot be generated or written, or lacks an operation.
    pub fn write(name: &str, document: &Path, crates: &mut Crates) -> Result<Self, String> {
        let text = fs::read_to_string(document).map_err(|error| error.to_string())?;
        let path = document.file_name().unwrap_or_default();
        let output = generate(Input {
            sources: vec![Source {
                path: path.to_string_lossy().into_owned(),
                text,
            }],
            ..Input::default()
        });
        if output.outcome() == Outcome::Failed {
            return Err(output.rendered("", false));
        }
        let package = format!("exchange-{name}");
        write_program(&package, &output, crates).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self {
            document: document.to_owned(),
            package,
            operations: output.stats.operations_in,
        })
    }

    /// Calls every operation of the server at `url`. The program must have been built.
    ///
    /// # Errors
    ///
    /// Where the samples cannot be made, or the program fails.
    pub fn call(
        &self,
        url: &str,
        crates: &Crates,
        scratch: &Path,
    ) -> Result<Vec<CallOutcome>, String> {
        let folder = node::install(scratch, "exchange", SCRIPTS)?;
        let mut samples = Command::new("node");
        samples.arg(folder.join("samples.mjs")).arg(&self.document);
        let samples = node::run(&mut samples)?.stdout;
        let file = scratch.join(format!("{}.json", self.package));
        fs::write(&file, &samples).map_err(|error| error.to_string())?;
        let mut program = Command::new(crates.example(&self.package));
        let printed = node::run(program.arg(url).arg(&file))?.stdout;
        let mut calls: Vec<CallOutcome> = String::from_utf8_lossy(&printed)
            .lines()
            .map(called)
            .collect::<Result<_, _>>()?;
        calls.extend(left_out(&samples, &calls)?);
        Ok(calls)
    }
}

/// The operations that have samples, and that the client lacks.
fn left_out(samples: &[u8], calls: &[CallOutcome]) -> Result<Vec<CallOutcome>, String> {
    let samples: Vec<Value> = serde_json::from_slice(samples).map_err(|error| error.to_string())?;
    let operations = samples.iter().filter_map(|it| it["operation"].as_str());
    let mut operations: BTreeSet<&str> = operations.collect();
    for call in calls {
        operations.remove(&*call.operation);
    }
    let calls = operations.into_iter().map(|operation| CallOutcome {
        operation: operation.to_owned(),
        error: Some("left out: the client has no such operation".to_owned()),
    });
    Ok(calls.collect())
}

fn called(line: &str) -> Result<CallOutcome, String> {
    let read: Value = serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let text = |key: &str| read[key].as_str().map(str::to_owned);
    Ok(CallOutcome {
        operation: text("operation").unwrap_or_default(),
        error: text("error"),
    })
}

fn write_program(package: &str, output: &Output, crates: &mut Crates) -> Result<(), String> {
    let mut files = PROGRAM
        .iter()
        .map(|file| {
            let text = fs::read_to_string(here("exchange/program").join(file));
            Ok(((*file).to_owned(), text.map_err(|error| error.to_string())?))
        })
        .collect::<Result<seamstress_codegen::file_tree::FileTree, String>>()?;
    files.insert("calls.rs".to_owned(), calls::calls(output)?);
    let folder = crates
        .add(package, output, MORE)
        .map_err(|error| error.to_string())?;
    let folder = folder.join("examples").join(package);
    write::write(&folder, &files).map_err(|error| error.to_string())?;
    Ok(())
}

/// A running server that checks requests against a document. Dropping it ends the process.
#[derive(Debug)]
pub struct ValidatingServer {
    _server: Server,
    port: u16,
}

impl ValidatingServer {
    /// Installs the server below `scratch`, and starts it with `document`.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or the server cannot be installed or started; the message says
    /// what to do.
    pub fn start(scratch: &Path, document: &Path) -> Result<Self, String> {
        let folder = node::install(scratch, "exchange", SCRIPTS)?;
        let mut command = Command::new("node");
        let mut server =
            Server::start(command.arg("server.mjs").arg(document).current_dir(&folder))?;
        let port = server.wait_until(|log| {
            let line = log.split_once("listening on ")?.1;
            line.split_once('\n')?.0.trim().parse().ok()
        })?;
        Ok(Self {
            _server: server,
            port,
        })
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// How the calls of a document ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// All calls.
    pub calls: usize,
    /// Those with valid arguments.
    pub called: usize,
    /// Those that the server accepted.
    pub accepted: usize,
    /// Those whose response was decoded.
    pub decoded: usize,
}

impl Counts {
    /// Counts `calls`.
    pub fn of(calls: &[CallOutcome]) -> Self {
        let count = |without: &[&str]| {
            let ends = |call: &&CallOutcome| {
                let error = call.error.as_deref().unwrap_or_default();
                !without.iter().any(|kind| error.starts_with(kind))
            };
            calls.iter().filter(ends).count()
        };
        Self {
            calls: calls.len(),
            called: count(&["left out", "unsampled"]),
            accepted: count(&["left out", "unsampled", "unsent", "refused"]),
            decoded: calls.iter().filter(|call| call.error.is_none()).count(),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            calls,
            called,
            accepted,
            decoded,
        } = self;
        write!(
            f,
            "{calls} calls: {called} with valid arguments, {accepted} accepted, {decoded} decoded"
        )
    }
}
