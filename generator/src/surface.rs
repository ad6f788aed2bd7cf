//! The public surface of a generated crate: the items of `api.txt`, one a line.
//!
//! `read` lists the items of an emitted file, [`Surface`] prints and parses them.
//! What breaks users is read off the items that a change removes; see
//! [`Surface::minus`].

mod diff;
mod item;
pub mod open_enum;
mod parse;
mod read;
mod request_builder;
mod setters;
mod syntax;
mod table;

use std::{fmt, str::FromStr};

pub use item::{ItemKind, ItemPath, Modifiers, SurfaceItem, TypePath};
pub use parse::ParseItemError;
pub(crate) use read::read;

use crate::pretty::HEADER;

/// Name of the file that lists the items.
pub const FILE: &str = "api.txt";

/// The public items of a crate, each once, in the order of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The line of each item.
    lines: Vec<String>,
    items: Vec<SurfaceItem>,
}

impl Surface {
    /// The surface that consists of these items, in any order.
    pub fn new(items: Vec<SurfaceItem>) -> Self {
        // There are tens of thousands of lines, each of which is written once.
        let mut lines: Vec<(String, SurfaceItem)> =
            items.into_iter().map(|it| (it.to_string(), it)).collect();
        lines.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        lines.dedup_by(|one, other| one.0 == other.0);
        let (lines, items) = lines.into_iter().unzip();
        Self { lines, items }
    }

    /// The surface of a crate whose files make these items public.
    pub(crate) fn of_crate(mut items: Vec<SurfaceItem>) -> Self {
        read::list_as_derived(&mut items);
        Self::new(items)
    }

    /// Every item, in the order of its line.
    pub fn items(&self) -> &[SurfaceItem] {
        &self.items
    }
}

impl fmt::Display for Surface {
    /// The text of `api.txt`: a header, and a line for each item.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# {HEADER}")?;
        for line in &self.lines {
            f.write_str(line)?;
            f.write_str("\n")?;
        }
        Ok(())
    }
}

impl FromStr for Surface {
    type Err = ParseItemError;

    /// Parses the text of `api.txt`. Lines that begin with `#` are comments.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let items: Result<Vec<SurfaceItem>, _> = lines.map(str::parse).collect();
        Ok(Self::new(items?))
    }
}
