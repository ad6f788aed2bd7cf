//! Which headings are below which others.

use crate::extract::markdown::Heading;

/// Where what is below each heading ends.
pub(super) fn ends(headings: &[Heading], end: usize) -> Vec<usize> {
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

/// The heading that each heading is below.
pub(super) fn parents(headings: &[Heading]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let parent = |(at, heading): (usize, &Heading)| {
        while open
            .pop_if(|it| headings[*it].level >= heading.level)
            .is_some()
        {}
        let parent = open.last().copied();
        open.push(at);
        parent
    };
    headings.iter().enumerate().map(parent).collect()
}
