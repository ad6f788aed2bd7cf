//! Mintlify's components for fields: `<ParamField query="limit" type="integer">`.

use std::ops::Range;

use crate::extract::{
    evidence::Credential,
    field::{Field, Place, Shape},
    markup::Element,
    operation::Group,
    section::Section,
    words::{self, Role},
};

/// The attributes of `ParamField` that name a parameter, each with where it is sent.
const PLACES: [(&str, Place); 5] = [
    ("path", Place::Path),
    ("query", Place::Query),
    ("header", Place::Header),
    ("cookie", Place::Cookie),
    ("body", Place::Body),
];

/// The fields of a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for element in section.elements() {
        collect(section, element, &mut groups);
    }
    groups
}

/// The credential that the front matter of a page names: `authMethod: bearer`. A key is in a header
/// that the site's settings name, and not the page.
pub(super) fn credential(section: &Section<'_>) -> Option<Credential> {
    match section.outline.matter.text("authMethod")? {
        "bearer" => Some(Credential::Bearer),
        "basic" => Some(Credential::Basic),
        _ => None,
    }
}

/// Adds a group for each outermost field below `element`.
fn collect(section: &Section<'_>, element: &Element, groups: &mut Vec<Group>) {
    let text = section.outline.file.text();
    let Some(field) = field(text, element) else {
        let children = element.children.iter();
        children.for_each(|child| collect(section, child, groups));
        return;
    };
    let role = match element.name.as_str() {
        "ResponseField" => match section.role_at(element.range.start) {
            Some(Role::Request(place)) => Role::Request(place),
            Some(response) => response,
            None => Role::Response(None),
        },
        _ => Role::Request(Some(field.place)),
    };
    groups.push(Group {
        role,
        shape: Shape::Object,
        fields: vec![field],
        title: None,
        is_type: false,
        is_guess: false,
    });
}

/// The field that an element describes, with those below it.
fn field(text: &str, element: &Element) -> Option<Field> {
    let (place, wire) = match element.name.as_str() {
        "ParamField" => PLACES.iter().find_map(|(name, place)| {
            let wire = element.attribute(name)?;
            Some((*place, wire))
        })?,
        "ResponseField" => (Place::Body, element.attribute("name")?),
        _ => return None,
    };
    let description = description(text, element);
    let default = element
        .attribute("default")
        .filter(|text| !matches!(*text, "" | "null"));
    Some(Field {
        wire: wire.to_owned(),
        place,
        type_text: element.attribute("type").map(str::to_owned),
        required: element.attribute("required").map(|text| text != "false"),
        has_brackets: false,
        deprecated: element.has("deprecated"),
        default: default
            .map(str::to_owned)
            .or_else(|| words::default(&description)),
        values: words::values(&description),
        fields: below(text, element),
        description,
        range: element.range.start..element.body.start,
    })
}

/// The fields in the body of an element, through other components such as `Expandable`.
fn below(text: &str, element: &Element) -> Vec<Field> {
    let children = element.children.iter();
    let fields = children.flat_map(|child| match field(text, child) {
        Some(field) => vec![field],
        None => below(text, child),
    });
    fields.collect()
}

/// The text of an element without the elements in it.
fn description(text: &str, element: &Element) -> String {
    let mut kept = String::new();
    let mut at = element.body.start;
    for child in &element.children {
        kept.push_str(slice(text, at..child.range.start));
        at = child.range.end;
    }
    kept.push_str(slice(text, at..element.body.end));
    let lines = kept.lines().map(str::trim);
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}
