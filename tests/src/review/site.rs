//! Some weeks of a whole docs site: the review of them is complete, and is
//! what was read and checked by hand.
//!
//! The pages are not ours to publish, so that what is kept is counts and a hash.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use seamstress_codegen::{Input, Output, generate, project, surface::SurfaceItem};
use seamstress_review::{
    Change, Impact, Review,
    pages::{PageChange, PageKind},
    render::{ReportContext, json, markdown},
    review,
};
use sha2::{Digest, Sha256};

use crate::{corpus, here, snapshot, workspace};

/// Both runs, and the review of the step between them.
#[derive(Debug)]
pub struct Site {
    before: Output,
    after: Output,
    review: Review,
}

impl Site {
    /// `None` where there is no corpus.
    ///
    /// # Errors
    ///
    /// Where pages cannot be read.
    pub fn read() -> Result<Option<Self>, String> {
        let (Some(now), Some(next)) = (corpus::find("seam/pages"), corpus::find("seam/pages-next"))
        else {
            return Ok(None);
        };
        let before = generate(input(&now, "")?);
        let after = generate(input(&next, &before.lock.to_text())?);
        let review = review(&before, &after, "")?;
        Ok(Some(Self {
            before,
            after,
            review,
        }))
    }

    /// Everything that the review leaves out or makes up.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.pages();
        faults.extend(self.surface());
        faults.extend(self.locations());
        faults
    }

    /// Every page whose text changed is listed, and no other.
    fn pages(&self) -> Vec<String> {
        let [old, new] = [&self.before, &self.after].map(|output| {
            let files = output.page_files();
            files
                .map(|file| (&**file.path(), file.text()))
                .collect::<BTreeMap<_, _>>()
        });
        let listed: BTreeSet<&str> = self
            .review
            .pages
            .iter()
            .flat_map(|page| [Some(page.path.as_str()), page.from.as_deref()])
            .flatten()
            .collect();
        let changed: BTreeSet<&str> = old
            .keys()
            .chain(new.keys())
            .filter(|path| old.get(*path) != new.get(*path))
            .copied()
            .collect();
        let differing = listed.symmetric_difference(&changed);
        differing
            .map(|path| {
                let (is_listed, is_changed) = (listed.contains(path), changed.contains(path));
                format!("{path}: listed: {is_listed}, changed: {is_changed}")
            })
            .collect()
    }

    /// Every removed and added item of `api.txt` belongs to one change; what breaks users is
    /// reported as breaking.
    fn surface(&self) -> Vec<String> {
        let (old, new) = (&self.before.surface, &self.after.surface);
        let mut faults = Vec::new();
        let attributed = |items: fn(&Change) -> &Vec<SurfaceItem>| -> Vec<&SurfaceItem> {
            self.review.changes.iter().flat_map(items).collect()
        };
        for (what, mut found, mut expected) in [
            ("removed", attributed(|it| &it.removed), old.minus(new)),
            ("added", attributed(|it| &it.added), new.minus(old)),
        ] {
            found.sort();
            expected.sort();
            if found != expected {
                let (found, expected): (BTreeSet<_>, BTreeSet<_>) =
                    (found.into_iter().collect(), expected.into_iter().collect());
                let differing: Vec<_> = found.symmetric_difference(&expected).collect();
                faults.push(format!("{what}: not once in one change: {differing:#?}"));
            }
        }
        for change in &self.review.changes {
            // An item that only becomes deprecated, or ceases to be, still exists.
            let undeprecated = |item: &SurfaceItem| {
                let mut item = item.clone();
                item.modifiers.deprecated = false;
                item
            };
            let breaks = change.removed.iter().any(|old| {
                let mut added = change.added.iter();
                !added.any(|new| undeprecated(new) == undeprecated(old))
            });
            if breaks && change.impact != Impact::Breaking {
                faults.push(format!(
                    "{} is {:?} and removes {:?}",
                    change.item, change.impact, change.removed
                ));
            }
        }
        faults
    }

    /// Every change has a location, which exists, and a fingerprint of its own.
    fn locations(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for change in &self.review.changes {
            let Some(location) = &change.location else {
                faults.push(format!("{} {}: no location", change.item, change.summary));
                continue;
            };
            let output = if location.is_before {
                &self.before
            } else {
                &self.after
            };
            let file = output.sources.get(&location.page);
            let line =
                file.and_then(|file| file.text().lines().nth(location.line.saturating_sub(1)));
            if line.is_none_or(|line| {
                location.column == 0 || location.column > line.chars().count() + 1
            }) {
                faults.push(format!("{}: {location:?} does not exist", change.item));
            }
        }
        let mut seen = BTreeSet::new();
        for change in &self.review.changes {
            if !seen.insert(&change.fingerprint) {
                faults.push(format!(
                    "{} {}: its fingerprint is not unique",
                    change.item, change.summary
                ));
            }
        }
        faults
    }

    /// Holds counts and a hash against those of the review that was checked by hand.
    ///
    /// # Errors
    ///
    /// Where they differ.
    pub fn check(&self) -> Result<(), String> {
        snapshot::check(&here("review/whole_site.txt"), &self.summary())
    }

    fn summary(&self) -> String {
        let review = &self.review;
        let mut text = format!("bump {:?}\n{}\n\npages\n", review.bump, review.reason);
        let mut pages: BTreeMap<(PageKind, bool), usize> = BTreeMap::new();
        for PageChange { kind, changes, .. } in &review.pages {
            *pages.entry((*kind, *changes > 0)).or_default() += 1;
        }
        for ((kind, has_effect), count) in pages {
            let effect = if has_effect { "" } else { " without an effect" };
            let _ = writeln!(text, "{count:5} {kind:?}{effect}");
        }
        let mut kinds: BTreeMap<(Impact, String), usize> = BTreeMap::new();
        for change in &review.changes {
            *kinds
                .entry((change.impact, without_names(&change.summary)))
                .or_default() += 1;
        }
        let mut previous = None;
        for ((impact, kind), count) in kinds {
            if previous.replace(impact) != Some(impact) {
                let _ = writeln!(text, "\n{impact:?}");
            }
            let _ = writeln!(text, "{count:5} {kind}");
        }
        let mut lints: BTreeMap<String, usize> = BTreeMap::new();
        for lint in &review.lints {
            *lints.entry(format!("{:?}", lint.kind)).or_default() += 1;
        }
        text.push_str("\nlints\n");
        for (kind, count) in lints {
            let _ = writeln!(text, "{count:5} {kind}");
        }
        let whole = format!(
            "{}{}",
            json(review),
            markdown(review, &ReportContext::default())
        );
        let hash: String = Sha256::digest(whole)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let _ = writeln!(text, "\nsha256 {hash}");
        text
    }

    /// Writes the review where it can be read, and is not committed.
    ///
    /// # Errors
    ///
    /// Where that is not possible.
    pub fn show(&self, folder: &Path) -> Result<(), String> {
        let write = |file: &str, text: String| {
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(folder.join(file), text))
                .map_err(|error| error.to_string())
        };
        write("whole_site.json", format!("{:#}", json(&self.review)))?;
        write(
            "whole_site.md",
            markdown(&self.review, &ReportContext::default()),
        )
    }
}

/// `` `String` is now `Option<String>` `` → `` `…` is now `…` ``
fn without_names(change: &str) -> String {
    let parts = change.split('`').enumerate();
    let parts: Vec<&str> = parts
        .map(|(location, part)| if location % 2 == 1 { "…" } else { part })
        .collect();
    parts.join("`")
}

/// The pages with the decisions of this repository.
fn input(pages: &Path, lock: &str) -> Result<Input, String> {
    let overrides = workspace().join("specs").join(project::OVERRIDES);
    let mut sources = project::Project::pages_in(pages).map_err(|error| error.to_string())?;
    sources.retain(|source| !source.path.ends_with("llms.txt"));
    Ok(Input {
        sources,
        overrides: fs::read_to_string(overrides).map_err(|error| error.to_string())?,
        lock: lock.to_owned(),
        ..Input::default()
    })
}
