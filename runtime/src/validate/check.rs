//! The walk through a value.

use std::{cmp::Ordering, convert::Infallible};

use serde_json::Value;

use super::{
    number::{compare, is_multiple},
    pattern,
    unique::first_equal,
    violation::{ValidationError, Violation},
};
use crate::{
    spec::{Constraint, Limit},
    value::{
        JsonPath, for_each_declared, for_each_field, is_secret_name,
        wire::{Object, ValueRef},
    },
};

/// The longest part of a string that a message shows, in characters.
const LONGEST: usize = 64;

/// What was found so far.
#[derive(Default)]
pub(super) struct Check {
    violations: Vec<Violation>,
}

/// A value, and where it is.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a JsonPath<'a>,
    /// Whether the value, or what contains it, is a secret.
    is_secret: bool,
}

impl Check {
    /// All that is wrong with `value`.
    pub(super) fn of(value: ValueRef<'_>) -> Result<(), ValidationError> {
        let mut check = Self::default();
        let root = Place {
            path: &JsonPath::Root,
            is_secret: false,
        };
        check.value(value, &[], root);
        ValidationError::of(check.violations)
    }

    fn value(&mut self, value: ValueRef<'_>, constraints: &[Constraint], place: Place<'_>) {
        for constraint in own(value).iter().chain(constraints) {
            let found = match violation(*constraint, value) {
                None => continue,
                Some(_) if place.is_secret => "[redacted]".to_owned(),
                Some(found) => found,
            };
            self.violations.push(Violation {
                path: place.path.to_string(),
                constraint: *constraint,
                found,
            });
        }
        self.inside(value, constraints, place);
    }

    /// Checks what the value contains.
    fn inside(&mut self, value: ValueRef<'_>, constraints: &[Constraint], place: Place<'_>) {
        match value {
            ValueRef::Object(object) => self.fields(object, place),
            // The payload is the value itself, but for the tag.
            ValueRef::Tagged(_, _, payload) => self.inside(payload.to_ref(), constraints, place),
            ValueRef::Seq(list) => {
                let items = (0..list.len()).map(|index| list.get(index).to_ref());
                self.items(items, constraints, place);
            }
            ValueRef::Raw(Value::Array(items)) => {
                self.items(items.iter().map(ValueRef::Raw), constraints, place);
            }
            ValueRef::Map(map) => {
                for (key, value) in map.entries() {
                    let path = JsonPath::Key(place.path, key);
                    let place = place.inside(&path, false);
                    self.value(value.to_ref(), of_values(constraints), place);
                }
            }
            ValueRef::Raw(Value::Object(fields)) => {
                for (key, value) in fields {
                    let path = JsonPath::Key(place.path, key);
                    let place = place.inside(&path, is_secret_name(key));
                    self.value(ValueRef::Raw(value), of_values(constraints), place);
                }
            }
            _ => {}
        }
    }

    fn items<'a>(
        &mut self,
        items: impl Iterator<Item = ValueRef<'a>>,
        constraints: &[Constraint],
        place: Place<'_>,
    ) {
        for (index, item) in items.enumerate() {
            let path = JsonPath::Index(place.path, index);
            self.value(item, of_items(constraints), place.inside(&path, false));
        }
    }

    fn fields(&mut self, object: &dyn Object, place: Place<'_>) {
        let all = object.field_constraints();
        let mut specs = object.specs().iter().enumerate();
        let Ok(_) = for_each_declared(object, |spec, value| {
            let path = JsonPath::Key(place.path, spec.wire);
            let place = place.inside(&path, spec.kind.is_secret);
            // The declared fields are in this order; those that are not written are missing.
            let index = specs.find(|(_, it)| it.wire == spec.wire);
            let constraints = index.and_then(|(index, _)| all.get(index));
            self.value(value, constraints.copied().unwrap_or_default(), place);
            Ok::<(), Infallible>(())
        });
    }
}

impl<'a> Place<'a> {
    /// A place inside of this one.
    fn inside(self, path: &'a JsonPath<'a>, is_secret: bool) -> Self {
        Self {
            path,
            is_secret: self.is_secret || is_secret,
        }
    }
}

/// The constraints that the type of an object has itself.
fn own(value: ValueRef<'_>) -> &'static [Constraint] {
    match value {
        ValueRef::Object(object) => object.constraints(),
        ValueRef::Tagged(_, _, payload) => own(payload.to_ref()),
        _ => &[],
    }
}

fn of_items(constraints: &[Constraint]) -> &'static [Constraint] {
    let inner = constraints.iter().find_map(|it| match it {
        Constraint::Items(inner) => Some(*inner),
        _ => None,
    });
    inner.unwrap_or_default()
}

fn of_values(constraints: &[Constraint]) -> &'static [Constraint] {
    let inner = constraints.iter().find_map(|it| match it {
        Constraint::Values(inner) => Some(*inner),
        _ => None,
    });
    inner.unwrap_or_default()
}

/// What is found where `value` violates the constraint. What `Items` and `Values` require is
/// checked where the items and the values are.
fn violation(constraint: Constraint, value: ValueRef<'_>) -> Option<String> {
    match constraint {
        Constraint::MinLength(least) => length(value, |length| length >= least),
        Constraint::MaxLength(most) => length(value, |length| length <= most),
        Constraint::Pattern(pattern) => {
            let text = text_of(value)?;
            (!pattern::matches(pattern, text)).then(|| shown(text))
        }
        Constraint::Minimum(limit) => number(value, limit, Ordering::is_ge),
        Constraint::ExclusiveMinimum(limit) => number(value, limit, Ordering::is_gt),
        Constraint::Maximum(limit) => number(value, limit, Ordering::is_le),
        Constraint::ExclusiveMaximum(limit) => number(value, limit, Ordering::is_lt),
        Constraint::MultipleOf(factor) => {
            let number = number_of(value)?;
            (!is_multiple(number, factor)).then(|| number.to_string())
        }
        Constraint::MinItems(least) => items(value, |count| count >= least),
        Constraint::MaxItems(most) => items(value, |count| count <= most),
        Constraint::UniqueItems => {
            let equal = match value {
                ValueRef::Seq(list) => {
                    first_equal((0..list.len()).map(|index| list.get(index).to_ref()))
                }
                ValueRef::Raw(Value::Array(items)) => first_equal(items.iter().map(ValueRef::Raw)),
                _ => None,
            };
            equal.map(|(one, other)| format!("equal items at [{one}] and [{other}]"))
        }
        Constraint::MinProperties(least) => fields(value, |count| count >= least),
        Constraint::MaxProperties(most) => fields(value, |count| count <= most),
        Constraint::Items(_) | Constraint::Values(_) => None,
    }
}

fn length(value: ValueRef<'_>, is_allowed: impl Fn(u64) -> bool) -> Option<String> {
    let text = text_of(value)?;
    let length = text.chars().count() as u64;
    (!is_allowed(length)).then(|| format!("{length}: {}", shown(text)))
}

fn number(value: ValueRef<'_>, limit: Limit, is_allowed: fn(Ordering) -> bool) -> Option<String> {
    let number = number_of(value)?;
    let is_allowed = compare(number, limit).is_some_and(is_allowed);
    (!is_allowed).then(|| number.to_string())
}

fn items(value: ValueRef<'_>, is_allowed: impl Fn(u64) -> bool) -> Option<String> {
    let count = match value {
        ValueRef::Seq(list) => list.len() as u64,
        ValueRef::Raw(Value::Array(items)) => items.len() as u64,
        _ => return None,
    };
    (!is_allowed(count)).then(|| count.to_string())
}

fn fields(value: ValueRef<'_>, is_allowed: impl Fn(u64) -> bool) -> Option<String> {
    let is_object = matches!(
        value,
        ValueRef::Object(_)
            | ValueRef::Tagged(..)
            | ValueRef::Map(_)
            | ValueRef::Raw(Value::Object(_))
    );
    let mut count = 0_u64;
    let Ok(()) = for_each_field(value, &mut |_, _| {
        count += 1;
        Ok::<(), Infallible>(())
    });
    (is_object && !is_allowed(count)).then(|| count.to_string())
}

fn text_of(value: ValueRef<'_>) -> Option<&str> {
    match value {
        ValueRef::Str(text) => Some(text),
        ValueRef::Raw(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn number_of(value: ValueRef<'_>) -> Option<Limit> {
    match value {
        ValueRef::I64(value) => Some(Limit::Integer(value)),
        ValueRef::U64(value) => Some(unsigned(value)),
        ValueRef::F64(value) => Some(Limit::Number(value)),
        ValueRef::Raw(Value::Number(value)) => {
            let integer = value.as_i64().map(Limit::Integer);
            let integer = integer.or_else(|| value.as_u64().map(Limit::Unsigned));
            integer.or_else(|| value.as_f64().map(Limit::Number))
        }
        _ => None,
    }
}

fn unsigned(value: u64) -> Limit {
    i64::try_from(value).map_or(Limit::Unsigned(value), Limit::Integer)
}

/// The string in quotes, truncated.
fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}…", &text[..end]),
    }
}
