//! `Wire` for scalars and containers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::Value;

use super::{Map, Mut, Ref, Seq, Slot, Wire};

impl Wire for bool {
    fn blank() -> Self {
        false
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Bool(*self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Bool(self)
    }
}

impl Wire for i64 {
    fn blank() -> Self {
        0
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::I64(*self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::I64(self)
    }
}

impl Wire for f64 {
    fn blank() -> Self {
        0.0
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::F64(*self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::F64(self)
    }
}

impl Wire for String {
    fn blank() -> Self {
        String::new()
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Str(self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Str(self)
    }
}

impl Wire for Value {
    fn blank() -> Self {
        Value::Null
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Raw(self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Raw(self)
    }
}

impl<T: Wire> Wire for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn to_ref(&self) -> Ref<'_> {
        (**self).to_ref()
    }

    fn to_mut(&mut self) -> Mut<'_> {
        (**self).to_mut()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    fn to_ref(&self) -> Ref<'_> {
        self.as_ref().map_or(Ref::Absent, Wire::to_ref)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Slot(self)
    }
}

impl<T: Wire> Slot for Option<T> {
    fn set_null(&mut self) {
        *self = None;
    }

    fn tells_null_from_absent(&self) -> bool {
        false
    }

    fn fill(&mut self) -> Mut<'_> {
        self.insert(T::blank()).to_mut()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Seq(self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Seq(self)
    }
}

impl<T: Wire> Seq for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn get(&self, index: usize) -> Ref<'_> {
        self[index].to_ref()
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn push(&mut self) -> Mut<'_> {
        let at = Vec::len(self);
        Vec::push(self, T::blank());
        self[at].to_mut()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }

    fn to_ref(&self) -> Ref<'_> {
        Ref::Map(self)
    }

    fn to_mut(&mut self) -> Mut<'_> {
        Mut::Map(self)
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, Ref<'_>)> + '_> {
        Box::new(
            self.iter()
                .map(|(key, value)| (key.as_str(), value.to_ref())),
        )
    }

    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn insert(&mut self, key: &str) -> Option<Mut<'_>> {
        match self.entry(key.to_owned()) {
            Entry::Vacant(entry) => Some(entry.insert(T::blank()).to_mut()),
            Entry::Occupied(_) => None,
        }
    }
}
