//! `Wire` for scalars and containers.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::Value;

use super::traits::{
    Map, OptionalSlot, Seq, StringScalar, ValueMut, ValueRef, Wire, WireStructure,
};
use crate::{
    transport::{FormPart, Upload},
    value::unknown_variant::UnknownVariant,
};

impl Wire for bool {
    fn empty() -> Self {
        false
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Bool(*self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Bool(self)
    }
}

impl Wire for i64 {
    fn empty() -> Self {
        0
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::I64(*self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::I64(self)
    }
}

impl Wire for u64 {
    fn empty() -> Self {
        0
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::U64(*self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::U64(self)
    }
}

impl Wire for f64 {
    fn empty() -> Self {
        0.0
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::F64(*self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::F64(self)
    }
}

impl Wire for String {
    fn empty() -> Self {
        String::new()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Str(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Str(self)
    }
}

/// Uploads are never received; where one is decoded nevertheless, a string is its bytes.
impl Wire for Upload {
    fn empty() -> Self {
        Self::from("")
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Upload(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::StringScalar(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl StringScalar for Upload {
    fn set(&mut self, text: &str) {
        *self = Self::from(text.to_owned());
    }
}

/// Parts of forms are never received.
impl Wire for FormPart {
    fn empty() -> Self {
        Self::text("", "")
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::FormPart(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::StringScalar(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

/// Where one is decoded nevertheless, a string is its text.
impl StringScalar for FormPart {
    fn set(&mut self, text: &str) {
        *self = Self::text(self.name(), text);
    }
}

impl Wire for Value {
    fn empty() -> Self {
        Value::Null
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Raw(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Raw(self)
    }
}

impl Wire for UnknownVariant {
    fn empty() -> Self {
        Self::null()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Raw(self.json())
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Unknown(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        WireStructure::Own(self)
    }
}

impl<T: Wire> Wire for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn to_ref(&self) -> ValueRef<'_> {
        (**self).to_ref()
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        (**self).to_mut()
    }

    fn structure(&self) -> WireStructure<'_> {
        (**self).structure()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn empty() -> Self {
        None
    }

    fn to_ref(&self) -> ValueRef<'_> {
        match self {
            Some(value) => value.to_ref(),
            None => ValueRef::Absent,
        }
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Optional(self)
    }

    fn structure(&self) -> WireStructure<'_> {
        match self {
            Some(value) => WireStructure::Around("Some", value),
            None => WireStructure::Unit("None"),
        }
    }
}

impl<T: Wire> OptionalSlot for Option<T> {
    fn set_null(&mut self) {
        *self = None;
    }

    fn distinguishes_null(&self) -> bool {
        false
    }

    fn fill(&mut self) -> ValueMut<'_> {
        // `get_or_insert_with` is ten times as much code, once for each type.
        if self.is_none() {
            *self = Some(T::empty());
        }
        match self {
            Some(value) => value.to_mut(),
            None => ValueMut::Null,
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Seq(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Seq(self)
    }
}

impl<T: Wire> Seq for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> &dyn Wire {
        &self[index]
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self) -> ValueMut<'_> {
        let at = Vec::len(self);
        Vec::push(self, T::empty());
        self[at].to_mut()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn empty() -> Self {
        BTreeMap::new()
    }

    fn to_ref(&self) -> ValueRef<'_> {
        ValueRef::Map(self)
    }

    fn to_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Map(self)
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Wire)> + '_> {
        Box::new(
            self.iter()
                .map(|(key, value)| (key.as_str(), value as &dyn Wire)),
        )
    }

    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn insert(&mut self, key: &str) -> Option<ValueMut<'_>> {
        match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => Some(entry.insert(T::empty()).to_mut()),
            Entry::Occupied(_) => None,
        }
    }
}
