//! The beginnings and ends of elements.

use std::{collections::BTreeMap, ops::Range};

use super::tag::{Element, Tag};

/// How long the content is of an element that becomes a link or emphasis; that of a nested one is
/// read again for each level.
const CONTENT_LIMIT: usize = 2_000;

/// A tag, and what it forms an element with.
pub(super) struct Paired<'t> {
    pub(super) tag: Tag<'t>,
    /// The bytes of the tag that ends this element, or begins it.
    pub(super) other: Option<Range<usize>>,
}

impl Paired<'_> {
    /// The bytes between the tags of the element, if there are two.
    pub(super) fn content(&self) -> Option<Range<usize>> {
        let (here, other) = (&self.tag.range, self.other.as_ref()?);
        Some(match self.tag.is_end {
            true => other.end..here.start,
            false => here.end..other.start,
        })
    }
}

/// The tags without those that have no other end where Markdown needs both.
pub(super) fn paired<'t>(text: &str, tags: Vec<Tag<'t>>) -> Vec<Paired<'t>> {
    let mut paired: Vec<Paired<'t>> = Vec::with_capacity(tags.len());
    let mut open: Vec<usize> = Vec::new();
    // An end without a beginning must not search all that is open.
    let mut counts: BTreeMap<Element, usize> = BTreeMap::new();
    for mut tag in tags {
        let mut other = None;
        let element = tag.element;
        if !tag.is_end {
            if !element.is_empty() {
                open.push(paired.len());
                *counts.entry(element).or_default() += 1;
            }
        } else if counts.get(&element).is_some_and(|count| *count > 0) {
            while let Some(start) = open.pop() {
                let opened = paired[start].tag.element;
                *counts.entry(opened).or_default() -= 1;
                if opened == element {
                    let is_link = is_link(text, &paired[start..], &tag);
                    let begin = &mut paired[start];
                    begin.tag.target = begin.tag.target.filter(|_| is_link);
                    tag.target = begin.tag.target;
                    other = Some(begin.tag.range.clone());
                    begin.other = Some(tag.range.clone());
                    break;
                }
            }
        }
        paired.push(Paired { tag, other });
    }
    paired.retain(|it| it.other.is_some() || !it.tag.element.is_paired());
    paired
}

/// Whether what is between the tags can be the text of a link.
fn is_link(text: &str, tags: &[Paired<'_>], end: &Tag<'_>) -> bool {
    let Some((begin, inner)) = tags.split_first() else {
        return false;
    };
    let content = &text[begin.tag.range.end..end.range.start];
    end.element == Element::Link
        && is_within_paragraph(content)
        && inner.iter().all(|it| it.tag.element.is_inline())
}

/// Whether the content of an element can be part of a paragraph.
pub(super) fn is_within_paragraph(content: &str) -> bool {
    content.len() <= CONTENT_LIMIT && !content.contains("\n\n")
}
