//! The samples of documentation pages, compared with the generated types.

use serde_json::{Map, Value};

use crate::value::{Decoding, Drift, Envelope, Observer, encode, wire::Wire};

/// The samples that the pages show for one operation.
///
/// The generator writes with each sample how it differs from the documentation: the paths where
/// decoding reports drift, or the paths at one of which it fails. These methods assert exactly
/// that, and that the decoded value encodes back to the sample: fields that a response lacks are
/// not added.
#[derive(Debug)]
pub struct Samples {
    operation: String,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    side: String,
    json: Value,
    drift: Vec<String>,
    refused: Vec<String>,
}

impl Samples {
    /// The samples of `operation` in `text`, a file that the generator wrote.
    ///
    /// # Panics
    ///
    /// If `text` is not such a file, or has no samples of `operation`.
    #[must_use]
    pub fn of(text: &str, operation: &str) -> Self {
        let file: Map<String, Value> =
            serde_json::from_str(text).expect("the samples are a JSON object");
        let entries = file
            .get(operation)
            .and_then(Value::as_array)
            .expect("the operation has samples");
        Self {
            operation: operation.to_owned(),
            entries: entries.iter().map(Entry::read).collect(),
        }
    }

    /// Asserts that every request decodes into `T` and encodes back.
    ///
    /// # Panics
    ///
    /// If one does not.
    pub fn requests<T: Wire>(&self) {
        self.check::<T>("request", None);
    }

    /// Asserts that every response decodes into `T` and encodes back; `envelope` is the field of
    /// the body that holds the value.
    ///
    /// # Panics
    ///
    /// If one does not.
    pub fn responses<T: Wire>(&self, envelope: Option<&'static str>) {
        self.check::<T>("response", envelope);
    }

    fn check<T: Wire>(&self, side: &str, envelope: Option<&'static str>) {
        let entries = self.entries.iter().filter(|entry| entry.side == side);
        let mut count = 0;
        for entry in entries {
            entry.check::<T>(
                &format!("{side} sample {count} of {}", self.operation),
                envelope,
            );
            count += 1;
        }
        assert!(count > 0, "{} has no {side} sample", self.operation);
    }
}

impl Entry {
    fn read(entry: &Value) -> Self {
        let strings = |key: &str| {
            let list = entry[key].as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        };
        Self {
            side: entry["side"].as_str().unwrap_or_default().to_owned(),
            json: entry["json"].clone(),
            drift: strings("drift"),
            refused: strings("refused"),
        }
    }

    fn check<T: Wire>(&self, what: &str, envelope: Option<&'static str>) {
        let mut drift: Vec<String> = Vec::new();
        let mut value = T::empty();
        let mut sink = |found: Drift| drift.push(found.path);
        let observer = Observer {
            operation: None,
            contents: false,
            only_corrections: false,
            sink: &mut sink,
        };
        let decoding = Decoding {
            observer: Some(observer),
            envelope: envelope.map(|field| Envelope {
                field,
                alternatives: &[],
                // Samples are often incomplete next to the value.
                siblings: None,
                optional: false,
            }),
            ..Decoding::default()
        };
        let outcome = decoding.fill(value.to_mut(), self.json.to_string().as_bytes());
        // Which of several errors is found first depends on the order of the fields.
        match outcome {
            Ok(()) => assert!(self.refused.is_empty(), "the {what} was decoded"),
            Err(error) => {
                let path = error.path().to_owned();
                assert!(
                    self.refused.contains(&path),
                    "the {what} was not decoded: {error}"
                );
                return;
            }
        }
        let mut expected = self.drift.clone();
        drift.sort();
        expected.sort();
        assert_eq!(
            drift, expected,
            "where the {what} differs from the documentation"
        );
        let sent = envelope.map_or(&self.json, |field| &self.json[field]);
        let encoded = encode(&value).expect("a decoded value can be encoded");
        let encoded: Value = serde_json::from_slice(&encoded).expect("the encoder writes JSON");
        let root = envelope.map_or_else(|| "$".to_owned(), |field| format!("$.{field}"));
        let comparison = Comparison {
            drift: &self.drift,
            // Types that are only sent do not keep what was corrected, and most of them no
            // undeclared fields.
            is_exact: self.side == "response",
            what,
        };
        comparison.assert_same(&encoded, sent, &root);
    }
}

/// How a decoded sample is compared with what it was decoded from.
struct Comparison<'a> {
    drift: &'a [String],
    is_exact: bool,
    what: &'a str,
}

impl Comparison<'_> {
    /// Asserts that `encoded` equals `sent`, except for elements that were `null` where no page
    /// allows it; where the comparison is not exact, also except for fields with drift.
    fn assert_same(&self, encoded: &Value, sent: &Value, path: &str) {
        let what = self.what;
        match (encoded, sent) {
            (Value::Object(encoded), Value::Object(sent)) => {
                for (key, value) in encoded {
                    let path = format!("{path}.{key}");
                    match sent.get(key) {
                        Some(sent) => self.assert_same(value, sent, &path),
                        None => {
                            assert!(self.may_differ(&path), "{what}: {path} was added: {value}")
                        }
                    }
                }
                for key in sent.keys().filter(|key| !encoded.contains_key(*key)) {
                    let path = format!("{path}.{key}");
                    assert!(self.may_differ(&path), "{what}: {path} was lost");
                }
            }
            (Value::Array(encoded), Value::Array(sent)) if encoded.len() == sent.len() => {
                for (index, (encoded, sent)) in encoded.iter().zip(sent).enumerate() {
                    let path = format!("{path}[{index}]");
                    if !(sent.is_null() && self.drift.contains(&path)) {
                        self.assert_same(encoded, sent, &path);
                    }
                }
            }
            (Value::Number(encoded), Value::Number(sent)) => {
                assert_eq!(encoded.as_f64(), sent.as_f64(), "{what}: {path}");
            }
            _ => assert_eq!(encoded, sent, "{what}: {path}"),
        }
    }

    fn may_differ(&self, path: &String) -> bool {
        !self.is_exact && self.drift.contains(path)
    }
}
