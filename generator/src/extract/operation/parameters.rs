//! The parameters of an operation: where each is sent, and what goes without saying.

use std::collections::{BTreeMap, BTreeSet};

use super::Request;
use crate::extract::{
    address::{self, Address},
    field::{Field, Place},
};

/// The fields of a group of the request with where each is sent. One in the path has the name that
/// the path has for it: pages write `<ID>` there.
pub(super) fn placed(request: &Request, place: Option<Place>, fields: Vec<Field>) -> Vec<Field> {
    let path = &request.address.path;
    let shown: BTreeSet<String> = fields.iter().map(|it| it.wire.clone()).collect();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for name in address::parameters(path) {
        names.entry(name.to_ascii_lowercase()).or_insert(name);
    }
    let place_of = |field: Field| {
        let name = names.get(&field.wire.to_ascii_lowercase()).copied();
        let name = name.filter(|name| field.wire == *name || !shown.contains(*name));
        let place = place.unwrap_or(match name {
            Some(_) => Place::Path,
            None if request.has_body() && !is_in_query(&field.description) => Place::Body,
            None => Place::Query,
        });
        let name = name.filter(|_| place == Place::Path).map(str::to_owned);
        Field {
            wire: name.unwrap_or(field.wire),
            place,
            ..field
        }
    };
    fields.into_iter().map(place_of).collect()
}

/// Whether a description says that the field is sent in the query.
fn is_in_query(description: &str) -> bool {
    let text = description.to_ascii_lowercase().replace('\n', " ");
    [
        "as a query parameter",
        "as a query string parameter",
        "in the query string",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// Adds the type of a parameter that its page does not state: that of its default value, and text
/// for what is not in the body.
pub(super) fn add_obvious_type(field: &mut Field) {
    if field.type_text.is_some() || !field.fields.is_empty() {
        return;
    }
    let type_text = match field.default.as_deref() {
        Some("true" | "false") => Some("boolean"),
        Some(number) if number.parse::<i64>().is_ok() => Some("integer"),
        _ if field.place == Place::Query && field.wire.ends_with("[]") => Some("string[]"),
        _ => (field.place != Place::Body).then_some("string"),
    };
    field.type_text = type_text.map(str::to_owned);
}

/// Adds the parameters that the address shows and no list describes.
pub(super) fn add_shown_parameters(parameters: &mut Vec<Field>, address: &Address) {
    let in_path = address::parameters(&address.path).map(|name| (Place::Path, name, "string"));
    let in_query = address.query.iter().map(|(name, value)| {
        let is_number = value
            .parse::<u32>()
            .is_ok_and(|it| it.to_string() == *value);
        (
            Place::Query,
            name.as_str(),
            if is_number { "integer" } else { "string" },
        )
    });
    let known = parameters.iter().map(|it| (it.place, it.wire.clone()));
    let mut known: BTreeSet<(Place, String)> = known.collect();
    for (place, name, type_text) in in_path.chain(in_query) {
        if known.insert((place, name.to_owned())) {
            parameters.push(Field {
                wire: name.to_owned(),
                place,
                type_text: Some(type_text.to_owned()),
                ..Field::default()
            });
        }
    }
}

/// Sends the fields whose place is `guessed` in the query where the address shows one of them
/// there.
pub(super) fn move_to_query(
    parameters: &mut [Field],
    guessed: &BTreeSet<String>,
    address: &Address,
) {
    let is_guess = |it: &Field| it.place == Place::Body && guessed.contains(&it.wire);
    let shown: BTreeSet<&str> = address
        .query
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    if parameters
        .iter()
        .any(|it| is_guess(it) && shown.contains(it.wire.as_str()))
    {
        for field in parameters.iter_mut().filter(|it| is_guess(it)) {
            field.place = Place::Query;
        }
    }
}

/// Gives the fields of a query or of a form the brackets that their names have there:
/// `tags[]=a&tags[]=b`.
pub(super) fn keep_brackets(parameters: &mut [Field], place: Place) {
    let is_list = |it: &&mut Field| it.place == place && it.has_brackets;
    for field in parameters.iter_mut().filter(is_list) {
        if field.fields.is_empty() {
            field.wire.push_str("[]");
        }
    }
}

/// Adds the fields of the body whose names a command shows; those in brackets are parts of others:
/// `items[0][id]`. Empty brackets are a part of the name: `tags[]`.
pub(super) fn add_shown_fields(
    parameters: &mut Vec<Field>,
    names: Vec<String>,
    files: &BTreeSet<String>,
) {
    let mut known = BTreeSet::new();
    for name in names {
        let (wire, type_text) = match name.split_once('[') {
            Some((_, "]")) => (name.as_str(), Some("string[]".to_owned())),
            Some((wire, _)) => (wire, None),
            None if files.contains(&name) => (name.as_str(), Some("file".to_owned())),
            None => (name.as_str(), Some("string".to_owned())),
        };
        if !wire.is_empty() && known.insert(wire.to_owned()) {
            parameters.push(Field {
                wire: wire.to_owned(),
                type_text,
                ..Field::default()
            });
        }
    }
}
