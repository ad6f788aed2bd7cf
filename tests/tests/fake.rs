//! A whole API: the client of all its operations calls the fake that the API's vendor publishes.
//!
//! The operations come from the document that the vendor publishes and, where there is a corpus,
//! from the pages of its docs site, and from those of some weeks later.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::{Arc, OnceLock},
};

use libtest_mimic::{Arguments, Failed, Trial};
use seamstress_codegen::{
    Input, Output,
    diagnostic::{self, Diagnostic, Severity},
    project::{self, Project},
    report::Outcome,
    source::Source,
};
use serde_json::Value;
use tests::{
    corpus,
    crates::Crates,
    fake::{self, Fake},
    here,
    node::{self, is_skipped},
    snapshot, workspace,
};

/// The fake and what it needs are installed below this, and clients are compiled.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// The folder of a program that calls the fake, which becomes an example of the client's crate.
const PROGRAM: &str = "fake/client";
/// The dependencies of that program besides the client.
const MORE: &str = "\n[dev-dependencies]\nserde_json = \"1\"\n\n[dev-dependencies.tokio]\nversion = \"1\"\n\
                    default-features = false\nfeatures = [\"macros\", \"rt\", \"time\"]\n";

/// Of these, the vendor's own clients return nothing, though their responses have a value.
const NOT_RETURNED: &[&str] = &[
    "POST /access_codes/delete",
    "POST /access_codes/unmanaged/delete",
    "POST /access_codes/update",
    "POST /acs/credentials/assign",
    "POST /acs/credentials/unassign",
    "POST /acs/credentials/update",
    "POST /client_sessions/grant_access",
    "POST /connected_accounts/update",
    "POST /noise_sensors/noise_thresholds/delete",
    "POST /noise_sensors/noise_thresholds/update",
];

type Done = Result<(), Failed>;
type Test = fn(&Api) -> Done;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    if is_skipped("the fake") {
        return ExitCode::SUCCESS;
    }
    let mut apis = vec![Api::new("document", None)];
    for (name, folder) in [("pages", "seam/pages"), ("pages-next", "seam/pages-next")] {
        if let Some(pages) = corpus::find(folder) {
            apis.push(Api::new(name, Some(pages)));
        }
    }
    let tests: [(&str, Test); 5] = [
        ("every_operation_is_generated", every_operation),
        ("calls_return_what_the_vendors_clients_return", values),
        ("every_route_returns_a_value", every_route),
        ("strict_clients_refuse_undocumented_responses", strict),
        ("calls_have_the_expected_outcomes", outcomes),
    ];
    let trials = apis.into_iter().map(Arc::new).flat_map(|api| {
        tests.map(|(name, test)| {
            let api = Arc::clone(&api);
            Trial::test(format!("{}::{name}", api.name), move || test(&api))
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The API as it is known in one way.
struct Api {
    name: &'static str,
    /// The pages, or `None` for the document.
    pages: Option<PathBuf>,
    output: OnceLock<Result<Output, String>>,
    /// Calls the fake through the client.
    program: OnceLock<Result<PathBuf, String>>,
}

impl Api {
    fn new(name: &'static str, pages: Option<PathBuf>) -> Self {
        Self {
            name,
            pages,
            output: OnceLock::new(),
            program: OnceLock::new(),
        }
    }

    /// The client, with the decisions of this repository about the API.
    fn output(&self) -> Result<&Output, String> {
        let output = self.output.get_or_init(|| self.generate());
        output.as_ref().map_err(Clone::clone)
    }

    fn generate(&self) -> Result<Output, String> {
        let overrides = workspace().join("specs").join(project::OVERRIDES);
        let overrides = fs::read_to_string(overrides).map_err(|error| error.to_string())?;
        let sources = match &self.pages {
            Some(pages) => Project::pages_in(pages).map_err(|error| error.to_string())?,
            None => vec![Source {
                path: "openapi.json".to_owned(),
                text: document()?.to_owned(),
            }],
        };
        let output = seamstress_codegen::generate(Input {
            sources,
            overrides,
            ..Input::default()
        });
        match output.outcome() {
            Outcome::Done => Ok(output),
            Outcome::Failed => Err(errors(&output)),
        }
    }

    /// The output of the program that calls the fake through the client, with the argument `what`.
    fn run(&self, what: &str) -> Result<String, Failed> {
        let program = self.program.get_or_init(|| self.compile());
        let fake = Fake::start(Path::new(SCRATCH))?;
        let mut command = Command::new(program.as_ref()?);
        match node::run(command.arg(fake.url()).arg(what)) {
            Ok(output) => Ok(String::from_utf8(output.stdout)?),
            Err(error) => Err(format!("{error}\nThe output of the fake:\n{}", fake.log()).into()),
        }
    }

    fn compile(&self) -> Result<PathBuf, String> {
        let read = |path: PathBuf| {
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let output = self.output()?;
        let name = format!("fake-{}", self.name);
        let mut crates = Crates::new(Path::new(SCRATCH), &name);
        let folder = crates
            .add(&name, output, MORE)
            .map_err(|error| error.to_string())?;
        let modules = fs::read_dir(here(PROGRAM)).map_err(|error| error.to_string())?;
        let modules = modules.flatten().map(|module| {
            let name = module.file_name().to_string_lossy().into_owned();
            Ok((name, read(module.path())?))
        });
        let modules = modules.collect::<Result<_, String>>()?;
        seamstress_codegen::write::write(&folder.join("examples").join(&name), &modules)
            .map_err(|error| error.to_string())?;
        let build = ["build", "--quiet", "--features", "reqwest", "--example"];
        crates.cargo(&[&build[..], &[&name]].concat())?;
        Ok(crates.example(&name))
    }
}

/// The errors among the diagnostics of a whole API.
fn errors(output: &Output) -> String {
    let is_error = |it: &&Diagnostic| it.severity() == Severity::Error;
    let errors: Vec<_> = output
        .diagnostics
        .iter()
        .filter(is_error)
        .cloned()
        .collect();
    diagnostic::render(&errors, &output.sources, "", false)
}

/// The text of the document that the vendor publishes.
fn document() -> Result<&'static str, String> {
    static DOCUMENT: OnceLock<Result<String, String>> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| fake::document(Path::new(SCRATCH)));
    document.as_deref().map_err(Clone::clone)
}

/// The operations of the document by name, as in `POST /devices/list`.
fn documented() -> Result<Vec<(String, Value)>, Failed> {
    let mut document: Value = serde_json::from_str(document()?)?;
    let Value::Object(paths) = document["paths"].take() else {
        return Err("the document has no paths".into());
    };
    let operations = paths
        .into_iter()
        .map(|(path, mut item)| (format!("POST {path}"), item["post"].take()));
    Ok(operations.collect())
}

fn every_operation(api: &Api) -> Done {
    let output = api.output()?;
    let expected: BTreeSet<String> = documented()?.into_iter().map(|(name, _)| name).collect();
    let operations = output.api.operations.values();
    let found: BTreeSet<String> = operations.map(|it| it.key.to_string()).collect();
    assert_eq!(expected.len(), 201);
    assert_eq!(found, expected);
    assert_eq!(output.stats.operations_out, output.stats.operations_in);
    Ok(())
}

/// The document names the field of a response that the vendor's clients return; pages do not.
fn values(api: &Api) -> Done {
    let output = api.output()?;
    let mut compared = 0;
    let mut others = Vec::new();
    for (name, operation) in documented()? {
        let mut operations = output.api.operations.values();
        let Some(ours) = operations.find(|it| it.key.to_string() == name) else {
            return Err(format!("there is no {name}").into());
        };
        let ours = ours.envelope();
        match operation["x-response-key"].as_str() {
            Some(key) => {
                assert_eq!(ours, Some(key), "{name}");
                compared += 1;
            }
            None if ours.is_some() => others.push(name),
            None => {}
        }
    }
    assert_eq!(compared, 119);
    assert_eq!(others, NOT_RETURNED);
    Ok(())
}

/// Two routes of the fake respond 500, since nothing is behind them; the others succeed.
fn every_route(api: &Api) -> Done {
    let printed = api.run("routes")?;
    let called = printed
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(": "));
    let (called, outcomes): (BTreeSet<&str>, Vec<&str>) = called.unzip();
    let routes = Fake::start(Path::new(SCRATCH))?.routes()?;
    let routes: BTreeSet<&str> = routes.lines().collect();
    let others: Vec<_> = called.symmetric_difference(&routes).collect();
    assert_eq!(
        others,
        Vec::<&&str>::new(),
        "called, or routes of the fake, but not both"
    );
    let working = outcomes.iter().filter(|outcome| **outcome == "ok").count();
    assert_eq!((working, called.len()), (69, 71), "{printed}");
    let path = here("fake").join(format!("routes.{}.txt", api.name));
    Ok(snapshot::check(&path, &printed)?)
}

/// The fake is older than the documentation, so that its responses lack fields.
fn strict(api: &Api) -> Done {
    let printed = api.run("strict")?;
    assert!(printed.contains("missing required field"), "{printed}");
    let path = here("fake").join(format!("strict.{}.txt", api.name));
    Ok(snapshot::check(&path, &printed)?)
}

fn outcomes(api: &Api) -> Done {
    let printed = api.run("outcomes")?;
    assert!(printed.lines().count() > 10, "{printed}");
    Ok(())
}
