//! What the site has, against what is here: what to write, and what to say.
//!
//! Pure, and total: whatever the site answers, no page is lost in silence, and
//! no text that someone wrote here is overwritten unasked.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::{
    check::Content,
    fetch::{Answer, Failure, Validator},
    index::{Index, Listed},
    lock::{Entry, PagesLock},
    report::{Fate, Line, Report},
};
use seamstress_codegen::source::digest;

/// What to do with pages that are gone, or were edited here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Removes pages that sync wrote and that the site does not have any more.
    pub prune: bool,
    /// Overwrites pages that were edited here, and prunes though most of the
    /// site is gone.
    pub force: bool,
}

/// What is here.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What was fetched before.
    pub lock: &'a PagesLock,
    /// Path → text of every page in the folder.
    pub pages: &'a BTreeMap<String, String>,
}

/// What to write, and what to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Path → text.
    pub writes: BTreeMap<String, String>,
    /// Paths of pages to remove, after the writes.
    pub removes: BTreeSet<String>,
    /// What is fetched then.
    pub lock: PagesLock,
    /// What to say.
    pub report: Report,
}

impl Known<'_> {
    /// What to ask the site with: only where the text that it called so is here.
    pub fn validator(&self, url: &Url, path: &str) -> Option<Validator> {
        let entry = self.lock.pages.get(path)?;
        let text = self.pages.get(path)?;
        let is_same = entry.url == url.as_str() && entry.sha256 == digest(text);
        (is_same && entry.validator != Validator::default()).then(|| entry.validator.clone())
    }

    /// Whether the page is not what sync wrote. Before sync ever wrote one, whatever is
    /// here is taken for the site's own, of an earlier day.
    fn is_edited(&self, path: &str) -> bool {
        let has_run = !self.lock.pages.is_empty();
        let text = self.pages.get(path);
        has_run && text.is_some_and(|text| !self.lock.holds(path, text))
    }
}

/// Holds the answers, one for each page that `index` lists, against what is here.
pub fn plan(
    address: &Url,
    known: &Known<'_>,
    index: Index,
    answers: Vec<Result<Answer, Failure>>,
    how: How,
) -> Plan {
    let mut plan = Plan {
        lock: known.lock.clone(),
        ..Plan::default()
    };
    plan.lock.index = Some(address.to_string());
    plan.report.index = address.to_string();
    plan.report.listed = index.pages.len() + index.unplaced.len();
    plan.report.foreign = index.foreign;
    for refused in index.unplaced {
        plan.report.add(&refused.link, Fate::Failed, refused.reason);
    }

    let mut listed = BTreeSet::new();
    let mut lost = Vec::new();
    let mut fresh = Vec::new();
    for (page, answer) in index.pages.into_iter().zip(answers) {
        listed.insert(page.path.clone());
        match answer {
            Err(failure) => plan.report.add(&page.path, Fate::Failed, &failure.reason),
            Ok(Answer::Same) if known.validator(&page.url, &page.path).is_none() => {
                let note = "the site calls it unchanged, and it is not here";
                plan.report.add(&page.path, Fate::Failed, note);
            }
            Ok(Answer::Same) => plan.report.add(&page.path, Fate::Unchanged, ""),
            Ok(Answer::Page { text, validator }) => {
                let content = Content::of(&page.path, &text);
                if content.is_api {
                    take(&mut plan, known, how, &page, text, validator);
                    fresh.push((page.path, content.operations));
                } else if known.lock.pages.contains_key(&page.path)
                    || known.pages.contains_key(&page.path)
                {
                    lost.push((page.path, "the site has the page, without an operation"));
                } else {
                    plan.report.prose += 1;
                }
            }
        }
    }
    adopt(&mut plan, known, &listed, &fresh);
    let delisted = known.lock.pages.keys();
    let delisted = delisted.filter(|path| !listed.contains(*path));
    lost.extend(delisted.map(|path| (path.clone(), "the index does not list it any more")));
    lost.retain(|(path, _)| !plan.removes.contains(path));
    bury(&mut plan, known, how, lost);
    for path in known.pages.keys() {
        if !listed.contains(path) && !known.lock.pages.contains_key(path) {
            let is_moved = plan.removes.contains(path);
            if !is_moved {
                plan.report.add(path, Fate::Unlisted, "");
            }
        }
    }
    plan.report.lines.sort();
    plan
}

/// A page of the API that came.
fn take(
    plan: &mut Plan,
    known: &Known<'_>,
    how: How,
    page: &Listed,
    text: String,
    validator: Validator,
) {
    let fate = match known.pages.get(&page.path) {
        Some(here) if *here == text => Fate::Unchanged,
        Some(_) if known.is_edited(&page.path) && !how.force => Fate::Edited,
        Some(_) => Fate::Changed,
        None => Fate::New,
    };
    if fate == Fate::Edited {
        // The lock stays as well, so that the next run tells again.
        let note = "the site has another text; `--force` takes it";
        return plan.report.add(&page.path, fate, note);
    }
    plan.report.add(&page.path, fate, "");
    let entry = Entry {
        url: page.url.to_string(),
        sha256: digest(&text),
        validator,
    };
    plan.lock.pages.insert(page.path.clone(), entry);
    if fate != Fate::Unchanged {
        plan.writes.insert(page.path.clone(), text);
    }
}

/// Finds the old places of pages that are new: a page that the index does not
/// list, with the very operations of a new one, would be there twice.
fn adopt(
    plan: &mut Plan,
    known: &Known<'_>,
    listed: &BTreeSet<String>,
    fresh: &[(String, Vec<(String, String)>)],
) {
    let mut left: Vec<(&String, Content)> = known
        .pages
        .iter()
        .filter(|(path, _)| !listed.contains(*path) && !known.is_edited(path))
        .map(|(path, text)| (path, Content::of(path, text)))
        .collect();
    for (path, operations) in fresh {
        if operations.is_empty() || known.pages.contains_key(path) {
            continue;
        }
        let found = left.iter().position(|(place, old)| {
            // What sync did not write goes only where it is there again, word for word.
            let is_ours = known.lock.pages.contains_key(*place);
            let is_same = known.pages.get(*place) == plan.writes.get(path);
            old.operations == *operations && (is_ours || is_same)
        });
        let Some(found) = found else { continue };
        let (old, _) = left.remove(found);
        plan.removes.insert(old.clone());
        plan.lock.pages.remove(old);
        plan.report.lines.retain(|line| line.path != *path);
        plan.report.add(path, Fate::Moved, &format!("was at {old}"));
    }
}

/// Pages that sync wrote, or that have the place of a page of the site, and
/// that the site does not have any more.
fn bury(plan: &mut Plan, known: &Known<'_>, how: How, lost: Vec<(String, &'static str)>) {
    let before = known.lock.pages.len();
    let is_locked = |(path, _): &&(String, &str)| known.lock.pages.contains_key(path);
    let after = before - lost.iter().filter(is_locked).count();
    let is_suspicious = after * 2 < before && !how.force;
    let prunes = how.prune && !is_suspicious;
    for (path, reason) in lost {
        let is_here = known.pages.contains_key(&path);
        if !is_here {
            // Someone removed it before the site did.
            plan.lock.pages.remove(&path);
            continue;
        }
        if !prunes || !known.lock.pages.contains_key(&path) {
            plan.report.add(&path, Fate::Gone, reason);
            continue;
        }
        if known.is_edited(&path) && !how.force {
            let note = format!("{reason}; `--force` removes it");
            plan.report.add(&path, Fate::Edited, &note);
            continue;
        }
        plan.lock.pages.remove(&path);
        plan.removes.insert(path.clone());
        plan.report.add(&path, Fate::Pruned, reason);
    }
    if how.prune && is_suspicious {
        plan.report.refusal = Some(format!(
            "nothing is pruned: the site has {after} of the {before} pages that were fetched before; `--force` prunes the others"
        ));
    }
}

impl Report {
    fn add(&mut self, path: &str, fate: Fate, note: &str) {
        self.lines.push(Line {
            fate,
            path: path.to_owned(),
            note: note.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests;
