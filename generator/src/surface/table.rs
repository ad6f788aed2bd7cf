//! What the runtime's macros make of the table of a type.

/// The macro of the table of a struct.
pub(super) const MODEL: &str = "model";

/// The macro of serde's traits, which those of structs and enums call.
pub(super) const SERDE: &str = "wire_serde";

/// The traits that [`SERDE`] implements.
pub(super) const SERDE_TRAITS: &[&str] = &["Deserialize<'de>", "Serialize"];

/// The traits that [`MODEL`] implements and others derive, as implementations name them.
pub(super) const DERIVES: &[&str] = &["Clone", "std::fmt::Debug", "PartialEq"];

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the macros.
    const MACROS: &str = include_str!("../../../runtime/src/codegen/model.rs");

    #[test]
    fn the_traits_are_those_of_the_macros() {
        let mut found: Vec<&str> = MACROS
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("impl"))
            .filter_map(|line| line.trim_start_matches("<'de>").split_once(" for $name"))
            .map(|(name, _)| name.trim().trim_start_matches("$crate::codegen::"))
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            .filter(|name| !["Object", "Wire"].contains(name))
            .collect();
        found.sort_unstable();
        let traits = SERDE_TRAITS.iter().chain(DERIVES);
        let mut listed: Vec<&str> = traits
            .map(|name| name.rsplit("::").next().unwrap_or_default())
            .collect();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }
}
