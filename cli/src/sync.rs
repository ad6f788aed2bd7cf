//! `seamstress sync`: fetches the pages of a documentation site into a folder.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use indicatif::{ProgressBar, ProgressStyle};
use seamstress_sync::{Error, Options, RetryPolicy, http::HttpFetcher, report::Report, sync};

/// Fetches the pages of a documentation site.
///
/// Finds the index of the site (`llms.txt`, `llms-full.txt` or a sitemap), fetches the pages that
/// it lists, and writes those that document the API below `pages/` in the specs folder, each at
/// the path of its URL. An OpenAPI document is written next to them where a page names one instead
/// of describing its operation, and where no page describes an operation. Pages that only show
/// commands with their responses are written where nothing else describes an operation.
/// `robots.txt` is obeyed. `pages.lock` records the version of each page, so that the next run
/// transfers only what has changed.
///
/// A page that cannot be fetched, or that was edited locally, keeps its text; the others are
/// written, and the run fails. A page that the site no longer has is kept unless `--prune` is
/// given; a page that sync did not write is never removed, unless an identical page is fetched
/// under another path.
///
/// Exit codes: 0 success, 1 a page failed or the index, the lock or a file is invalid,
/// 2 usage error.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The URL of the site, of any of its pages, or of its index: `llms.txt`, `llms-full.txt`, a
    /// sitemap or an OpenAPI document. By default the index of the last run, else the one that the
    /// local pages name.
    #[arg(long, value_name = "URL")]
    index: Option<String>,
    /// The folder with `pages/` and `pages.lock`.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Writes nothing; reports what would change.
    #[arg(long)]
    dry_run: bool,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
    /// Removes pages that the site no longer has.
    #[arg(long)]
    prune: bool,
    /// Overwrites pages that were edited locally, and prunes even where most of the site is
    /// missing.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let result = fetch(arguments).and_then(|report| {
        let mut stdout = io::stdout();
        if arguments.json {
            writeln!(stdout, "{:#}", report.json())?;
        } else {
            write!(stdout, "{}", report.summary())?;
        }
        Ok(report.has_failed())
    });
    match result {
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
        prune: arguments.prune,
        force: arguments.force,
    };
    let bar = progress_bar();
    let report = sync(
        &arguments.out,
        &options,
        &HttpFetcher::new(RetryPolicy::default()),
        &|done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        },
    );
    bar.finish_and_clear();
    report
}

/// A progress bar, where stderr is a terminal.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("fetching {wide_bar} {pos}/{len} pages")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
