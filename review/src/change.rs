//! One change of the API, and how it affects users.

use seamstress_codegen::{
    source::{Origin, SourceFile},
    surface::SurfaceItem,
};
use serde::Serialize;

use crate::selector::Selector;

/// How the version of the crate has to change, by the rules of semantic versioning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SemverBump {
    /// Nothing changed.
    #[default]
    None,
    /// No user has to do anything.
    Patch,
    /// Something was added or deprecated.
    Minor,
    /// A program stops compiling, or behaves differently.
    Major,
}

/// How a change affects users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// A program stops compiling, or behaves differently.
    Breaking,
    /// Something was added.
    Added,
    /// Something was deprecated.
    Deprecated,
    /// Only requests, responses or their interpretation change; the public items do not.
    WireOnly,
    /// Only documentation changes.
    DocsOnly,
}

/// One change of the API.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// How it affects users.
    pub impact: Impact,
    /// The Rust item: `models::UserIdentity.full_name`.
    pub item: String,
    /// What changed about the item, in Rust's terms: `String` → `Option<String>`.
    pub summary: String,
    /// What changed on the page, in its own terms: `full_name` is no longer required.
    pub because: String,
    /// Where the change is; of what was removed, where it was before.
    pub location: Option<PageLocation>,
    /// What users have to do; empty if nothing.
    pub migration: String,
    /// The items of `api.txt` that it removes.
    pub removed: Vec<SurfaceItem>,
    /// The items of `api.txt` that it adds.
    pub added: Vec<SurfaceItem>,
    /// Identifies the change in every run, whatever else changes: what a reviewer accepts.
    pub fingerprint: String,
    /// Why a reviewer accepted it, if one did.
    pub accepted: Option<String>,
    /// What ties it to the pages and to `api.txt`.
    #[serde(skip)]
    pub provenance: Provenance,
}

/// A position on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PageLocation {
    /// The page's path.
    pub page: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Whether the page is that of the run before the change.
    pub is_before: bool,
}

impl PageLocation {
    /// The position of the byte `offset` of a page's text.
    pub(crate) fn at(file: &SourceFile, offset: usize, is_before: bool) -> Self {
        let (line, column) = file.line_column(offset);
        Self {
            page: file.path().to_string(),
            line,
            column,
            is_before,
        }
    }
}

/// What ties a change to the pages and to `api.txt`.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// What happened.
    pub kind: ChangeKind,
    /// The nodes that changed; of what was removed, the nodes that were there before.
    pub origins: Vec<Origin>,
    /// What was there before and after, where that is part of the fingerprint.
    pub(crate) values: [String; 2],
    /// The old and the new name of a type, where it was renamed.
    pub(crate) renamed: Option<(String, String)>,
    /// The items of `api.txt` that it explains.
    pub(crate) explains: Vec<Selector>,
}

/// What happened to an item. Its name is part of fingerprints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was added.
    #[default]
    Added,
    /// It was removed.
    Removed,
    /// It has another name.
    Renamed,
    /// It sends to another URL.
    Moved,
    /// It has to be given now.
    NowRequired,
    /// It no longer has to be given.
    NowOptional,
    /// It has another type.
    TypeChanged,
    /// It behaves differently.
    BehaviorChanged,
    /// It is deprecated now.
    Deprecated,
    /// It is no longer deprecated.
    Undeprecated,
    /// Its requests or responses changed, and its Rust items did not.
    WireChanged,
    /// Its documentation changed.
    DocsChanged,
}

impl ChangeKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::NowRequired => "now_required",
            Self::NowOptional => "now_optional",
            Self::TypeChanged => "type_changed",
            Self::BehaviorChanged => "behavior_changed",
            Self::Deprecated => "deprecated",
            Self::Undeprecated => "undeprecated",
            Self::WireChanged => "wire_changed",
            Self::DocsChanged => "docs_changed",
        }
    }
}
