//! `Deserialize` for every type that has a JSON form, by way of JSON text.
//!
//! One path for every format: what a foreign deserializer yields is written as JSON and read by the
//! decoder, so that its rules, its paths and its check for duplicate fields apply there as well.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{decoding::decode, reader::DEEPEST};
use crate::value::{encode::write, wire::Wire};

/// The key under which `serde_json` passes numbers on if some crate turns on its feature
/// `arbitrary_precision`.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Decodes a value from any self-describing format; the body of every generated `Deserialize`.
///
/// # Errors
///
/// If the input is not a `T`; the message contains the path.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut text = Vec::new();
    Transcript {
        out: &mut text,
        depth: 0,
    }
    .deserialize(deserializer)?;
    // Line and column would be those of the transcript.
    decode(&text).map_err(|error| D::Error::custom(error.without_position()))
}

/// Writes the value that a deserializer yields as JSON text.
struct Transcript<'a> {
    out: &'a mut Vec<u8>,
    depth: usize,
}

impl Transcript<'_> {
    fn inner<E: Error>(&mut self) -> Result<Transcript<'_>, E> {
        if self.depth == DEEPEST {
            return Err(E::custom("nesting deeper than 128 levels"));
        }
        Ok(Transcript {
            out: self.out,
            depth: self.depth + 1,
        })
    }

    fn display(self, value: impl fmt::Display) {
        self.out.extend_from_slice(value.to_string().as_bytes());
    }
}

impl<'de> DeserializeSeed<'de> for Transcript<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcript<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value with a JSON form")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.display(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.display(value);
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.display(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.display(value);
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.display(value);
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("NaN and infinities have no JSON form"));
        }
        // With its fraction, since what is not declared is kept as it is.
        self.display(format_args!("{value:?}"));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        write::string(self.out, value);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(mut self, inner: D) -> Result<(), D::Error> {
        self.inner()?.deserialize(inner)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(mut self, inner: D) -> Result<(), D::Error> {
        self.inner()?.deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        self.out.push(b'[');
        let start = self.out.len();
        loop {
            let end = self.out.len();
            if end > start {
                self.out.push(b',');
            }
            if list.next_element_seed(self.inner()?)?.is_none() {
                self.out.truncate(end);
                self.out.push(b']');
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut key = map.next_key::<String>()?;
        if let Some(name) = &key
            && name == NUMBER_TOKEN
        {
            let digits: String = map.next_value()?;
            self.out.extend_from_slice(digits.as_bytes());
            return Ok(());
        }
        self.out.push(b'{');
        let mut separator = false;
        while let Some(name) = key {
            if std::mem::replace(&mut separator, true) {
                self.out.push(b',');
            }
            write::string(self.out, &name);
            self.out.push(b':');
            map.next_value_seed(self.inner()?)?;
            key = map.next_key()?;
        }
        self.out.push(b'}');
        Ok(())
    }
}
