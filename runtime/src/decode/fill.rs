//! Fills places from a reader, and says what is unusual on the way.

use std::borrow::Cow;

use serde_json::Value;

use crate::drift::{Drift, DriftKind};
use crate::path::Path;
use crate::wire::{Choice, Map, Mut, NO_TAG, Object, Pick, Presence, Ref, Row, Seq, Union};

use super::Observer;
use super::error::{Failure, Reason};
use super::number::Misfit;
use super::reader::{Fault, Kind, Reader};
use super::seen::Seen;

pub(super) type Filled<T = ()> = Result<T, Box<Failure>>;

/// The tags that led to an object; its own table need not declare them.
#[derive(Clone, Copy)]
pub(super) struct Tags<'a> {
    key: &'static str,
    outer: Option<&'a Tags<'a>>,
}

impl Tags<'_> {
    /// How far out the tag `key` is; 0 is the innermost.
    fn position(tags: Option<&Self>, key: &str) -> Option<usize> {
        let tags = tags?;
        match tags.key == key {
            true => Some(0),
            false => Tags::position(tags.outer, key).map(|outer| outer + 1),
        }
    }
}

pub(super) struct Decoder<'a, 'o> {
    reader: Reader<'a>,
    observer: Option<Observer<'o>>,
    lenient: bool,
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
        self.reader
            .end()
            .map_err(|fault| syntax(&Path::Root, fault))
    }

    /// Fills `target` from the member `key` of an object, and goes over the other members.
    pub(super) fn envelope(&mut self, key: &'static str, target: Mut<'_>) -> Filled {
        let root = Path::Root;
        let path = Path::Key(&root, key);
        let kind = self.peek(&root)?;
        if kind != Kind::Object {
            return Err(self.mismatch("an object", kind, &root));
        }
        let row = Row {
            wire: key,
            presence: Presence::Required,
            only: None,
        };
        let mut target = Some(target);
        self.reader.object().map_err(|fault| syntax(&root, fault))?;
        let mut first = true;
        while let Some(name) = self.next_member(first, &root)? {
            first = false;
            if name != key {
                let other = Path::Key(&root, &name);
                self.reader.skip().map_err(|fault| syntax(&other, fault))?;
            } else if let Some(target) = target.take() {
                self.member(target, row, &path)?;
            } else {
                return Err(self.fail(&path, Reason::Duplicate));
            }
        }
        match target {
            Some(_) => Err(self.fail(&path, Reason::Missing)),
            None => Ok(()),
        }
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
                *place = self.reader.bool().map_err(|fault| syntax(path, fault))?;
                Ok(())
            }
            (Mut::I64(place), Kind::Number) => {
                let number = self.reader.number().map_err(|fault| syntax(path, fault))?;
                *place = number
                    .to_i64()
                    .map_err(|misfit| self.misfit(path, misfit))?;
                Ok(())
            }
            (Mut::F64(place), Kind::Number) => {
                let number = self.reader.number().map_err(|fault| syntax(path, fault))?;
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
                if let Some(kind) = place.set(&text) {
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

    fn list(&mut self, list: &mut dyn Seq, path: &Path<'_>) -> Filled {
        list.clear();
        self.reader.array().map_err(|fault| syntax(path, fault))?;
        let mut index = 0;
        while self
            .reader
            .element(index == 0)
            .map_err(|fault| syntax(path, fault))?
        {
            self.fill(list.push(), &Path::Index(path, index), None)?;
            index += 1;
        }
        Ok(())
    }

    fn map(&mut self, map: &mut dyn Map, path: &Path<'_>) -> Filled {
        map.clear();
        self.reader.object().map_err(|fault| syntax(path, fault))?;
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

    fn object(
        &mut self,
        object: &mut dyn Object,
        path: &Path<'_>,
        tags: Option<&Tags<'_>>,
    ) -> Filled {
        self.reader.object().map_err(|fault| syntax(path, fault))?;
        let mut seen = Seen::default();
        let mut expected = 0;
        let mut first = true;
        while let Some(key) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &key);
            let Some((index, row)) = position(object, &key, expected) else {
                match Tags::position(tags, &key) {
                    Some(tag) if seen.insert(object.len() + tag) => {
                        return Err(self.fail(&path, Reason::Duplicate));
                    }
                    Some(_) => self.reader.skip().map_err(|fault| syntax(&path, fault))?,
                    None => self.undeclared(object, &key, &path)?,
                }
                continue;
            };
            if seen.insert(index) {
                return Err(self.fail(&path, Reason::Duplicate));
            }
            self.member(object.get_mut(index), row, &path)?;
            if let (Some(only), Ref::Bool(value)) = (row.only, object.get(index))
                && value != only
            {
                self.drift(DriftKind::RefusedValue, &path, None);
            }
            expected = index + 1;
        }
        for index in (0..object.len()).filter(|index| !seen.contains(*index)) {
            let row = object.row(index);
            if row.presence == Presence::Required {
                self.missing(object.get_mut(index), &Path::Key(path, row.wire))?;
            }
        }
        Ok(())
    }

    /// Fills the place of a declared member, where `null` may mean more than elsewhere.
    fn member(&mut self, target: Mut<'_>, row: Row, path: &Path<'_>) -> Filled {
        if self.peek(path)? != Kind::Null {
            return self.fill(target, path, None);
        }
        match target {
            Mut::Slot(slot) => {
                slot.set_null();
                if row.presence == Presence::Optional && !slot.tells_null_from_absent() {
                    self.drift(DriftKind::UnexpectedNull, path, None);
                }
                self.null(path)
            }
            // A blank list or map is empty, so there is nothing to fill.
            Mut::Seq(_) | Mut::Map(_) => {
                self.drift(DriftKind::UnexpectedNull, path, None);
                self.null(path)
            }
            target => self.fill(target, path, None),
        }
    }

    /// A required member did not come: places that can be empty stay so, the others are an error.
    fn missing(&mut self, target: Mut<'_>, path: &Path<'_>) -> Filled {
        match target {
            _ if self.lenient => Ok(()),
            Mut::Slot(_) | Mut::Seq(_) | Mut::Map(_) | Mut::Raw(_) | Mut::Null => {
                self.drift(DriftKind::Missing, path, None);
                Ok(())
            }
            _ => Err(self.fail(path, Reason::Missing)),
        }
    }

    /// A member that no page declares: kept if the model has a place for it.
    fn undeclared(&mut self, object: &mut dyn Object, key: &str, path: &Path<'_>) -> Filled {
        self.drift(DriftKind::UnknownMember, path, None);
        if object.extra().is_none() {
            return self.reader.skip().map_err(|fault| syntax(path, fault));
        }
        let value = self.raw(path)?;
        match object.extra_mut().map(|extra| extra.insert(key, value)) {
            Some(true) => Err(self.fail(path, Reason::Duplicate)),
            _ => Ok(()),
        }
    }

    fn union(
        &mut self,
        union: &mut dyn Union,
        path: &Path<'_>,
        outer: Option<&Tags<'_>>,
    ) -> Filled {
        let key = union.tag_key();
        let tag = self.look_ahead(key, path)?;
        match union.select(tag.as_deref().unwrap_or(NO_TAG)) {
            Mut::Raw(place) => {
                self.drift(DriftKind::UnknownVariant, path, tag.as_deref());
                *place = self.raw(path)?;
                Ok(())
            }
            target => self.fill(target, path, Some(&Tags { key, outer })),
        }
    }

    /// The string member `key` of the object that follows; the object stays to be read.
    fn look_ahead(&mut self, key: &str, path: &Path<'_>) -> Filled<Option<Cow<'a, str>>> {
        let mark = self.reader.mark();
        self.reader.object().map_err(|fault| syntax(path, fault))?;
        let mut tag = None;
        let mut first = true;
        while let Some(name) = self.next_member(first, path)? {
            first = false;
            let path = Path::Key(path, &name);
            if name == key {
                if self.peek(&path)? == Kind::String {
                    tag = Some(self.string(&path)?);
                }
                break;
            }
            self.reader.skip().map_err(|fault| syntax(&path, fault))?;
        }
        self.reader.rewind(mark);
        Ok(tag)
    }

    fn choice(&mut self, choice: &mut dyn Choice, kind: Kind, path: &Path<'_>) -> Filled {
        let branches = choice.branches();
        let mark = self.reader.mark();
        let pick = match kind {
            Kind::Null => Pick::null(branches),
            Kind::Bool => Pick::boolean(branches),
            Kind::Array => Pick::array(branches),
            Kind::Number => {
                let number = self.reader.number().map_err(|fault| syntax(path, fault))?;
                Pick::number(branches, number.to_i64().is_ok())
            }
            Kind::String => Pick::string(branches, &self.string(path)?),
            Kind::Object => Pick::object(branches, &self.keys(path)?),
        };
        self.reader.rewind(mark);
        match pick {
            Pick::Nothing if kind == Kind::Null => Err(self.mismatch("a value", kind, path)),
            Pick::Nothing => {
                self.drift(DriftKind::UnknownVariant, path, None);
                self.fill(choice.select(None), path, None)
            }
            Pick::One(branch) => self.fill(choice.select(Some(branch)), path, None),
            Pick::Ambiguous(branch) => {
                self.drift(DriftKind::AmbiguousVariant, path, None);
                self.fill(choice.select(Some(branch)), path, None)
            }
        }
    }

    /// The keys of the object that follows.
    fn keys(&mut self, path: &Path<'_>) -> Filled<Vec<Cow<'a, str>>> {
        self.reader.object().map_err(|fault| syntax(path, fault))?;
        let mut keys = Vec::new();
        while let Some(key) = self.next_member(keys.is_empty(), path)? {
            let skipped = self.reader.skip();
            skipped.map_err(|fault| syntax(&Path::Key(path, &key), fault))?;
            keys.push(key);
        }
        Ok(keys)
    }

    /// The value that follows, as it is.
    fn raw(&mut self, path: &Path<'_>) -> Filled<Value> {
        match self.peek(path)? {
            Kind::Null => self.null(path).map(|()| Value::Null),
            Kind::Bool => {
                let value = self.reader.bool().map_err(|fault| syntax(path, fault))?;
                Ok(Value::Bool(value))
            }
            Kind::Number => {
                let number = self.reader.number().map_err(|fault| syntax(path, fault))?;
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

    fn drift(&mut self, kind: DriftKind, path: &Path<'_>, content: Option<&str>) {
        if let Some(observer) = &mut self.observer {
            (observer.sink)(Drift {
                operation: observer.operation,
                path: path.to_string(),
                kind,
                content: content.filter(|_| observer.contents).map(str::to_owned),
            });
        }
    }

    fn peek(&mut self, path: &Path<'_>) -> Filled<Kind> {
        self.reader.peek().map_err(|fault| syntax(path, fault))
    }

    fn null(&mut self, path: &Path<'_>) -> Filled {
        self.reader.null().map_err(|fault| syntax(path, fault))
    }

    fn string(&mut self, path: &Path<'_>) -> Filled<Cow<'a, str>> {
        self.reader.string().map_err(|fault| syntax(path, fault))
    }

    fn next_member(&mut self, first: bool, path: &Path<'_>) -> Filled<Option<Cow<'a, str>>> {
        self.reader
            .member(first)
            .map_err(|fault| syntax(path, fault))
    }

    fn fail(&self, path: &Path<'_>, reason: Reason) -> Box<Failure> {
        Failure::new(path, reason, self.reader.offset())
    }

    fn mismatch(&self, expected: &'static str, found: Kind, path: &Path<'_>) -> Box<Failure> {
        self.fail(path, Reason::Mismatch { expected, found })
    }

    fn misfit(&self, path: &Path<'_>, misfit: Misfit) -> Box<Failure> {
        self.fail(
            path,
            match misfit {
                Misfit::Fraction => Reason::Fraction,
                Misfit::Range => Reason::Range,
            },
        )
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
            serde_json::map::Entry::Vacant(entry) => Some(Mut::Raw(entry.insert(Value::Null))),
            serde_json::map::Entry::Occupied(_) => None,
        }
    }
}

fn syntax(path: &Path<'_>, fault: Fault) -> Box<Failure> {
    Failure::new(path, Reason::Syntax(fault), 0)
}

/// The row of `key`, looked for from the place where members in declared order have it.
fn position(object: &dyn Object, key: &str, expected: usize) -> Option<(usize, Row)> {
    let len = object.len();
    (expected..len)
        .chain(0..expected.min(len))
        .map(|index| (index, object.row(index)))
        .find(|(_, row)| row.wire == key)
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
