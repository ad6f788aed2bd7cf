//! Names that generated code uses for itself.

/// Types and traits of the prelude and of the runtime's module for generated
/// code, which every generated file imports whole.
pub(super) const TYPES: &[&str] = &[
    // The prelude.
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // The runtime. A test of the workspace holds this list against it.
    "Api",
    "BTreeMap",
    "Branch",
    "Call",
    "Choice",
    "Client",
    "ClientBuilder",
    "Credential",
    "DateTime",
    "Deserialize",
    "Deserializer",
    "Drift",
    "DriftKind",
    "Duration",
    "Error",
    "ErrorKind",
    "Extra",
    "Field",
    "Id",
    "Model",
    "Mut",
    "Nullable",
    "Object",
    "Op",
    "OpenEnum",
    "Output",
    "Pending",
    "Ref",
    "Response",
    "Scheme",
    "Secret",
    "Serialize",
    "Serializer",
    "Text",
    "Transport",
    "Union",
    "UnknownValue",
    "UnknownVariant",
    "Value",
    "Wire",
];

/// The open variant of every enum and union.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// Members that generated structs and their builders have by themselves.
pub(super) const MEMBERS: &[&str] = &["call", "clone", "extra", "new", "params", "send"];

/// Modules and functions that stand beside the groups of operations.
pub(super) const GROUPS: &[&str] = &[
    "alloc", "builder", "client", "clone", "core", "from_env", "models", "new", "routes", "std",
    "testing", "wire",
];

/// Methods that every handle has by itself.
pub(super) const METHODS: &[&str] = &["clone", "new"];

/// Modules that stand beside the types of each owner.
pub(super) const MODULES: &[&str] = &["ids", "kind", "mod"];
