//! The line of an item → the item.

use std::{error::Error, fmt, str::FromStr};

use super::item::{
    CONSTANT, DEPRECATED, FEATURE, ItemKind, ItemPath, Modifiers, NON_EXHAUSTIVE, REEXPORT,
    SurfaceItem, TypePath,
};

/// A line that is not an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseItemError {
    line: String,
}

impl fmt::Display for ParseItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a line of {}; regenerate the crate",
            self.line.escape_debug(),
            super::FILE
        )
    }
}

impl Error for ParseItemError {}

impl FromStr for SurfaceItem {
    type Err = ParseItemError;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        parse(line).ok_or_else(|| ParseItemError {
            line: line.to_owned(),
        })
    }
}

impl FromStr for TypePath {
    type Err = ParseItemError;

    /// Parses `acs::users::Users`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match path(text) {
            Some((path, "")) => Ok(path),
            _ => Err(ParseItemError {
                line: text.to_owned(),
            }),
        }
    }
}

fn parse(line: &str) -> Option<SurfaceItem> {
    let (path, rest) = path(line)?;
    if let Some(rest) = rest.strip_prefix('.') {
        let (member, ty) = rest.split_once(": ")?;
        return Some(member_item(path, member, ItemKind::Field, ty));
    }
    if let Some(rest) = rest.strip_prefix(" = ") {
        let (ty, modifiers) = deprecation(rest);
        return Some(item(path.into(), ItemKind::Alias, ty, modifiers));
    }
    if let Some(rest) = rest.strip_prefix(": ") {
        return type_item(path, rest);
    }
    // A variant or a function, whose name is the last part of the path.
    let (name, owner) = split_member(path)?;
    if rest.is_empty() {
        return Some(member_item(owner, &name, ItemKind::Variant, ""));
    }
    let inner = rest.strip_prefix('(')?;
    if takes_parameters(inner) {
        let (signature, modifiers) = deprecation(rest);
        let path = ItemPath {
            owner,
            member: Some(name),
        };
        return Some(item(path, ItemKind::Function, signature, modifiers));
    }
    let payload = inner.strip_suffix(')')?;
    Some(member_item(owner, &name, ItemKind::Variant, payload))
}

/// The last part of a path, and the type that the others lead to.
fn split_member(path: TypePath) -> Option<(String, TypePath)> {
    let TypePath { mut modules, name } = path;
    let owner = TypePath {
        name: modules.pop()?,
        modules,
    };
    Some((name, owner))
}

/// What follows the path of a type or a constant, and a colon.
fn type_item(path: TypePath, rest: &str) -> Option<SurfaceItem> {
    for (text, kind) in [(REEXPORT, ItemKind::Reexport), (FEATURE, ItemKind::Feature)] {
        if rest == text {
            return Some(item(path.into(), kind, "", Modifiers::default()));
        }
    }
    let constant = rest.strip_prefix(CONSTANT);
    if let Some(ty) = constant.and_then(|rest| rest.strip_prefix(' ')) {
        let (member, owner) = split_member(path)?;
        return Some(member_item(owner, &member, ItemKind::Constant, ty));
    }
    for (keyword, kind) in [("struct", ItemKind::Struct), ("enum", ItemKind::Enum)] {
        if let Some(rest) = rest.strip_prefix(keyword)
            && (rest.is_empty() || rest.starts_with([' ', ':']))
        {
            return Some(item(path.into(), kind, "", modifiers(rest)?));
        }
    }
    Some(item(
        path.into(),
        ItemKind::Impl,
        rest,
        Modifiers::default(),
    ))
}

/// The path at the start of a line, and the rest of the line.
fn path(line: &str) -> Option<(TypePath, &str)> {
    let mut modules = Vec::new();
    let mut rest = line;
    loop {
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'))
            .unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if name.is_empty() {
            return None;
        }
        let name = name.to_owned();
        match behind.strip_prefix("::") {
            Some(more) => {
                modules.push(name);
                rest = more;
            }
            None => return Some((TypePath { modules, name }, behind)),
        }
    }
}

/// Whether these are the parameters of a function, and not the payload of a variant:
/// none, a receiver, or a name with its type.
fn takes_parameters(inner: &str) -> bool {
    let first = inner.split([',', ')']).next().unwrap_or_default();
    matches!(first, "" | "self" | "&self") || first.contains(": ")
}

/// ` non_exhaustive deprecated: Clone, Debug`
fn modifiers(text: &str) -> Option<Modifiers> {
    let (flags, derives) = text.split_once(": ").unwrap_or((text, ""));
    let mut modifiers = Modifiers {
        derives: derives
            .split(", ")
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        ..Modifiers::default()
    };
    for flag in flags.split_whitespace() {
        match flag {
            NON_EXHAUSTIVE => modifiers.non_exhaustive = true,
            DEPRECATED => modifiers.deprecated = true,
            _ => return None,
        }
    }
    Some(modifiers)
}

/// A signature, and whether the item is deprecated.
fn deprecation(text: &str) -> (&str, Modifiers) {
    let stripped = text
        .strip_suffix(DEPRECATED)
        .and_then(|text| text.strip_suffix(' '));
    let modifiers = Modifiers {
        deprecated: stripped.is_some(),
        ..Modifiers::default()
    };
    (stripped.unwrap_or(text), modifiers)
}

fn member_item(owner: TypePath, member: &str, kind: ItemKind, signature: &str) -> SurfaceItem {
    let path = ItemPath {
        owner,
        member: Some(member.to_owned()),
    };
    item(path, kind, signature, Modifiers::default())
}

fn item(path: ItemPath, kind: ItemKind, signature: &str, modifiers: Modifiers) -> SurfaceItem {
    SurfaceItem {
        path,
        kind,
        signature: signature.to_owned(),
        modifiers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Path, kind and signature of a line that is printed as it was read.
    fn read(line: &str) -> (String, Option<String>, ItemKind, String) {
        let item: SurfaceItem = line.parse().unwrap();
        assert_eq!(item.to_string(), line);
        let ItemPath { owner, member } = item.path;
        (owner.to_string(), member, item.kind, item.signature)
    }

    #[test]
    fn every_kind_of_item_is_printed_as_it_was_read() {
        for (line, owner, member, kind, signature) in [
            ("Call: of the runtime", "Call", "", ItemKind::Reexport, ""),
            ("locks: feature", "locks", "", ItemKind::Feature, ""),
            ("a::Door: struct", "a::Door", "", ItemKind::Struct, ""),
            (
                "Door: struct non_exhaustive deprecated: Clone, Debug",
                "Door",
                "",
                ItemKind::Struct,
                "",
            ),
            (
                "a::State: enum deprecated: Clone",
                "a::State",
                "",
                ItemKind::Enum,
                "",
            ),
            (
                "a::State: std::fmt::Display",
                "a::State",
                "",
                ItemKind::Impl,
                "std::fmt::Display",
            ),
            (
                "a::DoorId = Id<kind::DoorId> deprecated",
                "a::DoorId",
                "",
                ItemKind::Alias,
                "Id<kind::DoorId>",
            ),
            (
                "a::Door.r#type: Vec<b::C>",
                "a::Door",
                "r#type",
                ItemKind::Field,
                "Vec<b::C>",
            ),
            ("a::State::Open", "a::State", "Open", ItemKind::Variant, ""),
            (
                "a::State::Unknown(b::Value)",
                "a::State",
                "Unknown",
                ItemKind::Variant,
                "b::Value",
            ),
            (
                "a::Door::new() -> Self",
                "a::Door",
                "new",
                ItemKind::Function,
                "() -> Self",
            ),
            (
                "a::Door::lock(&self)",
                "a::Door",
                "lock",
                ItemKind::Function,
                "(&self)",
            ),
            (
                "a::Door::OPERATION: const &'static B",
                "a::Door",
                "OPERATION",
                ItemKind::Constant,
                "&'static B",
            ),
            (
                "a::Door::name(self, name: impl Fn(&str) -> bool) -> Self deprecated",
                "a::Door",
                "name",
                ItemKind::Function,
                "(self, name: impl Fn(&str) -> bool) -> Self",
            ),
        ] {
            let member = Some(member.to_owned()).filter(|member| !member.is_empty());
            let wanted = (owner.to_owned(), member, kind, signature.to_owned());
            assert_eq!(read(line), wanted, "{line}");
        }
    }

    #[test]
    fn modifiers_are_told_from_signatures() {
        let item: SurfaceItem = "A: struct non_exhaustive: Clone, Debug".parse().unwrap();
        assert!(item.modifiers.non_exhaustive && !item.modifiers.deprecated);
        assert_eq!(item.modifiers.derives, ["Clone", "Debug"]);
        let item: SurfaceItem = "A::f(self) -> B deprecated".parse().unwrap();
        assert!(item.modifiers.deprecated);
    }

    #[test]
    fn other_lines_are_refused() {
        for line in ["", "two words", "a::", "A: enum public", "A::f(B", "A.b"] {
            let error = line.parse::<SurfaceItem>().unwrap_err().to_string();
            assert!(
                error.contains("is not a line of api.txt"),
                "{line}: {error}"
            );
        }
    }
}
