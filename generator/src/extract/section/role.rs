//! What the parts of a section are about, by the headings, labels and admonitions around them.

use super::{Section, boundary, within};
use crate::extract::words::{self, Role};

impl Section<'_> {
    /// What is above the byte `at` and does not say what is below it: a bold line, or a heading
    /// other than that of the section.
    pub(in crate::extract) fn title_above(&self, at: usize) -> Option<String> {
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

    /// Where what is about the request of the section begins: behind its request line.
    pub(in crate::extract) fn anchor(&self) -> usize {
        let line = self.request.as_ref();
        let line = line.map_or(0, |line| line.range.end);
        line.max(self.range.start)
    }

    /// Whether what is at the byte `at` says by its place what the request or command takes or
    /// returns that ends at `from`: no heading in between is about something else.
    pub(in crate::extract) fn is_about(&self, from: usize, at: usize) -> bool {
        let mut below = self
            .outline
            .headings_around(at)
            .take_while(|it| it.range.start >= from);
        from <= at && !below.any(|it| it.level > 1 && boundary::is_aside(it))
    }

    /// Whether the byte `at` is in an admonition about something beside the page.
    pub(in crate::extract) fn is_in_aside(&self, at: usize) -> bool {
        let asides = self.outline.asides;
        let next = asides.partition_point(|it| it.end <= at);
        asides.get(next).is_some_and(|it| it.start <= at)
    }

    /// Whether the byte `at` is below a heading of the section that is about requests of the API
    /// itself, where its own request is not about them.
    pub(in crate::extract) fn is_incoming(&self, at: usize) -> bool {
        let Some(request) = &self.request else {
            return false;
        };
        let mut below = self
            .outline
            .headings_around(at)
            .take_while(|it| it.range.start >= request.range.end);
        below.any(|it| words::is_incoming(&it.text))
            && !words::is_incoming(&request.url)
            && !self.title().is_some_and(words::is_incoming)
    }

    /// Whether a heading around the byte `at` is about requests that the API sends by itself.
    pub(in crate::extract) fn is_below_incoming(&self, at: usize) -> bool {
        let mut around = self.outline.headings_around(at);
        around.any(|it| words::is_incoming(&it.text))
    }

    /// What is at the byte `at`, by the nearest heading or label above it that says so; nothing
    /// where a heading below that is about something else.
    pub(in crate::extract) fn role_at(&self, at: usize) -> Option<Role> {
        self.stated_role(at).filter(|_| !self.is_after_role(at))
    }

    /// What the nearest heading or label above the byte `at` says that says something.
    pub(in crate::extract) fn stated_role(&self, at: usize) -> Option<Role> {
        self.role_above(at).map(|(_, role)| role.clone())
    }

    /// Whether the fields below the heading or label at the byte `at` are required, or are
    /// optional, where it says only one of these: `Optional parameters`.
    pub(in crate::extract) fn stated_required(&self, at: usize) -> Option<bool> {
        let line = self.outline.file.text().get(at..)?.lines().next()?;
        let line = line.to_ascii_lowercase();
        let is_required = line.contains("required") || line.contains("mandatory");
        let is_stated = is_required != line.contains("optional");
        (is_stated && self.role_at(at).is_some()).then_some(is_required)
    }

    /// Whether what is at the byte `at` is below a heading about something else than the nearest
    /// heading above that says what is below it.
    pub(in crate::extract) fn is_after_role(&self, at: usize) -> bool {
        let Some((start, _)) = self.role_above(at) else {
            return false;
        };
        let Some(stated) = self.outline.heading_above(start) else {
            return false;
        };
        let around = self.outline.headings_around(at);
        let mut below = around.take_while(|it| it.range.start > start);
        below.any(|it| it.level <= stated.level && boundary::is_aside(it))
    }

    /// The nearest heading or label above the byte `at` that says what is below it, and where it
    /// begins.
    fn role_above(&self, at: usize) -> Option<(usize, &Role)> {
        let above = self.range.start..at + 1;
        let headings = within(&self.outline.with_role, &above, |(start, _)| *start);
        let heading = headings.last().copied();
        let labels = within(self.outline.labels, &above, |it| it.start);
        let label = labels.iter().rev().find(|it| !it.is_note);
        let label = label.filter(|it| at < self.outline.end_of_part(it.start));
        let label = label.and_then(|it| Some((it.start, it.role.as_ref()?)));
        heading.into_iter().chain(label).max_by_key(|(at, _)| *at)
    }
}
