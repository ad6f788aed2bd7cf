//! Headings that mention an operation, and name something else.

use super::{is_address, method_of};

/// Words for what happened to an operation, or to a part of it.
const CHANGES: [&str; 6] = [
    "added",
    "changed",
    "deprecated",
    "fixed",
    "removed",
    "updated",
];

/// Those for operations that were removed.
const REMOVED: [&str; 6] = [
    "discontinued",
    "gone",
    "obsolete",
    "removed",
    "retired",
    "withdrawn",
];

/// The words before an operation that is not all that the heading is about.
const BEFORE: [&str; 10] = [
    "about", "by", "for", "from", "of", "on", "to", "using", "via", "with",
];

/// Those before an operation that has another one in its place.
const INSTEAD: [&str; 4] = ["avoid", "avoiding", "replace", "replacing"];

/// Whether a heading with a request line names what is below it: other words may say that the
/// operation was removed, or only mention it, as `Migrating from GET /doors` does.
pub(in crate::extract) fn names_operation(heading: &str) -> bool {
    let heading = Heading::of(heading);
    let last = heading.before.last().map_or("", String::as_str);
    !heading.says_change() && !BEFORE.contains(&last)
}

/// Whether a heading with a request line says that the operation was removed or changed.
pub(in crate::extract) fn says_change(heading: &str) -> bool {
    Heading::of(heading).says_change()
}

/// The words of a heading around its request line, in lower case.
struct Heading {
    before: Vec<String>,
    after: Vec<String>,
}

impl Heading {
    fn of(heading: &str) -> Self {
        let heading = heading.replace('`', "").replace('’', "'");
        let words = heading.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let is_line = |pair: &[&str]| method_of(pair[0]).is_some() && is_address(pair[1]);
        let (before, after) = match words.windows(2).position(is_line) {
            Some(at) => (&words[..at], &words[at + 2..]),
            None => (&words[..], &[][..]),
        };
        Self {
            before: plain(before),
            after: plain(after),
        }
    }

    fn says_change(&self) -> bool {
        let Self { before, after } = self;
        let is_change = |word: &String| is_in(&CHANGES, word) || is_in(&REMOVED, word);
        // `Bug fixed in`, but not `List removed doors`
        let is_changed = |pair: &[String]| {
            is_change(&pair[0]) && is_in(&["as", "by", "from", "in", "since"], &pair[1])
        };
        let is_denied = |words: &[String]| {
            let mut pairs = words.windows(2).map(|it| (it[0].as_str(), it[1].as_str()));
            words.iter().any(|word| word == "don't")
                || pairs.any(|it| matches!(it, ("do", "not") | ("no", "longer")))
        };
        let is_removed = |word: Option<&String>| word.is_some_and(|it| is_in(&REMOVED, it));
        before.first().is_some_and(is_change)
            || before.last().is_some_and(|it| is_in(&INSTEAD, it))
            || before.windows(2).any(is_changed)
            || is_denied(before)
            || is_denied(after)
            || is_removed(after.first())
            || is_removed(after.last())
    }
}

fn is_in(all: &[&str], word: &str) -> bool {
    all.contains(&word)
}

/// Words in lower case, without the marks between them.
fn plain(words: &[&str]) -> Vec<String> {
    let words = words.iter().map(|word| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '–' | '—'));
        word.to_lowercase()
    });
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_an_operation_or_mentions_it() {
        for heading in [
            "GET /doors",
            "`GET /doors` (needs a key)",
            "GET /doors (added in v2)",
            "GET /doors (deprecated)",
            "GET /doors - List removed doors",
            "List removed doors - GET /doors/removed",
            "Log in: POST /login",
            "How to list doors: GET /doors",
        ] {
            assert!(names_operation(heading), "{heading}");
            assert!(!says_change(heading), "{heading}");
        }
        for heading in [
            "DELETE /v1/doors - removed in v2",
            "GET /v1/doors (removed)",
            "GET /v1/doors is no longer available",
            "Bug fixed in GET /v1/gates",
            "Deprecated - GET /v1/walls",
            "Don't call GET /v1/locks",
            "Don’t call `GET /v1/locks`",
            "How to replace GET /v1/doors",
            "No longer available: GET /v1/walls",
            "Removed `GET /v1/rooms`",
        ] {
            assert!(!names_operation(heading), "{heading}");
            assert!(says_change(heading), "{heading}");
        }
        let mentioned = "Migrating from GET /v1/lamps";
        assert!(!names_operation(mentioned) && !says_change(mentioned));
    }
}
