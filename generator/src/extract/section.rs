//! The parts of a page, each about at most one operation.

mod boundary;
mod introduction;
mod nesting;
mod requests;
mod role;

use std::ops::Range;

use super::{
    base_url, directive,
    front_matter::FrontMatter,
    labels, lead,
    markdown::{Fence, Heading, Label, Markdown, Table},
    markup::Element,
    message::{self, Message},
    request_line::{self, RequestLine},
    words::{self, Role},
};
use crate::source::SourceFile;

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
    /// The heading that each of them is below.
    parents: Vec<Option<usize>>,
    /// Those of them that say what is below them.
    with_role: Vec<(usize, &'a Role)>,
    pub(super) fences: &'a [Fence],
    /// The messages in the fences, in the order of the text.
    messages: Vec<Message>,
    pub(super) elements: &'a [Element],
    pub(super) tables: &'a [Table],
    pub(super) labels: &'a [Label],
    /// The admonitions that are about something beside the page.
    asides: &'a [Range<usize>],
    /// The server that the page names for all operations.
    pub(super) stated_url: Option<&'a str>,
    /// That of its own operations.
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
        let stated_url = base_url::stated(file.text());
        let headings = markdown.headings.iter();
        let with_role = headings.filter_map(|it| Some((it.range.start, it.role.as_ref()?)));
        Self {
            file,
            matter,
            headings: &markdown.headings,
            ends: nesting::ends(&markdown.headings, file.text().len()),
            parents: nesting::parents(&markdown.headings),
            with_role: with_role.collect(),
            fences: &markdown.fences,
            messages: markdown.fences.iter().flat_map(message::read).collect(),
            elements,
            tables: &markdown.tables,
            labels: &markdown.labels,
            asides: &markdown.asides,
            stated_url,
            base_url: stated_url.or_else(|| base_url::labelled(file.text())),
        }
    }

    /// The last heading that begins at the byte `at` or before.
    pub(super) fn heading_above(&self, at: usize) -> Option<&'a Heading> {
        within(self.headings, &(0..at + 1), |it| it.range.start).last()
    }

    /// The headings above the byte `at`, each below the next one.
    pub(super) fn headings_around(&self, at: usize) -> impl Iterator<Item = &'a Heading> {
        let above = self.headings.partition_point(|it| it.range.start <= at);
        let parent = |heading: &usize| self.parents.get(*heading).copied().flatten();
        let around = std::iter::successors(above.checked_sub(1), parent);
        around.filter_map(|heading| self.headings.get(heading))
    }

    /// Where the part of the page ends that has the byte `at`.
    pub(super) fn end_of_part(&self, at: usize) -> usize {
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
        starts.extend(boundary::below_lists(self, &requests));
        match requests.is_empty() {
            true => starts.extend(boundary::between_commands(self)),
            false => starts.extend(self.parts_about_types(&requests)),
        }
        starts.sort_unstable();
        let first = self.matter.range.end;
        match starts.first_mut() {
            Some(start) if text[first..*start].trim().is_empty() => *start = first,
            _ => starts.insert(0, first),
        }
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([end]);
        let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
        let sections = ranges.map(|range| {
            let shown = within(&requests, &range, |it| it.range.start).first();
            let mut section = Section {
                outline: self,
                request: shown.cloned(),
                range,
            };
            if section.request.is_none() && section.is_first() {
                section.request = self.in_matter("api");
            }
            section
        });
        sections.collect()
    }

    /// The operation that a field of the front matter names.
    pub(super) fn in_matter(&self, field: &str) -> Option<RequestLine> {
        let line = self.matter.line(self.file.text(), field);
        RequestLine::read(self.matter.text(field)?, line)
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

    /// Whether it is that of the front matter.
    pub(super) fn is_first(&self) -> bool {
        self.range.start == self.outline.matter.range.end
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
        let end = self
            .request
            .as_ref()
            .map_or(self.range.end, |line| line.range.start);
        let headings = self.headings().iter();
        let mut above = headings.clone().rev();
        let nearest = above.find(|it| it.range.start < end && boundary::is_title(it));
        let nearest = nearest.filter(|_| self.request.is_some());
        // One below the request line is its title where nothing is between them.
        let text = self.outline.file.text();
        let is_next = |it: &&Heading| match &self.request {
            Some(line) if self.range.contains(&line.range.start) => {
                let between = text.get(line.range.end..it.range.start);
                between.is_none_or(|between| between.trim().is_empty())
            }
            _ => true,
        };
        let first = || headings.clone().find(|it| boundary::is_title(it));
        nearest.or_else(|| first().filter(is_next))
    }

    /// Whether the request line is a heading, which names what the part of the page is about.
    pub(super) fn is_in_heading(&self) -> bool {
        let heading = self.heading_of_request();
        heading.is_some_and(|it| request_line::names_operation(&it.text))
    }

    /// Whether the request line is a heading that says that the operation was removed or changed.
    pub(super) fn is_about_change(&self) -> bool {
        let heading = self.heading_of_request();
        heading.is_some_and(|it| request_line::says_change(&it.text))
    }

    /// The heading that the request line is in.
    fn heading_of_request(&self) -> Option<&'a Heading> {
        let line = self.request.as_ref()?.range.start;
        let heading = self.outline.heading_above(line);
        heading.filter(|it| it.range.contains(&line))
    }

    /// What the operation is called.
    pub(super) fn title(&self) -> Option<&'a str> {
        let title = self
            .heading()
            .map(|heading| request_line::title(&heading.text));
        let title = title.or_else(|| self.bold_above());
        title.or_else(|| self.outline.matter.text("title"))
    }

    /// The bold line directly above the request line, with or without code around that.
    fn bold_above(&self) -> Option<&'a str> {
        let line = self.request.as_ref()?;
        let text = self.outline.file.text();
        let above = text.get(..line.range.start)?.trim_end();
        let above = above
            .rsplit_once("\n```")
            .filter(|(_, info)| !info.contains('\n'));
        let above = above.map_or(text.get(..line.range.start)?, |(above, _)| above);
        let line = above.trim_end().lines().next_back()?.trim();
        let words = line.strip_prefix("**")?.strip_suffix("**")?;
        let words = words.trim_end_matches(':');
        let is_name = !words.contains('*') && !words.ends_with('.') && !labels::is_aside(words);
        (is_name && words::role(words).is_none()).then_some(words)
    }

    /// The paragraph below the heading, or below the request line.
    pub(super) fn description(&self) -> Option<String> {
        let text = self.outline.file.text();
        let heading = self.heading().map(|heading| heading.range.start);
        let line = self.request.as_ref().map(|line| line.range.start);
        let line = line.filter(|start| self.range.contains(start));
        let starts = heading.into_iter().chain(line);
        // What is below other headings is about parts of the operation.
        let end = |start: usize| {
            let below = within(self.outline.headings, &(start + 1..self.range.end), |it| {
                it.range.start
            });
            let next = below.iter().find(|it| !boundary::is_label(it));
            next.map_or(self.range.end, |it| it.range.start)
        };
        let leads = starts.filter_map(|start| lead::below(&text[start..end(start)]));
        let leads = leads.map(|lead| lead.text);
        let leads = leads.filter(|text| is_prose(text) && !is_label(text));
        let mut leads = leads.chain(self.below_directive());
        let mut matter = ["description", "excerpt"].iter();
        let matter = matter.find_map(|field| self.outline.matter.text(field));
        let is_of_page = self.is_first() || self.heading().is_some_and(|it| it.level == 1);
        let matter = matter.filter(|_| is_of_page);
        leads.next().or_else(|| matter.map(str::to_owned))
    }

    /// The paragraph below a directive that is the request line.
    fn below_directive(&self) -> Option<String> {
        let line = self.request.as_ref()?.range.clone();
        let text = self.outline.file.text();
        directive::request(text.get(line.clone())?)?;
        let below = text.get(line.end..self.range.end)?.lines().map(str::trim);
        let below = below.skip_while(|line| line.is_empty() || line.starts_with(':'));
        let lead: Vec<&str> = below.take_while(|line| !line.is_empty()).collect();
        let is_text = lead
            .first()
            .is_some_and(|it| !it.starts_with(['.', '`', '#']));
        is_text.then(|| lead.join("\n"))
    }
}

/// Whether a text that introduces an operation is about it: no admonition, component or code.
fn is_prose(text: &str) -> bool {
    let marks = ["!!!", "???", ":::", "```", "{%", "<"];
    !marks.iter().any(|mark| text.starts_with(mark))
}

/// Whether a text is no more than what says of a sample what it is: `Request body`.
fn is_label(text: &str) -> bool {
    let is_short = text.split_whitespace().count() <= 3 && !text.ends_with('.');
    is_short && words::role(text).is_some()
}

/// The items of `all`, which are sorted, that start in `range`.
fn within<'a, T>(all: &'a [T], range: &Range<usize>, start: impl Fn(&T) -> usize) -> &'a [T] {
    let from = all.partition_point(|it| start(it) < range.start);
    let rest = &all[from..];
    &rest[..rest.partition_point(|it| start(it) < range.end)]
}
