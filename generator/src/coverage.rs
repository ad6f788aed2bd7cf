//! What the documentation leaves out: operations that a text names and no page describes, pages
//! that are linked and were not read, and fields that a sample shows and no schema has.

mod link;
mod mention;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};

use self::{
    link::Site,
    mention::{Kind, Mention},
};
use crate::{
    conformance::Undeclared,
    diagnostic::{Code, Diagnostic, Location, escape},
    extract::Page,
    ir::{Api, OperationKey},
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
    /// Why each operation that is described is left out, in sentences.
    pub left_out: Vec<String>,
}

impl Coverage {
    /// What `pages` leave out of `api`. `diagnostics` are those of the run.
    pub(crate) fn collect(
        api: &Api,
        pages: &[Page],
        sources: &SourceMap,
        fields: Vec<Undeclared>,
        diagnostics: &[Diagnostic],
    ) -> Self {
        let described = Described::new(api, pages);
        let servers = Servers::new(api);
        let site = Site::new(pages);
        let mut operations = BTreeMap::new();
        let mut linked = BTreeMap::new();
        for (page, found) in mentions(pages, sources) {
            let at = Location::span(page, found.range);
            match found.kind {
                Kind::Call { method, address } => {
                    let path = servers.path_of(&address);
                    let key = path.map(|path| OperationKey::new(&method, path));
                    if let Some(key) = key.filter(|key| !described.has(key)) {
                        operations.entry(key).or_insert(at);
                    }
                }
                Kind::Link(target) => {
                    if let Some(target) = site.missing(page, &target) {
                        linked.entry(target).or_insert(at);
                    }
                }
            }
        }
        let skipped = diagnostics.iter();
        let skipped = skipped.filter(|it| it.code == Code::SkippedOperation);
        Self {
            operations: operations.into_iter().collect(),
            pages: linked.into_iter().collect(),
            fields,
            left_out: skipped.map(|it| it.message.clone()).collect(),
        }
    }

    /// Everything that is left out, in sentences without a full stop.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let left_out = self.left_out.iter().map(|text| Gap {
            text: text.clone(),
            location: None,
        });
        let operations = self.operations.iter().map(|(key, at)| Gap {
            text: format!("`{key}` is named, and no page describes it"),
            location: Some(at),
        });
        let pages = self.pages.iter().map(|(path, at)| Gap {
            text: format!("`{path}` is linked, and was not read"),
            location: Some(at),
        });
        let fields = self.fields.iter().map(|field| {
            let (sample, operation, path) = (field.kind.name(), &field.operation, &field.path);
            Gap {
                text: format!("the {sample} of `{operation}` has `{path}`, which no schema has"),
                location: Some(&field.location),
            }
        });
        let gaps = left_out.chain(operations).chain(pages).chain(fields);
        let gaps = gaps.map(|gap| Gap {
            // Names are those of the pages.
            text: escape(&gap.text).into_owned(),
            ..gap
        });
        gaps.collect()
    }

    /// The names of everything that is left out.
    pub fn json(&self) -> Value {
        let operations = self.operations.iter().map(|(key, _)| key.to_string());
        let pages = self.pages.iter().map(|(path, _)| path);
        let fields = self.fields.iter().map(|field| {
            let (operation, sample) = (field.operation.to_string(), field.kind.name());
            json!({ "operation": operation, "sample": sample, "path": field.path })
        });
        json!({
            "left_out": self.left_out,
            "operations": operations.collect::<Vec<_>>(),
            "pages": pages.collect::<Vec<_>>(),
            "fields": fields.collect::<Vec<_>>(),
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

/// The operations that pages describe, also those that are left out.
struct Described(BTreeSet<OperationKey>);

impl Described {
    fn new(api: &Api, pages: &[Page]) -> Self {
        let generated = api.operations.keys();
        let generated = generated.map(|key| OperationKey::new(&key.method, key.route()));
        let blocks = pages.iter().flat_map(|page| &page.blocks);
        let blocks = blocks.filter_map(|block| {
            let (method, path) = (block.method.as_ref()?, block.path.as_ref()?);
            Some(OperationKey::new(method, path))
        });
        Self(generated.chain(blocks).collect())
    }

    /// Whether one of them is `named`, which can have values in place of parameters.
    fn has(&self, named: &OperationKey) -> bool {
        let length = named.path.split('/').count();
        let is_it = |key: &OperationKey| {
            let mut pairs = key.path.split('/').zip(named.path.split('/'));
            key.path.split('/').count() == length
                && pairs.all(|(wanted, found)| wanted == found || wanted.contains('{'))
        };
        let mut described = self.0.iter();
        described.any(|key| key.method == named.method && is_it(key))
    }
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
