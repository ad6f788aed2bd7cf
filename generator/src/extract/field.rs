//! The fields that a page lists for an operation.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A field of a request or of a response, in the words of its page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// Where it is sent; the body for fields of responses.
    pub place: Place,
    /// The type in the page's words, for example `String (UUID)`; `None` if the page has none.
    pub type_text: Option<String>,
    /// Whether it is marked as required (true) or optional (false); `None` if neither.
    pub required: Option<bool>,
    /// Whether its name ends with brackets, `tags[]`, which are a part of it in forms.
    pub has_brackets: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The default value.
    pub default: Option<String>,
    /// The only values that it has; empty if the page does not say.
    pub values: Vec<String>,
    /// The description.
    pub description: String,
    /// The fields of its value, or of the items of its value.
    pub fields: Vec<Field>,
    /// The name and the type, in bytes of the page's text.
    pub range: Range<usize>,
}

/// Where a field of a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
    /// In the body.
    #[default]
    Body,
}

/// What has the fields that a page lists for a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// The body.
    #[default]
    Object,
    /// Each item of a list, which is the body.
    List,
}

/// How deep fields are nested; deeper ones keep their dotted names.
pub(super) const DEPTH_LIMIT: usize = 32;

/// Moves fields with dotted names below the fields that they are part of: `data[].id` is the
/// field `id` of the items of `data`.
pub(super) fn nest(fields: Vec<Field>) -> Vec<Field> {
    let mut nested: Vec<Field> = Vec::new();
    let mut names = Names::default();
    for mut field in fields {
        let path: Vec<String> = field.wire.split('.').flat_map(parts).collect();
        let [parents @ .., name] = path.as_slice() else {
            continue;
        };
        let is_part = field.place == Place::Body
            && path.len() <= DEPTH_LIMIT
            && path.iter().all(|name| !name.is_empty());
        let siblings = match is_part {
            true => parent(&mut nested, &mut names, parents),
            false => None,
        };
        match siblings {
            Some(siblings) => {
                field.has_brackets |= field.wire.ends_with("[]");
                field.wire.clone_from(name);
                siblings.push(field);
            }
            None => nested.push(field),
        }
    }
    nested
}

/// As [`nest`], with a parent for each field of a body that the page lists without one:
/// `owner.name` is a part of `owner`, but where `is_whole` holds for its name.
pub(super) fn nest_all(fields: Vec<Field>, is_whole: impl Fn(&str) -> bool) -> Vec<Field> {
    let mut known: BTreeSet<String> = fields.iter().map(|it| it.wire.clone()).collect();
    let mut all = Vec::with_capacity(fields.len());
    for field in fields {
        let path: Vec<&str> = field.wire.split('.').collect();
        let is_part = field.place == Place::Body
            && path.len() <= DEPTH_LIMIT
            && path.iter().all(|name| !name.is_empty())
            && !is_whole(&field.wire);
        let ends = path.iter().scan(0, |at, name| {
            *at += name.len() + 1;
            Some(*at - 1)
        });
        for end in ends.take(if is_part { path.len() - 1 } else { 0 }) {
            let above = &field.wire[..end];
            let wire = above.trim_end_matches("[]");
            if !known.contains(wire) && known.insert(wire.to_owned()) {
                let type_text = if wire.len() < end {
                    "object[]"
                } else {
                    "object"
                };
                all.push(Field {
                    wire: wire.to_owned(),
                    type_text: Some(type_text.to_owned()),
                    range: field.range.clone(),
                    ..Field::default()
                });
            }
        }
        all.push(field);
    }
    nest(all)
}

/// Where the fields of a list are that names lead to.
#[derive(Default)]
struct Names {
    /// How many of the fields are read.
    read: usize,
    /// The first field with each name.
    first: BTreeMap<String, usize>,
    /// The names of the fields below each.
    below: BTreeMap<usize, Names>,
}

impl Names {
    /// The first of `fields` with this name. Fields are only added to a list at its end.
    fn position(&mut self, fields: &[Field], name: &str) -> Option<usize> {
        for (at, field) in fields.iter().enumerate().skip(self.read) {
            self.first.entry(field.wire.clone()).or_insert(at);
        }
        self.read = fields.len();
        self.first.get(name).copied()
    }
}

/// The fields below the one that `path` leads to; `None` where it leads nowhere.
fn parent<'a>(
    mut fields: &'a mut Vec<Field>,
    mut names: &mut Names,
    path: &[String],
) -> Option<&'a mut Vec<Field>> {
    for name in path {
        let at = names.position(fields, name)?;
        names = names.below.entry(at).or_default();
        fields = &mut fields[at].fields;
    }
    Some(fields)
}

/// `data[]` and `data[0]` as `data`, and `owner[name]` as `owner` and `name`.
fn parts(name: &str) -> Vec<String> {
    let (first, rest) = name.split_at(name.find('[').unwrap_or(name.len()));
    let inner = rest.split(['[', ']']);
    let is_name = |it: &&str| !it.is_empty() && !it.bytes().all(|it| it.is_ascii_digit());
    let names = [first].into_iter().chain(inner.filter(is_name));
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(wire: &str) -> Field {
        Field {
            wire: wire.to_owned(),
            ..Field::default()
        }
    }

    #[test]
    fn dotted_names_are_parts_of_the_fields_that_they_name() {
        let names = [
            "data",
            "data[].id",
            "data[].owner",
            "data[].owner.name",
            "a.b",
            "x",
        ];
        let nested = nest(names.map(field).to_vec());
        let names: Vec<&str> = nested.iter().map(|it| it.wire.as_str()).collect();
        assert_eq!(names, ["data", "a.b", "x"]);
        let names: Vec<&str> = nested[0].fields.iter().map(|it| it.wire.as_str()).collect();
        assert_eq!(names, ["id", "owner"]);
        assert_eq!(nested[0].fields[1].fields[0].wire, "name");
    }

    #[test]
    fn parents_that_are_not_listed_are_objects_and_lists() {
        let names = ["a.b", "c[].d.e", "x.y", "c[].f"];
        let nested = nest_all(names.map(field).to_vec(), |name| name == "x.y");
        let found = nested
            .iter()
            .map(|it| (it.wire.as_str(), it.type_text.as_deref()));
        let expected = [
            ("a", Some("object")),
            ("c", Some("object[]")),
            ("x.y", None),
        ];
        assert_eq!(found.collect::<Vec<_>>(), expected);
        let names = nested[1].fields.iter().map(|it| it.wire.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["d", "f"]);
        assert_eq!(nested[1].fields[0].fields[0].wire, "e");
    }

    #[test]
    fn names_in_brackets_are_parts_and_numbers_are_not() {
        let nested = nest(["a", "a[b]", "a[b][c]", "d[e]", "f[0]"].map(field).to_vec());
        let names: Vec<&str> = nested.iter().map(|it| it.wire.as_str()).collect();
        assert_eq!(names, ["a", "d[e]", "f"]);
        assert_eq!(nested[0].fields[0].fields[0].wire, "c");
    }

    #[test]
    fn a_dot_in_the_name_of_a_parameter_is_part_of_it() {
        let filter = Field {
            place: Place::Query,
            ..field("filter.id")
        };
        assert_eq!(nest(vec![field("filter"), filter])[1].wire, "filter.id");
    }
}
