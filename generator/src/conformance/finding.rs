//! What can be odd about a sample, and how it is told.

use crate::{json_type::JsonType, source::Origin};

/// Something odd in a sample.
#[derive(Clone, Debug)]
pub struct Finding {
    /// JSON path from the root `$`, as the runtime writes it.
    pub path: String,
    /// What is odd.
    pub fault: Fault,
    /// What the sample is at odds with.
    pub origin: Origin,
}

/// What is odd.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A required member is not there, and nothing can stand for it.
    Missing,
    /// A required list or map, or one that may be null, is not there: it is read
    /// as empty.
    MissingEmpty,
    /// No page declares this member.
    Undeclared,
    /// No page names this value or tag.
    Unknown(String),
    /// It is null and the page does not allow that: it is read as absent.
    Null,
    /// The page allows only the other value.
    Refused,
    /// The string is not a valid value of the scalar with this name.
    Malformed(&'static str),
    /// The value does not have this JSON type.
    WrongType(JsonType),
    /// An option is given twice that takes one value.
    Repeated,
    /// Of the members of a choice, it gives so many, and not one.
    Choice(usize),
    /// The command is not how this operation is called.
    Command(String),
    /// The method is another one.
    Method(String),
    /// The address is another operation's, or another server's.
    Address(String),
}

impl Fault {
    /// Whether the runtime refuses the value.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Missing | Self::WrongType(_))
    }

    /// Whether it is about how the operation is called, not about what it is sent.
    pub(super) fn is_of_the_call(&self) -> bool {
        matches!(
            self,
            Self::Choice(_) | Self::Command(_) | Self::Method(_) | Self::Address(_)
        )
    }

    /// What `samples` samples do at `members`, to be read after their name.
    pub fn says(&self, members: &[String], samples: usize) -> String {
        let list = members.join(", ");
        let has = if samples == 1 { "has" } else { "have" };
        let lacks = if samples == 1 { "lacks" } else { "lack" };
        let are = if members.len() == 1 { "is" } else { "are" };
        match self {
            Self::Missing | Self::MissingEmpty => {
                format!("{lacks} {list}, which {are} required")
            }
            Self::Undeclared => format!("{has} {list}, which {are} not declared"),
            Self::Unknown(value) => format!("{has} {value:?} at {list}, which is not documented"),
            Self::Null => format!("{has} null at {list}, which {are} not nullable"),
            Self::Refused => format!("{has} the boolean at {list} that is ruled out"),
            Self::Malformed(name) => format!("{has} a malformed {name} at {list}"),
            Self::WrongType(expected) => {
                format!("{has} a value at {list} that is not {expected}")
            }
            Self::Repeated => format!("{has} {list} more than once"),
            Self::Choice(given) => {
                let gives = if samples == 1 { "gives" } else { "give" };
                format!("{gives} {given} of the members of the choice {list}, not one")
            }
            Self::Command(command) => format!("{has} the command `{command}` of another operation"),
            Self::Method(method) => format!("{has} the method `{method}` of another operation"),
            Self::Address(url) => format!("{has} the address `{url}`, which is not documented"),
        }
    }
}

impl Finding {
    /// The path with the places in lists left out, so that what is odd about every
    /// item of a list is one thing.
    pub fn path_in_general(&self) -> String {
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

    /// The schema that the sample is at odds with: for a member, the object that
    /// declares it or would have to.
    pub(super) fn schema(&self) -> Origin {
        let is_member = matches!(
            self.fault,
            Fault::Missing | Fault::MissingEmpty | Fault::Undeclared
        );
        let pointer = &self.origin.pointer;
        let above = [Some(pointer.clone()), pointer.parent()];
        let properties = above
            .into_iter()
            .flatten()
            .find(|above| is_member && above.last().as_deref() == Some("properties"));
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

    fn finding(path: &str, fault: Fault, pointer: &str) -> Finding {
        Finding {
            path: path.to_owned(),
            fault,
            origin: Origin::new("a.md", pointer.parse().unwrap()),
        }
    }

    #[test]
    fn items_of_a_list_have_one_path() {
        let path = |path: &str| finding(path, Fault::Missing, "").path_in_general();
        assert_eq!(path("$.a[0].b[12]"), "$.a[].b[]");
        assert_eq!(path("$.a[\"7 up\"]"), "$.a[\"7 up\"]");
    }

    #[test]
    fn the_schema_of_a_member_is_its_object() {
        let schema = |fault: Fault, pointer: &str| {
            let schema = finding("$.b", fault, pointer).schema();
            schema.pointer.to_string()
        };
        assert_eq!(schema(Fault::Missing, "/x/a/properties/b"), "/x/a");
        assert_eq!(schema(Fault::Undeclared, "/x/a/properties"), "/x/a");
        assert_eq!(schema(Fault::Missing, "/x/schema"), "/x/schema");
        assert_eq!(
            schema(Fault::Null, "/x/a/properties/b"),
            "/x/a/properties/b"
        );
    }
}
