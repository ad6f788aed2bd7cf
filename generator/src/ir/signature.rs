//! What must and what can be given, to call an operation or to make a struct. Resolved
//! once, so that no field is looked up by its name again.

use super::{Field, Limit, OperationKey, Scalar, Shape, TypeKey};

/// How an operation is called.
#[derive(Clone, Debug, Default)]
pub enum Signature {
    /// With nothing.
    #[default]
    Empty,
    /// With the whole body, which is not an object.
    Body(Shape),
    /// With the fields of an object.
    Fields(FieldSignature),
}

/// How an operation is called with the fields of its parameters.
#[derive(Clone, Debug)]
pub struct FieldSignature {
    /// The struct of the parameters.
    pub params: TypeKey,
    /// What is given one after another, in order. The order is locked.
    pub positional: Vec<Argument>,
    /// What is given by name, in a struct of its own, in order.
    pub named: Vec<Argument>,
    /// What can be given, each by a setter of the request builder.
    pub setters: Vec<Field>,
    /// What must be given, in the order in which the parameters' own `new` takes it.
    pub constructor: Vec<Argument>,
}

/// How a struct is made.
#[derive(Clone, Debug, Default)]
pub struct Constructor {
    /// What `new` takes one after another, in order. The order is locked.
    pub arguments: Vec<Argument>,
    /// What can be given, each by a setter; none of the parameters of one operation, whose setters
    /// are those of its request builder.
    pub setters: Vec<Field>,
    /// What is required and has one value only, which `new` sets.
    pub constants: Vec<Constant>,
}

/// A field with the one value that it has.
#[derive(Clone, Debug)]
pub struct Constant {
    /// The field.
    pub field: Field,
    /// Its value.
    pub value: ConstantValue,
}

/// The only value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstantValue {
    /// Of a boolean.
    Bool(bool),
    /// Of a number.
    Number(Limit),
    /// Of a string.
    Text(String),
    /// Of an enum, by its string.
    Variant(TypeKey, String),
}

/// Something that must be given.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A field.
    Field(Field),
    /// One of several fields.
    OneOf(OneOfArgument),
}

/// An argument that is one of several fields.
#[derive(Clone, Debug)]
pub struct OneOfArgument {
    /// The operation that takes it.
    pub operation: OperationKey,
    /// What `overrides.toml` calls the argument.
    pub wire: String,
    /// The fields to choose from.
    pub fields: Vec<Field>,
    /// The one of them that strings convert into.
    pub own_id: Option<String>,
}

impl Signature {
    /// The fields that are given, where it is fields.
    pub fn fields(&self) -> Option<&FieldSignature> {
        match self {
            Self::Fields(fields) => Some(fields),
            Self::Empty | Self::Body(_) => None,
        }
    }

    /// What the lock calls the arguments, in order.
    pub fn locked_names(&self) -> Vec<String> {
        match self {
            Self::Empty => Vec::new(),
            Self::Body(_) => vec![BODY.to_owned()],
            Self::Fields(fields) => fields.arguments().map(Argument::locked_name).collect(),
        }
    }

    /// Whether some arguments are given by name.
    pub fn has_named(&self) -> bool {
        self.fields().is_some_and(|fields| !fields.named.is_empty())
    }
}

/// What the lock calls an argument that is the whole body.
const BODY: &str = "body";

impl FieldSignature {
    /// What must be given, in order.
    pub fn arguments(&self) -> impl Iterator<Item = &Argument> {
        self.positional.iter().chain(&self.named)
    }
}

impl Constructor {
    /// The arguments that are one of several fields.
    pub fn one_of(&self) -> impl Iterator<Item = &OneOfArgument> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::OneOf(one_of) => Some(one_of),
            Argument::Field(_) => None,
        })
    }

    /// What the lock calls the arguments, in order.
    pub fn locked_names(&self) -> Vec<String> {
        self.arguments.iter().map(Argument::locked_name).collect()
    }
}

impl Argument {
    /// The name under which the argument's place is locked.
    pub fn wire(&self) -> &str {
        match self {
            Self::Field(field) => &field.wire,
            Self::OneOf(one_of) => &one_of.wire,
        }
    }

    /// Whether it is a secret field. A choice of fields hides its secrets by itself.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Field(field) if field.secret)
    }

    fn locked_name(&self) -> String {
        self.wire().to_owned()
    }
}

impl OneOfArgument {
    /// Whether strings convert into `field`.
    pub fn is_own_id(&self, field: &Field) -> bool {
        self.own_id.as_ref() == Some(&field.wire)
    }

    /// Whether the type of a value says that it is meant for `field`: only ids do, and
    /// only where no other field takes ids of the same kind.
    pub fn is_selected_by_type(&self, field: &Field) -> bool {
        let kind = |field: &Field| match &field.shape {
            Shape::Scalar(Scalar::Id(kind)) => Some(kind.clone()),
            _ => None,
        };
        let own = kind(field);
        let same = self.fields.iter().filter(|other| kind(other) == own);
        own.is_some() && same.count() == 1
    }
}
