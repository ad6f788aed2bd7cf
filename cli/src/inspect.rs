//! `seamstress inspect`: what there is to generate from, and what to decide first.

mod page;
mod proposal;

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    path::Path,
    process::ExitCode,
};

use seamstress_codegen::{
    Input, Output,
    diagnostic::{Severity, escape},
    emit::Runtime,
    project::Project,
};
use serde_json::{Value, json};

use self::proposal::Proposal;
use crate::generate;

/// How many errors are shown.
const MAX_ERRORS: usize = 20;
/// How much of what the pages leave out is shown.
const MAX_GAPS: usize = 20;

/// Shows what a folder or a site has to generate from, and proposes an `overrides.toml`.
///
/// Prints a table of the files: their format, the operations that each describes, and what is left
/// out, with the reason; and what pages name without describing it. Then the `overrides.toml` to
/// begin with; a comment above each entry names the page that suggests it. Writes nothing.
///
/// Exit codes: 0 success, 1 there is no operation, a file cannot be read or the site has no index,
/// 2 usage error.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of pages, a folder with `pages/` and `overrides.toml`, one OpenAPI document, or
    /// the URL of a documentation site.
    source: String,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let result = inspect(&arguments.source).and_then(|inspection| {
        let mut stdout = io::stdout();
        if arguments.json {
            writeln!(stdout, "{:#}", inspection.json())?;
        } else {
            write!(stdout, "{}", inspection.text())?;
        }
        Ok(inspection.output.stats.operations_out > 0)
    });
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What was found.
struct Inspection {
    /// How the pages were found, where they are on a site; as text and as JSON.
    discovery: Option<(String, Value)>,
    output: Output,
    proposals: Vec<Proposal>,
}

fn inspect(source: &str) -> io::Result<Inspection> {
    if source.starts_with("https://") || source.starts_with("http://") {
        return inspect_site(source);
    }
    Ok(Inspection::new(read(Path::new(source))?, None))
}

/// Reads the document, the folder of pages, or the project at `input`.
fn read(input: &Path) -> io::Result<Input> {
    let root = generate::root(input);
    let project = Project {
        specs: root.to_owned(),
        out: root.to_owned(),
        runtime: Runtime::Registry,
    };
    generate::read(input, root, &project)
}

/// Fetches the pages of a site into a folder that is removed afterwards.
#[cfg(feature = "sync")]
fn inspect_site(url: &str) -> io::Result<Inspection> {
    use seamstress_sync::{Options, RetryPolicy, http::HttpFetcher, sync};

    let folder = tempfile::tempdir()?;
    let options = Options {
        index: Some(url.to_owned()),
        ..Options::default()
    };
    let fetcher = HttpFetcher::new(RetryPolicy::default());
    let report = sync(folder.path(), &options, &fetcher, &|_, _| {})
        .map_err(|error| io::Error::other(error.to_string()))?;
    let input = match folder.path().join("pages").is_dir() {
        true => read(folder.path())?,
        false => Input::default(),
    };
    let discovery = (report.summary(), report.json());
    Ok(Inspection::new(input, Some(discovery)))
}

#[cfg(not(feature = "sync"))]
fn inspect_site(url: &str) -> io::Result<Inspection> {
    Err(io::Error::other(format!(
        "`{url}`: this binary was built without the feature `sync`; pass a folder"
    )))
}

impl Inspection {
    fn new(input: Input, discovery: Option<(String, Value)>) -> Self {
        let output = seamstress_codegen::generate(input);
        Self {
            proposals: proposal::proposals(&output),
            discovery,
            output,
        }
    }

    /// For the terminal.
    fn text(&self) -> String {
        let mut text = String::new();
        if let Some((summary, _)) = &self.discovery {
            let _ = writeln!(text, "{summary}");
        }
        text.push_str(&page::table(&self.output));
        let _ = writeln!(text, "\n{}", self.output.stats.summary());
        let counts = self.output.counts();
        let _ = writeln!(text, "{counts}; `seamstress generate` shows all of them");
        text.push_str(&self.errors());
        text.push_str(&self.gaps());
        if self.proposals.is_empty() {
            return text;
        }
        let _ = writeln!(text, "\noverrides.toml to begin with:\n");
        for proposal in &self.proposals {
            // Texts of pages could contain control characters.
            for line in proposal.text().lines() {
                let _ = writeln!(text, "{}", escape(line));
            }
            text.push('\n');
        }
        text
    }

    /// A line for each of the first errors, whether it costs the run or the operations that it
    /// concerns.
    fn errors(&self) -> String {
        let diagnostics = self.output.diagnostics.iter();
        let errors =
            diagnostics.filter(|it| it.is_error() || it.code.severity() == Severity::Error);
        let lines = errors.take(MAX_ERRORS).map(|error| {
            let first = error.labels.first();
            let place = first.and_then(|label| label.location.resolve(&self.output.sources));
            let place = place.map(|(file, range)| {
                let (line, column) = file.line_column(range.start);
                format!("{}:{line}:{column}: ", file.path())
            });
            let place = place.unwrap_or_default();
            let line = format!("{place}{}: {}", error.code.as_str(), error.message);
            format!("  {}\n", escape(&line))
        });
        lines.collect()
    }

    /// A line for each of the first things that the pages name and do not describe. Operations that
    /// are left out are in the table.
    fn gaps(&self) -> String {
        let gaps: Vec<_> = self.output.coverage.undescribed().collect();
        if gaps.is_empty() {
            return String::new();
        }
        let mut text = "\nnamed, and not described:\n".to_owned();
        for gap in gaps.iter().take(MAX_GAPS) {
            let place = gap.location.and_then(|it| it.resolve(&self.output.sources));
            let place = place.map(|(file, range)| {
                let (line, _) = file.line_column(range.start);
                format!("{}:{line}: ", file.path())
            });
            let line = format!("{}{}", place.unwrap_or_default(), gap.text);
            let _ = writeln!(text, "  {}", escape(&line));
        }
        if gaps.len() > MAX_GAPS {
            let more = gaps.len() - MAX_GAPS;
            let _ = writeln!(text, "  and {more} more; `--json` lists all");
        }
        text
    }

    /// For programs.
    fn json(&self) -> Value {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let [errors, warnings, notes] = severities.map(|it| self.output.count(it));
        let overrides: Vec<String> = self.proposals.iter().map(Proposal::text).collect();
        json!({
            "discovery": self.discovery.as_ref().map(|(_, json)| json),
            "pages": page::json(&self.output),
            "stats": self.output.stats,
            "coverage": self.output.coverage.json(),
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
            "proposals": self.proposals.iter().map(Proposal::json).collect::<Vec<_>>(),
            "overrides": overrides.join("\n"),
        })
    }
}
