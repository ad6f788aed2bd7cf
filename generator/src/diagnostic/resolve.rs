//! Locations turned into places in the text of pages.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Diagnostic, Label, Location};
use crate::extract::Page;

/// The pages by path.
pub(super) struct Pages<'a>(BTreeMap<&'a str, &'a Page>);

impl<'a> Pages<'a> {
    pub(super) fn new(pages: &'a [Page]) -> Self {
        Self(pages.iter().map(|page| (&*page.path, page)).collect())
    }

    /// The page that the location is in, and the bytes of its text.
    ///
    /// `None` if no page has that path, as for a file that could not be read.
    pub(super) fn resolve(&self, location: &Location) -> Option<(&'a Page, Range<usize>)> {
        let page = *self.0.get(&**location.page())?;
        let range = match location {
            Location::Node(origin) => page.locate(&origin.pointer)?,
            Location::Span { range, .. } => within(&page.text, range),
        };
        Some((page, range))
    }

    /// The diagnostics in reading order: by page, then by place, then as given.
    pub(super) fn in_reading_order<'d>(
        &self,
        diagnostics: &'d [Diagnostic],
    ) -> Vec<&'d Diagnostic> {
        let place = |label: &Label| {
            self.resolve(&label.location)
                .map_or(0, |(_, range)| range.start)
        };
        let mut ordered: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| {
                let first = diagnostic.labels.first();
                let key = first.map(|label| (label.location.page(), place(label)));
                (key, diagnostic)
            })
            .collect();
        ordered.sort_by_key(|(key, _)| *key);
        ordered
            .into_iter()
            .map(|(_, diagnostic)| diagnostic)
            .collect()
    }
}

/// `range` moved to character boundaries that the text has.
fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(range.start);
    start..boundary(range.end).max(start)
}
