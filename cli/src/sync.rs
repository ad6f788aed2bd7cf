//! `seamstress sync`: a docs site in, a folder of pages out.

use std::{
    io,
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use indicatif::{ProgressBar, ProgressStyle};
use seamstress_sync::{
    Error, Options,
    plan::How,
    report::Report,
    sync,
    web::{Patience, Web},
};

/// Fetches the pages that a client is made of.
///
/// Reads the index of a docs site (`llms.txt`), fetches the pages that it lists,
/// and keeps those that are about the API below `pages/` in the specs folder,
/// each at the path of its URL. `pages.lock` beside them says what was fetched.
///
/// A page that cannot be fetched keeps its old text, and so does one that was
/// edited here; the others are written, and the run fails. A page that the site
/// does not have any more stays until `--prune`; pages that sync did not write
/// are never removed.
///
/// Exit codes: 0 done, 1 something failed, 2 usage.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The URL of the site's index. If it is left out: the one of the last run,
    /// else the one that the pages in the folder name.
    #[arg(long, value_name = "URL")]
    index: Option<String>,
    /// The specs folder: holds `pages/` and `pages.lock`.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Fetches, says what would change, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints what became of each page as JSON.
    #[arg(long)]
    json: bool,
    /// Removes pages that the site does not have any more.
    #[arg(long)]
    prune: bool,
    /// Overwrites pages that were edited here, and prunes though most of the
    /// site is gone.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let done = fetch(arguments).and_then(|report| {
        let mut stdout = io::stdout();
        if arguments.json {
            writeln!(stdout, "{:#}", report.json())?;
        } else {
            write!(stdout, "{}", report.summary())?;
        }
        Ok(report.has_failed())
    });
    match done {
        Ok(false) => ExitCode::SUCCESS,
        Ok(true) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(match error {
                Error::Usage(_) => 2,
                _ => 1,
            })
        }
    }
}

fn fetch(arguments: &Arguments) -> Result<Report, Error> {
    let options = Options {
        index: arguments.index.clone(),
        dry_run: arguments.dry_run,
        how: How {
            prune: arguments.prune,
            force: arguments.force,
        },
    };
    let bar = progress();
    let report = sync(
        &arguments.out,
        &options,
        &Web::new(Patience::default()),
        &|done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        },
    );
    bar.finish_and_clear();
    report
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("fetching {wide_bar} {pos}/{len} pages")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
