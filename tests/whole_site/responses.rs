//! The responses that the pages show, and what becomes of each when it is not as documented.
//!
//! Takes the place of `testing::Samples` in the generated tests, which know the type of each
//! response.

use std::{
    collections::BTreeMap,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, Waker},
};

use seam_api::runtime::{
    Api, Call, Client, Drift, DriftKind, Error, ErrorKind, OperationSpec, Response, ResponseSpec,
    encode, http,
    serde_json::{self, Value, json},
    testing::MockTransport,
    wire::Wire,
};

static API: Api = Api::new("Test", "https://api.example.test");

/// A string that [`text`] replaces by what a `Value` cannot contain.
const NUMBER: &str = "@number@";
const NESTED: &str = "@nested@";

/// What is done to a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mutation {
    Shown,
    NoEnvelope,
    Missing,
    Null,
    WrongType,
    OtherString,
    UnknownValue,
    UnknownTag,
    Undeclared,
}

#[derive(Default)]
struct Counts {
    all: usize,
    as_documented: usize,
    corrected: usize,
    refused: usize,
    refused_by_strict: usize,
}

static TABLE: Mutex<BTreeMap<Mutation, Counts>> = Mutex::new(BTreeMap::new());

pub(crate) struct Samples {
    operation: String,
    responses: Vec<Value>,
}

impl Samples {
    pub(crate) fn of(text: &str, operation: &str) -> Self {
        let file: Value = serde_json::from_str(text).expect("the samples are JSON");
        let entries = file[operation].as_array().cloned().unwrap_or_default();
        let responses = entries
            .into_iter()
            .filter(|entry| entry["side"] == "response")
            .map(|entry| entry["json"].clone());
        Self {
            operation: operation.to_owned(),
            responses: responses.collect(),
        }
    }

    pub(crate) fn requests<T: Wire>(&self) {
        let _ = T::empty();
    }

    pub(crate) fn responses<T: Wire>(&self, envelope: Option<&'static str>) {
        let operation = Operation::new(envelope);
        for shown in &self.responses {
            // Without its value, a response is none, unless the pages say that it may be absent.
            let mutation = match envelope {
                Some(field) if shown.get(field).is_none() => Mutation::NoEnvelope,
                _ => Mutation::Shown,
            };
            if let (Err(error), _) = operation.read::<T>(shown, true) {
                // `tests/responses.rs` counts these lines.
                println!("strict {}: {}", self.operation, reason(&error));
            }
            let differences = operation.check::<T>(mutation, shown);
            for difference in differences
                .as_ref()
                .map_or_else(std::slice::from_ref, Vec::as_slice)
            {
                println!("{}: {difference}", self.operation);
            }
            if differences.is_err() {
                continue;
            }
            let root = envelope
                .map(|field| format!("/{field}"))
                .unwrap_or_default();
            if let Some(value) = shown.pointer(&root) {
                let mut places = Vec::new();
                collect(value, &root, &mut places);
                for place in places {
                    for (mutation, mutated) in mutations(shown, &root, &place) {
                        let read = operation.check::<T>(mutation, &mutated);
                        let may_fail = mutation == Mutation::WrongType;
                        assert!(may_fail || read.is_ok(), "{read:?}: {mutated}");
                    }
                }
            }
        }
    }
}

/// The pointers of all values in `value`, its own included.
fn collect(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), places);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, &format!("{at}/{key}"), places);
            }
        }
        _ => {}
    }
}

/// Everything that is done to the value at `place`, of which `root` is the outermost.
fn mutations(shown: &Value, root: &str, place: &str) -> Vec<(Mutation, Value)> {
    let replaced = |new: Value| {
        let mut mutated = shown.clone();
        if let Some(value) = mutated.pointer_mut(place) {
            *value = new;
        }
        mutated
    };
    let mut all = Vec::new();
    let value = shown.pointer(place).expect("the place was found there");
    if place != root {
        all.push((Mutation::Null, replaced(Value::Null)));
        let (parent, key) = place.rsplit_once('/').expect("a pointer has a slash");
        let mut mutated = shown.clone();
        if let Some(Value::Object(fields)) = mutated.pointer_mut(parent) {
            fields.remove(&key.replace("~1", "/").replace("~0", "~"));
            all.push((Mutation::Missing, mutated));
        }
        let other = match value {
            Value::String(_) | Value::Null => json!(7.5),
            Value::Array(_) => json!({ "not": "a list" }),
            _ => json!("another type"),
        };
        all.push((Mutation::WrongType, replaced(other)));
    }
    match value {
        Value::String(_) => all.push((Mutation::OtherString, replaced(json!("no_such_value")))),
        Value::Object(fields) => {
            for odd in [
                json!(1),
                json!(NUMBER),
                json!(NESTED),
                json!({ "deep": [null, NUMBER] }),
            ] {
                let mut fields = fields.clone();
                fields.insert("no_such_field".to_owned(), odd);
                all.push((Mutation::Undeclared, replaced(Value::Object(fields))));
            }
        }
        _ => {}
    }
    all
}

/// JSON text, in which placeholders are what a `Value` cannot contain.
fn text(body: &Value) -> String {
    let text = body.to_string().replace(&format!("\"{NUMBER}\""), "1e400");
    match text.contains(NESTED) {
        true => {
            let nested = "[".repeat(100_000) + &"]".repeat(100_000);
            text.replace(&format!("\"{NESTED}\""), &nested)
        }
        false => text,
    }
}

/// An operation that returns the value of one type.
struct Operation {
    spec: &'static OperationSpec,
    envelope: Option<&'static str>,
}

impl Operation {
    fn new(envelope: Option<&'static str>) -> Self {
        let response = ResponseSpec::code(200);
        let response = match envelope {
            Some(field) => response.envelope(field).siblings(&["ok", "pagination"]),
            None => response,
        };
        let responses: &'static [_] = Box::leak(Box::new([response]));
        let spec = OperationSpec::get("/get").responses(responses);
        Self {
            spec: Box::leak(Box::new(spec)),
            envelope,
        }
    }

    /// Reads the response, counts what becomes of it, and returns its corrections or the error.
    fn check<T: Wire>(&self, mutation: Mutation, body: &Value) -> Result<Vec<String>, String> {
        let (read, drift) = self.read::<T>(body, false);
        let (strictly, _) = self.read::<T>(body, true);
        let has = |kind| drift.iter().any(|it| it.kind == kind);
        let mutation = match mutation {
            Mutation::OtherString if has(DriftKind::UnknownVariant) => Mutation::UnknownTag,
            Mutation::OtherString if has(DriftKind::UnknownValue) => Mutation::UnknownValue,
            other => other,
        };
        let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = table.entry(mutation).or_default();
        counts.all += 1;
        counts.refused_by_strict += usize::from(strictly.is_err());
        let response = match read {
            Ok(response) => response,
            Err(error) => {
                counts.refused += 1;
                assert!(strictly.is_err(), "{error}: {body}");
                assert!(error.is_unreadable_success(), "{error}");
                return Err(format!("refused {}", reason(&error)));
            }
        };
        if response.corrections.is_empty() {
            counts.as_documented += 1;
            assert!(strictly.is_ok(), "{drift:?}: {body}");
        } else {
            counts.corrected += 1;
        }
        let hooked = drift.iter().filter(|it| it.kind.is_correction());
        assert!(hooked.eq(&response.corrections), "{drift:?}");
        if matches!(
            mutation,
            Mutation::Shown | Mutation::Missing | Mutation::Null
        ) {
            self.assert_written_back(&response, body);
        }
        let shown = |it: &Drift| format!("{:?} {}", it.kind, it.path);
        Ok(response.corrections.iter().map(shown).collect())
    }

    /// What was missing is still missing, and what was `null` is `null`, except for elements.
    fn assert_written_back<T: Wire>(&self, response: &Response<T>, body: &Value) {
        let encoded = encode(&response.value).expect("a decoded value can be encoded");
        let encoded: Value = serde_json::from_slice(&encoded).expect("the encoder writes JSON");
        let sent = self.envelope.map_or(body, |field| &body[field]);
        assert!(is_same(&encoded, sent), "{encoded}\n{sent}");
    }

    /// The response as a client reads it, and all of its drift.
    fn read<T: Wire>(
        &self,
        body: &Value,
        strict: bool,
    ) -> (Result<Response<T>, Error>, Vec<Drift>) {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let hook = Arc::clone(&seen);
        let response = http::Response::new(text(body));
        let client = Client::builder(&API)
            .transport(MockTransport::new().respond_with(response))
            .on_drift(move |drift| {
                let mut seen = hook.lock().unwrap_or_else(PoisonError::into_inner);
                seen.push(drift.clone());
            })
            .strict(strict)
            .build()
            .expect("the settings are valid");
        let mut call = pin!(Call::<T>::new(client, self.spec).with_response().send());
        let mut cx = Context::from_waker(Waker::noop());
        let response = loop {
            if let Poll::Ready(response) = call.as_mut().poll(&mut cx) {
                break response;
            }
        };
        let drift = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
        (response, drift)
    }
}

/// What is wrong with the response, without the operation.
fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Decode(error) => error.to_string(),
        _ => error.to_string(),
    }
}

/// Equal, however numbers are written, and whatever an element is that was `null`.
fn is_same(encoded: &Value, sent: &Value) -> bool {
    match (encoded, sent) {
        (Value::Array(encoded), Value::Array(sent)) => {
            let mut pairs = encoded.iter().zip(sent);
            encoded.len() == sent.len()
                && pairs.all(|(encoded, sent)| sent.is_null() || is_same(encoded, sent))
        }
        (Value::Object(encoded), Value::Object(sent)) => {
            let is_in = |(key, sent)| {
                let encoded: Option<&Value> = encoded.get(key);
                encoded.is_some_and(|encoded| is_same(encoded, sent))
            };
            encoded.len() == sent.len() && sent.iter().all(is_in)
        }
        (Value::Number(encoded), Value::Number(sent)) => encoded.as_f64() == sent.as_f64(),
        (encoded, sent) => encoded == sent,
    }
}

/// Prints what became of all responses.
pub(crate) fn print_table() {
    println!(
        "\n{:14} {:>7} {:>10} {:>9} {:>7} {:>9}",
        "", "all", "documented", "corrected", "refused", "by strict"
    );
    let table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    for (mutation, counts) in &*table {
        println!(
            "{:14} {:>7} {:>10} {:>9} {:>7} {:>9}",
            format!("{mutation:?}"),
            counts.all,
            counts.as_documented,
            counts.corrected,
            counts.refused,
            counts.refused_by_strict
        );
    }
}
