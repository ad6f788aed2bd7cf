//! What a sample can contradict, and how that is described.

use crate::{json_type::JsonType, source::Origin};

/// A mismatch in a sample.
#[derive(Clone, Debug)]
pub struct Finding {
    /// JSON path from the root `$`, as the runtime writes it.
    pub path: String,
    /// What does not match.
    pub mismatch: Mismatch,
    /// What the sample contradicts.
    pub origin: Origin,
}

/// How a sample contradicts the API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mismatch {
    /// A required field is missing: it is read as empty, except by strict clients.
    Missing,
    /// A required list or map, or a required nullable field, is missing: it is read as
    /// empty.
    MissingEmpty,
    /// The schema does not declare this field.
    Undeclared,
    /// The enum value or tag is not documented.
    Unknown(String),
    /// The value is null, which the schema does not allow: it is read as empty, except by
    /// strict clients.
    Null,
    /// A list, a map or an optional value is null, which the schema does not allow: it is
    /// read as empty.
    NullEmpty,
    /// The boolean is not the only one that the schema allows.
    NotConstValue,
    /// The string is not a valid value of the scalar with this name.
    Malformed(&'static str),
    /// The value does not have this JSON type.
    WrongType(JsonType),
    /// An option that takes one value is given several times.
    Repeated,
    /// This many fields of a group are given, of which exactly one is required.
    OneOf(usize),
    /// The command is another operation's.
    Command(String),
    /// The method is another operation's.
    Method(String),
    /// The URL is another operation's, or another server's.
    Url(String),
    /// The URL has this query parameter, which the operation does not take.
    Query(String),
}

impl Mismatch {
    /// Whether it is about how the operation is called, not about its parameters.
    pub(super) fn is_about_call(&self) -> bool {
        matches!(
            self,
            Self::OneOf(_) | Self::Command(_) | Self::Method(_) | Self::Url(_) | Self::Query(_)
        )
    }

    /// What `samples` samples do at `fields`, as a predicate to their name.
    pub fn describe(&self, fields: &[String], samples: usize) -> String {
        let list = fields.join(", ");
        let has = if samples == 1 { "has" } else { "have" };
        let lacks = if samples == 1 { "lacks" } else { "lack" };
        let are = if fields.len() == 1 { "is" } else { "are" };
        match self {
            Self::Missing | Self::MissingEmpty => {
                format!("{lacks} {list}, which {are} required")
            }
            Self::Undeclared => format!("{has} {list}, which {are} not declared"),
            Self::Unknown(value) => format!("{has} {value:?} at {list}, which is not documented"),
            Self::Null | Self::NullEmpty => {
                format!("{has} null at {list}, which {are} not nullable")
            }
            Self::NotConstValue => {
                format!("{has} a boolean at {list} other than the only allowed one")
            }
            Self::Malformed(name) => format!("{has} a malformed {name} at {list}"),
            Self::WrongType(expected) => {
                format!("{has} a value at {list} that is not {expected}")
            }
            Self::Repeated => format!("{has} {list} more than once"),
            Self::OneOf(given) => {
                let gives = if samples == 1 { "gives" } else { "give" };
                format!("{gives} {given} fields of the group {list} instead of exactly one")
            }
            Self::Command(command) => format!("{has} the command `{command}` of another operation"),
            Self::Method(method) => format!("{has} the method `{method}` of another operation"),
            Self::Url(url) => format!("{has} the URL `{url}`, which is not documented"),
            Self::Query(name) => {
                format!("{has} the query parameter `{name}`, which is not declared")
            }
        }
    }
}

impl Finding {
    /// The path without the indices of arrays, so that a mismatch of every item of an
    /// array is one mismatch.
    pub fn generalised_path(&self) -> String {
        let mut general = String::new();
        let mut rest = self.path.as_str();
        while let Some((before, after)) = rest.split_once('[') {
            general.push_str(before);
            general.push('[');
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        }
        general.push_str(rest);
        general
    }

    /// The schema that the sample contradicts: for a field, the object that declares
    /// it or would have to.
    pub(super) fn schema(&self) -> Origin {
        let is_field = matches!(
            self.mismatch,
            Mismatch::Missing | Mismatch::MissingEmpty | Mismatch::Undeclared
        );
        let pointer = &self.origin.pointer;
        let above = [Some(pointer.clone()), pointer.parent()];
        let properties = above
            .into_iter()
            .flatten()
            .find(|above| is_field && above.last().as_deref() == Some("properties"));
        Origin {
            page: self.origin.page.clone(),
            pointer: properties
                .and_then(|properties| properties.parent())
                .unwrap_or_else(|| pointer.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, mismatch: Mismatch, pointer: &str) -> Finding {
        Finding {
            path: path.to_owned(),
            mismatch,
            origin: Origin::new("a.md", pointer.parse().unwrap()),
        }
    }

    #[test]
    fn items_of_an_array_have_one_path() {
        let path = |path: &str| finding(path, Mismatch::Missing, "").generalised_path();
        assert_eq!(path("$.a[0].b[12]"), "$.a[].b[]");
        assert_eq!(path("$.a[\"7 up\"]"), "$.a[\"7 up\"]");
    }

    #[test]
    fn the_schema_of_a_field_is_its_object() {
        let schema = |mismatch: Mismatch, pointer: &str| {
            let schema = finding("$.b", mismatch, pointer).schema();
            schema.pointer.to_string()
        };
        assert_eq!(schema(Mismatch::Missing, "/x/a/properties/b"), "/x/a");
        assert_eq!(schema(Mismatch::Undeclared, "/x/a/properties"), "/x/a");
        assert_eq!(schema(Mismatch::Missing, "/x/schema"), "/x/schema");
        assert_eq!(
            schema(Mismatch::Null, "/x/a/properties/b"),
            "/x/a/properties/b"
        );
    }
}
