//! Every operation of documents of several kinds, called with valid arguments: the server, which
//! checks requests against the same document, accepts the request, and the response is decoded.
//!
//! `exchange/limits.yaml` lists what cannot be: exactly that may fail.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, OnceLock},
};

use libtest_mimic::{Arguments, Failed, Trial};
use tests::{
    corpus,
    crates::Crates,
    exchange::{CallOutcome, Client, Counts, ValidatingServer},
    here,
    node::is_skipped,
    prism::Prism,
};

const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// A document, and who checks requests against it.
struct Document {
    name: &'static str,
    /// What is special about it.
    about: &'static str,
    place: Place,
    validator: Validator,
}

enum Place {
    /// Below the folder of this package.
    Own(&'static str),
    /// In the corpus.
    Corpus(&'static str),
}

#[derive(Clone, Copy)]
enum Validator {
    /// Prism.
    Prism,
    /// The server of the tests, for what Prism cannot serve.
    Own,
}

const DOCUMENTS: &[Document] = &[
    Document {
        name: "shop",
        about: "deepObject with multipart, several success types, events",
        place: Place::Own("exchange/shop.yaml"),
        validator: Validator::Own,
    },
    Document {
        name: "brightcove",
        about: "small",
        place: Place::Corpus("openapi/dlt-brightcove-ingest-api.json"),
        validator: Validator::Prism,
    },
    Document {
        name: "opencode",
        about: "3.1, deepObject, events",
        place: Place::Corpus("openapi/opencode.yaml"),
        validator: Validator::Own,
    },
    Document {
        name: "qdrant",
        about: "several success types, multipart",
        place: Place::Corpus("openapi/qdrant.json"),
        validator: Validator::Own,
    },
    Document {
        name: "vercel",
        about: "3.1 with unions",
        place: Place::Corpus("openapi/ag31-vercel-com-0-0-1.json"),
        validator: Validator::Own,
    },
    Document {
        name: "jira",
        about: "533 operations",
        place: Place::Corpus("openapi/jira.yaml"),
        validator: Validator::Own,
    },
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if is_skipped("exchanges") {
        return ExitCode::SUCCESS;
    }
    let found = DOCUMENTS.iter().filter_map(|document| {
        let path = match document.place {
            Place::Own(path) => here(path),
            Place::Corpus(path) => corpus::find(path)?,
        };
        Some((document, path))
    });
    let found: Vec<(&Document, PathBuf)> = found.collect();
    let paths: Vec<_> = found
        .iter()
        .map(|(document, path)| (document.name, path.clone()))
        .collect();
    let programs = Arc::new(OnceLock::new());
    let trials = found
        .into_iter()
        .enumerate()
        .map(|(index, (document, path))| {
            let (programs, paths) = (Arc::clone(&programs), paths.clone());
            Trial::test(document.name, move || {
                let built = programs.get_or_init(|| build(&paths));
                let (crates, clients) = built.as_ref().map_err(Failed::from)?;
                exchange(document, &path, &clients[index], crates)
            })
        });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The programs of all documents, built at once.
type Programs = (Crates, Vec<Client>);

fn build(documents: &[(&str, PathBuf)]) -> Result<Programs, String> {
    let mut crates = Crates::new(Path::new(SCRATCH), "exchange");
    let clients = documents
        .iter()
        .map(|(name, path)| Client::write(name, path, &mut crates))
        .collect::<Result<_, _>>()?;
    crates.cargo(&["build", "--quiet", "--examples", "--features", "reqwest"])?;
    Ok((crates, clients))
}

fn exchange(
    document: &Document,
    path: &Path,
    client: &Client,
    crates: &Crates,
) -> Result<(), Failed> {
    let scratch = Path::new(SCRATCH);
    let calls = match document.validator {
        Validator::Prism => {
            let prism = Prism::start(scratch, path)?;
            client.call(&prism.url(), crates, scratch)?
        }
        Validator::Own => {
            let server = ValidatingServer::start(scratch, path)?;
            client.call(&server.url(), crates, scratch)?
        }
    };
    let limits = Limit::of(document.name)?;
    let mut report = format!(
        "\n{} ({}): {} operations, {}\n",
        document.name,
        document.about,
        client.operations,
        Counts::of(&calls),
    );
    for limit in &limits {
        report += &format!("  {}: {}\n", limit.operations.join(", "), limit.reason);
    }
    // Unlike `eprint`, this is shown for tests that pass.
    let _ = io::stderr().write_all(report.as_bytes());
    let operations: BTreeSet<&str> = calls.iter().map(|it| it.operation.as_str()).collect();
    assert_eq!(
        operations.len(),
        client.operations,
        "every operation is called"
    );
    let unexpected = unexpected(&calls, &limits);
    if unexpected.is_empty() {
        Ok(())
    } else {
        Err(unexpected.join("\n").into())
    }
}

/// The calls that fail without a limit, and the limits without a call that fails.
fn unexpected(calls: &[CallOutcome], limits: &[Limit]) -> Vec<String> {
    let of_operations = |limit: &'_ Limit| {
        let operations = limit.operations.clone().into_iter();
        let error = limit.error.clone();
        operations.map(move |operation| (operation, error.clone()))
    };
    let expected: BTreeSet<(String, String)> = limits.iter().flat_map(of_operations).collect();
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for CallOutcome { operation, error } in calls {
        let Some(error) = error else { continue };
        let mut limits = expected.iter();
        match limits.find(|(of, begin)| of == operation && error.starts_with(begin)) {
            Some(limit) => {
                met.insert(limit.clone());
            }
            None => found.push(format!("{operation}: {error}")),
        }
    }
    let unmet = expected.difference(&met);
    found.extend(unmet.map(|(operation, error)| format!("{operation}: no longer `{error}`")));
    found
}

/// Calls that are known to fail.
#[derive(serde::Deserialize)]
struct Limit {
    document: String,
    operations: Vec<String>,
    /// How their errors begin.
    error: String,
    reason: String,
}

impl Limit {
    /// Those of a document.
    fn of(document: &str) -> Result<Vec<Self>, Failed> {
        let text = fs::read_to_string(here("exchange/limits.yaml"))?;
        let mut limits: Vec<Self> = serde_yaml::from_str(&text)?;
        limits.retain(|limit| limit.document == document);
        Ok(limits)
    }
}
