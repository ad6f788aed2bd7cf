//! Labels for the branches of an untagged union: what addresses and variant names are
//! made of. They come from the structure of the branches and never from their prose,
//! and from a branch's position only where nothing else distinguishes it.

use std::collections::BTreeSet;

use super::strings::AllowedStrings;
use crate::{
    ir::{Branch, Shape, Tagging, TypeKind, Union, describe},
    json_type::JsonType,
};

/// Labels every branch. `objects` has the strings of each branch that is an object, and `fields`
/// the fields whose strings distinguish them.
pub(super) fn assign(union: &mut Union, objects: &[Option<AllowedStrings>], fields: &[String]) {
    let labels =
        by_strings(objects, fields).unwrap_or_else(|| by_structure(union, objects, fields));
    for (branch, label) in union.branches.iter_mut().zip(unique(&labels)) {
        branch.label = label;
    }
}

/// `LOCK_DOOR_pending`, where every branch is an object that allows one string for each
/// distinguishing field.
fn by_strings(objects: &[Option<AllowedStrings>], fields: &[String]) -> Option<Vec<String>> {
    let labels = objects
        .iter()
        .map(|strings| only_strings(strings.as_ref()?, fields));
    labels.collect()
}

/// `LOCK_DOOR_pending`, where an object allows one string for each distinguishing field.
fn only_strings(strings: &AllowedStrings, fields: &[String]) -> Option<String> {
    let words = fields.iter().map(|field| match &strings.get(field)?[..] {
        [only] => Some(only.clone()),
        _ => None,
    });
    let words: Vec<String> = words.collect::<Option<_>>()?;
    (!words.is_empty()).then(|| words.join("_"))
}

fn by_structure(
    union: &Union,
    objects: &[Option<AllowedStrings>],
    distinguishing: &[String],
) -> Vec<String> {
    let enum_of_several = enum_of_several(union);
    let fields: Vec<Vec<&str>> = union.branches.iter().map(field_names).collect();
    let labels = union.branches.iter().enumerate().map(|(index, branch)| {
        let own = fields[index].iter().find(|field| {
            let mut others = fields.iter().enumerate().filter(|(it, _)| *it != index);
            others.all(|(_, fields)| !fields.contains(field))
        });
        let strings = || only_strings(objects.get(index)?.as_ref()?, distinguishing);
        match (&branch.shape, own) {
            // Components have names of their own.
            (Shape::Inline(_), _) if let [only] = &branch.tags[..] => only.clone(),
            (Shape::Inline(_), _) if let Some(strings) = strings() => strings,
            (Shape::Inline(_), Some(field)) => format!("with_{field}"),
            _ if enum_of_several == Some(index) => describe::STRINGS.to_owned(),
            (shape, _) => describe::label(shape).unwrap_or_else(|| format!("form_{}", index + 1)),
        }
    });
    labels.collect()
}

/// The branch that is an enum of several values, where no other one is of strings: it is called
/// after none of its values, which may be reordered.
fn enum_of_several(union: &Union) -> Option<usize> {
    let is_of_strings = |branch: &Branch| match &branch.shape {
        Shape::Scalar(scalar) => scalar.info().json == JsonType::String,
        Shape::Inline(def) => matches!(def.kind, TypeKind::Enum(_)),
        _ => false,
    };
    let mut all = union
        .branches
        .iter()
        .enumerate()
        .filter(|(_, it)| is_of_strings(it));
    let (index, only) = all.next().filter(|_| all.next().is_none())?;
    match &only.shape {
        Shape::Inline(def) => match &def.kind {
            TypeKind::Enum(inner) if inner.values.len() > 1 => Some(index),
            _ => None,
        },
        _ => None,
    }
}

/// Adds a number to each label that several branches have: the position of the branch, or
/// the next number that gives a label of its own.
fn unique(labels: &[String]) -> Vec<String> {
    let is_repeated = |label| labels.iter().filter(|other| *other == label).count() > 1;
    let mut taken: BTreeSet<String> = labels.iter().cloned().collect();
    let unique = labels.iter().enumerate().map(|(index, label)| {
        if !is_repeated(label) {
            return label.clone();
        }
        let mut number = index + 1;
        loop {
            let numbered = format!("{label}_{number}");
            if taken.insert(numbered.clone()) {
                return numbered;
            }
            number += 1;
        }
    });
    unique.collect()
}

/// The fields of an inline branch, the required ones first.
fn field_names(branch: &Branch) -> Vec<&str> {
    let Shape::Inline(def) = &branch.shape else {
        return Vec::new();
    };
    let inner = match &def.kind {
        TypeKind::Struct(inner) => inner,
        // Its branches all have the field that selects one of them.
        TypeKind::Union(Union {
            tagging: Tagging::Undecided(Some(field)) | Tagging::Tagged(field),
            ..
        }) => return vec![field],
        _ => return Vec::new(),
    };
    let fields = inner.fields.iter();
    let (required, optional): (Vec<_>, Vec<_>) =
        fields.partition(|field| field.presence.is_required());
    let all = required.into_iter().chain(optional);
    all.map(|field| field.wire.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    fn check(labels: &[&str], expected: &[&str]) {
        let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
        assert_eq!(unique(&labels), expected);
    }

    #[test]
    fn repeated_labels_are_numbered_by_position() {
        check(&["a", "x", "x"], &["a", "x_2", "x_3"]);
    }

    #[test]
    fn numbers_skip_the_labels_of_other_branches() {
        check(&["x", "x", "x_2"], &["x_1", "x_3", "x_2"]);
        check(&["x_2", "x_2", "x", "x"], &["x_2_1", "x_2_2", "x_3", "x_4"]);
        check(&["x_1", "x_1", "x", "x"], &["x_1_1", "x_1_2", "x_3", "x_4"]);
    }
}
