//! Names that generated code uses for itself.

/// What every Rust file sees without importing it.
#[rustfmt::skip]
const PRELUDE: &[&str] = &[
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "DoubleEndedIterator", "Drop",
    "Eq", "Err", "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From", "FromIterator",
    "Future", "Hash", "Into", "IntoFuture", "IntoIterator", "Iterator", "None", "Ok", "Option",
    "Ord", "PartialEq", "PartialOrd", "Result", "Self", "Send", "Sized", "Some", "String",
    "Sync", "ToOwned", "ToString", "TryFrom", "TryInto", "Unpin", "Vec",
];

/// What the runtime's module for generated code exports, which most generated
/// files import whole. `cargo xtask tidy` holds this list against the module.
#[rustfmt::skip]
pub(crate) const RUNTIME: &[&str] = &[
    "Api", "BTreeMap", "Branch", "Call", "Choice", "Client", "ClientBuilder", "Credential",
    "DateTime", "Deserialize", "Deserializer", "Drift", "Duration", "Error", "Extra", "Field",
    "Id", "Items", "LongRunning", "Model", "Mut", "Nullable", "Op", "OpenEnum", "Page",
    "Pages", "Paging", "Pending", "Ref", "Scheme", "Secret", "Serialize", "Serializer",
    "Transport", "Union", "UnknownValue", "UnknownVariant", "Value", "Webhook",
    "WebhookError", "Wire",
];

/// Names that no type of an API can have.
pub(in crate::pass) fn types() -> Vec<&'static str> {
    [PRELUDE, RUNTIME].concat()
}

/// The open variant of every enum and union.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// Members that generated structs and their builders have by themselves.
#[rustfmt::skip]
pub(super) const MEMBERS: &[&str] = &[
    "blank", "call", "clone", "extra", "into_future", "new", "params", "send", "to_mut", "to_ref",
];

/// Methods that the builder of an operation has by itself if it answers pages.
pub(super) const PAGED: &[&str] = &["items", "pages"];

/// Methods that the builder of an operation has by itself if its work goes on.
pub(super) const LONG_RUNNING: &[&str] = &["no_wait"];

/// Modules and functions that stand beside the groups of operations.
pub(super) const GROUPS: &[&str] = &[
    "alloc",
    "builder",
    "client",
    "clone",
    "conventions",
    "core",
    "from_env",
    "models",
    "new",
    "routes",
    "std",
    "testing",
    "webhook",
    "wire",
];

/// Methods that every handle has by itself.
pub(super) const METHODS: &[&str] = &["clone", "new"];

/// Modules that stand beside the types of each owner.
pub(super) const MODULES: &[&str] = &["aliases", "ids", "kind", "mod", "models", "wire"];
