//! After this pass, each group that the pages describe has documentation: the description of
//! its tag where groups are tags, else what introduces the page about it.
//! The tags of groups that have other words are known, too.

use std::collections::BTreeMap;

use super::{Decisions, grouping::groups_of_controllers};
use crate::{
    diagnostic::Diagnostic,
    extract::pages_of_groups,
    ir::{Api, Description, Grouping},
};

pub(super) fn run(api: &mut Api, decisions: &Decisions<'_>) -> Vec<Diagnostic> {
    let controllers = match api.grouping {
        Grouping::Tag => groups_of_controllers(api, decisions.lock),
        Grouping::Rpc | Grouping::Path => BTreeMap::new(),
    };
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
        .map(|(name, tag)| {
            let group = controllers.get(name.as_str()).copied().unwrap_or(name);
            (vec![group.to_owned()], tag.clone())
        });
    let group_docs = of_pages.chain(of_tags).collect();
    let controllers = controllers
        .iter()
        .map(|(tag, group)| (vec![(*group).to_owned()], (*tag).to_owned()));
    api.controllers = controllers.collect();
    api.group_docs = group_docs;
    api.group_docs
        .retain(|group, _| api.namespaces.contains(group));
    Vec::new()
}
