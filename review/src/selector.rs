//! Which items of `api.txt` a change explains.

use seamstress_codegen::surface::{ItemKind, SurfaceItem, TypePath};

/// Selects items of one type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selector {
    owner: TypePath,
    part: Part,
}

/// What is selected of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Everything,
    Feature,
    Definition,
    Conversions,
    Functions,
    Field(String),
    Variant(String),
    Function(String),
}

impl Selector {
    fn new(owner: &TypePath, part: Part) -> Self {
        Self {
            owner: owner.clone(),
            part,
        }
    }

    /// The type itself, its implementations and all of its members.
    pub(crate) fn everything(owner: &TypePath) -> Self {
        Self::new(owner, Part::Everything)
    }

    /// A cargo feature.
    pub(crate) fn feature(name: &str) -> Self {
        Self::new(&TypePath::at_root(name), Part::Feature)
    }

    /// The type itself: its kind and modifiers, or what it is an alias of.
    pub(crate) fn definition(owner: &TypePath) -> Self {
        Self::new(owner, Part::Definition)
    }

    /// Its implementations of `From`.
    pub(crate) fn conversions(owner: &TypePath) -> Self {
        Self::new(owner, Part::Conversions)
    }

    /// All of its functions.
    pub(crate) fn functions(owner: &TypePath) -> Self {
        Self::new(owner, Part::Functions)
    }

    /// One of its fields.
    pub(crate) fn field(owner: &TypePath, name: impl ToString) -> Self {
        Self::new(owner, Part::Field(name.to_string()))
    }

    /// One of its variants.
    pub(crate) fn variant(owner: &TypePath, name: impl ToString) -> Self {
        Self::new(owner, Part::Variant(name.to_string()))
    }

    /// One of its functions.
    pub(crate) fn function(owner: &TypePath, name: impl ToString) -> Self {
        Self::new(owner, Part::Function(name.to_string()))
    }

    /// Every selector that selects `item`, the most specific first.
    pub(crate) fn of(item: &SurfaceItem) -> Vec<Self> {
        let member = item.path.member.clone().unwrap_or_default();
        let parts = match item.kind {
            ItemKind::Struct | ItemKind::Enum | ItemKind::Alias => vec![Part::Definition],
            ItemKind::Impl if item.signature.starts_with("From<") => vec![Part::Conversions],
            // Other types derive it, which is part of their definition.
            ItemKind::Impl if item.signature == "Default" => vec![Part::Definition],
            ItemKind::Impl | ItemKind::Reexport | ItemKind::Constant => Vec::new(),
            ItemKind::Feature => vec![Part::Feature],
            ItemKind::Field => vec![Part::Field(member)],
            ItemKind::Variant => vec![Part::Variant(member)],
            ItemKind::Function => vec![Part::Function(member), Part::Functions],
        };
        let parts = parts.into_iter().chain([Part::Everything]);
        parts
            .map(|part| Self::new(&item.path.owner, part))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_selector_comes_first() {
        let door = TypePath::in_module("models", "Door");
        let of = |line: &str| Selector::of(&line.parse().unwrap());
        assert_eq!(
            of("models::Door::new(id: String) -> Self"),
            [
                Selector::function(&door, "new"),
                Selector::functions(&door),
                Selector::everything(&door),
            ]
        );
        assert_eq!(
            of("models::Door: From<Gate>"),
            [Selector::conversions(&door), Selector::everything(&door)]
        );
        assert_eq!(
            of("models::Door: Default"),
            [Selector::definition(&door), Selector::everything(&door)]
        );
        assert_eq!(
            of("models::Door.new: bool"),
            [Selector::field(&door, "new"), Selector::everything(&door)]
        );
    }
}
