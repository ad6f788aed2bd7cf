//! Lists of the fields of a type, below the name that other fields have for it.
//!
//! Below a field with the type `Item[]`, a page has a table with the title `Item`.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{
    field::{DEPTH_LIMIT, Field},
    operation::Group,
    words::{Role, singular},
};

/// How many fields all types together give to those that have them.
const FIELD_LIMIT: usize = 10_000;

/// The types that the tables of a page describe.
pub(super) struct Types {
    groups: Vec<Group>,
    names: Names,
}

impl Types {
    pub(super) fn new(groups: Vec<Group>) -> Self {
        Self {
            names: Names::of(&groups),
            groups,
        }
    }

    /// Moves the fields of groups whose title is the type or the name of a field of another group
    /// to that field, and those of the types of the page.
    pub(super) fn place(&self, groups: Vec<Group>) -> Vec<Group> {
        let own = Names::of(&groups);
        let mut placing = Placing {
            left: FIELD_LIMIT,
            placed: BTreeSet::new(),
            types: self,
            groups: &groups,
            own: &own,
        };
        let mut mentioned = BTreeSet::new();
        for (at, group) in groups.iter().enumerate() {
            placing.add_mentioned(&group.fields, at, &mut mentioned);
        }
        let mut kept: BTreeMap<usize, Vec<Field>> = BTreeMap::new();
        // Of types that have each other, the first one is in no field.
        let (inner, outer): (Vec<_>, Vec<_>) =
            (0..groups.len()).partition(|group| mentioned.contains(group));
        for at in outer.into_iter().chain(inner) {
            if !placing.placed.contains(&at) {
                let mut fields = groups[at].fields.clone();
                placing.complete(&mut fields, &mut vec![Type::Own(at)]);
                // What is below a heading about something else may be about anything.
                if !groups[at].is_type {
                    kept.insert(at, fields);
                }
            }
        }
        let groups = groups.into_iter().enumerate();
        let groups = groups.filter_map(|(at, group)| {
            let fields = kept.remove(&at)?;
            Some(Group { fields, ..group })
        });
        groups.collect()
    }

    /// The fields of the type that a text names.
    pub(super) fn fields(&self, type_text: &str) -> Vec<Field> {
        let body = Field {
            type_text: Some(type_text.to_owned()),
            ..Field::default()
        };
        let mut bodies = [body];
        let mut placing = Placing {
            left: FIELD_LIMIT,
            placed: BTreeSet::new(),
            types: self,
            groups: &[],
            own: &Names::default(),
        };
        placing.complete(&mut bodies, &mut Vec::new());
        let [body] = bodies;
        body.fields
    }
}

/// The groups that have the names of types, by these names.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    /// Where several have one name, the last one has it.
    fn of(groups: &[Group]) -> Self {
        let names = groups.iter().enumerate().filter_map(|(at, group)| {
            let name = group.title.as_deref().and_then(words::name)?;
            Some((name, at))
        });
        Self(names.collect())
    }

    /// The group with the fields of a field: that of its type, or of an object of its name. Where
    /// only the singular of its name is one, the group has to be near.
    fn group_of(&self, field: &Field, is_near: impl Fn(usize) -> bool) -> Option<usize> {
        if !field.fields.is_empty() || self.0.is_empty() {
            return None;
        }
        let text = field.type_text.as_deref().unwrap_or_default();
        let text = text.to_ascii_lowercase();
        let of_type = words::names(&text, |word| self.0.contains_key(word));
        let of_type = of_type.filter_map(|word| self.0.get(word)).max();
        let is_object = text.is_empty() || text.contains("object") || text.contains("array");
        let of_name = || {
            let wire = field.wire.to_ascii_lowercase();
            let joined = wire.replace(['_', '-'], "");
            // `orders` has objects of the name `order`.
            let one = singular(&joined);
            let lists = ["array", "list", "[]"];
            let scalars = ["string", "integer", "number", "boolean"];
            let is_list = !scalars.iter().any(|it| text.contains(it))
                && (!text.contains("object") || lists.iter().any(|it| text.contains(it)));
            let own = self.0.get(&wire).or_else(|| self.0.get(&joined));
            let one = || self.0.get(&one).filter(|group| is_list && is_near(**group));
            own.or_else(one)
        };
        let group = of_type.or_else(|| of_name().filter(|_| is_object));
        group.copied()
    }
}

/// A group with the fields of a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    /// One of the operation.
    Own(usize),
    /// One of the page.
    OfPage(usize),
}

/// The fields of types while they are given to those that have them.
struct Placing<'a> {
    /// How many fields may still be given.
    left: usize,
    /// The groups of the operation whose fields others have.
    placed: BTreeSet<usize>,
    types: &'a Types,
    groups: &'a [Group],
    own: &'a Names,
}

impl Placing<'_> {
    /// Whether two groups of the operation are of its request, or neither of them is.
    fn is_near(&self, one: usize, other: usize) -> bool {
        let is_sent = |at: usize| matches!(self.groups[at].role, Role::Request(_));
        is_sent(one) == is_sent(other)
    }

    /// Adds the groups of the operation of `fields` and of those in them, but the group `from`.
    fn add_mentioned(&self, fields: &[Field], from: usize, mentioned: &mut BTreeSet<usize>) {
        for field in fields {
            let group = self.own.group_of(field, |group| self.is_near(from, group));
            mentioned.extend(group.filter(|group| *group != from));
            self.add_mentioned(&field.fields, from, mentioned);
        }
    }

    /// Gives the fields of their types to `fields`, which are in those of the groups `open`.
    fn complete(&mut self, fields: &mut [Field], open: &mut Vec<Type>) {
        for field in fields {
            let is_near = |group| match open.first() {
                Some(Type::Own(from)) => self.is_near(*from, group),
                _ => true,
            };
            let own = self.own.group_of(field, is_near).map(Type::Own);
            // One of the operation is on the page too.
            let is_only_of_page = |group: usize| {
                let title = self.types.groups[group].title.as_deref();
                let name = title.and_then(words::name);
                name.is_none_or(|name| !self.own.0.contains_key(&name))
            };
            let of_page = || {
                self.types
                    .names
                    .group_of(field, is_only_of_page)
                    .map(Type::OfPage)
            };
            let Some(group) = own.or_else(of_page) else {
                self.complete(&mut field.fields, open);
                continue;
            };
            let given = match group {
                Type::Own(group) => &self.groups[group].fields,
                Type::OfPage(group) => &self.types.groups[group].fields,
            };
            let size = count(given);
            if open.contains(&group) || open.len() >= DEPTH_LIMIT || size > self.left {
                continue;
            }
            self.left -= size;
            if let Type::Own(group) = group {
                self.placed.insert(group);
            }
            field.fields.clone_from(given);
            open.push(group);
            self.complete(&mut field.fields, open);
            open.pop();
        }
    }
}

/// The names in titles.
pub(super) fn names<'a>(titles: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    titles.filter_map(words::name).collect()
}

/// Removes the marks of code from types of which one is among `names` or the titles of the groups:
/// other alternatives in code are values.
pub(super) fn unmark(groups: &mut [Group], names: &BTreeSet<String>) {
    let titles = self::names(groups.iter().filter_map(|group| group.title.as_deref()));
    let is_name = |word: &str| names.contains(word) || titles.contains(word);
    for group in groups {
        group
            .fields
            .iter_mut()
            .for_each(|it| unmark_type(it, &is_name));
    }
}

fn unmark_type(field: &mut Field, is_name: &impl Fn(&str) -> bool) {
    if let Some(text) = field.type_text.as_mut().filter(|it| it.contains('`')) {
        let lower = text.to_ascii_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '_');
        if words.any(is_name) {
            *text = text.replace('`', "");
        }
    }
    field
        .fields
        .iter_mut()
        .for_each(|it| unmark_type(it, is_name));
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|it| 1 + count(&it.fields)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::field::Shape;

    fn field(wire: &str, type_text: &str) -> Field {
        Field {
            wire: wire.to_owned(),
            type_text: Some(type_text.to_owned()),
            ..Field::default()
        }
    }

    fn group(title: Option<&str>, fields: Vec<Field>) -> Group {
        Group {
            role: Role::Request(None),
            fields,
            shape: Shape::Object,
            title: title.map(str::to_owned),
            is_type: false,
            is_guess: false,
        }
    }

    fn place_all(groups: Vec<Group>) -> Vec<Group> {
        Types::new(Vec::new()).place(groups)
    }

    #[test]
    fn the_fields_of_a_type_are_those_of_the_fields_that_have_it() {
        let groups = place_all(vec![
            group(
                None,
                vec![field("items", "Item[]"), field("owner", "object")],
            ),
            group(Some("Item object"), vec![field("price", "Price | null")]),
            group(Some("`owner`"), vec![field("id", "string")]),
            group(Some("Price"), vec![field("value", "integer")]),
            group(Some("Other"), vec![field("x", "string")]),
        ]);
        assert_eq!(groups.len(), 2);
        let items = &groups[0].fields[0];
        assert_eq!(items.fields[0].fields[0].wire, "value");
        assert_eq!(groups[0].fields[1].fields[0].wire, "id");
    }

    #[test]
    fn types_in_each_other_have_a_limit() {
        let groups = (0..64).map(|at| {
            let next = format!("T{}", at + 1);
            group(
                Some(&format!("T{at}")),
                vec![field("a", &next), field("b", &next)],
            )
        });
        let groups = place_all(groups.collect());
        assert!(count(&groups[0].fields) <= 2 * FIELD_LIMIT);
        let own = place_all(vec![group(Some("T"), vec![field("a", "T")])]);
        assert!(own[0].fields[0].fields.is_empty());
    }

    #[test]
    fn of_types_that_have_each_other_the_first_stays() {
        let cat = group(Some("Cat"), vec![field("enemy", "Dog")]);
        let groups = place_all(vec![cat, group(Some("Dog"), vec![field("enemy", "Cat")])]);
        assert_eq!(groups.len(), 1);
        let enemy = &groups[0].fields[0];
        assert_eq!(enemy.fields[0].type_text.as_deref(), Some("Cat"));
        assert!(enemy.fields[0].fields.is_empty());
    }

    #[test]
    fn alternatives_in_code_are_types_where_the_page_describes_one() {
        let type_of = |title: &str| {
            let fields = vec![field("state", "`Open` | `Closed`")];
            let mut groups = vec![group(None, fields), group(Some(title), Vec::new())];
            unmark(&mut groups, &BTreeSet::new());
            groups[0].fields[0].type_text.clone().unwrap()
        };
        assert_eq!(type_of("The Open object"), "Open | Closed");
        assert_eq!(type_of("Locked"), "`Open` | `Closed`");
    }

    #[test]
    fn types_of_the_page_are_those_of_fields_and_bodies() {
        let types = Types::new(vec![
            group(Some("Item"), vec![field("price", "Price")]),
            group(Some("Price"), vec![field("value", "integer")]),
        ]);
        let groups = types.place(vec![group(None, vec![field("items", "Item[]")])]);
        let price = &groups[0].fields[0].fields[0];
        assert_eq!(
            (price.wire.as_str(), price.fields[0].wire.as_str()),
            ("price", "value")
        );
        for text in [
            "List of Price",
            "Price model",
            "collection of Price",
            "nested Price",
            "map of string to Price",
            "Price, which is below",
            "`Price` (in cents)",
        ] {
            assert_eq!(types.fields(text)[0].wire, "value", "{text}");
        }
        for text in ["Error", "price kind", "price-kind", "Price.Kind"] {
            assert!(types.fields(text).is_empty(), "{text}");
        }
    }
}
