//! What the runtime's macros make of the table of a type.

use std::iter;

use syn::Macro;

use super::{ItemKind, Modifiers, open_enum, syntax::modifiers};
use crate::pretty::{self, RowReader};

/// The traits that each of the macros implements with the feature `serde`, which the list of a
/// crate does not name.
pub(super) const SERDE_TRAITS: &[&str] = &["Deserialize<'de>", "Serialize"];

/// The traits that the macro of structs implements and others derive, as implementations name them.
pub(super) const DERIVES: &[&str] = &["Clone", "::std::fmt::Debug", "PartialEq"];

/// The traits that the macros of unions derive.
const UNION_DERIVES: &[&str] = &["Clone", "Debug", "PartialEq"];

/// The macros.
#[derive(Clone, Copy)]
enum Kind {
    Model,
    OpenEnum,
    TaggedUnion,
    UntaggedUnion,
}

/// Each macro, and its name.
const MACROS: &[(&str, Kind)] = &[
    ("model", Kind::Model),
    (open_enum::MACRO, Kind::OpenEnum),
    ("tagged_union", Kind::TaggedUnion),
    ("untagged_union", Kind::UntaggedUnion),
];

/// The variant of an enum for all values that no row has, and its payload.
const UNKNOWN: &str = "Unknown";

/// A table: the type that it declares, and its rows.
pub(super) struct Table {
    kind: Kind,
    head: Head,
    rows: Vec<Member>,
}

/// The first row, without what is no promise to users.
struct Head {
    name: String,
    /// The identifiers after the name of the type, as in `Device extra` or
    /// `Attempt "status" status`.
    words: Vec<String>,
    modifiers: Modifiers,
}

/// A field with its type, or a variant with its payload, which is empty if it has none.
struct Member {
    name: String,
    ty: String,
}

impl Head {
    fn read(mut row: RowReader) -> Option<Self> {
        let mut modifiers = modifiers(&row.attributes());
        // `pub struct Device: Default`
        let name = iter::from_fn(|| row.name()).nth(2)?;
        if row.skip_mark(':') {
            modifiers.derives.extend(row.name());
        }
        let mut words: Vec<String> = iter::from_fn(|| row.name()).collect();
        while row.skip_literal() {
            words.extend(iter::from_fn(|| row.name()));
        }
        Some(Self {
            name,
            words,
            modifiers,
        })
    }
}

impl Member {
    fn read(mut row: RowReader) -> Option<Self> {
        row.attributes();
        let name = row.name()?;
        let ty = row.payload().or_else(|| row.ty()).unwrap_or_default();
        Some(Self { name, ty })
    }
}

impl Table {
    /// The table that a macro is for, if it is for one.
    pub(super) fn read(call: &Macro) -> Option<Self> {
        let mut macros = MACROS.iter();
        let (_, kind) = macros.find(|(name, _)| call.path.is_ident(name))?;
        let mut rows = pretty::rows(call);
        Some(Self {
            kind: *kind,
            head: Head::read(rows.next()?)?,
            rows: rows.filter_map(Member::read).collect(),
        })
    }

    /// The name of the type.
    pub(super) fn name(&self) -> &str {
        &self.head.name
    }

    /// Whether the type is a struct or an enum.
    pub(super) fn item_kind(&self) -> ItemKind {
        match self.kind {
            Kind::Model => ItemKind::Struct,
            Kind::OpenEnum | Kind::TaggedUnion | Kind::UntaggedUnion => ItemKind::Enum,
        }
    }

    /// The modifiers of the type, with those that the macro adds.
    pub(super) fn modifiers(&self) -> Modifiers {
        let derives = match self.kind {
            Kind::Model => &[][..],
            Kind::OpenEnum => open_enum::DERIVES,
            Kind::TaggedUnion | Kind::UntaggedUnion => UNION_DERIVES,
        };
        let mut modifiers = self.head.modifiers.clone();
        modifiers.non_exhaustive = true;
        let derives = derives.iter().map(|name| (*name).to_owned());
        modifiers.derives.extend(derives);
        modifiers
    }

    /// The public fields with their types, or the variants with their payloads.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &str)> {
        let rows = self.rows.iter();
        let rows = rows.map(|Member { name, ty }| (name.as_str(), ty.as_str()));
        let unknown = match self.kind {
            Kind::Model => None,
            Kind::OpenEnum => Some("UnknownValue"),
            Kind::TaggedUnion | Kind::UntaggedUnion => Some("UnknownVariant"),
        };
        rows.chain(unknown.map(|payload| (UNKNOWN, payload)))
    }

    /// The traits that the macro implements beside [`SERDE_TRAITS`].
    pub(super) fn traits(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Model => DERIVES,
            Kind::OpenEnum => open_enum::TRAITS,
            Kind::TaggedUnion | Kind::UntaggedUnion => &[],
        }
    }

    /// The functions that the macro declares, with their signatures.
    pub(super) fn functions(&self) -> Vec<(&str, &'static str)> {
        let words = self.head.words.iter().map(String::as_str);
        match self.kind {
            Kind::Model => words.filter_map(model_function).collect(),
            Kind::OpenEnum => open_enum::FUNCTIONS.to_vec(),
            Kind::TaggedUnion => words.take(1).map(|tag| (tag, "(&self) -> &str")).collect(),
            Kind::UntaggedUnion => Vec::new(),
        }
    }
}

/// The function that the macro of structs declares where its head has this word.
fn model_function(word: &str) -> Option<(&str, &'static str)> {
    let signature = match word {
        "extra" => "(&self) -> &Extra",
        "with_extra" => "(self, name: impl Into<String>, value: impl Into<Value>) -> Self",
        _ => return None,
    };
    Some((word, signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the macros, those of enums excepted: `open_enum` has a test of its own.
    const RUNTIME: &str = concat!(
        include_str!("../../../runtime/src/codegen/model.rs"),
        include_str!("../../../runtime/src/codegen/serde_traits.rs"),
        include_str!("../../../runtime/src/codegen/union.rs"),
    );

    /// Traits that only the runtime calls, so that they are no promise to users.
    const INTERNAL: &[&str] = &["Object", "TaggedUnion", "UntaggedUnion", "Wire"];

    #[test]
    fn the_traits_are_those_of_the_macros() {
        let mut found: Vec<&str> = RUNTIME
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("impl"))
            .filter_map(|line| line.trim_start_matches("<'de>").split_once(" for $name"))
            .map(|(name, _)| name.trim().trim_start_matches("$crate::codegen::"))
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            // `$default` is a word of the table, which stands with the derives.
            .filter(|name| !INTERNAL.contains(name) && *name != "$default")
            .collect();
        found.sort_unstable();
        let traits = SERDE_TRAITS.iter().chain(DERIVES);
        let mut listed: Vec<&str> = traits
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            .collect();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }

    #[test]
    fn what_the_macros_derive_is_listed() {
        let derives: Vec<&str> = RUNTIME
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("#[derive("))
            .collect();
        let listed = format!("{})]", UNION_DERIVES.join(", "));
        assert_eq!(derives, [&listed, &listed]);
        assert_eq!(RUNTIME.matches("#[non_exhaustive]").count(), 3);
        assert_eq!(RUNTIME.matches(&format!(" {UNKNOWN}($crate")).count(), 2);
    }

    #[test]
    fn members_are_the_rows_and_the_open_variant() {
        let model: Macro = syn::parse_quote! { model! {
            /// A device.
            pub struct Device: Default extra [MinProperties(1)];
            /// Its name; of two lines.
            r#type: Option<Vec<String>> = optional "type" secret [MaxLength(4)];
        } };
        let model = Table::read(&model).unwrap();
        assert_eq!(model.name(), "Device");
        assert_eq!(model.modifiers().derives, ["Default"]);
        let members: Vec<_> = model.members().collect();
        assert_eq!(members, [("r#type", "Option<Vec<String>>")]);
        let mode: Macro = syn::parse_quote! { open_enum! {
            pub enum Mode; Off = "off"; /** two words */ Tick = "a`b";
        } };
        let mode = Table::read(&mode).unwrap();
        let members: Vec<_> = mode.members().collect();
        let unknown = ("Unknown", "UnknownValue");
        assert_eq!(members, [("Off", ""), ("Tick", ""), unknown]);
        let size: Macro = syn::parse_quote! { untagged_union! {
            pub enum Size any; Text(String), 0 => Branch::string();
        } };
        let size = Table::read(&size).unwrap();
        assert_eq!(size.members().next(), Some(("Text", "String")));
    }

    #[test]
    fn the_functions_are_those_of_the_macros() {
        let text = RUNTIME.replace("$crate::codegen::", "");
        let text = text
            .replace("::std::convert::", "")
            .replace("::std::string::", "");
        let declared = text.split("pub fn $").skip(1);
        let mut found: Vec<String> = declared
            .filter_map(|rest| rest.split_once(" {"))
            .map(|(signature, _)| signature.split_whitespace().collect::<Vec<_>>().join(" "))
            .map(|it| it.replace("( mut self", "(self").replace(", )", ")"))
            .collect();
        found.sort_unstable();
        let tables = [
            syn::parse_quote! { model! { pub struct Device extra declares_others with_extra; } },
            syn::parse_quote! { tagged_union! { pub enum Attempt "status" method allows_others; } },
            syn::parse_quote! { untagged_union! { pub enum Size any; Text(String), 0 => Branch::string(); } },
        ];
        let tables: Vec<Table> = tables.iter().filter_map(Table::read).collect();
        let functions = tables.iter().flat_map(Table::functions);
        let mut listed: Vec<String> = functions
            .map(|(name, signature)| format!("{name}{signature}"))
            .collect();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }
}
