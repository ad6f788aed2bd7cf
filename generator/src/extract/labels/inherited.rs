//! Headings and labels that say only which of the fields or samples are below them, such as
//! `Required fields` and `Body`. They are those of the request, but below what is about a response
//! its own.

use crate::extract::{
    labels::{is_outside, outcome},
    markdown::{Fence, Heading, Label},
    words::{self, Role},
};

/// What the headings of a page say of what is below them.
pub(super) struct Above<'a> {
    text: &'a str,
    headings: &'a [Heading],
    /// What each of the headings says, or the next one around it that says something.
    roles: Vec<Option<Role>>,
}

impl<'a> Above<'a> {
    /// Gives headings of fields of responses their role.
    pub(super) fn new(text: &'a str, headings: &'a mut [Heading]) -> Self {
        let mut open: Vec<usize> = Vec::new();
        // The response whose parts are below headings of its level, as nothing is below its own.
        let mut empty: Option<(u8, Role)> = None;
        let mut roles: Vec<Option<Role>> = Vec::new();
        for at in 0..headings.len() {
            let level = headings[at].level;
            while open.pop_if(|it| headings[*it].level >= level).is_some() {}
            let around = open.last().and_then(|it| roles[*it].clone());
            let is_direct = open.last().is_some_and(|it| headings[*it].role.is_some());
            let end = headings.get(at + 1).map_or(text.len(), |it| it.range.start);
            let is_empty = text[headings[at].range.end..end].trim().is_empty();
            empty = empty.filter(|(of, _)| *of <= level);
            let heading = &mut headings[at];
            let own = heading.role.as_ref().zip(around.as_ref());
            let of_response = own.and_then(|(own, around)| {
                words::part_of_response(&heading.text, own, around, is_direct)
            });
            let own = heading.role.as_ref();
            let beside = empty.take_if(|(of, _)| *of == level).and_then(|it| {
                let role = words::part_of_response(&heading.text, own?, &it.1, true)?;
                empty = Some(it);
                Some(role)
            });
            heading.role = of_response.or(beside).or_else(|| heading.role.take());
            if let Some(role @ Role::Response(_)) = heading.role.as_ref().filter(|_| is_empty) {
                empty = Some((level, role.clone()));
            }
            roles.push(heading.role.clone().or(around));
            open.push(at);
        }
        Self {
            text,
            headings,
            roles,
        }
    }

    /// What is below a label of fields of a response at the byte `at`, below `labels` and `fences`.
    /// What follows the sample below the label of a response is about the request again.
    pub(super) fn response(&self, labels: &[Label], fences: &[Fence], at: usize) -> Option<Role> {
        let label = self.nearest(labels, at).and_then(|it| {
            let role = it.role.as_ref()?;
            let next = fences.partition_point(|fence| fence.range.end <= it.start);
            let is_next = fences
                .get(next)
                .is_none_or(|fence| at < fence.opening.start);
            (is_next || matches!(role, Role::Request(_))).then_some(role)
        });
        let role = label.or_else(|| self.role_of_heading(at))?;
        matches!(role, Role::Response(_)).then(|| role.clone())
    }

    /// What a label at the byte `at` says, with the status of the heading above it: `Response:`
    /// below `422 Unprocessable Content`.
    pub(super) fn with_status(&self, role: Role, at: usize) -> Role {
        match (role, self.role_of_heading(at)) {
            (Role::Response(None), Some(around @ Role::Response(_))) => around.clone(),
            (role, _) => role,
        }
    }

    /// The response below a label at the byte `at` that says of an outcome which one it is, or that
    /// names a problem below another response. Directly below what says that a request is there it
    /// is none, and below such a heading only a result is one.
    pub(super) fn outcome(&self, label: &str, labels: &[Label], at: usize) -> Option<Role> {
        let label_above = self.nearest(labels, at);
        let label_above = label_above.and_then(|it| Some((it.start, it.role.as_ref()?)));
        let heading = || {
            let heading = self.headings.get(self.count(at).checked_sub(1)?)?;
            Some((heading.range.start, self.role_of_heading(at)?))
        };
        let is_next = |start: usize| {
            let below = self.text[start..at].split_once('\n');
            below.is_none_or(|(_, between)| between.trim().is_empty())
        };
        match label_above.or_else(heading) {
            Some((start, Role::Request(_))) if is_next(start) => None,
            Some((_, Role::Request(_))) if label_above.is_none() => {
                outcome::role(label).filter(|_| outcome::is_result(label))
            }
            Some((_, Role::Response(_))) => {
                outcome::role(label).or_else(|| outcome::problem(label))
            }
            _ => outcome::role(label),
        }
    }

    /// What the heading above the byte `at` says, or the next one around it that says something.
    fn role_of_heading(&self, at: usize) -> Option<&Role> {
        self.roles.get(self.count(at).checked_sub(1)?)?.as_ref()
    }

    /// The last of the labels, where no heading is between it and the byte `at`.
    pub(super) fn nearest<'l>(&self, labels: &'l [Label], at: usize) -> Option<&'l Label> {
        let last = labels.last()?;
        (self.count(last.start) == self.count(at)).then_some(last)
    }

    /// Whether the byte `at` is in none of the headings.
    pub(super) fn is_outside(&self, at: usize) -> bool {
        is_outside(self.headings, |it| it.range.clone(), at)
    }

    /// How many headings begin at the byte `at` or before.
    fn count(&self, at: usize) -> usize {
        self.headings.partition_point(|it| it.range.start <= at)
    }
}
