//! The items that differ between two surfaces.

use std::collections::BTreeSet;

use super::{Surface, SurfaceItem};

impl Surface {
    /// The items of this surface that `other` lacks, in the order of their lines. An item
    /// whose signature or modifiers changed is an item of both differences.
    pub fn minus<'a>(&'a self, other: &Surface) -> Vec<&'a SurfaceItem> {
        let others: BTreeSet<&SurfaceItem> = other.items().iter().collect();
        let own = self.items().iter();
        own.filter(|item| !others.contains(item)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_changed_is_in_both_differences() {
        let old: Surface = "# Header\nA: struct\nA.b: String\nA::new() -> Self\n"
            .parse()
            .unwrap();
        let new: Surface = "A: struct\nA.b: i64\nA.c: bool\nA::new() -> Self\n"
            .parse()
            .unwrap();
        let lines = |items: Vec<&SurfaceItem>| -> Vec<String> {
            items.into_iter().map(ToString::to_string).collect()
        };
        assert_eq!(lines(old.minus(&new)), ["A.b: String"]);
        assert_eq!(lines(new.minus(&old)), ["A.b: i64", "A.c: bool"]);
    }
}
