//! `Deserialize` for every type that has a JSON form, by way of JSON text.
//!
//! One path for every format: what a foreign deserializer yields is written as JSON and read by the
//! decoder, so that its rules, its paths and its check for duplicate fields apply there as well.
//! `serde_json` is asked for the text itself, which it has, or writes faster.

use std::{any::type_name, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use super::{decoding::decode_all, reader::DEEPEST};
use crate::value::{encode::write, wire::Wire};

/// The key under which `serde_json` passes numbers on if some crate turns on its feature
/// `arbitrary_precision`, as it is written.
const NUMBER_KEY: &[u8] = br#""$serde_json::private::Number""#;

/// The name of the type that `serde_json` gives the text of a value to, its `RawValue`. If that
/// changes, it gives the value, as other formats do.
const RAW_NAME: &str = "$serde_json::private::RawValue";

/// The key under which it gives that text, as it is written.
const RAW_KEY: &[u8] = br#""$serde_json::private::RawValue""#;

/// Decodes a value from any self-describing format; the body of every generated `Deserialize`.
///
/// # Errors
///
/// If the input is not a `T`, or has something undeclared that `T` would keep and cannot; the
/// message contains the path.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Of other formats, some insist on the name.
    let is_serde_json = type_name::<D::Error>() == type_name::<serde_json::Error>();
    let mut text = Vec::new();
    let transcript = Transcript {
        out: &mut text,
        depth: 0,
        may_be_raw: is_serde_json,
    };
    if is_serde_json {
        deserializer.deserialize_newtype_struct(RAW_NAME, transcript)?;
    } else {
        deserializer.deserialize_any(transcript)?;
    }
    // Line and column would be those of the transcript.
    decode_all(&text).map_err(|error| D::Error::custom(error.without_position()))
}

/// Writes the value that a deserializer yields as JSON text.
struct Transcript<'a> {
    out: &'a mut Vec<u8>,
    depth: usize,
    /// Whether the value can be the text that `serde_json` was asked for.
    may_be_raw: bool,
}

impl Transcript<'_> {
    fn inner<E: Error>(&mut self) -> Result<Transcript<'_>, E> {
        if self.depth == DEEPEST {
            return Err(E::custom("nesting deeper than 128 levels"));
        }
        Ok(Transcript {
            out: self.out,
            depth: self.depth + 1,
            may_be_raw: false,
        })
    }

    fn text(&mut self, write: fn(&mut Vec<u8>, &str)) -> Text<'_> {
        Text {
            out: self.out,
            write,
        }
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
        write::display(self.out, value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        write::display(self.out, value);
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        write::display(self.out, value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        write::display(self.out, value);
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        write::display(self.out, value);
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("NaN and infinities have no JSON form"));
        }
        // With its fraction, since what is not declared is kept as it is.
        write::display(self.out, format_args!("{value:?}"));
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
        if self.may_be_raw {
            // No text, and no level either: it was only asked for.
            self.may_be_raw = false;
            return self.deserialize(inner);
        }
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
        let start = self.out.len();
        self.out.push(b'{');
        let first = self.out.len();
        loop {
            let end = self.out.len();
            if end > first {
                self.out.push(b',');
            }
            if map.next_key_seed(self.text(write::string))?.is_none() {
                self.out.truncate(end);
                self.out.push(b'}');
                return Ok(());
            }
            let is_number = self.out[first..] == *NUMBER_KEY;
            if is_number || self.may_be_raw && self.out[first..] == *RAW_KEY {
                self.out.truncate(start);
                map.next_value_seed(self.text(verbatim))?;
                if is_number {
                    check_number(&self.out[start..])?;
                }
                // What is not read here would be read as a field of the object around this one.
                return match map.next_key_seed(self.text(write::string))? {
                    None => Ok(()),
                    Some(()) => Err(Error::custom(
                        "a private key of `serde_json` next to others",
                    )),
                };
            }
            self.out.push(b':');
            map.next_value_seed(self.inner()?)?;
        }
    }
}

/// Writes a string that a deserializer yields: a key, or JSON.
struct Text<'a> {
    out: &'a mut Vec<u8>,
    write: fn(&mut Vec<u8>, &str),
}

fn verbatim(out: &mut Vec<u8>, json: &str) {
    out.extend_from_slice(json.as_bytes());
}

/// Every format can have a field of that name, with any text.
fn check_number<E: Error>(json: &[u8]) -> Result<(), E> {
    // With `arbitrary_precision`, an object is a `Number` too.
    let may_be = json
        .first()
        .is_some_and(|it| matches!(it, b'-' | b'0'..=b'9'));
    if may_be && serde_json::from_slice::<serde_json::Number>(json).is_ok() {
        return Ok(());
    }
    Err(E::custom(
        "expected a number under `$serde_json::private::Number`, found another text",
    ))
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // Some formats have no long strings for `deserialize_str`.
        deserializer.deserialize_string(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        (self.write)(self.out, text);
        Ok(())
    }

    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<(), E> {
        let invalid = |_| E::invalid_value(Unexpected::Bytes(text), &self);
        let text = str::from_utf8(text).map_err(invalid)?;
        self.visit_str(text)
    }
}
