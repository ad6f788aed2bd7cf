//! No text of a document becomes code: a crate of a document with a hostile text somewhere has the
//! tokens, the doctests and the keys of its manifest that a harmless text in its place gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail in its helpers too"
)]

mod injection {
    pub(crate) mod crate_shape;
    pub(crate) mod position;
}

use std::{
    fs, iter,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use injection::{
    crate_shape::CrateShape,
    position::{Mode, Position, positions},
};
use proptest::{collection, prelude::*, sample::select};
use serde_json::Value;
use tests::here;

/// A text that is harmless wherever a document has a string, and no Rust name: a table has both
/// where they differ.
const HARMLESS: &str = "buoY-1";

/// Texts that end what they are written to, in one of the languages of the output.
const HOSTILE: &[&str] = &[
    "\"; intruder!(); \"",
    "*/ intruder!(); /*",
    "\n//! a\n#![intruder]\n/// b",
    "\nintruder!();\n",
    "\r\nintruder!();\rfn a() {}",
    "\u{202e}intruder!()\u{2066}\u{200f}",
    "\u{2028}intruder!()\u{2029}\u{85}\u{b}\u{c}",
    "\"#; intruder!(); r#\"",
    "\"###; intruder!(); br##\"",
    "#[intruder] struct A;",
    "\"]] #![intruder]",
    "\n```rust\nintruder!();\n```\n",
    "\n\n    intruder!();\n\n\tintruder!();\n",
    "\n> ~~~\n> intruder!();\n> ~~~\n1. ```\n   intruder!();\n",
    "{} {0} {intruder} {{ }} {intruder:?}",
    "[intruder](crate::intruder) [`intruder!`] <b onclick=intruder()>",
    "\"\n[dependencies]\nintruder = \"1\"\n",
    "'''\n[features]\nintruder = []\n\"\"\"",
    "\n# intruder\n\n* intruder\n<!-- intruder",
    "\\\"; intruder!(); //\\",
    "\u{0}\u{1b}[31m\u{7f}\u{feff}intruder!()",
    "../../src/intruder",
    "%2e%2e%2f?intruder=1#intruder",
    "self::",
    "Option<T>",
    "r#fn",
    "-",
    "💥\u{301}\u{200d}",
];

/// How many of the hostile texts each position is tried with, in each mode. Over all positions,
/// each text is tried.
const TEXTS_PER_POSITION: usize = 1;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = fs::read_to_string(here("injection/everything.yaml")).unwrap();
    serde_yaml::from_str(&text).unwrap()
});

static POSITIONS: LazyLock<Vec<Position>> = LazyLock::new(|| positions(&DOCUMENT));

/// What became of a hostile text.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    /// The crate has the shape of the harmless one.
    Same,
    /// The text is an error, or a warning says what is left out because of it.
    Refused,
}

/// The crate with a harmless word at a position, and those with hostile texts.
struct Comparison<'p> {
    position: &'p Position,
    mode: Mode,
    expected: Option<CrateShape>,
}

impl<'p> Comparison<'p> {
    fn new(position: &'p Position, mode: Mode) -> Result<Self, String> {
        Ok(Self {
            position,
            mode,
            expected: CrateShape::of(&position.with(&DOCUMENT, HARMLESS, mode))?,
        })
    }

    fn with(&self, hostile: &str) -> Result<Found, String> {
        let document = self.position.with(&DOCUMENT, hostile, self.mode);
        let (Some(found), Some(expected)) = (CrateShape::of(&document)?, &self.expected) else {
            return Ok(Found::Refused);
        };
        if found.lacks_parts_of(expected) {
            return Ok(Found::Refused);
        }
        match found.difference(expected) {
            difference if difference.is_empty() => Ok(Found::Same),
            difference => Err(difference),
        }
    }
}

/// The results of the hostile texts that the position number `at` is tried with.
fn results(at: usize, position: &Position) -> Vec<Result<Found, String>> {
    let mut results = Vec::new();
    for (number, mode) in [Mode::Replace, Mode::Append].into_iter().enumerate() {
        let comparison = Comparison::new(position, mode);
        for text in 0..TEXTS_PER_POSITION {
            let text = HOSTILE[(2 * (at * TEXTS_PER_POSITION + text) + number) % HOSTILE.len()];
            let result = match &comparison {
                Ok(comparison) => comparison.with(text),
                Err(error) => Err(error.clone()),
            };
            let explain = |error| format!("{mode:?} {text:?} at {position:?}:\n{error}");
            results.push(result.map_err(explain));
        }
    }
    results
}

#[test]
fn a_hostile_text_changes_nothing_but_texts_and_names() {
    let next = AtomicUsize::new(0);
    let work = || -> Vec<Result<Found, String>> {
        let numbers = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let positions = numbers.map_while(|at| Some((at, POSITIONS.get(at)?)));
        positions
            .flat_map(|(at, position)| results(at, position))
            .collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let results: Vec<Result<Found, String>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let results = workers.into_iter().map(|it| it.join().unwrap());
        results.flatten().collect()
    });
    let failures: Vec<&String> = results.iter().filter_map(|it| it.as_ref().err()).collect();
    for failure in &failures {
        eprintln!("{failure}\n");
    }
    assert!(
        failures.is_empty(),
        "{} of {}",
        failures.len(),
        results.len()
    );
    let same = results.iter().filter(|it| **it == Ok(Found::Same)).count();
    eprintln!(
        "{same} of {} texts are in a crate, the others are refused",
        results.len()
    );
    assert!(same * 3 > results.len() * 2, "{same} of {}", results.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_combination_of_hostile_texts_becomes_code(
        position in select(POSITIONS.clone()),
        parts in collection::vec(prop_oneof![select(HOSTILE).prop_map(str::to_owned), any::<String>()], 1..4),
        mode in select(&[Mode::Replace, Mode::Append][..]),
    ) {
        let comparison = Comparison::new(&position, mode).unwrap();
        if let Err(difference) = comparison.with(&parts.concat()) {
            prop_assert!(false, "{difference}");
        }
    }
}
