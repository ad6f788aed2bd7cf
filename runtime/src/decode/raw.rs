//! JSON that is kept as it is.

use serde_json::Value;
use serde_json::map::Entry;

use crate::path::Path;
use crate::wire::{Map, Mut, Ref};

use super::fill::{At, Decoder, Filled};
use super::reader::Kind;

impl Decoder<'_, '_> {
    /// The value that follows, as it is.
    pub(super) fn raw(&mut self, path: &Path<'_>) -> Filled<Value> {
        match self.peek(path)? {
            Kind::Null => self.null(path).map(|()| Value::Null),
            Kind::Bool => {
                let value = self.reader.bool().at(path)?;
                Ok(Value::Bool(value))
            }
            Kind::Number => {
                let number = self.reader.number().at(path)?;
                let value = number.to_value();
                value
                    .map(Value::Number)
                    .map_err(|misfit| self.misfit(path, misfit))
            }
            Kind::String => Ok(Value::String(self.string(path)?.into_owned())),
            Kind::Array => {
                let mut list = Vec::<Value>::new();
                self.list(&mut list, path)?;
                Ok(Value::Array(list))
            }
            Kind::Object => {
                let mut map = serde_json::Map::new();
                self.map(&mut RawMap(&mut map), path)?;
                Ok(Value::Object(map))
            }
        }
    }
}

/// `serde_json`'s own map as a place to fill.
struct RawMap<'a>(&'a mut serde_json::Map<String, Value>);

impl Map for RawMap<'_> {
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, Ref<'_>)> + '_> {
        Box::new(
            self.0
                .iter()
                .map(|(key, value)| (key.as_str(), Ref::Raw(value))),
        )
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn insert(&mut self, key: &str) -> Option<Mut<'_>> {
        match self.0.entry(key) {
            Entry::Vacant(entry) => Some(Mut::Raw(entry.insert(Value::Null))),
            Entry::Occupied(_) => None,
        }
    }
}
