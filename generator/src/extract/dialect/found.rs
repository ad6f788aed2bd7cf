//! What a dialect finds on a page, and what of it is generated.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use crate::extract::{
    block::Block,
    evidence::{Basis, Credential, Evidence, Sample},
    left_out::LeftOut,
};

/// How many operations of one API commands call, each below a title of its own, where they are its
/// reference.
const CALLS: usize = 3;

/// What a dialect finds on a page.
#[derive(Default)]
pub(in crate::extract) struct Found {
    pub(in crate::extract) blocks: Vec<Block>,
    pub(in crate::extract) evidence: Vec<Evidence>,
    pub(in crate::extract) left_out: Vec<LeftOut>,
    /// Operations of which no more than the request line is known, and what each of them is where
    /// nothing else on the page says that its request lines are operations.
    pub(super) unanswered: Vec<(Evidence, LeftOut)>,
    /// Operations that commands call and of which no response is shown.
    pub(in crate::extract) calls: Vec<Evidence>,
    /// Whether a section has a request line.
    pub(super) has_request_line: bool,
    /// What authenticates requests, by the parts of the page that are about none.
    pub(in crate::extract) credential: Option<Credential>,
    /// The bodies of errors of all operations, by the parts of the page that are about none.
    pub(in crate::extract) errors: Vec<Sample>,
}

impl Found {
    /// Adds what is unanswered: as operations where others of the page have fields, or several
    /// have samples; and what commands call, where nothing but commands describes the operations.
    pub(super) fn resolve_unanswered(&mut self) {
        let count = |basis| self.evidence.iter().filter(|it| it.basis == basis).count();
        let is_reference = count(Basis::Fields) > 0 || count(Basis::Samples) > 1;
        self.add_calls();
        for (evidence, left_out) in mem::take(&mut self.unanswered) {
            match is_reference {
                true => self.evidence.push(evidence),
                false => self.left_out.push(left_out),
            }
        }
        self.evidence.sort_by_key(|it| it.range.start);
        self.left_out.sort_by_key(|it| it.range.start);
    }

    /// Adds what commands call, where several call operations of one API: commands alone are a
    /// reference too, and a guide calls few.
    fn add_calls(&mut self) {
        if self.has_request_line {
            return;
        }
        let mut titles: BTreeMap<Option<String>, BTreeSet<Option<String>>> = BTreeMap::new();
        for it in self.evidence.iter().chain(&self.calls) {
            let titles = titles.entry(it.server.clone()).or_default();
            titles.insert(it.title.clone());
        }
        let servers = self.evidence.iter().map(|it| it.server.clone());
        let of_answered: BTreeSet<_> = servers.filter(|_| self.evidence.len() > 1).collect();
        let is_of_api = |it: &Evidence| {
            let is_other = it.method != "get" && of_answered.contains(&it.server);
            let titles = titles.get(&it.server).map_or(0, BTreeSet::len);
            it.server.is_some() && (is_other || titles >= CALLS)
        };
        let (known, others) = mem::take(&mut self.calls).into_iter().partition(is_of_api);
        self.calls = others;
        self.evidence.extend::<Vec<_>>(known);
    }
}
