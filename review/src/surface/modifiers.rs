//! What a change of modifiers (`non_exhaustive`, `deprecated`, derives) does to programs.

use seamstress_codegen::surface::SurfaceItem;

/// Whether each removed item differs from an added one only by modifiers that break no
/// program: by `deprecated`, by an added derive, by a removed `non_exhaustive`; or accepts more
/// than strings.
pub(super) fn is_compatible(removed: &[SurfaceItem], added: &[SurfaceItem]) -> bool {
    removed.iter().all(|old| {
        let is_successor = |new: &&SurfaceItem| is_same_item(old, new) || accepts_more(old, new);
        let mut successors = added.iter().filter(is_successor);
        successors.any(|new| {
            let (old, new) = (&old.modifiers, &new.modifiers);
            let keeps_derives = old.derives.iter().all(|it| new.derives.contains(it));
            keeps_derives && (old.non_exhaustive || !new.non_exhaustive)
        })
    })
}

/// The types that lose derives, each with the derives that it loses.
pub(super) fn lost_derives<'a>(
    removed: &'a [SurfaceItem],
    added: &[SurfaceItem],
) -> Vec<(&'a SurfaceItem, Vec<&'a str>)> {
    let mut found = Vec::new();
    for old in removed {
        if let Some(new) = added.iter().find(|new| is_same_item(old, new)) {
            let derives = old.modifiers.derives.iter();
            let lost: Vec<&str> = derives
                .filter(|it| !new.modifiers.derives.contains(it))
                .map(String::as_str)
                .collect();
            if !lost.is_empty() {
                found.push((old, lost));
            }
        }
    }
    found
}

/// Whether both are the same item, but for its modifiers.
fn is_same_item(old: &SurfaceItem, new: &SurfaceItem) -> bool {
    (&old.path, old.kind, &old.signature) == (&new.path, new.kind, &new.signature)
}

/// The ends of `impl Into<…>` for two types, the second of which has the conversions of the first.
const WIDER: &[(&str, &str)] = &[
    ("String>", "DateTime>"),
    ("Secret>", "seamstress_runtime::TokenSource>"),
];

/// Whether `new` is the same function, and takes more where `old` takes strings: times, or what
/// provides tokens.
fn accepts_more(old: &SurfaceItem, new: &SurfaceItem) -> bool {
    let parts = |item: &'_ SurfaceItem| -> Vec<String> {
        item.signature
            .split("impl Into<")
            .map(str::to_owned)
            .collect()
    };
    let (before, after) = (parts(old), parts(new));
    let is_wider = |(old, new): (&String, &String)| {
        old == new
            || WIDER.iter().any(|(narrow, wide)| {
                match (old.strip_prefix(narrow), new.strip_prefix(wide)) {
                    (Some(old), Some(new)) => old == new,
                    _ => false,
                }
            })
    };
    (&old.path, old.kind) == (&new.path, new.kind)
        && before.len() == after.len()
        && before.iter().zip(&after).all(is_wider)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(line: &str) -> SurfaceItem {
        line.parse().unwrap()
    }

    fn compatible(old: &str, new: &str) -> bool {
        is_compatible(&[item(old)], &[item(new)])
    }

    #[test]
    fn modifiers_that_break_nothing_are_compatible() {
        for (old, new) in [
            ("A::f(self) -> Self", "A::f(self) -> Self deprecated"),
            (
                "A::f(self, a: impl Into<String>, b: impl Into<String>) -> Self",
                "A::f(self, a: impl Into<DateTime>, b: impl Into<String>) -> Self",
            ),
            ("A: struct deprecated: Clone", "A: struct: Clone, Debug"),
            ("A: struct non_exhaustive: Clone", "A: struct: Clone"),
        ] {
            assert!(compatible(old, new), "{old} → {new}");
        }
    }

    #[test]
    fn what_programs_rely_on_is_not_compatible() {
        for (old, new) in [
            ("A: struct: Clone", "A: struct non_exhaustive: Clone"),
            ("A: struct: Clone, Default", "A: struct: Clone"),
            ("A: struct: Clone", "A: enum: Clone"),
            ("A::f(self) -> Self", "A::f(self) -> B deprecated"),
        ] {
            assert!(!compatible(old, new), "{old} → {new}");
        }
        assert!(!is_compatible(&[item("A.f: B")], &[]));
    }

    #[test]
    fn lost_derives_are_listed_by_type() {
        let old = [item("A: struct: Clone, Default")];
        let new = [item("A: struct: Clone")];
        assert_eq!(lost_derives(&old, &new), [(&old[0], vec!["Default"])]);
    }
}
