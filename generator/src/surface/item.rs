//! One public item, and the line that stands for it.

use std::fmt;

use serde::{Serialize, Serializer};

/// A public item of a generated crate: one line of `api.txt`.
///
/// `Display` writes the line, `FromStr` parses it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SurfaceItem {
    /// What users write to reach it.
    pub path: ItemPath,
    /// What kind of item it is.
    pub kind: ItemKind,
    /// What its kind adds to the path, on one line:
    ///
    /// | kind | signature |
    /// |---|---|
    /// | alias | the type that it stands for |
    /// | impl | the trait |
    /// | field, constant | its type |
    /// | variant | the types of its payload, separated by `, `; empty if it has none |
    /// | function | parameters and return type: `(&self, name: String) -> Self` |
    /// | any other | empty |
    pub signature: String,
    /// Attributes that users notice.
    pub modifiers: Modifiers,
}

/// The kind of a public item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// `Call: of the runtime`
    Reexport,
    /// `models::Door: struct non_exhaustive: Clone, Debug`
    Struct,
    /// `models::State: enum non_exhaustive: Clone, Debug`
    Enum,
    /// `models::DoorId = Id<kind::DoorId>`
    Alias,
    /// `models::State: From<String>`
    Impl,
    /// `models::Door.name: String`
    Field,
    /// `models::State::Unknown(UnknownValue)`
    Variant,
    /// `models::Door::new(name: impl Into<String>) -> Self`
    Function,
    /// `locks::UnlockDoor::OPERATION: const &'static OperationSpec`
    Constant,
    /// `locks: feature`, which compiles a public module
    Feature,
}

/// A type, or a member of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemPath {
    /// The type.
    pub owner: TypePath,
    /// The field, variant, function or constant; `None` for the type itself.
    pub member: Option<String>,
}

/// A type with the modules that lead to it: `acs::users::Users`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypePath {
    /// The modules, outermost first.
    pub modules: Vec<String>,
    /// The name of the type.
    pub name: String,
}

/// Attributes of an item that users notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Modifiers {
    /// `#[non_exhaustive]`
    pub non_exhaustive: bool,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Derived traits, in the order in which they are written.
    pub derives: Vec<String>,
}

impl TypePath {
    /// A type in one module.
    pub fn in_module(module: &str, name: impl Into<String>) -> Self {
        Self {
            modules: vec![module.to_owned()],
            name: name.into(),
        }
    }

    /// A type at the root of the crate.
    pub fn at_root(name: impl Into<String>) -> Self {
        Self {
            modules: Vec::new(),
            name: name.into(),
        }
    }
}

impl From<TypePath> for ItemPath {
    fn from(owner: TypePath) -> Self {
        Self {
            owner,
            member: None,
        }
    }
}

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for module in &self.modules {
            f.write_str(module)?;
            f.write_str("::")?;
        }
        f.write_str(&self.name)
    }
}

impl fmt::Display for SurfaceItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            kind,
            signature,
            modifiers,
        } = self;
        let member = path.member.as_deref().unwrap_or_default();
        // There are tens of thousands of lines, and `write!` takes longer than the text.
        let parts: &[&str] = match kind {
            ItemKind::Feature => &[": ", FEATURE],
            ItemKind::Reexport => &[": ", REEXPORT],
            ItemKind::Struct => &[": struct"],
            ItemKind::Enum => &[": enum"],
            ItemKind::Alias => &[" = ", signature],
            ItemKind::Impl => &[": ", signature],
            ItemKind::Field => &[".", member, ": ", signature],
            ItemKind::Variant if signature.is_empty() => &["::", member],
            ItemKind::Variant => &["::", member, "(", signature, ")"],
            ItemKind::Function => &["::", member, signature],
            ItemKind::Constant => &["::", member, ": ", CONSTANT, " ", signature],
        };
        fmt::Display::fmt(&path.owner, f)?;
        parts.iter().try_for_each(|part| f.write_str(part))?;
        fmt::Display::fmt(modifiers, f)
    }
}

impl fmt::Display for Modifiers {
    /// ` non_exhaustive deprecated: Clone, Debug`, as far as it applies.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.non_exhaustive {
            write!(f, " {NON_EXHAUSTIVE}")?;
        }
        if self.deprecated {
            write!(f, " {DEPRECATED}")?;
        }
        if !self.derives.is_empty() {
            write!(f, ": {}", self.derives.join(", "))?;
        }
        Ok(())
    }
}

/// As its line.
impl Serialize for SurfaceItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

pub(super) const REEXPORT: &str = "of the runtime";
pub(super) const FEATURE: &str = "feature";
pub(super) const CONSTANT: &str = "const";
pub(super) const NON_EXHAUSTIVE: &str = "non_exhaustive";
pub(super) const DEPRECATED: &str = "deprecated";
