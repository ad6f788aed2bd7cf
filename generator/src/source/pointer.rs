//! JSON pointers.

use std::{
    borrow::{Borrow, Cow},
    fmt,
    str::FromStr,
};

/// A JSON pointer (RFC 6901): the keys and indexes that lead to a node of a document.
///
/// It is displayed in its escaped form, `/paths/~1acs~1users~1list/post`; the root is the empty
/// string.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The member of an object, or the item of an array if `token` is a number.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + token.len());
        text.push_str(&self.0);
        text.push('/');
        if !token.contains(['~', '/']) {
            text.push_str(token);
            return Self(text);
        }
        for character in token.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self(text)
    }

    /// The item of an array, counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The node at `below` in the node at this pointer.
    #[must_use]
    pub fn join(&self, below: &Self) -> Self {
        self.join_escaped(&below.0)
    }

    /// How many steps lead from the root to this node.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The nodes on the way to this one from this one up, in their escaped form, each with the way
    /// from it to this one. The root is the last of them.
    pub fn ancestors(&self) -> impl Iterator<Item = (&str, &str)> {
        let ends = self.0.rmatch_indices('/').map(|(at, _)| at);
        std::iter::once(self.0.len())
            .chain(ends)
            .map(|end| self.0.split_at(end))
    }

    /// The node at `below`, which is escaped, in the node at this pointer. It is empty, or begins
    /// with `/`, or with `#` and is a name in the file at this pointer.
    #[must_use]
    pub(crate) fn join_escaped(&self, below: &str) -> Self {
        Self([&self.0, below].concat())
    }

    /// The node that holds this one; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let end = self.0.rfind('/')?;
        Some(Self(self.0[..end].to_owned()))
    }

    /// The steps from the root, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // The text before the first slash is empty and no token.
        self.0.split('/').skip(1).map(unescape)
    }

    /// The last step, unescaped; `None` for the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let start = self.0.rfind('/')?;
        Some(unescape(&self.0[start + 1..]))
    }

    /// The reference to the node from its own document: `#/components/schemas/a%25b` for
    /// the schema `a%b`. A pointer in a reference is encoded, and a name may have a `%` of its own.
    pub(crate) fn reference(&self) -> String {
        format!("#{}", self.0.replace('%', "%25"))
    }

    /// Whether this is the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `ancestor` is this node or holds it.
    pub fn is_within(&self, ancestor: &Self) -> bool {
        self.0
            .strip_prefix(ancestor.0.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The escaped form, as displayed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// In its escaped form, which is ordered as the pointer is.
impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pointer({})", self.0)
    }
}

impl<T: AsRef<str>> FromIterator<T> for Pointer {
    fn from_iter<I: IntoIterator<Item = T>>(tokens: I) -> Self {
        tokens
            .into_iter()
            .fold(Self::root(), |pointer, token| pointer.child(token.as_ref()))
    }
}

/// A string that is not a JSON pointer: it neither is empty nor begins with `/`, or it has a `~`
/// that is followed by neither `0` nor `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPointer;

impl fmt::Display for InvalidPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a JSON pointer: empty or beginning with `/`, with `~` written as `~0` and `/` in a key as `~1`")
    }
}

impl std::error::Error for InvalidPointer {}

impl FromStr for Pointer {
    type Err = InvalidPointer;

    fn from_str(text: &str) -> Result<Self, InvalidPointer> {
        let begins_well = text.is_empty() || text.starts_with('/');
        let escapes_well = text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']));
        if begins_well && escapes_well {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPointer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_escaping() {
        let tokens = ["paths", "/acs/users~x", "", "0"];
        let pointer: Pointer = tokens.iter().collect();
        assert_eq!(pointer.to_string(), "/paths/~1acs~1users~0x//0");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens);
        assert_eq!(pointer.to_string().parse(), Ok(pointer));
    }

    #[test]
    fn an_escaped_tilde_before_a_one_is_not_a_slash() {
        let pointer = Pointer::root().child("~1");
        assert_eq!(pointer.as_str(), "/~01");
        assert_eq!(pointer.last().unwrap(), "~1");
    }

    #[test]
    fn the_root_has_no_parent() {
        let pointer = Pointer::root().child("a").index(3);
        assert_eq!(pointer.parent(), Some(Pointer::root().child("a")));
        assert_eq!(
            pointer.parent().and_then(|p| p.parent()),
            Some(Pointer::root())
        );
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().tokens().count(), 0);
    }

    #[test]
    fn each_ancestor_leads_to_the_node() {
        let pointer = Pointer::root().child("a/b").child("").index(3);
        let ancestors: Vec<_> = pointer.ancestors().collect();
        assert_eq!(
            ancestors,
            [
                ("/a~1b//3", ""),
                ("/a~1b/", "/3"),
                ("/a~1b", "//3"),
                ("", "/a~1b//3")
            ]
        );
        assert_eq!(pointer.depth(), 3);
        assert_eq!(Pointer::root().ancestors().collect::<Vec<_>>(), [("", "")]);
    }

    #[test]
    fn a_longer_name_is_not_within_a_shorter_one() {
        let users = Pointer::root().child("users");
        assert!(users.child("a").is_within(&users));
        assert!(users.is_within(&users));
        assert!(!Pointer::root().child("users_list").is_within(&users));
        assert!(users.is_within(&Pointer::root()));
    }

    #[test]
    fn malformed_pointers_are_rejected() {
        assert_eq!("a/b".parse::<Pointer>(), Err(InvalidPointer));
        assert_eq!("/a~2".parse::<Pointer>(), Err(InvalidPointer));
        assert_eq!("/a~".parse::<Pointer>(), Err(InvalidPointer));
    }
}
