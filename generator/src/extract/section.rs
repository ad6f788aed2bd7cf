//! The parts of a page, each about at most one operation.

mod boundary;
mod requests;

use std::ops::Range;

use super::{
    front_matter::FrontMatter,
    lead,
    markdown::{Fence, Heading, Label, Markdown, Table},
    markup::Element,
    message::{self, Message},
    request_line::{self, RequestLine},
    words::Role,
};
use crate::source::SourceFile;

/// Headings of the line with the method and the address, or of what is said about it.
const LABELS: [&str; 7] = [
    "endpoint",
    "api endpoint",
    "url",
    "route",
    "method",
    "summary",
    "description",
];

/// Headings of the types that operations have in common.
const TYPES: [&str; 8] = [
    "components",
    "data models",
    "definitions",
    "models",
    "object definitions",
    "references",
    "schemas",
    "types",
];

/// A page with everything that its dialects look at.
pub(super) struct Outline<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) matter: &'a FrontMatter,
    pub(super) headings: &'a [Heading],
    /// Where what is below each of them ends: with the next one that is not below it.
    ends: Vec<usize>,
    /// Those of them that say what is below them.
    with_role: Vec<(usize, &'a Role)>,
    pub(super) fences: &'a [Fence],
    /// The messages in the fences, in the order of the text.
    messages: Vec<Message>,
    pub(super) elements: &'a [Element],
    pub(super) tables: &'a [Table],
    pub(super) labels: &'a [Label],
    /// The server that the page names for all of its operations.
    pub(super) base_url: Option<&'a str>,
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
        let mut lines = file.text().lines();
        let headings = markdown.headings.iter();
        let with_role = headings.filter_map(|it| Some((it.range.start, it.role.as_ref()?)));
        Self {
            file,
            matter,
            headings: &markdown.headings,
            ends: ends(&markdown.headings, file.text().len()),
            with_role: with_role.collect(),
            fences: &markdown.fences,
            messages: markdown.fences.iter().flat_map(message::read).collect(),
            elements,
            tables: &markdown.tables,
            labels: &markdown.labels,
            base_url: lines.find_map(request_line::base_url),
        }
    }

    /// The last heading that begins at the byte `at` or before.
    pub(super) fn heading_above(&self, at: usize) -> Option<&'a Heading> {
        within(self.headings, &(0..at + 1), |it| it.range.start).last()
    }

    /// Where the part of the page ends that has the byte `at`.
    fn end_of_part(&self, at: usize) -> usize {
        let below = self.headings.partition_point(|it| it.range.start <= at);
        let end = below
            .checked_sub(1)
            .and_then(|heading| self.ends.get(heading));
        end.copied().unwrap_or(usize::MAX)
    }

    /// The fences with a part in `range`.
    fn fences_around(&self, range: &Range<usize>) -> &'a [Fence] {
        let from = self
            .fences
            .partition_point(|it| it.range.end <= range.start);
        let rest = &self.fences[from..];
        &rest[..rest.partition_point(|it| it.opening.start < range.end)]
    }

    /// The fences that begin in `range`.
    pub(super) fn fences_in(&self, range: &Range<usize>) -> &'a [Fence] {
        within(self.fences, range, |it| it.opening.start)
    }

    /// The sections of the page, in their order.
    ///
    /// A section begins with each heading of level one, and between two request lines with the
    /// last of the highest headings. The first one is that of the front matter.
    pub(super) fn sections(&'a self) -> Vec<Section<'a>> {
        let text = self.file.text();
        let end = text.len();
        let requests = boundary::with_sentences(self, requests::find(self));
        let titles = self.headings.iter().filter(|heading| heading.level == 1);
        let mut starts: Vec<usize> = titles.map(|title| title.range.start).collect();
        starts.extend(boundary::between(self, &requests));
        starts.sort_unstable();
        if !requests.is_empty() {
            starts.extend(self.parts_about_types(&requests));
            starts.sort_unstable();
        }
        let first = self.matter.range.end;
        match starts.first_mut() {
            Some(start) if text[first..*start].trim().is_empty() => *start = first,
            _ => starts.insert(0, first),
        }
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([end]);
        let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
        let sections = ranges.map(|range| Section {
            outline: self,
            request: within(&requests, &range, |it| it.range.start)
                .first()
                .cloned(),
            range,
        });
        sections.collect()
    }

    /// Where the headings begin that types follow, which are about no operation: those that are
    /// no part of what the heading of the request above them begins.
    fn parts_about_types(&self, requests: &[RequestLine]) -> Vec<usize> {
        let is_outer = |heading: &&Heading| {
            let above = within(requests, &(0..heading.range.start), |it| it.range.start);
            let Some(request) = above.last() else {
                return false;
            };
            let above = within(self.headings, &(0..request.range.end), |it| it.range.start);
            above.last().is_some_and(|it| heading.level <= it.level)
        };
        let headings = self.headings.iter().filter(|heading| {
            let text = heading.text.to_ascii_lowercase();
            TYPES.contains(&text.trim_end_matches(':'))
        });
        headings.filter(is_outer).map(|it| it.range.start).collect()
    }
}

impl<'a> Section<'a> {
    /// The section for each of the other operations that its request line names.
    pub(super) fn others(&self) -> impl Iterator<Item = Section<'a>> + '_ {
        self.request.iter().flat_map(move |line| {
            line.others.iter().map(move |(method, url)| Section {
                outline: self.outline,
                range: self.range.clone(),
                request: Some(RequestLine {
                    method: method.clone(),
                    url: url.clone(),
                    others: Vec::new(),
                    ..line.clone()
                }),
            })
        })
    }

    pub(super) fn text(&self) -> &'a str {
        &self.outline.file.text()[self.range.clone()]
    }

    /// The headings, with that of the section.
    pub(super) fn headings(&self) -> &'a [Heading] {
        within(self.outline.headings, &self.range, |it| it.range.start)
    }

    pub(super) fn fences(&self) -> &'a [Fence] {
        self.outline.fences_in(&self.range)
    }

    /// The messages of HTTP in the code of the section.
    pub(super) fn messages(&self) -> &[Message] {
        within(&self.outline.messages, &self.range, |it| it.range.start)
    }

    /// Those of the messages that are in `fence`.
    pub(super) fn messages_in(&self, fence: &Fence) -> &[Message] {
        within(self.messages(), &fence.range, |it| it.range.start)
    }

    /// The fences with a part in the section, where each request line of a fence begins one.
    pub(super) fn fences_around(&self) -> &'a [Fence] {
        self.outline.fences_around(&self.range)
    }

    /// The tables in formats other than Markdown.
    pub(super) fn tables(&self) -> &'a [Table] {
        within(self.outline.tables, &self.range, |it| it.range.start)
    }

    /// What says beside headings what is below it.
    pub(super) fn labels(&self) -> &'a [Label] {
        within(self.outline.labels, &self.range, |it| it.start)
    }

    /// The outermost elements.
    pub(super) fn elements(&self) -> &'a [Element] {
        within(self.outline.elements, &self.range, |it| it.range.start)
    }

    /// The heading of the operation: the nearest one above the request line that is about more
    /// than a part of it, else the first one.
    fn heading(&self) -> Option<&'a Heading> {
        let is_title = |heading: &&Heading| {
            let text = heading.text.to_ascii_lowercase();
            let is_label = LABELS.contains(&text.trim_end_matches(':'));
            let is_request = request_line::is_part(&heading.text);
            !is_label && !is_request && heading.role.is_none()
        };
        let end = self
            .request
            .as_ref()
            .map_or(self.range.end, |line| line.range.start);
        let headings = self.headings().iter();
        let mut above = headings.clone().rev();
        let nearest = above.find(|it| it.range.start < end && is_title(it));
        let nearest = nearest.filter(|_| self.request.is_some());
        nearest.or_else(|| headings.clone().find(is_title))
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
        let mut matter = ["description", "excerpt"].iter();
        let matter = matter.find_map(|field| self.outline.matter.text(field));
        leads
            .next()
            .map(|lead| lead.text)
            .or_else(|| matter.map(str::to_owned))
    }

    /// What is above the byte `at` and does not say what is below it: a bold line, or a heading
    /// other than that of the section.
    pub(super) fn title_above(&self, at: usize) -> Option<String> {
        let above = self.outline.file.text().get(self.range.start..at)?;
        let line = above.trim_end().lines().next_back()?;
        let line = line.trim().trim_end_matches(':');
        let bold = line.strip_prefix("**").and_then(|it| it.strip_suffix("**"));
        if let Some(bold) = bold {
            return Some(bold.trim_end_matches(':').to_owned());
        }
        let headings = within(self.outline.headings, &(self.range.start..at), |it| {
            it.range.start
        });
        let nearest = headings.last().filter(|it| it.role.is_none());
        let own = self.heading().map(|it| it.range.start);
        nearest
            .filter(|it| Some(it.range.start) != own)
            .map(|it| it.text.clone())
    }

    /// What is at the byte `at`, by the nearest heading or label above it that says so.
    pub(super) fn role_at(&self, at: usize) -> Option<Role> {
        let above = self.range.start..at + 1;
        let headings = within(&self.outline.with_role, &above, |(start, _)| *start);
        let heading = headings.last().copied();
        let labels = within(self.outline.labels, &above, |it| it.start);
        let label = labels.last();
        let label = label.filter(|it| at < self.outline.end_of_part(it.start));
        let label = label.and_then(|it| Some((it.start, it.role.as_ref()?)));
        let nearest = heading.into_iter().chain(label).max_by_key(|(at, _)| *at);
        nearest.map(|(_, role)| role.clone())
    }
}

/// Where what is below each heading ends.
fn ends(headings: &[Heading], end: usize) -> Vec<usize> {
    let mut ends = vec![end; headings.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        while let Some(above) = open.pop_if(|it| headings[*it].level >= heading.level) {
            ends[above] = heading.range.start;
        }
        open.push(at);
    }
    ends
}

/// The items of `all`, which are sorted, that start in `range`.
fn within<'a, T>(all: &'a [T], range: &Range<usize>, start: impl Fn(&T) -> usize) -> &'a [T] {
    let from = all.partition_point(|it| start(it) < range.start);
    let rest = &all[from..];
    &rest[..rest.partition_point(|it| start(it) < range.end)]
}
