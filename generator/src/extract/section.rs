//! The parts of a page, each about at most one operation.

use std::ops::Range;

use super::{
    front_matter::FrontMatter,
    lead,
    markdown::{Fence, Heading, Markdown},
    markup::Element,
    request_line::{self, RequestLine},
    words::{self, Role},
};
use crate::source::SourceFile;

/// Headings of the line with the method and the address.
const LABELS: [&str; 5] = ["endpoint", "api endpoint", "url", "route", "method"];

/// A page with everything that its dialects look at.
pub(super) struct Outline<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) matter: &'a FrontMatter,
    pub(super) headings: &'a [Heading],
    pub(super) fences: &'a [Fence],
    pub(super) elements: &'a [Element],
}

/// A part of a page: from the heading of an operation to that of the next one.
pub(super) struct Section<'a> {
    pub(super) outline: &'a Outline<'a>,
    pub(super) range: Range<usize>,
    /// The line with the method and the address.
    pub(super) request: Option<RequestLine>,
}

impl<'a> Outline<'a> {
    pub(super) fn new(
        file: &'a SourceFile,
        matter: &'a FrontMatter,
        markdown: &'a Markdown,
        elements: &'a [Element],
    ) -> Self {
        Self {
            file,
            matter,
            headings: &markdown.headings,
            fences: &markdown.fences,
            elements,
        }
    }

    /// The sections of the page, in their order.
    ///
    /// A section begins with each heading of level one, and between two request lines with the
    /// last of the highest headings.
    pub(super) fn sections(&'a self) -> Vec<Section<'a>> {
        let text = self.file.text();
        let end = text.len();
        let code = self.code();
        let requests: Vec<RequestLine> =
            request_line::find(text, self.matter.range.end..end, &code).collect();
        let titles = self.headings.iter().filter(|heading| heading.level == 1);
        let mut starts: Vec<usize> = titles.map(|title| title.range.start).collect();
        for pair in requests.windows(2) {
            let [one, next] = pair else { continue };
            let between = one.range.end..next.range.end;
            let headings = self
                .headings
                .iter()
                .filter(|it| between.contains(&it.range.start));
            let start = headings.rev().min_by_key(|heading| heading.level);
            starts.push(start.map_or(next.range.start, |heading| heading.range.start));
        }
        starts.push(self.matter.range.end);
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([end]);
        let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
        let sections = ranges.map(|range| Section {
            outline: self,
            request: requests
                .iter()
                .find(|it| range.contains(&it.range.start))
                .cloned(),
            range,
        });
        sections.collect()
    }

    /// The server that the page names for all of its operations.
    pub(super) fn base_url(&self) -> Option<String> {
        let lines = self.file.text().lines();
        let mut urls = lines.filter_map(request_line::base_url);
        urls.next().map(str::to_owned)
    }

    /// The fences in which a request line is an example; one of a single line is none.
    fn code(&self) -> Vec<Range<usize>> {
        let is_line = |fence: &&Fence| {
            let is_http = fence.info.trim().eq_ignore_ascii_case("http");
            is_http || fence.text.trim().lines().count() <= 1
        };
        let code = self.fences.iter().filter(|fence| !is_line(fence));
        code.map(|fence| fence.opening.start..fence.range.end)
            .collect()
    }
}

impl<'a> Section<'a> {
    pub(super) fn text(&self) -> &'a str {
        &self.outline.file.text()[self.range.clone()]
    }

    /// The headings, with that of the section.
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = &'a Heading> {
        let range = self.range.clone();
        let headings = self.outline.headings.iter();
        headings.filter(move |heading| range.contains(&heading.range.start))
    }

    pub(super) fn fences(&self) -> impl Iterator<Item = &'a Fence> {
        let range = self.range.clone();
        let fences = self.outline.fences.iter();
        fences.filter(move |fence| range.contains(&fence.opening.start))
    }

    /// The outermost elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &'a Element> {
        let range = self.range.clone();
        let elements = self.outline.elements.iter();
        elements.filter(move |element| range.contains(&element.range.start))
    }

    /// The heading of the operation: the nearest one above the request line that is about more
    /// than a part of it, else the first one.
    fn heading(&self) -> Option<&'a Heading> {
        let is_title = |heading: &&Heading| {
            let text = heading.text.to_ascii_lowercase();
            let is_label = LABELS.contains(&text.trim_end_matches(':'));
            !is_label
                && request_line::parse(&heading.text).is_none()
                && words::role(&heading.text).is_none()
        };
        let end = self
            .request
            .as_ref()
            .map_or(self.range.end, |line| line.range.start);
        let above = self.headings().filter(|heading| heading.range.start < end);
        let nearest = above
            .rev()
            .find(is_title)
            .filter(|_| self.request.is_some());
        nearest.or_else(|| self.headings().find(is_title))
    }

    /// What the operation is called.
    pub(super) fn title(&self) -> Option<&'a str> {
        let title = self.heading().map(|heading| heading.text.as_str());
        title.or_else(|| self.outline.matter.text("title"))
    }

    /// The paragraph below the heading, or below the request line.
    pub(super) fn description(&self) -> Option<String> {
        let text = self.outline.file.text();
        let heading = self.heading().map(|heading| heading.range.start);
        let line = self.request.as_ref().map(|line| line.range.start);
        let starts = heading.into_iter().chain(line);
        let mut leads = starts.filter_map(|start| lead::below(&text[start..self.range.end]));
        let matter = self.outline.matter.text("description");
        leads
            .next()
            .map(|lead| lead.text)
            .or_else(|| matter.map(str::to_owned))
    }

    /// What is at the byte `at`, by the nearest heading above it that says so.
    pub(super) fn role_at(&self, at: usize) -> Option<Role> {
        let headings = self.headings().rev();
        let mut above = headings.skip_while(|heading| heading.range.start > at);
        above.find_map(|heading| words::role(&heading.text))
    }
}
