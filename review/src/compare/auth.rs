//! Who may call an operation.
//!
//! Pages name schemes, users give credentials: what counts is whether a credential that
//! opened an operation still does. A scheme that comes to a whole API is one entry.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, finding::Finding, sides::Sides, spell::operation_item};
use crate::{Entry, Group};
use seamstress_codegen::ir::{Api, Operation};

/// What changed for the operations of both sides.
pub(super) fn compare(sides: &Sides<'_>) -> Vec<Entry> {
    let mut changes: BTreeMap<Change, Vec<&Operation>> = BTreeMap::new();
    for new in sides.after.api.operations.values() {
        if let Some(old) = sides.before.operation(&new.key) {
            for change in changes_of(sides, old, new) {
                changes.entry(change).or_default().push(new);
            }
        }
    }
    let changes = changes.into_iter();
    changes
        .map(|(change, operations)| change.entry(sides, &operations))
        .collect()
}

/// One change, which many operations can share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// The credential with this scheme opens it.
    Opens(String),
    /// The credential with this scheme does not open it any more.
    Refuses(String),
    /// It needs no credential any more.
    Free,
    /// It needs a credential.
    Closed,
    /// The pages name this scheme too, which changes nothing for any credential.
    Names(String),
    /// The pages do not name this scheme any more, which changes nothing either.
    Drops(String),
}

fn changes_of(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let set = |operation: &Operation| -> Option<BTreeSet<String>> {
        let schemes = operation.security.single_schemes()?;
        Some(schemes.into_iter().map(str::to_owned).collect())
    };
    let (before, after) = (set(old), set(new));
    if before == after {
        return Vec::new();
    }
    // Where the pages ask for nothing, and where they leave it open, a client without a
    // credential may call.
    let is_free = |auth: &Option<BTreeSet<String>>| auth.as_ref().is_none_or(BTreeSet::is_empty);
    match (is_free(&before), is_free(&after)) {
        (false, true) => return vec![Change::Free],
        (true, false) => return vec![Change::Closed],
        (true, true) => return Vec::new(),
        (false, false) => {}
    }
    let (old, new) = (
        credentials(sides.before.api, old),
        credentials(sides.after.api, new),
    );
    let opens = new.difference(&old).cloned().map(Change::Opens);
    let refuses = old.difference(&new).cloned().map(Change::Refuses);
    let mut changes: Vec<_> = opens.chain(refuses).collect();
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let schemes = |of: &Change| match of {
        Change::Opens(scheme) | Change::Refuses(scheme) => satisfied(sides, scheme),
        _ => BTreeSet::new(),
    };
    // What a credential says is not said again by its scheme.
    let told: BTreeSet<String> = changes.iter().flat_map(schemes).collect();
    let silent = |scheme: &&String| !told.contains(*scheme);
    changes.extend(
        after
            .difference(&before)
            .filter(silent)
            .cloned()
            .map(Change::Names),
    );
    changes.extend(
        before
            .difference(&after)
            .filter(silent)
            .cloned()
            .map(Change::Drops),
    );
    changes
}

/// The schemes of the credentials that open an operation.
fn credentials(api: &Api, operation: &Operation) -> BTreeSet<String> {
    let all = api.client.credentials.iter();
    let schemes = operation.security.single_schemes();
    let opens = all.filter(|credential| match &schemes {
        // The pages do not say: every credential is sent.
        None => true,
        Some(schemes) => {
            let mut satisfied = credential.also.iter().chain([&credential.scheme]);
            satisfied.any(|scheme| schemes.contains(&scheme.as_str()))
        }
    });
    opens.map(|credential| credential.scheme.clone()).collect()
}

/// The schemes that the credential with this scheme satisfies.
fn satisfied(sides: &Sides<'_>, scheme: &str) -> BTreeSet<String> {
    let apis = [sides.before.api, sides.after.api];
    let credentials = apis.into_iter().flat_map(|api| &api.client.credentials);
    let own = credentials.filter(|credential| credential.scheme == scheme);
    own.flat_map(|credential| credential.also.iter().chain([&credential.scheme]))
        .cloned()
        .collect()
}

impl Change {
    fn entry(self, sides: &Sides<'_>, operations: &[&Operation]) -> Entry {
        let (kind, group, change, because, migrate) = self.told(sides);
        let call = operations
            .first()
            .map(|first| operation_item(&sides.after, first))
            .unwrap_or_default();
        let item = match operations.len() {
            0 | 1 => call,
            2 => format!("{call} and 1 more"),
            count => format!("{call} and {} more", count - 1),
        };
        let keys: Vec<_> = operations.iter().map(|it| it.key.to_string()).collect();
        let facts = format!("{self:?}");
        Finding::new(kind, group, item, format!("auth {}", keys.join(", ")))
            .says(change, because)
            .facts("", facts)
            .migrate(migrate)
            .at_all(sides, operations.iter().map(|operation| &operation.origin))
    }

    fn told(&self, sides: &Sides<'_>) -> (Kind, Group, String, String, String) {
        // The builder's method that gives the credential.
        let method = |scheme: &str| {
            let found = [&sides.after, &sides.before].into_iter().find_map(|side| {
                let mut all = side.api.client.credentials.iter();
                let found = all.find(|credential| credential.scheme == scheme)?;
                Some(side.names.credential(found).to_string())
            });
            found.unwrap_or_else(|| scheme.to_owned())
        };
        match self {
            Self::Opens(scheme) => (
                Kind::Came,
                Group::Added,
                format!("`{}` may call it", method(scheme)),
                format!("`{scheme}` is a new alternative under `security`"),
                String::new(),
            ),
            Self::Refuses(scheme) => (
                Kind::Behaves,
                Group::Breaking,
                format!("`{}` may not call it any more", method(scheme)),
                format!("`{scheme}` is no alternative under `security` any more"),
                format!(
                    "call it with a client of another credential than `{}`",
                    method(scheme)
                ),
            ),
            Self::Free => (
                Kind::Came,
                Group::Added,
                "needs no credential".to_owned(),
                "`security` asks for nothing now".to_owned(),
                String::new(),
            ),
            Self::Closed => (
                Kind::Behaves,
                Group::Breaking,
                "needs a credential".to_owned(),
                "`security` asked for nothing, and names schemes now".to_owned(),
                "give the client's builder a credential instead of `.anonymous()`".to_owned(),
            ),
            Self::Names(scheme) => (
                Kind::Travels,
                Group::WireOnly,
                format!("`{scheme}` may call it, which no credential of the crate is"),
                format!("`{scheme}` is a new alternative under `security`"),
                String::new(),
            ),
            Self::Drops(scheme) => (
                Kind::Travels,
                Group::WireOnly,
                format!("`{scheme}` may not call it, which no credential of the crate is"),
                format!("`{scheme}` is no alternative under `security` any more"),
                String::new(),
            ),
        }
    }
}
