//! Some weeks of a whole docs site: what the review says of them is complete, and is
//! what was read and checked by hand.
//!
//! The pages are not ours to publish, so that what is kept is counts and a hash.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use seamstress_codegen::{Input, Output, generate, project};
use seamstress_review::{
    Entry, Group, Review,
    pages::{PageChange, PageKind},
    render::{About, json, markdown},
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

    /// Everything that the review leaves out, or says of what is not there.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.pages();
        faults.extend(self.surface());
        faults.extend(self.places());
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
                let (told, is) = (listed.contains(path), changed.contains(path));
                format!("{path}: listed: {told}, changed: {is}")
            })
            .collect()
    }

    /// Every line of `api.txt` that went or came belongs to one entry; what breaks is said to.
    fn surface(&self) -> Vec<String> {
        let lines = |output: &Output| -> BTreeSet<String> {
            let text = output.files.get("api.txt");
            text.map(|text| text.lines().map(str::to_owned).collect())
                .unwrap_or_default()
        };
        let (old, new) = (lines(&self.before), lines(&self.after));
        let mut faults = Vec::new();
        let all = |of: fn(&Entry) -> &Vec<String>| -> Vec<&String> {
            self.review.entries.iter().flat_map(of).collect()
        };
        for (what, told, is) in [
            (
                "gone",
                all(|it| &it.gone),
                old.difference(&new).collect::<Vec<_>>(),
            ),
            ("new", all(|it| &it.new), new.difference(&old).collect()),
        ] {
            let mut told = told;
            told.sort();
            if told != is {
                let (told, is): (BTreeSet<_>, BTreeSet<_>) =
                    (told.into_iter().collect(), is.into_iter().collect());
                let differing: Vec<_> = told.symmetric_difference(&is).collect();
                faults.push(format!("{what}: not once in one entry: {differing:#?}"));
            }
        }
        for entry in &self.review.entries {
            // What only gets or loses a mark is still there.
            let breaks = entry.gone.iter().any(|line| {
                let item = line.replace(": deprecated", "").replace(" deprecated", "");
                let stays = |new: &String| {
                    new.replace(": deprecated", "").replace(" deprecated", "") == item
                };
                !entry.new.iter().any(stays)
            });
            if breaks && entry.group != Group::Breaking {
                faults.push(format!(
                    "{} is {:?} and takes {:?}",
                    entry.item, entry.group, entry.gone
                ));
            }
        }
        faults
    }

    /// Every entry that is about a page says where, and that place exists.
    fn places(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for entry in &self.review.entries {
            let Some(place) = &entry.place else {
                faults.push(format!("{} {}: nowhere", entry.item, entry.change));
                continue;
            };
            let output = if place.is_before {
                &self.before
            } else {
                &self.after
            };
            let file = output.sources.get(&place.page);
            let line = file.and_then(|file| file.text().lines().nth(place.line.saturating_sub(1)));
            if line.is_none_or(|line| place.column == 0 || place.column > line.chars().count() + 1)
            {
                faults.push(format!("{}: {place:?} does not exist", entry.item));
            }
        }
        let mut seen = BTreeSet::new();
        for entry in &self.review.entries {
            if !seen.insert(&entry.fingerprint) {
                faults.push(format!(
                    "{} {}: a fingerprint of two",
                    entry.item, entry.change
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
        let mut text = format!("verdict {:?}\n{}\n\npages\n", review.verdict, review.reason);
        let mut pages: BTreeMap<(PageKind, bool), usize> = BTreeMap::new();
        for PageChange { kind, entries, .. } in &review.pages {
            *pages.entry((*kind, *entries > 0)).or_default() += 1;
        }
        for ((kind, has_effect), count) in pages {
            let effect = if has_effect { "" } else { " without an effect" };
            let _ = writeln!(text, "{count:5} {kind:?}{effect}");
        }
        let mut kinds: BTreeMap<(Group, String), usize> = BTreeMap::new();
        for entry in &review.entries {
            *kinds
                .entry((entry.group, without_names(&entry.change)))
                .or_default() += 1;
        }
        let mut group = None;
        for ((of, kind), count) in kinds {
            if group.replace(of) != Some(of) {
                let _ = writeln!(text, "\n{of:?}");
            }
            let _ = writeln!(text, "{count:5} {kind}");
        }
        let mut suspicions: BTreeMap<String, usize> = BTreeMap::new();
        for suspicion in &review.suspicions {
            *suspicions
                .entry(format!("{:?}", suspicion.kind))
                .or_default() += 1;
        }
        text.push_str("\nlook at\n");
        for (kind, count) in suspicions {
            let _ = writeln!(text, "{count:5} {kind}");
        }
        let whole = format!("{}{}", json(review), markdown(review, &About::default()));
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
        write("whole_site.md", markdown(&self.review, &About::default()))
    }
}

/// `` `String` is now `Option<String>` `` → `` `…` is now `…` ``
fn without_names(change: &str) -> String {
    let parts = change.split('`').enumerate();
    let parts: Vec<&str> = parts
        .map(|(place, part)| if place % 2 == 1 { "…" } else { part })
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
    })
}
