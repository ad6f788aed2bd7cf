//! The features of a manifest that the API decides: one for each top-level group, one for
//! components that no operation refers to, and `full`, which turns on all of them.
//!
//! All else in the manifest belongs to the maintainers of the crate and stays as it is: `full`
//! is added to the default features once, together with `full` itself.

use std::{collections::BTreeSet, error::Error, fmt, mem};

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::{
    emit::operations::group_contents,
    ir::{Api, Feature, Names},
    lock::Lock,
};

/// The feature that turns on all others that the API decides.
pub(crate) const FULL: &str = "full";

/// Why the features of a manifest cannot be set.
#[derive(Clone, Debug)]
pub struct InvalidManifest(String);

impl fmt::Display for InvalidManifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for InvalidManifest {}

/// The manifest with the features of `api`, and without those of groups that were removed since
/// `full` was last set. What maintainers added to the lists of these features stays.
///
/// # Errors
///
/// If the manifest is not TOML, or if its features are not lists in a table.
pub fn with_features(
    manifest: &str,
    api: &Api,
    names: &Names,
    lock: &Lock,
) -> Result<String, InvalidManifest> {
    let table = &api.features.table;
    if table.is_empty() && lock.features.is_empty() {
        return Ok(manifest.to_owned());
    }
    let mut document: DocumentMut = manifest
        .parse()
        .map_err(|error| InvalidManifest(format!("{error}")))?;
    let features = features_of(&mut document)?;

    let current: BTreeSet<&str> = table.keys().map(|feature| names.feature(feature)).collect();
    // The lock never forgets a group: only what `full` still lists is from an earlier run.
    let earlier: BTreeSet<String> = match features.get_mut(FULL) {
        Some(full) => list(full, FULL)?
            .iter()
            .filter_map(|entry| Some(entry.as_str()?.to_owned()))
            .collect(),
        None => BTreeSet::new(),
    };
    let known = lock.features.values().map(String::as_str);
    let known = known.chain([names.feature(&Feature::Unreferenced)]);
    let known = known.filter(|name| earlier.contains(*name));
    let ours: BTreeSet<&str> = known.chain(current.iter().copied()).collect();
    for removed in ours.difference(&current) {
        features.remove(removed);
    }
    let is_new = !features.contains_key(FULL);
    let comment = "Everything that the documentation lists.";
    set(features, FULL, comment, &ours, &current)?;
    for (feature, needed) in table {
        let needed = needed.iter().map(|needed| names.feature(needed)).collect();
        let comment = comment_of(api, feature);
        set(features, names.feature(feature), &comment, &ours, &needed)?;
    }
    if is_new {
        let default = features.entry("default");
        let default = default.or_insert_with(|| Item::Value(Value::Array(Array::new())));
        list(default, "default")?.push(FULL);
    }
    Ok(document.to_string())
}

/// The table of features, which is added where there is none.
fn features_of(document: &mut DocumentMut) -> Result<&mut Table, InvalidManifest> {
    // Each feature has a comment, and an inline table has no place for comments.
    if let Some(Item::Value(Value::InlineTable(inline))) = document.get_mut("features") {
        let table = mem::take(inline).into_table();
        document.insert("features", Item::Table(table));
        if let Some(mut key) = document.key_mut("features") {
            key.fmt();
        }
    }
    let features = document.entry("features");
    let features = features.or_insert_with(|| Item::Table(Table::new()));
    features
        .as_table_mut()
        .ok_or_else(|| InvalidManifest("`features` is not a table".to_owned()))
}

fn comment_of(api: &Api, feature: &Feature) -> String {
    match feature {
        Feature::Group(word) => group_contents(api, std::slice::from_ref(word)),
        Feature::Unreferenced => "Types that no operation refers to.".to_owned(),
        Feature::Webhooks => "What the API sends by itself.".to_owned(),
    }
}

/// Sets the entries of a feature that are among `ours`. A feature that is new gets a comment.
fn set(
    features: &mut Table,
    name: &str,
    comment: &str,
    ours: &BTreeSet<&str>,
    entries: &BTreeSet<&str>,
) -> Result<(), InvalidManifest> {
    if !features.contains_key(name) {
        features.insert(name, Item::Value(Value::Array(Array::new())));
        if let Some(mut key) = features.key_mut(name) {
            key.leaf_decor_mut().set_prefix(format!("# {comment}\n"));
        }
    }
    let Some(item) = features.get_mut(name) else {
        return Ok(());
    };
    let found = list(item, name)?;
    let is_ours = |entry: &Value| entry.as_str().is_some_and(|entry| ours.contains(entry));
    let present: BTreeSet<&str> = found
        .iter()
        .filter(|it| is_ours(it))
        .filter_map(Value::as_str)
        .collect();
    if present == *entries {
        return Ok(());
    }
    found.retain(|entry| !is_ours(entry));
    found.extend(entries.iter().copied());
    // One line for each, so that a new group is a new line.
    for entry in found.iter_mut() {
        entry.decor_mut().set_prefix("\n    ");
        entry.decor_mut().set_suffix("");
    }
    let is_empty = found.is_empty();
    found.set_trailing(if is_empty { "" } else { "\n" });
    found.set_trailing_comma(!is_empty);
    Ok(())
}

fn list<'a>(item: &'a mut Item, name: &str) -> Result<&'a mut Array, InvalidManifest> {
    let message = || InvalidManifest(format!("the feature `{name}` is not a list"));
    item.as_array_mut().ok_or_else(message)
}
