//! What all entries have in common.

use std::{fmt, marker::PhantomData, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, Error as _, IntoDeserializer as _, MapAccess, Visitor,
        value::MapAccessDeserializer,
    },
};
use toml::Spanned;

use crate::{
    diagnostic::escape,
    header::{is_reserved, is_token},
    ir::OperationKey,
};

/// A decision with its reason.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// What is decided.
    pub value: T,
    /// Whether the pages may lack the subject of the entry. Otherwise that is an error.
    pub if_present: bool,
    /// The reason.
    pub because: String,
    /// The bytes of the file.
    pub span: Range<usize>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Body<T>>::deserialize(deserializer)?;
        let span = spanned.span();
        let Body {
            value,
            if_present,
            because,
        } = spanned.into_inner();
        Ok(Self {
            value,
            if_present,
            because,
            span,
        })
    }
}

/// An entry without its position.
struct Body<T> {
    value: T,
    if_present: bool,
    because: String,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Body<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BodyVisitor(PhantomData))
    }
}

struct BodyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for BodyVisitor<T> {
    type Value = Body<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry with `because`")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Body<T>, A::Error> {
        let (mut if_present, mut because) = (None, None);
        let value = T::deserialize(MapAccessDeserializer::new(OwnKeys {
            map,
            if_present: &mut if_present,
            because: &mut because,
        }))?;
        Ok(Body {
            value,
            if_present: if_present.unwrap_or_default(),
            because: because.ok_or_else(|| A::Error::missing_field("because"))?,
        })
    }
}

/// Takes the keys that all entries have out of a map; its other keys are those of the decision.
///
/// `#[serde(flatten)]` would do the same, but does not report unknown keys.
struct OwnKeys<'a, A> {
    map: A,
    if_present: &'a mut Option<bool>,
    because: &'a mut Option<String>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for OwnKeys<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        mut seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        loop {
            seed = match self.map.next_key_seed(KeySeed(seed))? {
                None => return Ok(None),
                Some(Key::Other(key)) => return Ok(Some(key)),
                Some(Key::IfPresent(seed)) => {
                    *self.if_present = Some(self.map.next_value()?);
                    seed
                }
                Some(Key::Because(seed)) => {
                    *self.because = Some(self.map.next_value::<Reason>()?.0);
                    seed
                }
            };
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// A key that all entries have, with the unused seed, or the result of the seed.
enum Key<K, V> {
    IfPresent(K),
    Because(K),
    Other(V),
}

/// Reads a key inside of the map's deserializer, which adds the position to an error.
struct KeySeed<K>(K);

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for KeySeed<K> {
    type Value = Key<K, K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for KeySeed<K> {
    type Value = Key<K, K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<Self::Value, E> {
        match key {
            "if_present" => Ok(Key::IfPresent(self.0)),
            "because" => Ok(Key::Because(self.0)),
            _ => self.0.deserialize(key.into_deserializer()).map(Key::Other),
        }
    }
}

#[derive(Deserialize)]
struct Reason(#[serde(deserialize_with = "reason")] String);

/// Reads a reason, which must not be empty.
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        return Err(D::Error::custom(
            "`because` is empty: write why this was decided",
        ));
    }
    Ok(text)
}

/// Reads the address of an operation.
pub(super) fn operation<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<OperationKey, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        D::Error::custom(format!(
            "`{text}` is not an operation: write its method and path, for example `POST /devices/get`"
        ))
    })
}

/// Reads the name of a header that the client sends in addition to its own.
pub(super) fn header<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if !is_token(&name) {
        return Err(D::Error::custom(format!(
            "`{}` is not a name of a header: write an HTTP token, for example `Idempotency-Key`",
            escape(&name)
        )));
    }
    let is_its_own = |header: &&str| name.eq_ignore_ascii_case(header);
    if is_reserved(&name) || ["cookie", "user-agent"].iter().any(is_its_own) {
        return Err(D::Error::custom(format!(
            "the client sets the header `{name}` itself: write the name of another one"
        )));
    }
    Ok(name)
}
