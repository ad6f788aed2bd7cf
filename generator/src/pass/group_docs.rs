//! After this pass, each group that the pages describe has documentation: the description of
//! its tag where groups are tags, else what introduces the page about it.

use std::collections::BTreeMap;

use super::Decisions;
use crate::{
    diagnostic::Diagnostic,
    extract::pages_of_groups,
    ir::{Api, Description, Grouping},
};

pub(super) fn run(api: &mut Api, _: &Decisions<'_>) -> Vec<Diagnostic> {
    let leads: BTreeMap<&str, &Description> = api
        .leads
        .iter()
        .map(|lead| (&*lead.origin.page, lead))
        .collect();
    let of_pages = pages_of_groups(&api.namespaces, leads.keys().copied())
        .into_iter()
        .filter_map(|(group, page)| Some((group, (*leads.get(page)?).clone())));
    let of_tags = api
        .tags
        .iter()
        .filter(|(_, tag)| api.grouping == Grouping::Tag && !tag.docs.0.is_empty())
        .map(|(name, tag)| (vec![name.clone()], tag.clone()));
    api.group_docs = of_pages.chain(of_tags).collect();
    api.group_docs
        .retain(|group, _| api.namespaces.contains(group));
    Vec::new()
}
