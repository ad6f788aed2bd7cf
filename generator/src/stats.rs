//! Counts of what a run read and what it generated. A value that has no Rust type is counted with
//! its reason, so that nothing is lost silently.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    conformance::FailingCalls,
    diagnostic::{Code, Diagnostic, counted},
    extract::{self, Dialect, PageKind},
    ir::{Api, Grouping, Shape, TypeKind},
    normalise::Tolerance,
    summary::PageSummary,
};

/// Counts of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Pages that were read.
    pub pages: usize,
    /// Operations that the pages describe.
    pub operations_in: usize,
    /// Operations that can be called.
    pub operations_out: usize,
    /// Pages without an operation: what they are → how many.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Operations that are left out: reason → how many.
    pub skipped: BTreeMap<String, usize>,
    /// How operations are grouped.
    pub grouping: Grouping,
    /// Operations that are known only from a page without a schema.
    pub inferred: usize,
    /// Structs.
    pub structs: usize,
    /// Open enums.
    pub enums: usize,
    /// Open unions.
    pub unions: usize,
    /// Types of these that several places share.
    pub shared: usize,
    /// The places that share them.
    pub sharing: usize,
    /// Kinds of ids.
    pub ids: usize,
    /// Shapes that are untyped JSON: reason → how many.
    pub raw_json: BTreeMap<&'static str, usize>,
    /// Calls that fail if the server responds as the pages show, because the response lacks
    /// their result.
    pub failing_calls: usize,
    /// Other calls that fail then in a client that is strict, because the response lacks a
    /// required field.
    pub failing_calls_if_strict: usize,
}

impl Stats {
    /// The counts for `api`, which was read from `pages` with this many `operations`; `failing` are
    /// the calls that fail if the server responds as the pages show.
    pub(crate) fn collect(
        api: &Api,
        pages: &[PageSummary],
        operations: usize,
        failing: &FailingCalls,
    ) -> Self {
        let mut stats = Self {
            pages: pages.len(),
            operations_in: operations,
            left_out: left_out(pages),
            // One with several bodies has several methods.
            operations_out: api
                .operations
                .keys()
                .filter(|key| key.media.is_none())
                .count(),
            skipped: api.skipped.clone(),
            grouping: api.grouping,
            inferred: api
                .operations
                .values()
                .filter(|operation| operation.lifecycle.inferred)
                .count(),
            ids: api.ids.len(),
            failing_calls: failing.always.len(),
            failing_calls_if_strict: failing.if_strict.len(),
            ..Self::default()
        };
        for (key, def) in api.types.iter().filter(|(_, def)| def.usage.is_emitted()) {
            if let Some(places) = api.shares.places.get(key) {
                stats.shared += 1;
                stats.sharing += places.len();
            }
            match def.kind {
                TypeKind::Struct(_) => stats.structs += 1,
                TypeKind::Enum(_) => stats.enums += 1,
                TypeKind::Union(_) => stats.unions += 1,
                TypeKind::Alias(_) => {}
            }
            def.shapes().for_each(|shape| stats.count_json(shape));
        }
        for operation in api.operations.values() {
            operation.shapes().for_each(|shape| stats.count_json(shape));
        }
        stats
    }

    /// That nothing can be called. It is only a warning where it is tolerated in a whole document,
    /// which may describe types and webhooks alone; pages without an operation are the wrong
    /// folder.
    pub(crate) fn diagnostics(
        &self,
        pages: &[PageSummary],
        tolerance: Tolerance,
    ) -> Vec<Diagnostic> {
        let mut dialects = pages.iter().map(|page| page.dialect);
        let is_accepted = tolerance == Tolerance::SkipOperations
            && dialects.any(|dialect| dialect == Some(Dialect::Document));
        if self.operations_out > 0 || (is_accepted && self.operations_in > 0) {
            return Vec::new();
        }
        let message = match self.operations_in {
            0 => "no page describes an operation",
            _ => "each operation has an error",
        };
        let mut empty = Diagnostic::new(Code::NoOperations, message);
        if is_accepted {
            empty.contain();
        }
        let found = self.pages_left_out();
        let help = match (pages.is_empty(), self.left_out.is_empty()) {
            (true, _) => format!(
                "no file has one of the extensions {}",
                extract::EXTENSIONS.join(", ")
            ),
            (false, true) => "check that this is the folder of the pages".to_owned(),
            (false, false) => match only_reason(pages) {
                Some(reason) if self.operations_in == 0 => format!("found: {found}; {reason}"),
                _ => format!("found: {found}; the other findings say what to correct"),
            },
        };
        vec![empty.help(help)]
    }

    /// `1 guide, 2 changelogs`
    fn pages_left_out(&self) -> String {
        let counts = self.left_out.iter();
        let counts = counts.map(|(kind, count)| match count {
            1 => format!("1 {kind}"),
            _ => format!("{count} × {kind}"),
        });
        counts.collect::<Vec<_>>().join(", ")
    }

    fn count_json(&mut self, shape: &Shape) {
        shape.walk(&mut |shape| {
            if let Shape::Json(why) = shape {
                *self.raw_json.entry(why.as_str()).or_default() += 1;
            }
        });
    }

    /// One line, and one more for each reason of untyped JSON.
    pub fn summary(&self) -> String {
        let raw: usize = self.raw_json.values().sum();
        let mut text = format!(
            "{}, {} in, {} out ({} inferred); {}, {}, {}, {} of ids, {raw} raw JSON",
            counted(self.pages, "page", "pages"),
            counted(self.operations_in, "operation", "operations"),
            self.operations_out,
            self.inferred,
            counted(self.structs, "struct", "structs"),
            counted(self.enums, "enum", "enums"),
            counted(self.unions, "union", "unions"),
            counted(self.ids, "kind", "kinds"),
        );
        if self.grouping != Grouping::Rpc {
            text.push_str(&format!("\n  grouped by {}", self.grouping.as_str()));
        }
        if !self.left_out.is_empty() && self.operations_out > 0 {
            let pages = self.pages_left_out();
            text.push_str(&format!("\n  pages without operations: {pages}"));
        }
        if self.shared > 0 {
            let types = counted(self.shared, "type is", "types are");
            let places = counted(self.sharing, "place", "places");
            text.push_str(&format!("\n  {types} shared by {places}"));
        }
        for (why, count) in &self.skipped {
            text.push_str(&format!("\n  left out {count}: {why}"));
        }
        for (why, count) in &self.raw_json {
            let times = counted(*count, "time", "times");
            text.push_str(&format!("\n  raw JSON {times}: {why}"));
        }
        let failing = [
            (self.failing_calls, ""),
            (self.failing_calls_if_strict, " under `.strict(true)`"),
        ];
        let failing = failing.into_iter().filter_map(|(count, when)| match count {
            0 => None,
            1 => Some(format!("1 call fails{when}")),
            _ => Some(format!("{count} calls fail{when}")),
        });
        let failing: Vec<String> = failing.collect();
        if !failing.is_empty() {
            let failing = failing.join(", ");
            text.push_str(&format!(
                "\n  documented responses lack required fields: {failing}"
            ));
        }
        text
    }
}

/// Why nothing is generated from the pages, where all are of one kind about which there is no other
/// finding.
fn only_reason(pages: &[PageSummary]) -> Option<&'static str> {
    let mut kinds = pages
        .iter()
        .flat_map(|page| &page.left_out)
        .map(|part| part.kind);
    let first = kinds.next()?;
    let is_silent = matches!(
        first,
        PageKind::OperationList | PageKind::Index | PageKind::Guide
    );
    (is_silent && kinds.all(|kind| kind == first)).then(|| first.reason())
}

/// What pages are that contribute nothing → how many.
fn left_out(pages: &[PageSummary]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for kind in pages.iter().filter_map(PageSummary::kind_if_empty) {
        *counts.entry(kind.describe()).or_default() += 1;
    }
    counts
}
