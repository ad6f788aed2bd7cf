//! Where the fields that callers fill in are sent, and how they are written there.

use seamstress_codegen::ir::{Location, Operation, PathStyle, QueryStyle};

use super::{builder::ChangeBuilder, item::field_item, snapshot::Snapshots};
use crate::{Change, Impact, change::ChangeKind};

/// What changed about the fields that both runs have.
pub(super) fn compare(snapshots: &Snapshots<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let (Some(old_key), Some(key)) = (old.input.params_key(), new.input.params_key()) else {
        return Vec::new();
    };
    let (Some(before), Some(after)) = (
        snapshots.before.api.struct_at(old_key),
        snapshots.after.api.struct_at(key),
    ) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for field in &after.fields {
        let (was, is) = (Place::of(old, &field.wire), Place::of(new, &field.wire));
        if before.field(&field.wire).is_none() || was == is {
            continue;
        }
        let [old_place, place] = [&was, &is].map(Place::describe);
        let [old_form, form] = [&was, &is].map(Place::describe_form);
        let summary = match place == old_place {
            true => format!("written {form} instead of {old_form}"),
            false => format!("sent as {place} instead of {old_place}"),
        };
        let [was, is] = [(old_place, old_form), (place, form)]
            .map(|(place, form)| format!("{place}, written {form}"));
        let because = format!("`{}` was {was}, and is now {is}", field.wire);
        let origin = new
            .input
            .binding(&field.wire)
            .map_or(&field.origin, |it| &it.origin);
        let item = field_item(&snapshots.after, key, field);
        let address = format!("{} sends {}", new.key, field.wire);
        let change = ChangeBuilder::new(ChangeKind::WireChanged, Impact::WireOnly, item, address)
            .describe(summary, because)
            .identified_by(was, is);
        changes.push(change.at(snapshots, origin));
    }
    changes
}

/// Where a field is sent.
#[derive(PartialEq, Eq)]
struct Place<'a> {
    location: Location,
    /// Its name there.
    wire: &'a str,
    /// Whether it is written as JSON where other values have a style.
    json: bool,
}

impl<'a> Place<'a> {
    fn of(operation: &'a Operation, field: &'a str) -> Self {
        match operation.input.binding(field) {
            Some(binding) => Self {
                location: binding.location,
                wire: &binding.wire,
                json: binding.json,
            },
            None => Self {
                location: Location::BodyField,
                wire: field,
                json: false,
            },
        }
    }

    /// ``the query parameter `limit` ``
    fn describe(&self) -> String {
        let wire = self.wire;
        match self.location {
            Location::Path { .. } => format!("the path parameter `{wire}`"),
            Location::Query { .. } => format!("the query parameter `{wire}`"),
            Location::Header { .. } => format!("the header `{wire}`"),
            Location::Cookie { .. } => format!("the cookie `{wire}`"),
            Location::BodyField => format!("the field `{wire}` of the body"),
            Location::Body => "the whole body".to_owned(),
        }
    }

    /// ``in the style `form`, exploded``, `as JSON`
    fn describe_form(&self) -> String {
        if self.json {
            return "as JSON".to_owned();
        }
        let style = match self.location {
            Location::Path {
                style,
                explode,
                reserved,
            } => {
                let style = match style {
                    PathStyle::Simple => "`simple`",
                    PathStyle::Label => "`label`",
                    PathStyle::Matrix => "`matrix`",
                };
                format!("{}{}", exploded(style, explode), as_they_are(reserved))
            }
            Location::Query {
                style,
                explode,
                reserved,
            } => {
                let style = describe_style(style, explode);
                format!("{style}{}", as_they_are(reserved))
            }
            Location::Header { explode } => exploded("`simple`", explode),
            Location::Cookie { explode } => exploded("`form`", explode),
            Location::BodyField | Location::Body => return "as the body is".to_owned(),
        };
        format!("in the style {style}")
    }
}

fn as_they_are(reserved: bool) -> &'static str {
    match reserved {
        true => ", with reserved characters as they are",
        false => "",
    }
}

/// `` `deepObject`, exploded ``
pub(super) fn describe_style(style: QueryStyle, explode: bool) -> String {
    let style = match style {
        QueryStyle::Form => "`form`",
        QueryStyle::SpaceDelimited => "`spaceDelimited`",
        QueryStyle::PipeDelimited => "`pipeDelimited`",
        QueryStyle::DeepObject => "`deepObject`",
        QueryStyle::Json => "`json`",
    };
    exploded(style, explode)
}

fn exploded(style: &str, explode: bool) -> String {
    format!("{style}{}", if explode { ", exploded" } else { "" })
}
