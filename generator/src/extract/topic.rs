//! Which page of prose is about which group of operations, by the words of their paths.

use std::collections::{BTreeMap, BTreeSet};

/// How well the name of a page fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// `locks/object.md`
    Object,
    /// `locks/overview.md`
    Overview,
    /// `locks.md`
    Named,
}

/// Names of pages that are about the folder that they are in.
const OVERVIEWS: [&str; 4] = ["index", "introduction", "overview", "readme"];

/// For each of `groups` the page among `paths` that is about it.
///
/// A page is about the group with the most words at the end of its folder:
/// `api/acs/users/object.md` is about `acs users`, and not about `users`. It is about no group if
/// the folders before these words end with another group, of which it describes only a part.
///
/// The page of the object precedes an overview of the folder, and that a page with the name of the
/// folder. A group has no page where several fit equally well; the order of `paths` has no effect.
pub fn pages_of_groups<'a>(
    groups: &BTreeSet<Vec<String>>,
    paths: impl IntoIterator<Item = &'a str>,
) -> BTreeMap<Vec<String>, &'a str> {
    let mut by_words: BTreeMap<Vec<String>, Vec<&Vec<String>>> = BTreeMap::new();
    for group in groups {
        let words = group.iter().map(|name| word(name)).collect();
        by_words.entry(words).or_default().push(group);
    }
    let mut pages: BTreeMap<&[String], (Rank, Vec<&str>)> = BTreeMap::new();
    let topics = paths.into_iter().filter_map(|path| {
        let (rank, folder) = topic(path)?;
        Some((group_at(&folder, &by_words)?, rank, path))
    });
    for (group, rank, path) in topics {
        let best = pages.entry(group).or_insert((rank, Vec::new()));
        if rank < best.0 {
            *best = (rank, Vec::new());
        }
        if rank == best.0 {
            best.1.push(path);
        }
    }
    let unique = pages
        .into_iter()
        .filter_map(|(group, (_, paths))| match paths[..] {
            [path] => Some((group.to_vec(), path)),
            _ => None,
        });
    unique.collect()
}

/// The folder that a page is about, in words.
fn topic(path: &str) -> Option<(Rank, Vec<String>)> {
    let mut folder: Vec<String> = path.split('/').map(word).collect();
    let file = path.rsplit('/').next()?;
    let name = word(file.rsplit_once('.').map_or(file, |(name, _)| name));
    folder.pop();
    let rank = match name.as_str() {
        "object" => Rank::Object,
        name if OVERVIEWS.contains(&name) => Rank::Overview,
        _ => {
            folder.push(name);
            Rank::Named
        }
    };
    Some((rank, folder))
}

/// The only group with the most words at the end of `folder`.
fn group_at<'a>(
    folder: &[String],
    by_words: &BTreeMap<Vec<String>, Vec<&'a Vec<String>>>,
) -> Option<&'a [String]> {
    let start = (0..folder.len()).find(|start| by_words.contains_key(&folder[*start..]))?;
    let is_part = (0..start).any(|outer| by_words.contains_key(&folder[outer..start]));
    match by_words.get(&folder[start..])?[..] {
        [group] if !is_part => Some(group),
        _ => None,
    }
}

/// A name in lower case, with `_` between its words: `Access Codes` is `access_codes`.
fn word(name: &str) -> String {
    let separate = |c: char| if c.is_alphanumeric() { c } else { '_' };
    name.to_lowercase().chars().map(separate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `group: page` for each group of `groups` that has a page.
    fn pages(groups: &[&str], paths: &[&str]) -> Vec<String> {
        let words = |group: &&str| group.split('/').map(str::to_owned).collect();
        let groups = groups.iter().map(words).collect();
        let forward = pages_of_groups(&groups, paths.iter().copied());
        let backward = pages_of_groups(&groups, paths.iter().rev().copied());
        assert_eq!(forward, backward);
        let lines = forward.iter();
        lines
            .map(|(group, page)| format!("{}: {page}", group.join("/")))
            .collect()
    }

    #[test]
    fn a_page_is_about_the_longest_group_at_the_end_of_its_folder() {
        let groups = ["acs", "acs/users", "users"];
        let found = pages(&groups, &["api/acs/users/object.md", "api/acs/object.md"]);
        assert_eq!(
            found,
            [
                "acs: api/acs/object.md",
                "acs/users: api/acs/users/object.md"
            ]
        );
        let found = pages(&groups, &["api/users/object.md"]);
        assert_eq!(found, ["users: api/users/object.md"]);
    }

    #[test]
    fn the_object_precedes_an_overview_and_that_the_name() {
        let paths = ["locks.md", "api/locks/index.mdx", "api/locks/object.md"];
        for (count, page) in [(1, paths[0]), (2, paths[1]), (3, paths[2])] {
            let found = pages(&["locks"], &paths[..count]);
            assert_eq!(found, [format!("locks: {page}")]);
        }
    }

    #[test]
    fn where_several_pages_fit_equally_the_group_has_none() {
        let paths = ["v1/locks/object.md", "v2/locks/object.md", "locks/index.md"];
        assert!(pages(&["locks"], &paths).is_empty());
        let groups = ["Access Codes", "access_codes"];
        assert!(pages(&groups, &["access-codes/index.md"]).is_empty());
    }

    #[test]
    fn a_page_about_a_part_of_another_group_is_about_none() {
        let groups = ["locks", "simulate"];
        assert!(pages(&groups, &["locks/simulate/object.md"]).is_empty());
        let found = pages(&groups, &["api/simulate/object.md"]);
        assert_eq!(found, ["simulate: api/simulate/object.md"]);
    }

    #[test]
    fn spelling_of_words_does_not_matter() {
        let found = pages(&["Access Codes"], &["API/access-codes/README.md"]);
        assert_eq!(found, ["Access Codes: API/access-codes/README.md"]);
    }

    #[test]
    fn a_page_of_no_group_is_about_none() {
        assert!(
            pages(
                &["locks"],
                &["index.md", "api/locks/events.md", "object.md"]
            )
            .is_empty()
        );
    }
}
