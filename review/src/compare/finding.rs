//! A difference that was found, on its way to an entry.

use super::sides::Sides;
use crate::{Entry, Group, Place};
use seamstress_codegen::source::{Origin, digest};

/// What ties an entry to the pages and to `api.txt`.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// What happened.
    pub kind: Kind,
    /// The nodes that changed; of what is gone, those that were there before.
    pub origins: Vec<Origin>,
    /// The names of a type before and now, where it has another.
    pub(crate) renamed: Option<(String, String)>,
    /// What the lines of `api.txt` begin with that it explains.
    pub(crate) claims: Vec<String>,
}

/// What happened to an item. The word is part of fingerprints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It came.
    #[default]
    Came,
    /// It is gone.
    Gone,
    /// It has another name.
    Renamed,
    /// It leads to another place.
    Moved,
    /// It must be given now.
    Needed,
    /// It need not be given any more.
    Unneeded,
    /// It has another type.
    Retyped,
    /// It does something else.
    Behaves,
    /// It is on its way out.
    Deprecated,
    /// It is on its way out no longer.
    Reinstated,
    /// It travels in another way.
    Travels,
    /// Its texts changed.
    Docs,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Needed => "needed",
            Self::Unneeded => "unneeded",
            Self::Retyped => "retyped",
            Self::Behaves => "behaves",
            Self::Deprecated => "deprecated",
            Self::Reinstated => "reinstated",
            Self::Travels => "travels",
            Self::Docs => "docs",
        }
    }
}

/// A difference that was found.
pub(crate) struct Finding {
    entry: Entry,
    address: String,
    facts: [String; 2],
}

impl Finding {
    /// `item` is what users write, `address` what the API calls the same.
    pub(crate) fn new(kind: Kind, group: Group, item: String, address: impl ToString) -> Self {
        Self {
            entry: Entry {
                group,
                item,
                change: String::new(),
                because: String::new(),
                place: None,
                migrate: String::new(),
                gone: Vec::new(),
                new: Vec::new(),
                fingerprint: String::new(),
                accepted: None,
                trace: Trace {
                    kind,
                    origins: Vec::new(),
                    renamed: None,
                    claims: Vec::new(),
                },
            },
            address: address.to_string(),
            facts: Default::default(),
        }
    }

    /// What changed, in Rust's terms, and why, in the page's.
    pub(crate) fn says(mut self, change: impl Into<String>, because: impl Into<String>) -> Self {
        self.entry.change = change.into();
        self.entry.because = because.into();
        self
    }

    /// What the API said, and what it says: what tells this change of the item from others.
    pub(crate) fn facts(mut self, before: impl ToString, after: impl ToString) -> Self {
        self.facts = [before.to_string(), after.to_string()];
        self
    }

    /// What users have to do.
    pub(crate) fn migrate(mut self, migrate: impl Into<String>) -> Self {
        self.entry.migrate = migrate.into();
        self
    }

    /// What lines of `api.txt` begin with that this explains.
    pub(super) fn claims(mut self, claims: impl IntoIterator<Item = String>) -> Self {
        self.entry.trace.claims.extend(claims);
        self
    }

    /// Where the pages say so now.
    pub(super) fn at(self, sides: &Sides<'_>, origin: &Origin) -> Entry {
        self.at_all(sides, [origin].into_iter())
    }

    /// Where the pages say so now, all places.
    pub(super) fn at_all<'a>(
        self,
        sides: &Sides<'_>,
        origins: impl Iterator<Item = &'a Origin>,
    ) -> Entry {
        let origins: Vec<Origin> = origins.cloned().collect();
        let place = origins
            .first()
            .and_then(|origin| sides.after.place(origin, false));
        self.done(place, origins)
    }

    /// Where the pages said so before.
    pub(super) fn was_at(self, sides: &Sides<'_>, origin: &Origin) -> Entry {
        let place = sides.before.place(origin, true);
        self.done(place, vec![origin.clone()])
    }

    /// No page says so.
    pub(crate) fn nowhere(self) -> Entry {
        self.done(None, Vec::new())
    }

    fn done(mut self, place: Option<Place>, origins: Vec<Origin>) -> Entry {
        let [before, after] = &self.facts;
        let kind = self.entry.trace.kind.word();
        self.entry.fingerprint = fingerprint([kind, &self.address, before, after]);
        self.entry.place = place;
        self.entry.trace.origins = origins;
        self.entry
    }
}

/// What stays the same as long as these facts do: 12 hex digits.
pub(crate) fn fingerprint<'a>(facts: impl IntoIterator<Item = &'a str>) -> String {
    let facts: String = facts.into_iter().flat_map(|fact| [fact, "\0"]).collect();
    short_digest(&facts)
}

/// The first 12 hex digits of a text's hash.
pub(crate) fn short_digest(text: &str) -> String {
    digest(text).chars().take(12).collect()
}
