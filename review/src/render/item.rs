//! Finds the lines of generated files that declare a public item.
//!
//! It reads lines instead of syntax: `pretty` formats the files, so that an item begins
//! and ends in the first column, and its members are indented by four spaces.

use std::{collections::BTreeMap, ops::Range};

use seamstress_codegen::{
    file_tree::FileTree,
    surface::{ItemPath, TypePath},
};

/// The first line of the table of setters, whose second line names the type.
const SETTERS: &str = "setters! {";

/// The last attribute of a method that sets null, if it has some.
const LAST_ATTRIBUTE: &str = "#[allow(deprecated)] ";

/// The items of a crate by name.
#[derive(Debug, Default)]
pub(super) struct Items<'a> {
    /// Name → file and lines, counted from 0.
    places: BTreeMap<&'a str, Vec<(&'a str, Range<usize>)>>,
    /// File → lines.
    lines: BTreeMap<&'a str, Vec<&'a str>>,
}

/// The name of an item: `models::Door.name`, `doors::Doors::open`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ItemName<'a> {
    /// The modules that lead to it.
    modules: Vec<&'a str>,
    /// The type.
    owner: &'a str,
    /// The field, variant or function.
    pub(super) member: Option<&'a str>,
}

impl<'a> ItemName<'a> {
    /// Parses the item of a change, which may be followed by other words.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let is_part = |character: char| character.is_alphanumeric() || "_:.#".contains(character);
        let path = text.split(|character| !is_part(character)).next()?;
        let mut parts = path
            .split([':', '.'])
            .filter(|part| !part.is_empty())
            .peekable();
        let mut modules = Vec::new();
        while let Some(module) = parts.next_if(|part| part.starts_with(char::is_lowercase)) {
            modules.push(module);
        }
        let owner = parts.next()?;
        let member = parts.next();
        Some(Self {
            modules,
            owner,
            member,
        })
    }

    /// The name of an item of `api.txt`.
    pub(super) fn of(path: &'a ItemPath) -> Self {
        let TypePath { modules, name } = &path.owner;
        Self {
            modules: modules.iter().map(String::as_str).collect(),
            owner: name,
            member: path.member.as_deref(),
        }
    }

    /// Whether a file has items of these modules.
    fn is_in(&self, file: &str) -> bool {
        let Some(inner) = file
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"))
        else {
            return false;
        };
        match self.modules[..] {
            [] => !inner.contains('/'),
            ["models"] => inner.starts_with("models/"),
            _ => inner
                .strip_prefix("routes/")
                .is_some_and(|path| path.split('/').eq(self.modules.iter().copied())),
        }
    }
}

impl<'a> Items<'a> {
    /// Reads the files of a crate.
    pub(super) fn of(files: &'a FileTree) -> Self {
        let mut items = Self::default();
        for (file, text) in files {
            if !file.starts_with("src/") {
                continue;
            }
            let lines: Vec<&str> = text.lines().collect();
            let mut start = None;
            for (number, line) in lines.iter().enumerate() {
                if line.is_empty() {
                    // The head of a file belongs to no item.
                    start = start.filter(|_| !lines[number - 1].starts_with("//"));
                    continue;
                }
                let first = *start.get_or_insert(number);
                if ends_item(line) {
                    if let Some(name) = named(&lines[first..=number]) {
                        let places = items.places.entry(name).or_default();
                        places.push((file, first..number + 1));
                    }
                    start = None;
                }
            }
            items.lines.insert(file, lines);
        }
        items
    }

    /// The files and lines that declare the item; of a type, all of its impls as well.
    pub(super) fn find(&self, item: &ItemName<'_>) -> Vec<(&'a str, Range<usize>)> {
        let Some(places) = self.places.get(item.owner) else {
            return Vec::new();
        };
        let own = places.iter().filter(|(file, _)| item.is_in(file)).cloned();
        let Some(member) = item.member else {
            return own.collect();
        };
        own.filter_map(|(file, range)| Some((file, self.member(file, range, member)?)))
            .collect()
    }

    /// The lines of a member with its docs, inside of an item.
    fn member(&self, file: &str, item: Range<usize>, member: &str) -> Option<Range<usize>> {
        let lines = self.lines.get(file)?;
        let at = item
            .clone()
            .find(|number| is_member(lines[*number], member))?;
        let is_lead = |line: &str| line.trim_start().starts_with(['/', '#']);
        let mut start = at;
        while start > item.start && is_lead(lines[start - 1]) {
            start -= 1;
        }
        let mut end = at + 1;
        if !lines[at].ends_with([',', ';', '}']) {
            while end < item.end && lines[end - 1] != "    }" {
                end += 1;
            }
        }
        Some(start..end)
    }
}

/// Whether an item of a file ends with this line.
fn ends_item(line: &str) -> bool {
    !line.starts_with([' ', '/', '#'])
        && (line.starts_with(['}', ')']) || line.ends_with([';', '}']))
}

/// The name of the type that an item declares or implements; `lines` are those of the item.
fn named<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let setters = lines.iter().position(|line| *line == SETTERS);
    let rest = match setters {
        Some(at) => lines.get(at + 1)?.trim_start(),
        None => lines.iter().find_map(|line| declared(line))?,
    };
    let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}

/// What follows the keywords of a line that declares a type or implements something for it. A type
/// in a table is indented.
fn declared(line: &str) -> Option<&str> {
    let unindented = line.strip_prefix("    ").unwrap_or(line);
    ["pub struct ", "pub enum ", "pub type "]
        .iter()
        .find_map(|start| unindented.strip_prefix(start))
        .or_else(|| {
            let rest = line.strip_prefix("impl")?;
            let rest = rest.rsplit(" for ").next()?;
            // `impl<'a> Door` and `impl Door`.
            Some(rest.rsplit("> ").next()?.trim_start())
        })
}

/// Whether a line declares the field, variant or function. A row of setters may declare the method
/// that sets null after `or`.
fn is_member(line: &str, member: &str) -> bool {
    let Some(line) = line
        .strip_prefix("    ")
        .filter(|line| !line.starts_with([' ', '/', '#']))
    else {
        return false;
    };
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("const ").unwrap_or(line);
    let line = line.strip_prefix("fn ").unwrap_or(line);
    let names = [Some(line), null_setter(line)];
    names.into_iter().flatten().any(|line| {
        let rest = line.strip_prefix(member);
        rest.is_some_and(|rest| rest.starts_with([':', '(', '<', ',', ' ']))
    })
}

/// What follows the `or` of a row of setters, without the attributes of the method.
fn null_setter(row: &str) -> Option<&str> {
    let (_, rest) = row.split_once(' ')?;
    let null = rest.strip_prefix("or ")?;
    let attributes = null.rsplit_once(LAST_ATTRIBUTE);
    Some(attributes.map_or(null, |(_, null)| null))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOORS: &str = "\
use super::ids::*;

model! {
    /// A door.
    pub struct Door extra;
    /// What it is called.
    name: Nullable<String> = optional \"name\";
}

impl Door {
    /// Creates a value with nothing set.
    pub fn new() -> Self {
        Default::default()
    }
}

setters! {
    Door;
    /// What it is called, by a code or pin_null: it.
    name or name_null: impl Into<String> = Nullable::Value(name.into());
    #[deprecated = \"use code or pin_null: both\"]
    #[allow(deprecated)]
    pin or #[deprecated = \"use code or pin_null: both\"] #[allow(deprecated)] pin_null: impl Into<String> = Nullable::Value(pin.into());
}

pub type DoorId = Id<kind::DoorId>;
";

    /// The first line of each and the line behind it, counted from 0.
    fn find(item: &str) -> Vec<(usize, usize)> {
        let files = FileTree::from([("src/models/door.rs".to_owned(), DOORS.to_owned())]);
        let item = ItemName::parse(item).unwrap();
        let found = Items::of(&files).find(&item);
        found
            .into_iter()
            .map(|(_, range)| (range.start, range.end))
            .collect()
    }

    #[test]
    fn items_and_members_are_found_with_their_docs() {
        assert_eq!(find("models::Door"), [(2, 8), (9, 15), (16, 24)]);
        let name = "models::Door.name: Nullable<String>";
        assert_eq!(find(name), [(5, 7), (18, 20)]);
        assert_eq!(find("models::Door::new() -> Self"), [(10, 14)]);
        assert_eq!(find("models::Door::name_null(self) -> Self"), [(18, 20)]);
        assert_eq!(find("models::Door::pin(self)"), [(20, 23)]);
        assert_eq!(find("models::Door::pin_null(self)"), [(20, 23)]);
        assert_eq!(find("models::Door::code(self)"), []);
        assert_eq!(find("models::DoorId = Id<kind::DoorId>"), [(25, 26)]);
    }

    #[test]
    fn items_of_other_modules_are_not_taken() {
        assert_eq!(find("doors::Door"), []);
        assert_eq!(find("models::Gate"), []);
    }

    #[test]
    fn modules_owner_and_member_are_told_apart() {
        let item = ItemName::parse("acs::doors::Doors::open(&self) -> Open").unwrap();
        assert_eq!(
            (item.modules, item.owner, item.member),
            (vec!["acs", "doors"], "Doors", Some("open"))
        );
        assert_eq!(ItemName::parse("acs::doors"), None);
    }
}
