//! Names that are too long for a file or for people, cut so that no two become one.

use std::borrow::Cow;

use super::capitalised;
use crate::source::digest;

/// Maximum number of characters of a name that is the name of a file too: file systems have 255
/// bytes for it, and cargo and the compiler add to it.
pub(crate) const FILE_NAME_LIMIT: usize = 128;
/// Maximum number of characters of a name that has a page of its own in the documentation: its
/// file is called `constant.NAME.html`.
pub(crate) const ITEM_NAME_LIMIT: usize = 200;
/// Maximum number of characters of any other name.
pub(crate) const NAME_LIMIT: usize = 1_024;

/// How many digits of the digest of the whole stand in place of what is cut off.
const DIGITS: usize = 8;

/// The leading words of `text`, a name in a case of Rust or Cargo, and a digest of the whole:
/// `limit` characters at most. It is a function of the text alone.
pub(crate) fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || !text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let whole = digest(text);
    let (digits, _) = whole.split_at(DIGITS);
    let separator = ['_', '-'].into_iter().find(|c| text.contains(*c));
    let separator = separator.or_else(|| {
        let has_capitals = text.contains(|c: char| c.is_ascii_uppercase());
        (!has_capitals).then_some('_')
    });
    Cow::Owned(match separator {
        Some(separator) => {
            let (kept, rest) = text.split_at(limit.saturating_sub(DIGITS + 1));
            let end = match rest.starts_with(separator) {
                true => kept.len(),
                false => kept.rfind(separator).unwrap_or(kept.len()),
            };
            format!("{}{separator}{digits}", &kept[..end])
        }
        None => {
            let (kept, rest) = text.split_at(limit.saturating_sub(DIGITS));
            let is_capital = |c: char| c.is_ascii_uppercase();
            let end = match rest.starts_with(is_capital) {
                true => kept.len(),
                // A capital at the start is that of the only word.
                false => kept
                    .rfind(is_capital)
                    .filter(|at| *at > 0)
                    .unwrap_or(kept.len()),
            };
            format!("{}{}", &kept[..end], capitalised(digits))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_words_are_kept() {
        assert_eq!(shortened("door_state", 10), "door_state");
        for (text, kept) in [
            ("door_state_of_the_gate", "door_state_"),
            ("door-state-of-the-gate", "door-state-"),
            ("DoorStateOfTheGateOfDoors", "DoorStateOf"),
            ("DoorStateOneGateOfDoors", "DoorStateOne"),
            ("doorstateofthegateofdoors", "doorstateof_"),
            ("Doorstateofthegateofdoors", "Doorstateoft"),
        ] {
            let name = shortened(text, 20);
            let digits = name.strip_prefix(kept).unwrap();
            assert_eq!(digits.len(), DIGITS, "{name}");
            assert!(name.len() <= 20, "{name}");
        }
    }

    #[test]
    fn names_that_differ_at_their_ends_stay_apart() {
        let [one, other] = ["a_gate_and_a_door_1", "a_gate_and_a_door_2"];
        assert_ne!(shortened(one, 16), shortened(other, 16));
    }

    #[test]
    fn a_short_name_is_not_cut_again() {
        let once = shortened("door_state_of_the_gate", 20);
        assert_eq!(shortened(&once, 20), once);
    }
}
