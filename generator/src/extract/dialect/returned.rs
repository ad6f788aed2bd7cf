//! Sentences that name the object that an operation returns, which another part of the page
//! describes: "Returns a list of [bell objects](#the-bell-object)."

mod phrase;

use std::{collections::BTreeMap, ops::Range};

use self::phrase::Phrase;
use super::named_types::Types;
use crate::{
    extract::{
        command,
        evidence::Sample,
        field::{Field, Shape},
        markdown::Heading,
        operation::{Group, Parts},
        section::{Outline, Section},
        shown::Shown,
        words::Role,
    },
    sample,
};

/// The objects that a page describes below headings with their names.
#[derive(Default)]
pub(super) struct Objects(BTreeMap<String, Object>);

#[derive(Default)]
struct Object {
    fields: Vec<Field>,
    sample: Option<Sample>,
    /// Whether the heading says that it is one: `The bell object`.
    is_stated: bool,
}

impl Objects {
    /// Those of a page with these `sections` and tables of types.
    pub(super) fn new(outline: &Outline<'_>, sections: &[Section<'_>], tables: &[Group]) -> Self {
        let mut objects = BTreeMap::<String, Object>::new();
        for heading in outline.headings.iter().filter(|it| it.role.is_none()) {
            let is_stated = phrase::names_object(&heading.text);
            let Some(name) = phrase::heading(&heading.text).filter(|_| is_stated) else {
                continue;
            };
            let object = objects.entry(name).or_default();
            object.is_stated = true;
            if object.sample.is_none() {
                object.sample = sample_below(outline, heading);
            }
        }
        let parts = if tables.is_empty() {
            Vec::new()
        } else {
            parts_of_operations(sections)
        };
        for group in tables {
            let (Some(title), Some(first)) = (&group.title, group.fields.first()) else {
                continue;
            };
            // Others may be what the operation takes.
            let part = parts.partition_point(|it| it.end <= first.range.start);
            let is_of_operation = parts
                .get(part)
                .is_some_and(|it| it.contains(&first.range.start));
            if is_of_operation && !phrase::names_object(title) {
                continue;
            }
            if let Some(name) = phrase::heading(title) {
                let object = objects.entry(name).or_default();
                if object.fields.is_empty() {
                    object.fields.clone_from(&group.fields);
                }
            }
        }
        objects.retain(|_, it| !it.fields.is_empty() || it.sample.is_some());
        Self(objects)
    }

    /// The object that a phrase names.
    fn get(&self, phrase: &Phrase) -> Option<&Object> {
        let linked = phrase.link.as_ref();
        let linked = linked.and_then(|it| Some((self.0.get(&it.name)?, it.is_named)));
        let named = phrase.name.as_deref().and_then(|name| self.0.get(name));
        let named = named.filter(|it| it.is_stated || phrase.is_stated);
        match linked {
            Some((object, true)) => Some(object),
            // Other links may be about how it is returned.
            Some((object, false)) => named.or(Some(object).filter(|it| it.is_stated)),
            None => named,
        }
    }
}

/// The bytes of the `sections` with operations.
fn parts_of_operations(sections: &[Section<'_>]) -> Vec<Range<usize>> {
    let has_operation =
        |it: &&Section<'_>| it.request.is_some() || !command::commands(it).is_empty();
    let sections = sections.iter().filter(has_operation);
    sections.map(|it| it.range.clone()).collect()
}

/// The first sample below a heading that is about nothing else: directly, or below one about an
/// example.
fn sample_below(outline: &Outline<'_>, heading: &Heading) -> Option<Sample> {
    let below = heading.range.start..outline.end_of_part(heading.range.start);
    let mut fences = outline.fences_in(&below).iter();
    let fence = fences.find(|it| it.text.trim_start().starts_with('{'))?;
    let above = outline.heading_above(fence.opening.start)?;
    let text = above.text.to_ascii_lowercase();
    let is_example = ["example", "sample", "json"]
        .iter()
        .any(|it| text.contains(it));
    let is_own = above.range == heading.range || is_example;
    let json = sample::json(&fence.text).filter(|it| is_own && it.is_object())?;
    let range = fence.range.clone();
    Some(Sample { json, range })
}

/// Adds the object that a sentence names as what is returned: its fields where the samples of the
/// response have them, and all of it where nothing else says what the response is.
pub(super) fn add(section: &Section<'_>, objects: &Objects, types: &Types, parts: &mut Parts) {
    if objects.0.is_empty() || parts.statuses.names_no_content() {
        return;
    }
    let is_listed = parts.groups.iter().any(|it| it.role.is_success());
    if is_listed || parts.schemas.iter().any(|it| it.role.is_success()) {
        return;
    }
    let mut phrases = phrase::of_section(section);
    let Some((phrase, object)) = phrases.find_map(|it| objects.get(&it).map(|object| (it, object)))
    else {
        return;
    };
    let shown: Vec<&Shown> = parts
        .shown
        .iter()
        .filter(|it| it.role.is_success())
        .collect();
    let is_list = match shown.first() {
        Some(first) => first.sample.json.is_array(),
        None => phrase.is_list,
    };
    let are_shown = shown
        .iter()
        .all(|it| has_fields(&it.sample, &object.fields));
    // Nothing says what is around a list that is no list alone.
    if !are_shown || shown.is_empty() && phrase.is_wrapped {
        return;
    }
    if shown.is_empty()
        && let Some(sample) = &object.sample
    {
        let json = match is_list {
            true => vec![sample.json.clone()].into(),
            false => sample.json.clone(),
        };
        parts.shown.push(Shown {
            role: Role::Response(None),
            sample: Sample {
                json,
                range: sample.range.clone(),
            },
            is_excerpt: false,
        });
    }
    if !object.fields.is_empty() {
        let group = Group {
            role: Role::Response(None),
            fields: object.fields.clone(),
            shape: if is_list { Shape::List } else { Shape::Object },
            title: None,
            is_type: false,
            is_guess: false,
        };
        parts.groups.extend(types.place(vec![group]));
    }
}

/// Whether most of `fields` are in a sample, in its items or in one of its values.
fn has_fields(sample: &Sample, fields: &[Field]) -> bool {
    let json = match sample.json.as_array() {
        Some(items) => items.first(),
        None => Some(&sample.json),
    };
    let has_most = |value: &serde_json::Value| {
        let value = value.get(0).unwrap_or(value);
        let fields_in = fields.iter().filter(|it| value.get(&it.wire).is_some());
        fields_in.count() * 2 > fields.len()
    };
    let Some(json) = json else { return false };
    let values = json.as_object().into_iter().flat_map(|it| it.values());
    has_most(json) || values.filter(|it| has_most(it)).count() == 1
}
