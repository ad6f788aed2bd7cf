//! Fills places from a reader, and says what is unusual on the way.

use std::borrow::Cow;

use crate::drift::{Drift, DriftKind};
use crate::path::Path;
use crate::wire::{Map, Mut, Seq};

use super::Observer;
use super::error::{Failure, Reason};
use super::number::Misfit;
use super::object::Tags;
use super::reader::{Fault, Kind, Reader};

pub(super) type Filled<T = ()> = Result<T, Box<Failure>>;

/// Gives a fault in the text the path where it shows.
pub(super) trait At<T> {
    fn at(self, path: &Path<'_>) -> Filled<T>;
}

impl<T> At<T> for Result<T, Fault> {
    fn at(self, path: &Path<'_>) -> Filled<T> {
        self.map_err(|fault| Failure::new(path, Reason::Syntax(fault), 0))
    }
}

pub(super) struct Decoder<'a, 'o> {
    pub(super) reader: Reader<'a>,
    pub(super) lenient: bool,
    observer: Option<Observer<'o>>,
}

impl<'a, 'o> Decoder<'a, 'o> {
    pub(super) fn new(reader: Reader<'a>, observer: Option<Observer<'o>>, lenient: bool) -> Self {
        Self {
            reader,
            observer,
            lenient,
        }
    }

    pub(super) fn end(&mut self) -> Filled {
        self.reader.end().at(&Path::Root)
    }

    /// Fills `target` from the value that follows.
    pub(super) fn fill(
        &mut self,
        target: Mut<'_>,
        path: &Path<'_>,
        tags: Option<&Tags<'_>>,
    ) -> Filled {
        let kind = self.peek(path)?;
        match (target, kind) {
            (Mut::Null, Kind::Null) => self.null(path),
            (Mut::Bool(place), Kind::Bool) => {
                *place = self.reader.bool().at(path)?;
                Ok(())
            }
            (Mut::I64(place), Kind::Number) => {
                let number = self.reader.number().at(path)?;
                *place = number
                    .to_i64()
                    .map_err(|misfit| self.misfit(path, misfit))?;
                Ok(())
            }
            (Mut::F64(place), Kind::Number) => {
                let number = self.reader.number().at(path)?;
                *place = number
                    .to_f64()
                    .map_err(|misfit| self.misfit(path, misfit))?;
                Ok(())
            }
            (Mut::Str(place), Kind::String) => {
                *place = self.string(path)?.into_owned();
                Ok(())
            }
            (Mut::Text(place), Kind::String) => {
                let text = self.string(path)?;
                place.set(&text);
                if self.observer.is_some()
                    && let Some(kind) = place.drift()
                {
                    self.drift(kind, path, Some(&text));
                }
                Ok(())
            }
            (Mut::Slot(slot), Kind::Null) => {
                slot.set_null();
                self.null(path)
            }
            (Mut::Slot(slot), _) => self.fill(slot.fill(), path, tags),
            (Mut::Seq(list), Kind::Array) => self.list(list, path),
            (Mut::Map(map), Kind::Object) => self.map(map, path),
            (Mut::Object(object), Kind::Object) => self.object(object, path, tags),
            (Mut::Union(union), Kind::Object) => self.union(union, path, tags),
            (Mut::Choice(choice), kind) => self.choice(choice, kind, path),
            (Mut::Raw(place), _) => {
                *place = self.raw(path)?;
                Ok(())
            }
            (target, kind) => Err(self.mismatch(expected(&target), kind, path)),
        }
    }

    pub(super) fn list(&mut self, list: &mut dyn Seq, path: &Path<'_>) -> Filled {
        list.clear();
        self.reader.array().at(path)?;
        let mut index = 0;
        while self.reader.element(index == 0).at(path)? {
            self.fill(list.push(), &Path::Index(path, index), None)?;
            index += 1;
        }
        Ok(())
    }

    pub(super) fn map(&mut self, map: &mut dyn Map, path: &Path<'_>) -> Filled {
        map.clear();
        self.reader.object().at(path)?;
        let mut first = true;
        while let Some(key) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &key);
            match map.insert(&key) {
                Some(target) => self.fill(target, &path, None)?,
                None => return Err(self.fail(&path, Reason::Duplicate)),
            }
        }
        Ok(())
    }

    pub(super) fn drift(&mut self, kind: DriftKind, path: &Path<'_>, content: Option<&str>) {
        if let Some(observer) = &mut self.observer {
            (observer.sink)(Drift {
                operation: observer.operation,
                path: path.to_string(),
                kind,
                content: content.filter(|_| observer.contents).map(str::to_owned),
            });
        }
    }

    pub(super) fn peek(&mut self, path: &Path<'_>) -> Filled<Kind> {
        self.reader.peek().at(path)
    }

    pub(super) fn null(&mut self, path: &Path<'_>) -> Filled {
        self.reader.null().at(path)
    }

    pub(super) fn string(&mut self, path: &Path<'_>) -> Filled<Cow<'a, str>> {
        self.reader.string().at(path)
    }

    pub(super) fn next_member(
        &mut self,
        first: bool,
        path: &Path<'_>,
    ) -> Filled<Option<Cow<'a, str>>> {
        self.reader.member(first).at(path)
    }

    pub(super) fn fail(&self, path: &Path<'_>, reason: Reason) -> Box<Failure> {
        Failure::new(path, reason, self.reader.offset())
    }

    pub(super) fn mismatch(
        &self,
        expected: &'static str,
        found: Kind,
        path: &Path<'_>,
    ) -> Box<Failure> {
        self.fail(path, Reason::Mismatch { expected, found })
    }

    pub(super) fn misfit(&self, path: &Path<'_>, misfit: Misfit) -> Box<Failure> {
        self.fail(
            path,
            match misfit {
                Misfit::Fraction => Reason::Fraction,
                Misfit::Range => Reason::Range,
            },
        )
    }
}

fn expected(target: &Mut<'_>) -> &'static str {
    match target {
        Mut::Null => "null",
        Mut::Bool(_) => "a boolean",
        Mut::I64(_) => "an integer",
        Mut::F64(_) => "a number",
        Mut::Str(_) | Mut::Text(_) => "a string",
        Mut::Seq(_) => "an array",
        Mut::Map(_) | Mut::Object(_) | Mut::Union(_) => "an object",
        Mut::Slot(_) | Mut::Choice(_) | Mut::Raw(_) => "a value",
    }
}
