//! The fields of a directive of Sphinx: `:query int limit: How many at most.`

use crate::extract::{
    evidence::Format,
    field::{Field, Place, Shape, nest},
    operation::Group,
    section::Section,
    status::Status,
    words::{self, Role},
};

/// The names of fields that are sent, each with where.
const SENT: [(&str, Place); 21] = [
    ("param", Place::Path),
    ("parameter", Place::Path),
    ("arg", Place::Path),
    ("argument", Place::Path),
    ("query", Place::Query),
    ("queryparameter", Place::Query),
    ("queryparam", Place::Query),
    ("qparam", Place::Query),
    ("<header", Place::Header),
    ("reqheader", Place::Header),
    ("requestheader", Place::Header),
    ("form", Place::Body),
    ("formparameter", Place::Body),
    ("formparam", Place::Body),
    ("fparam", Place::Body),
    ("<json", Place::Body),
    ("<jsonarr", Place::Body),
    ("reqjson", Place::Body),
    ("reqjsonarr", Place::Body),
    ("jsonparameter", Place::Body),
    ("jsonparam", Place::Body),
];

/// The names of fields of the body of a response.
const RECEIVED: [&str; 4] = [">json", ">jsonarr", "resjson", "resjsonarr"];

/// The names of fields about a status.
const STATUSES: [&str; 3] = ["status", "statuscode", "code"];

/// The names of fields of a form.
const FORMS: [&str; 4] = ["form", "formparameter", "formparam", "fparam"];

/// A field of a directive.
struct Item {
    /// What it is about.
    kind: String,
    /// The type and the name, or the status.
    argument: String,
    text: String,
    /// How deep it is indented.
    indentation: usize,
    start: usize,
}

/// The fields of a section.
pub(super) fn groups(section: &Section<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for item in items(section) {
        let Some(role) = role(&item.kind) else {
            continue;
        };
        let shape = match item.kind.ends_with("arr") {
            true => Shape::List,
            false => Shape::Object,
        };
        match groups.iter_mut().find(|it| it.role == role) {
            Some(group) => group.fields.push(field(item)),
            None => groups.push(Group {
                role,
                fields: vec![field(item)],
                shape,
                title: None,
                is_type: false,
                is_guess: false,
            }),
        }
    }
    for group in &mut groups {
        group.fields = nest(std::mem::take(&mut group.fields));
    }
    groups
}

/// The responses that the fields of a section are about.
pub(super) fn statuses(section: &Section<'_>) -> Vec<Status> {
    let items = items(section).into_iter();
    let items = items.filter(|it| STATUSES.contains(&it.kind.as_str()));
    let statuses = items.filter_map(|it| {
        Some(Status {
            status: words::status(&it.argument)?,
            description: Some(it.text).filter(|text| !text.is_empty()),
            ..Status::default()
        })
    });
    statuses.collect()
}

/// How the body of the request is written, where its fields say it.
pub(super) fn format(section: &Section<'_>) -> Option<Format> {
    let is_form = |it: &Item| FORMS.contains(&it.kind.as_str());
    items(section).iter().any(is_form).then_some(Format::Form)
}

fn role(kind: &str) -> Option<Role> {
    if RECEIVED.contains(&kind) {
        return Some(Role::Response(None));
    }
    let place = SENT.iter().find(|(name, _)| *name == kind)?;
    Some(Role::Request(Some(place.1)))
}

/// The fields in the lines of a section with a directive.
fn items(section: &Section<'_>) -> Vec<Item> {
    let text = section.outline.file.text();
    let line = section.request.as_ref().map(|it| it.range.clone());
    let line = line.and_then(|range| text.get(range)).unwrap_or_default();
    if crate::extract::directive::request(line).is_none() {
        return Vec::new();
    }
    let mut items: Vec<Item> = Vec::new();
    let mut is_open = false;
    let mut at = section.range.start;
    for line in section.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim();
        let indentation = line.len() - line.trim_start().len();
        if let Some((kind, argument, text)) = parts(content) {
            is_open = true;
            items.push(Item {
                kind: kind.to_ascii_lowercase(),
                argument: argument.to_owned(),
                text: text.to_owned(),
                indentation,
                start,
            });
            continue;
        }
        let last = items
            .last_mut()
            .filter(|it| is_open && indentation > it.indentation);
        match last {
            _ if content.is_empty() => {}
            Some(item) => {
                item.text.push(' ');
                item.text.push_str(content);
            }
            None => is_open = false,
        }
    }
    items
}

/// The parts of a line `:kind argument: text`.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let inner = line.strip_prefix(':')?;
    let (kind, rest) = inner.split_once(' ')?;
    let is_known = role(&kind.to_ascii_lowercase()).is_some()
        || STATUSES.iter().any(|it| it.eq_ignore_ascii_case(kind));
    // Names may have colons: those of headers do not.
    let (argument, text) = rest.split_once(": ").or_else(|| {
        let argument = rest.strip_suffix(':')?;
        Some((argument, ""))
    })?;
    is_known.then(|| (kind, argument.trim(), text.trim()))
}

/// `int limit` is the field `limit` of the type `int`.
fn field(item: Item) -> Field {
    let (type_text, wire) = match item.argument.rsplit_once(' ') {
        Some((type_text, wire)) => (Some(type_text.trim().to_owned()), wire),
        None => (None, item.argument.as_str()),
    };
    let place = SENT.iter().find(|(name, _)| *name == item.kind);
    Field {
        wire: wire.trim_matches(['`', '*', '<', '>']).to_owned(),
        place: place.map(|(_, place)| *place).unwrap_or_default(),
        type_text,
        required: words::required(&item.text),
        default: words::default(&item.text.replace("``", "`")),
        values: words::values(&item.text.replace("``", "`")),
        description: item.text,
        range: item.start..item.start,
        ..Field::default()
    }
}
