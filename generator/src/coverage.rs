//! What the documentation leaves out: operations that a text names and no page describes, pages
//! that are linked and were not read, and fields that a sample shows and no schema has.

mod described;
mod field_names;
mod link;
mod mention;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

pub(crate) use self::field_names::FieldNames;
use self::{
    described::Described,
    link::Site,
    mention::{Kind, Mention},
};
use crate::{
    conformance::Undeclared,
    diagnostic::{Code, Diagnostic, Location, escape},
    extract::Page,
    ir::{Api, OperationKey, TypeKind},
    source::SourceMap,
};

/// What the documentation leaves out, each with its first place in the order of the pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Operations that a text names and no page describes.
    pub operations: Vec<(OperationKey, Location)>,
    /// Pages that are linked from others, are in a folder of pages about operations, and were not
    /// read; by their paths on the site.
    pub pages: Vec<(String, Location)>,
    /// Fields that samples show and no schema has.
    pub fields: Vec<Undeclared>,
    /// Fields that the text of a page about operations names and no schema has.
    pub named_fields: Vec<(String, Location)>,
    /// Why each operation that is described is left out, in sentences.
    pub left_out: Vec<String>,
    /// Pages that the last run of sync did not find on the site, or found at another URL.
    pub site: Vec<SitePage>,
}

/// A page that the site no longer has, or has at another address than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePage {
    /// Where the page was fetched from.
    pub url: String,
    /// What became of it.
    pub change: SiteChange,
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteChange {
    /// The site no longer has it; why. What was fetched before is still used.
    Missing(String),
    /// It was at this URL before.
    MovedFrom(String),
}

impl Coverage {
    /// What `pages` leave out of `api`. `declared` are the fields of all that they contain, and
    /// `diagnostics` those of the run.
    pub(crate) fn collect(
        api: &Api,
        pages: &[Page],
        sources: &SourceMap,
        declared: &FieldNames,
        fields: Vec<Undeclared>,
        diagnostics: &[Diagnostic],
    ) -> Self {
        let named = Named::in_texts(api, pages, sources);
        let skipped = diagnostics.iter();
        let skipped = skipped.filter(|it| it.code == Code::SkippedOperation);
        Self {
            operations: named.operations.into_iter().collect(),
            pages: named.pages.into_iter().collect(),
            fields,
            named_fields: undeclared(api, declared, named.fields),
            left_out: skipped.map(|it| it.message.clone()).collect(),
            site: Vec::new(),
        }
    }

    /// Everything that is left out, in sentences without a full stop.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let left_out = self.left_out.iter().map(|text| Gap::new(text, None));
        left_out.chain(self.undescribed()).collect()
    }

    /// What the pages name and do not describe, and what changed on the site.
    pub fn undescribed(&self) -> impl Iterator<Item = Gap<'_>> {
        let operations = self.operations.iter().map(|(key, at)| {
            Gap::new(
                &format!("`{key}` is named, and no page describes it"),
                Some(at),
            )
        });
        let pages = self
            .pages
            .iter()
            .map(|(path, at)| Gap::new(&format!("`{path}` is linked, and was not read"), Some(at)));
        let fields = self.fields.iter().map(|field| {
            let (sample, operation, path) = (field.kind.name(), &field.operation, &field.path);
            let text = format!("the {sample} of `{operation}` has `{path}`, which no schema has");
            Gap::new(&text, Some(&field.location))
        });
        let named = self.named_fields.iter().map(|(name, at)| {
            let text = format!("the field `{name}` is named, and no schema has it");
            Gap::new(&text, Some(at))
        });
        let site = self.site.iter().map(|page| {
            let url = &page.url;
            let text = match &page.change {
                SiteChange::Missing(why) => format!("`{url}` is out of date: {why}"),
                SiteChange::MovedFrom(former) => format!("`{url}` was moved from `{former}`"),
            };
            Gap::new(&text, None)
        });
        let of_pages = operations.chain(pages);
        of_pages.chain(fields).chain(named).chain(site)
    }

    /// The names of everything that is left out.
    pub fn json(&self) -> Value {
        let operations = self.operations.iter().map(|(key, _)| key.to_string());
        let pages = self.pages.iter().map(|(path, _)| path);
        let fields = self.fields.iter().map(|field| {
            let (operation, sample) = (field.operation.to_string(), field.kind.name());
            json!({ "operation": operation, "sample": sample, "path": field.path })
        });
        let named = self.named_fields.iter().map(|(name, _)| name);
        let site = self.site.iter().map(|page| match &page.change {
            SiteChange::Missing(why) => json!({ "url": page.url, "missing": why }),
            SiteChange::MovedFrom(former) => json!({ "url": page.url, "moved_from": former }),
        });
        json!({
            "site": site.collect::<Vec<_>>(),
            "left_out": self.left_out,
            "operations": operations.collect::<Vec<_>>(),
            "pages": pages.collect::<Vec<_>>(),
            "fields": fields.collect::<Vec<_>>(),
            "named_fields": named.collect::<Vec<_>>(),
        })
    }
}

/// Something that is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap<'a> {
    /// What it is, in a sentence without a full stop.
    pub text: String,
    /// Where a page names it; `None` where a diagnostic shows the place.
    pub location: Option<&'a Location>,
}

impl<'a> Gap<'a> {
    fn new(text: &str, location: Option<&'a Location>) -> Self {
        Self {
            // Names are those of the pages.
            text: escape(text).into_owned(),
            location,
        }
    }
}

/// What the texts of pages name, each with its first place: operations that no page describes,
/// pages that were not read, and fields.
#[derive(Default)]
struct Named {
    operations: BTreeMap<OperationKey, Location>,
    pages: BTreeMap<String, Location>,
    fields: BTreeMap<String, Location>,
}

impl Named {
    fn in_texts(api: &Api, pages: &[Page], sources: &SourceMap) -> Self {
        let described = Described::new(api, pages);
        let servers = Servers::new(api);
        let site = Site::new(pages);
        let mut named = Self::default();
        for (page, found) in mentions(pages, sources) {
            let at = Location::span(page, found.range);
            match found.kind {
                Kind::Call { method, address } => {
                    let path = servers.path_of(&address);
                    let key = path.map(|path| OperationKey::new(&method, path));
                    if let Some(key) = key.filter(|key| !described.has(key)) {
                        named.operations.entry(key).or_insert(at);
                    }
                }
                Kind::Field(name) => {
                    named.fields.entry(name).or_insert(at);
                }
                Kind::Link(target) => {
                    if let Some(target) = site.missing(page, &target) {
                        named.pages.entry(target).or_insert(at);
                    }
                }
            }
        }
        named
    }
}

/// The fields of `named` that neither a type of the API nor `declared` has.
fn undeclared(
    api: &Api,
    declared: &FieldNames,
    mut named: BTreeMap<String, Location>,
) -> Vec<(String, Location)> {
    let structs = api.types.values().filter_map(|def| match &def.kind {
        TypeKind::Struct(found) => Some(found),
        _ => None,
    });
    for field in structs.flat_map(|it| &it.fields) {
        named.remove(&field.wire);
    }
    named.retain(|name, _| !declared.has(name));
    named.into_iter().collect()
}

/// What the texts of all pages name, each with the path of its page.
fn mentions<'a>(
    pages: &'a [Page],
    sources: &'a SourceMap,
) -> impl Iterator<Item = (&'a Arc<str>, Mention)> {
    pages.iter().flat_map(|page| {
        let file = sources.get(&page.path);
        let found = file.map_or_else(Vec::new, |file| mention::read(page, file.text()));
        found.into_iter().map(|found| (&page.path, found))
    })
}

/// The URLs of all documented servers, without a slash at their ends.
struct Servers<'a>(BTreeSet<&'a str>);

impl<'a> Servers<'a> {
    fn new(api: &'a Api) -> Self {
        let own = api.operations.values().flat_map(|it| &it.servers);
        let servers = api.servers.iter().chain(own);
        Self(servers.map(|it| it.url.trim_end_matches('/')).collect())
    }

    /// The path of a call: an address that begins with `/`, or what follows the longest URL of a
    /// server.
    fn path_of<'t>(&self, address: &'t str) -> Option<&'t str> {
        let address = address.split(['?', '#']).next().unwrap_or_default();
        let path = match address.starts_with('/') {
            true => address,
            false => {
                let after = self.0.iter().filter_map(|url| address.strip_prefix(url));
                let paths = after.filter(|rest| rest.starts_with('/'));
                paths.min_by_key(|path| path.len())?
            }
        };
        let path = path.trim_end_matches('/');
        (path.len() > 1).then_some(path)
    }
}
