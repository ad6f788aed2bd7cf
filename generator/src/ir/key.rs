//! Stable addresses of types.

use std::{cmp::Ordering, fmt, sync::Arc};

use super::{OperationKey, StatusPattern};

/// What the address of a type that several places share begins with.
const SHARED: &str = "shared ";

/// What can follow the address of a type in the address of something inside of it.
pub(crate) const INSIDE: &[char] = &['.', '[', '{', '|', '='];

/// A role without the characters that begin a step: `user%2Ename` for `user.name`.
fn escape(role: &str) -> String {
    let mut escaped = String::with_capacity(role.len());
    for c in role.chars() {
        if c == '%' || INSIDE.contains(&c) {
            escaped.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The role that [`escape`] escaped.
fn unescape(escaped: &str) -> String {
    let mut parts = escaped.split('%');
    let mut role = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|it| u8::from_str_radix(it, 16).ok());
        match code {
            Some(code) => {
                role.push(char::from(code));
                role.push_str(&part[2..]);
            }
            None => {
                role.push('%');
                role.push_str(part);
            }
        }
    }
    role
}

/// A type's address: its position in the API, in terms of the API.
///
/// `user_identity.errors[]` is the type of the items of field `errors` of component
/// `user_identity`. Names are derived from addresses and locked under them, so that
/// neither order nor other types nor prose decide what a type is called.
///
/// A type refers to others by their keys, and every pass looks them up: copies share the
/// address, and comparing a key with its copy, or with one that begins differently, does not
/// read it.
#[derive(Clone, Debug)]
pub struct TypeKey {
    /// The start of the root; see [`Root::start`].
    start: u64,
    address: Arc<Address>,
}

/// What a [`TypeKey`] refers to.
#[derive(Debug)]
struct Address {
    root: Arc<Root>,
    steps: Vec<Step>,
}

impl PartialEq for TypeKey {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for TypeKey {}

impl PartialOrd for TypeKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TypeKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let starts = self.start.cmp(&other.start);
        if starts.is_ne() || Arc::ptr_eq(&self.address, &other.address) {
            return starts;
        }
        // Most types that are close to each other are in one component or operation.
        let roots = match Arc::ptr_eq(&self.address.root, &other.address.root) {
            true => Ordering::Equal,
            false => self.address.root.cmp(&other.address.root),
        };
        roots.then_with(|| self.address.steps.cmp(&other.address.steps))
    }
}

/// What declares a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A component that the document names.
    Component(String),
    /// An operation: its parameters and its response.
    Operation(OperationKey),
    /// None: unions of scalars are shared by all.
    Shared,
    /// None: types of one role are shared by several components and operations.
    Role(String),
}

/// The root of a type's address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// A component that the document names.
    Component(String),
    /// The parameters of an operation.
    Request(OperationKey),
    /// The response of an operation: that of the first success.
    Response(OperationKey),
    /// Another response of an operation.
    Status(OperationKey, StatusPattern),
    /// What the first success of an operation has where a call asks for a stream.
    Stream(OperationKey),
    /// A response that the document names.
    SharedResponse(String),
    /// A union of scalars, by its labels: `text|boolean`.
    Shared(Vec<String>),
    /// What several places declare as an equal type, by its role there: `device`, and
    /// `unmanaged/device` where an owner tells it from another type of the role.
    Role(String),
}

/// One step from a type to a type inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a field.
    Field(String),
    /// Into the items of a list.
    Items,
    /// Into the values of a map.
    Values,
    /// Into the branch of a union, by its label.
    Branch(String),
    /// To the target of an alias.
    Alias,
}

impl Root {
    /// The kind and the first letters as a number: of two roots with different ones, the lesser
    /// root has the lesser number.
    fn start(&self) -> u64 {
        let (kind, text) = match self {
            Self::Component(name) => (0, name.as_str()),
            Self::Request(operation) => (1, operation.path.as_str()),
            Self::Response(operation) => (2, operation.path.as_str()),
            Self::Status(operation, _) => (3, operation.path.as_str()),
            Self::Stream(operation) => (4, operation.path.as_str()),
            Self::SharedResponse(name) => (5, name.as_str()),
            Self::Shared(labels) => (6, labels.first().map_or("", String::as_str)),
            Self::Role(role) => (7, role.as_str()),
        };
        let mut bytes = [0; 8];
        for (place, byte) in bytes.iter_mut().zip([kind].iter().chain(text.as_bytes())) {
            *place = *byte;
        }
        u64::from_be_bytes(bytes)
    }
}

impl From<Root> for TypeKey {
    fn from(root: Root) -> Self {
        Self {
            start: root.start(),
            address: Arc::new(Address {
                root: Arc::new(root),
                steps: Vec::new(),
            }),
        }
    }
}

impl TypeKey {
    /// The type that the document calls `name`.
    pub fn component(name: &str) -> Self {
        Self::from(Root::Component(name.to_owned()))
    }

    /// The parameters of `operation`.
    pub fn request(operation: &OperationKey) -> Self {
        Self::from(Root::Request(operation.clone()))
    }

    /// The response of `operation`.
    pub fn response(operation: &OperationKey) -> Self {
        Self::from(Root::Response(operation.clone()))
    }

    /// The response of `operation` for `status`, where that is not the first success.
    pub fn status(operation: &OperationKey, status: StatusPattern) -> Self {
        Self::from(Root::Status(operation.clone(), status))
    }

    /// The items of the stream that `operation` returns beside something else.
    pub fn stream(operation: &OperationKey) -> Self {
        Self::from(Root::Stream(operation.clone()))
    }

    /// The response that the document calls `name`.
    pub fn shared_response(name: &str) -> Self {
        Self::from(Root::SharedResponse(name.to_owned()))
    }

    /// The shared union of scalars with these labels.
    pub fn shared(labels: Vec<String>) -> Self {
        Self::from(Root::Shared(labels))
    }

    /// The type of this role that several places share.
    pub fn role(role: &str) -> Self {
        Self::from(Root::Role(role.to_owned()))
    }

    /// The type inside this one, one step further.
    pub fn then(&self, step: Step) -> Self {
        self.join(&[step])
    }

    /// The type that several places share at this address, which
    /// [`Display`](fmt::Display) wrote; `None` for what is inside of one, and for others.
    pub(crate) fn parse_role(address: &str) -> Option<Self> {
        let role = address.strip_prefix(SHARED)?;
        let is_whole = !role.contains(INSIDE);
        is_whole.then(|| Self::role(&unescape(role)))
    }

    /// The steps that lead from the type at `outer` to this one, if it is inside.
    pub fn within(&self, outer: &Self) -> Option<&[Step]> {
        let is_inside = self.root() == outer.root() && self.steps().len() > outer.steps().len();
        self.steps()
            .strip_prefix(outer.steps())
            .filter(|_| is_inside)
    }

    /// The type that these steps lead to from this one.
    pub fn join(&self, steps: &[Step]) -> Self {
        self.with_steps([self.steps(), steps].concat())
    }

    /// The name of the component that this is the address of; `None` for types inside it, and of
    /// other roots.
    pub fn as_component(&self) -> Option<&str> {
        match (self.root(), self.steps()) {
            (Root::Component(name), []) => Some(name),
            _ => None,
        }
    }

    /// The root of the address.
    pub fn root(&self) -> &Root {
        &self.address.root
    }

    /// The steps from the root to the type.
    pub fn steps(&self) -> &[Step] {
        &self.address.steps
    }

    /// The root as an address.
    pub fn start(&self) -> Self {
        self.with_steps(Vec::new())
    }

    fn with_steps(&self, steps: Vec<Step>) -> Self {
        let root = Arc::clone(&self.address.root);
        Self {
            start: self.start,
            address: Arc::new(Address { root, steps }),
        }
    }

    /// The component or operation that declares this type. The types of one owner are
    /// emitted to one file.
    pub fn owner(&self) -> Owner {
        match self.root() {
            Root::Component(name) | Root::SharedResponse(name) => Owner::Component(name.clone()),
            Root::Request(operation)
            | Root::Response(operation)
            | Root::Status(operation, _)
            | Root::Stream(operation) => Owner::Operation(operation.clone()),
            Root::Shared(_) => Owner::Shared,
            Root::Role(role) => Owner::Role(role.clone()),
        }
    }
}

impl fmt::Display for TypeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.root() {
            Root::Component(name) => f.write_str(name)?,
            Root::Request(operation) => write!(f, "{operation} request")?,
            Root::Response(operation) => write!(f, "{operation} response")?,
            Root::Status(operation, status) => write!(f, "{operation} response {status}")?,
            Root::Stream(operation) => write!(f, "{operation} stream")?,
            Root::SharedResponse(name) => write!(f, "response {name}")?,
            Root::Shared(labels) => write!(f, "plain {}", labels.join("|"))?,
            Root::Role(role) => write!(f, "{SHARED}{}", escape(role))?,
        }
        for step in self.steps() {
            match step {
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Items => f.write_str("[]")?,
                Step::Values => f.write_str("{}")?,
                Step::Branch(label) => write!(f, "|{label}")?,
                Step::Alias => f.write_str("=")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_their_roots_and_steps() {
        let names = ["", "a", "a\0", "device", "device_a", "device_b", "é", "z"];
        let operations = names.map(|name| OperationKey::new("GET", name));
        let roots = names.iter().flat_map(|name| {
            [
                TypeKey::component(name),
                TypeKey::shared_response(name),
                TypeKey::role(name),
                TypeKey::shared(vec![(*name).to_owned()]),
                TypeKey::shared(vec![(*name).to_owned(), String::new()]),
            ]
        });
        let roots = roots.chain(operations.iter().flat_map(|operation| {
            [
                TypeKey::request(operation),
                TypeKey::response(operation),
                TypeKey::status(operation, StatusPattern::Default),
                TypeKey::stream(operation),
            ]
        }));
        let keys = roots.flat_map(|root| [root.then(Step::Items), root]);
        let keys: Vec<TypeKey> = keys.chain([TypeKey::shared(Vec::new())]).collect();
        for one in &keys {
            for other in &keys {
                let expected = (one.root(), one.steps()).cmp(&(other.root(), other.steps()));
                assert_eq!(one.cmp(other), expected, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn an_address_of_a_role_is_read_as_it_was_written() {
        for role in [
            "device",
            "unmanaged/device",
            "@odata.type",
            "a[b]{c}|d=",
            "50%",
            "%2E",
        ] {
            let key = TypeKey::role(role);
            assert_eq!(TypeKey::parse_role(&key.to_string()), Some(key), "{role}");
        }
        let inside = TypeKey::role("user").then(Step::Field("name".to_owned()));
        assert_ne!(inside.to_string(), TypeKey::role("user.name").to_string());
        for step in [
            Step::Items,
            Step::Values,
            Step::Branch("a".into()),
            Step::Alias,
        ] {
            let inside = TypeKey::role("user").then(step).to_string();
            assert_eq!(TypeKey::parse_role(&inside), None, "{inside}");
        }
    }
}
