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

/// What the runtime's module for generated code exports, which files with operations
/// import whole. `cargo xtask tidy` holds this list against the module.
#[rustfmt::skip]
pub(crate) const RUNTIME: &[&str] = &[
    "Api", "BTreeMap", "Binding", "BodySpec", "Branch", "Call", "Client", "ClientBuilder", "Credential",
    "DateTime", "Deserialize", "Deserializer", "Drift", "Duration", "ErasedBox", "Error", "Extra", "FieldFiller", "FieldKind", "FieldReader", "FieldSpec", "FormPart",
    "Id", "IntoF64", "IntoI64", "Items", "LongRunning", "Nullable", "Object", "OpenEnum",
    "OperationSpec", "Page", "Pages", "Paging", "PartSpec", "PathStyle", "Pending", "QueryStyle",
    "Redacted", "ResponseSpec", "Scheme", "Secret", "Serialize", "Serializer", "Server", "ServerVariable",
    "TaggedUnion", "Transport", "UnknownValue", "UnknownVariant", "UntaggedUnion", "Upload",
    "Value", "ValueMut", "ValueRef", "Webhook", "WebhookError", "Wire", "WireStructure",
];

/// What the runtime exports for types, whose files import nothing else of it whole.
/// `cargo xtask tidy` holds this list against the module.
#[rustfmt::skip]
pub(crate) const TYPES: &[&str] = &[
    "BTreeMap", "Branch", "DateTime", "ErasedBox", "Extra", "FormPart", "Id", "IntoF64", "IntoI64", "Nullable",
    "Redacted", "UnknownValue", "UnknownVariant", "Upload", "Value", "Wire",
];

/// What the root of a crate exports and programs often write: they import both the root
/// and its `models` whole.
#[rustfmt::skip]
const ROOT: &[&str] = &[
    "Call", "Drift", "Error", "Items", "Page", "Pages", "Pending", "Secret", "Transport",
];

/// Types whose name a method of theirs has in lower case, as if it made one: `Values::values`.
const METHODS_OF_TYPES: &[&str] = &["Values"];

/// Names that no type of an API can have.
pub(crate) fn models() -> Vec<&'static str> {
    [PRELUDE, TYPES, ROOT, METHODS_OF_TYPES].concat()
}

/// Names that neither the client nor a type of a group of operations can have.
pub(crate) fn operations() -> Vec<&'static str> {
    [PRELUDE, RUNTIME].concat()
}

/// The open variant of every enum and union.
pub(crate) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// Methods and fields that generated structs and their builders have by themselves.
#[rustfmt::skip]
pub(crate) const MEMBERS: &[&str] = &[
    "call", "clone", "empty", "extra", "into_future", "maybe", "new", "params", "send", "to_mut",
    "to_ref", "with_extra",
];

/// Methods of traits, which a method of the same name would hide.
#[rustfmt::skip]
pub(crate) const TRAIT_METHODS: &[&str] = &[
    "as_mut", "as_ref", "borrow", "borrow_mut", "branches", "clone_from", "clone_into", "eq",
    "fmt", "from", "into", "ne", "select", "serialize", "tag_key", "to_owned", "try_from",
    "try_into", "type_id",
];

/// Options of calls that request builders have by themselves. They yield: a parameter of such a
/// name takes its place, and the option remains behind `call()`.
#[rustfmt::skip]
pub(crate) const OPTIONS: &[&str] = &[
    "deadline", "header", "param", "retries", "timeout", "with_response",
];

/// The options of long-running operations alone.
pub(crate) const LONG_RUNNING_OPTIONS: &[&str] = &["wait_timeout"];

/// Methods that the request builder of an operation that pages has by itself.
pub(crate) const PAGED: &[&str] = &["items", "pages"];

/// Methods that the request builder of an operation that returns bytes has by itself.
pub(crate) const BYTES: &[&str] = &["stream"];

/// Methods that the request builder of an operation with a stream beside another response has
/// by itself.
pub(crate) const STREAMED: &[&str] = &["events", "lines"];

/// Methods that the request builder of a long-running operation has by itself.
pub(crate) const LONG_RUNNING: &[&str] = &["no_wait"];

/// The crate that generated code imports: beside a module of the same name, its name is ambiguous.
pub(crate) const RUNTIME_CRATE: &str = "seamstress_runtime";

/// Modules and functions beside the groups of operations.
pub(crate) const GROUPS: &[&str] = &[
    "alloc",
    "blocking",
    "builder",
    "client",
    "clone",
    "conventions",
    "core",
    "from_env",
    "mock",
    "models",
    "new",
    "routes",
    "runtime",
    RUNTIME_CRATE,
    "std",
    "testing",
    "webhook",
];

/// Cargo features that every crate has, and the one of components that no operation refers to.
pub(crate) const FEATURES: &[&str] = &[
    "blocking",
    "chrono",
    "default",
    "full",
    "gzip",
    "jiff",
    "reqwest",
    "samples",
    "serde",
    "time",
    "tracing",
    "unreferenced",
    "validate",
    "webhooks",
];

/// Methods that every handle has by itself, and modules that no group can have inside of it.
pub(crate) const METHODS: &[&str] = &["clone", "new", RUNTIME_CRATE];

/// Modules beside those of the types of each owner.
pub(crate) const MODULES: &[&str] = &["aliases", "ids", "kind", "mod", "models", RUNTIME_CRATE];

/// Methods that the client's builder has by itself.
#[rustfmt::skip]
pub(crate) const CLIENT_BUILDER: &[&str] = &[
    "allow_http", "anonymous", "base_url", "build", "deadline", "drift_contents", "env", "header",
    "max_body_size", "no_wait", "on_drift", "poll_interval", "request_hook", "reqwest", "retries",
    "strict", "timeout", "transport", "wait_timeout",
];

/// Arguments of the methods of the client's builder that take a user name and a password.
pub(crate) const BASIC_ARGUMENTS: &[&str] = &["password", "username"];

/// Constants beside those of the credentials.
pub(crate) const CLIENT_CONSTANTS: &[&str] = &["API"];
