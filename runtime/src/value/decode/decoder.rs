//! The decoder's state, and what all of its parts share.

use std::borrow::Cow;

use super::{
    error::{Failure, Reason},
    number::NumberError,
    observer::{Observer, Reports},
    reader::{JsonKind, Key, Reader, SyntaxError},
};
use crate::value::{drift::DriftKind, json_path::JsonPath};

pub(super) type DecodeResult<T = ()> = Result<T, Box<Failure>>;

/// Adds the path of the value to a syntax error.
pub(super) trait AtPath<T> {
    fn at(self, path: &JsonPath<'_>) -> DecodeResult<T>;
}

impl<T> AtPath<T> for Result<T, SyntaxError> {
    fn at(self, path: &JsonPath<'_>) -> DecodeResult<T> {
        self.map_err(|error| Failure::new(path, Reason::Syntax(error), 0))
    }
}

/// The tags that selected the object which is being decoded; its own table need not declare them.
#[derive(Clone, Copy)]
pub(super) struct Tags<'a> {
    pub(super) key: &'static str,
    /// Whether the object has no such field, so that the others selected it.
    pub(super) is_missing: bool,
    pub(super) outer: Option<&'a Tags<'a>>,
}

impl Tags<'_> {
    /// How many unions out the tag `key` is; 0 is the innermost.
    pub(super) fn position(tags: Option<&Self>, key: &str) -> Option<usize> {
        let tags = tags?;
        match tags.key == key {
            true => Some(0),
            false => Tags::position(tags.outer, key).map(|outer| outer + 1),
        }
    }
}

/// Reads JSON text and fills places from it.
pub(super) struct Decoder<'a, 'o> {
    pub(super) reader: Reader<'a>,
    /// Leave missing required fields empty, in every object.
    pub(super) lenient: bool,
    /// Correct nothing.
    pub(super) strict: bool,
    /// Fail where something undeclared, which a type would keep, cannot be kept.
    pub(super) keep_all: bool,
    /// Whether the value that follows is corrected: unless it is part of an object that no server
    /// sends, which is one without a place for undeclared fields, or one that says so.
    pub(super) corrects: bool,
    /// How many unions around the value that follows have several branches that match.
    pub(super) alternatives: usize,
    /// How many values were corrected so far.
    pub(super) corrections: usize,
    pub(super) reports: Reports<'o>,
}

impl<'a, 'o> Decoder<'a, 'o> {
    pub(super) fn new(reader: Reader<'a>, observer: Option<Observer<'o>>) -> Self {
        Self {
            reader,
            lenient: false,
            strict: false,
            keep_all: false,
            corrects: true,
            alternatives: 0,
            corrections: 0,
            reports: Reports::new(observer),
        }
    }

    /// Does `work`. If it fails, the value that it began with still follows, and nothing of it is
    /// reported.
    pub(super) fn attempt<E>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.reader.checkpoint();
        let (corrects, corrections) = (self.corrects, self.corrections);
        let begin = self.reports.begin();
        let outcome = work(self);
        if outcome.is_err() {
            self.reader.rewind(start);
            (self.corrects, self.corrections) = (corrects, corrections);
        }
        self.reports.end(begin, outcome.is_ok());
        outcome
    }

    pub(super) fn end(&mut self) -> DecodeResult {
        self.reader.end().at(&JsonPath::Root)
    }

    pub(super) fn drift(&mut self, kind: DriftKind, path: &JsonPath<'_>, content: Option<&str>) {
        self.corrections += usize::from(kind.is_correction());
        self.reports.add(kind, path, content);
    }

    pub(super) fn peek(&mut self, path: &JsonPath<'_>) -> DecodeResult<JsonKind> {
        self.reader.peek().at(path)
    }

    pub(super) fn null(&mut self, path: &JsonPath<'_>) -> DecodeResult {
        self.reader.null().at(path)
    }

    #[inline]
    pub(super) fn string(&mut self, path: &JsonPath<'_>) -> DecodeResult<Cow<'a, str>> {
        self.reader.string().at(path)
    }

    pub(super) fn next_key(
        &mut self,
        first: bool,
        path: &JsonPath<'_>,
    ) -> DecodeResult<Option<Key<'a>>> {
        self.reader.next_key(first).at(path)
    }

    pub(super) fn fail(&self, path: &JsonPath<'_>, reason: Reason) -> Box<Failure> {
        Failure::new(path, reason, self.reader.offset())
    }

    pub(super) fn mismatch(
        &self,
        expected: &'static str,
        found: JsonKind,
        path: &JsonPath<'_>,
    ) -> Box<Failure> {
        self.fail(path, Reason::Mismatch { expected, found })
    }

    pub(super) fn number_error(&self, path: &JsonPath<'_>, error: NumberError) -> Box<Failure> {
        self.fail(path, Reason::Number(error))
    }
}
