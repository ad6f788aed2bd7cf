//! Compares the site with the local pages, and decides what to write.
//!
//! Pure and total: whatever the site sends, every page is reported, and no local edit is
//! overwritten unless the caller forces it.

use std::collections::{BTreeMap, BTreeSet};

use seamstress_codegen::source::digest;

use crate::{
    collect::Collected,
    content::{Content, pages_to_keep},
    fetch::{Cause, FetchError, Response, Validator},
    index::{Index, Kind, ListedPage},
    local::LocalState,
    lock::{LeftOutPage, LockedPage, PagesLock},
    options::Options,
    report::{Outcome, PageReport, Report},
};

/// What to write, and what to report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Path → text of the pages to write.
    pub writes: BTreeMap<String, String>,
    /// Paths of the pages to remove, after the writes.
    pub removes: BTreeSet<String>,
    /// The lock after the run.
    pub lock: PagesLock,
    /// What is reported to the user.
    pub report: Report,
}

/// A page that the site no longer has, and how that shows.
type MissingPage = (String, &'static str);

/// Why a page that is here is missing on the site, where the site has it.
const NOT_API: &str = "the page no longer documents an operation or a group";

/// Compares the pages and documents that were fetched with the local ones. `index` has listed
/// them.
pub fn plan(
    index: Index,
    local: &LocalState<'_>,
    collected: Vec<Collected>,
    options: &Options,
) -> Plan {
    let mut plan = Plan {
        lock: local.lock.clone().without_left_out().without_findings(),
        ..Plan::default()
    };
    plan.report.is_dry_run = options.dry_run;
    plan.report.listed = index.pages.len() + index.unmapped.len();
    plan.report.not_followed = index.not_followed;
    for skipped in index.unmapped {
        plan.report
            .add(&skipped.link, Outcome::Failed, skipped.reason);
    }

    let contents = contents(local, &collected);
    let kept = pages_to_keep(&contents);
    let listed: BTreeSet<String> = collected.iter().map(|it| it.page.path.clone()).collect();
    let mut missing = Vec::new();
    let mut fetched = Vec::new();
    for Collected { page, result } in collected {
        let is_kept = kept.contains(page.path.as_str());
        match result {
            Ok(Response::Text { text, validator }) if is_kept => {
                write_page(&mut plan, local, options, &page, text, validator);
                fetched.push(page.path);
            }
            Ok(Response::Text { validator, .. }) => {
                let content = contents.get(&page.path);
                missing.extend(leave_out(&mut plan, local, page, content, validator));
            }
            Ok(Response::NotModified) => {
                missing.extend(keep_unchanged(&mut plan, local, page, is_kept));
            }
            Err(error) => missing.extend(report_error(&mut plan, local, page, &error)),
        }
    }
    detect_moves(&mut plan, local, &listed, &fetched, &contents);
    let unlisted = local.lock.pages.keys();
    let unlisted = unlisted.filter(|path| !listed.contains(*path));
    missing.extend(unlisted.map(|path| (path.clone(), "the index no longer lists the page")));
    missing.retain(|(path, _)| !plan.removes.contains(path));
    remove_missing(&mut plan, local, options, missing);
    for path in local.pages.keys() {
        let is_known = listed.contains(path) || local.lock.pages.contains_key(path);
        if !is_known && !plan.removes.contains(path) {
            plan.report.add(path, Outcome::Unlisted, "");
        }
    }
    plan.report.pages.sort();
    plan
}

/// What each page contains, by path. Pages that were not fetched count as they are here.
fn contents(local: &LocalState<'_>, collected: &[Collected]) -> BTreeMap<String, Content> {
    let contents = collected.iter().filter_map(|it| {
        let path = &it.page.path;
        let here = || Some(Content::parse(path, local.pages.get(path)?));
        Some((path.clone(), it.content(local).or_else(here)?))
    });
    contents.collect()
}

/// Plans to leave out a page that does not document the API; returns it where it is here.
fn leave_out(
    plan: &mut Plan,
    local: &LocalState<'_>,
    page: ListedPage,
    content: Option<&Content>,
    validator: Validator,
) -> Option<MissingPage> {
    if local.lock.pages.contains_key(&page.path) || local.pages.contains_key(&page.path) {
        return Some((page.path, NOT_API));
    }
    plan.report.not_api += 1;
    let left_out = LeftOutPage {
        url: page.url.to_string(),
        has_lead: content.is_some_and(|content| content.has_lead),
        has_calls: content.is_some_and(|content| content.has_calls),
        validator,
    };
    plan.lock.left_out.insert(page.path, left_out);
    None
}

/// Plans nothing for a page that the site has not changed; returns it where it is here and other
/// pages have made it needless.
fn keep_unchanged(
    plan: &mut Plan,
    local: &LocalState<'_>,
    page: ListedPage,
    is_kept: bool,
) -> Option<MissingPage> {
    if local.is_current(&page.url, &page.path) {
        if !is_kept {
            return Some((page.path, NOT_API));
        }
        plan.report.add(&page.path, Outcome::Unchanged, "");
        return None;
    }
    match local.lock.left_out.get(&page.path) {
        Some(left_out) if local.is_left_out(&page) => {
            plan.report.not_api += 1;
            plan.lock.left_out.insert(page.path, left_out.clone());
        }
        _ => {
            let note = "the site responded `304 Not Modified`, but there is no local copy";
            plan.report.add(&page.path, Outcome::Failed, note);
        }
    }
    None
}

/// Reports a page that was not fetched; returns it where the site no longer has it.
fn report_error(
    plan: &mut Plan,
    local: &LocalState<'_>,
    page: ListedPage,
    error: &FetchError,
) -> Option<MissingPage> {
    if error.cause != Cause::Absent || page.kind == Kind::Page {
        plan.report.add(&page.path, Outcome::Failed, &error.reason);
    } else if local.lock.pages.contains_key(&page.path) {
        return Some((page.path, "the site no longer has the file"));
    } else if page.kind == Kind::Twin {
        plan.report.without_markdown += 1;
    }
    None
}

/// Plans to write a page that documents the API or a group of it.
fn write_page(
    plan: &mut Plan,
    local: &LocalState<'_>,
    options: &Options,
    page: &ListedPage,
    text: String,
    validator: Validator,
) {
    let outcome = match local.pages.get(&page.path) {
        Some(current) if *current == text => Outcome::Unchanged,
        Some(_) if local.is_edited(&page.path) && !options.force => Outcome::Edited,
        Some(_) => Outcome::Changed,
        None => Outcome::New,
    };
    if outcome == Outcome::Edited {
        // The lock keeps its entry too, so that the next run reports the page again.
        let note = "the site has a different text; `--force` overwrites the local one";
        return plan.report.add(&page.path, outcome, note);
    }
    plan.report.add(&page.path, outcome, "");
    let locked = LockedPage {
        url: page.url.to_string(),
        sha256: digest(&text),
        validator,
        missing: None,
        moved_from: None,
    };
    plan.lock.pages.insert(page.path.clone(), locked);
    if outcome != Outcome::Unchanged {
        plan.writes.insert(page.path.clone(), text);
    }
}

/// Finds the former paths of new pages. A local page that the index does not list and that
/// documents the same operations as a new one would document them twice.
fn detect_moves(
    plan: &mut Plan,
    local: &LocalState<'_>,
    listed: &BTreeSet<String>,
    fetched: &[String],
    contents: &BTreeMap<String, Content>,
) {
    let mut candidates: Vec<(&String, Content)> = local
        .pages
        .iter()
        .filter(|(path, _)| !listed.contains(*path) && !local.is_edited(path))
        .map(|(path, text)| (path, Content::parse(path, text)))
        .collect();
    for path in fetched {
        let operations = contents.get(path).map(|content| &content.operations);
        let Some(operations) = operations.filter(|it| !it.is_empty()) else {
            continue;
        };
        if local.pages.contains_key(path) {
            continue;
        }
        let found = candidates.iter().position(|(former, content)| {
            // A page that sync did not write is replaced only by an identical text.
            let is_ours = local.lock.pages.contains_key(*former);
            let is_identical = local.pages.get(*former) == plan.writes.get(path);
            content.operations == *operations && (is_ours || is_identical)
        });
        let Some(found) = found else { continue };
        let (former, _) = candidates.remove(found);
        plan.removes.insert(former.clone());
        let locked = plan.lock.pages.remove(former);
        if let (Some(former), Some(page)) = (locked, plan.lock.pages.get_mut(path)) {
            page.moved_from = Some(former.url);
        }
        plan.report.pages.retain(|page| page.path != *path);
        plan.report
            .add(path, Outcome::Moved, &format!("from {former}"));
    }
}

/// Plans to remove pages that the site no longer has, where the options ask for it and sync
/// wrote them.
fn remove_missing(
    plan: &mut Plan,
    local: &LocalState<'_>,
    options: &Options,
    missing: Vec<MissingPage>,
) {
    let before = local.lock.pages.len();
    let is_locked = |(path, _): &&MissingPage| local.lock.pages.contains_key(path);
    let after = before - missing.iter().filter(is_locked).count();
    // A site that lost most of its pages is more likely broken than rewritten.
    let is_suspicious = after * 2 < before && !options.force;
    let prunes = options.prune && !is_suspicious;
    for (path, reason) in missing {
        if !local.pages.contains_key(&path) {
            plan.lock.pages.remove(&path);
            continue;
        }
        if !prunes || !local.lock.pages.contains_key(&path) {
            plan.report.add(&path, Outcome::Missing, reason);
            if let Some(page) = plan.lock.pages.get_mut(&path) {
                page.missing = Some(reason.to_owned());
            }
            continue;
        }
        if local.is_edited(&path) && !options.force {
            let note = format!("{reason}; `--force` removes the local one");
            plan.report.add(&path, Outcome::Edited, &note);
            if let Some(page) = plan.lock.pages.get_mut(&path) {
                page.missing = Some(reason.to_owned());
            }
            continue;
        }
        plan.lock.pages.remove(&path);
        plan.removes.insert(path.clone());
        plan.report.add(&path, Outcome::Pruned, reason);
    }
    if options.prune && is_suspicious {
        plan.report.prune_refusal = Some(format!(
            "nothing was pruned: the site has only {after} of the {before} pages fetched before; `--force` prunes the others"
        ));
    }
}

impl Report {
    fn add(&mut self, path: &str, outcome: Outcome, note: &str) {
        self.pages.push(PageReport {
            outcome,
            path: path.to_owned(),
            note: note.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests;
