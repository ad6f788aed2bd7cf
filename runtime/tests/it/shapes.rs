//! Every shape that no seed page has: recursion, maps, nested lists, untagged and nested unions.

use seamstress_runtime::codegen::*;

/// The table of a model, and its fields in the order of the table; the keys are searched as text.
macro_rules! accessors {
    ($($presence:ident $field:ident $(.$only:ident())?),* $(; $extra:ident)?) => {
        fn specs(&self) -> &'static [FieldSpec] {
            const { &[$(FieldSpec::new(stringify!($field), FieldKind::$presence$(.$only())?)),*] }
        }

        fn values<'a>(&'a self, reader: &mut FieldReader<'_, 'a>) {
            reader.read(stringify!(Self $($field)*), &[$(&self.$field),*], &[$(&self.$extra)?]);
        }

        fn places(&mut self, filler: &mut FieldFiller<'_>) {
            filler.fill(&mut [$(&mut self.$field),*], &mut [$(&mut self.$extra)?]);
        }
    };
}

pub(crate) use accessors;

/// Implements what is the same for every model.
macro_rules! model {
    ($name:ident { $($presence:ident $field:ident $(.$only:ident())?),* $(,)? }) => {
        impl Object for $name {
            $crate::shapes::accessors!($($presence $field$(.$only())?),*);
        }

        impl Wire for $name {
            fn empty() -> Self {
                Self { $($field: Wire::empty()),* }
            }

            fn to_ref(&self) -> ValueRef<'_> {
                ValueRef::Object(self)
            }

            fn to_mut(&mut self) -> ValueMut<'_> {
                ValueMut::Object(self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    };
}

pub(crate) use model;

/// Everything at once, all of it optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Node {
    pub(crate) kind: Option<NodeKind>,
    pub(crate) next: Option<Box<Node>>,
    pub(crate) children: Option<Vec<Node>>,
    pub(crate) attributes: Option<BTreeMap<String, Vec<f64>>>,
    pub(crate) grid: Option<Vec<Vec<Option<i64>>>>,
    pub(crate) note: Nullable<String>,
    pub(crate) metadata: Option<BTreeMap<String, Metadata>>,
    pub(crate) attempt: Option<Attempt>,
    pub(crate) payload: Option<Value>,
    pub(crate) since: Option<DateTime>,
}

model!(Node {
    optional kind, optional next, optional children, optional attributes, optional grid,
    optional note, optional metadata, optional attempt, optional payload, optional since,
});

/// One of each scalar and container, all of it required.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Strict {
    pub(crate) flag: bool,
    pub(crate) count: i64,
    pub(crate) ratio: f64,
    pub(crate) text: String,
    pub(crate) list: Vec<String>,
    pub(crate) map: BTreeMap<String, i64>,
    pub(crate) nullable: Option<String>,
    pub(crate) inner: Cycle,
    pub(crate) always: bool,
}

model!(Strict {
    required flag, required count, required ratio, required text, required list, required map,
    required nullable, required inner, required always.only_true(),
});

/// A required cycle as the generator breaks it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cycle {
    pub(crate) again: Option<Box<Cycle>>,
}

model!(Cycle { required again });

open_enum! {
    pub enum NodeKind;
    Root = "root";
    Leaf = "leaf";
    NotKnown = "unknown";
}

untagged_union! {
    /// A union without a tag.
    pub enum Metadata;
    Boolean(bool), 0 => Branch::boolean();
    Integer(i64), 1 => Branch::integer();
    Number(f64), 2 => Branch::number();
    Kind(NodeKind), 3 => Branch::values(&["root", "leaf", "unknown"]);
    String(String), 4 => Branch::string();
    ById(ById), 5 => Branch::object(&["id"], &["id", "note"]);
    ByKey(Box<ByKey>), 6 => Branch::object(&["key"], &["key", "note"]);
    Nodes(Vec<Node>), 7 => Branch::array();
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ById {
    pub(crate) id: String,
    pub(crate) note: Option<String>,
}

model!(ById { required id, optional note });

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByKey {
    pub(crate) key: String,
    pub(crate) note: Option<String>,
}

model!(ByKey { required key, optional note });

tagged_union! {
    /// A union inside a union: `action_type`, then `status`.
    pub enum Attempt "action_type" action_type;
    Unlock(UnlockAttempt) = "UNLOCK";
}

tagged_union! {
    pub enum UnlockAttempt "status" status;
    Pending(Pending) = "pending";
    Error(Box<Failed>) = "error";
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pending {
    pub(crate) id: String,
}

model!(Pending { required id });

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failed {
    pub(crate) id: String,
    pub(crate) message: String,
    pub(crate) status: String,
}

model!(Failed { required id, required message, required status });
