//! Contradictions as diagnostics: one for each schema, because it is the schema,
//! or what all those samples were copied from, that someone will mend.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use super::{Contradiction, Fault, Shown, Unreadable};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Origin,
};

/// One warning for each schema that samples contradict.
pub(super) fn contradictions(contradictions: &[Contradiction]) -> Vec<Diagnostic> {
    let mut schemas: BTreeMap<_, Vec<&Contradiction>> = BTreeMap::new();
    for contradiction in contradictions {
        // What is wrong with a call itself is no matter of one schema.
        let fault = Some(&contradiction.fault).filter(|fault| fault.is_of_the_call());
        let about = schemas.entry((&contradiction.schema, fault)).or_default();
        about.push(contradiction);
    }
    schemas.into_values().map(|about| warning(&about)).collect()
}

fn warning(about: &[&Contradiction]) -> Diagnostic {
    let samples = samples(about);
    let message = match &samples[..] {
        [(shown, _)] => {
            let paths = |contradiction: &Contradiction| {
                let shown = contradiction.shown.iter();
                shown.map(|shown| format!("`{}`", shown.path)).collect()
            };
            format!("{} {}", shown.name(), clauses(about, 1, paths))
        }
        _ => {
            let counted = |contradiction: &Contradiction| {
                let here = contradiction.shown.len();
                let member = &contradiction.member;
                vec![match here == samples.len() {
                    true => format!("`{member}`"),
                    false => format!("`{member}` ({here})"),
                }]
            };
            let clauses = clauses(about, samples.len(), counted);
            let of = about.first().and_then(|first| component(&first.schema));
            let of = of.map_or(String::new(), |name| format!(" of `{name}`"));
            format!("{} samples{of} {clauses}", samples.len())
        }
    };
    let mut diagnostic = Diagnostic::new(Code::SampleContradictsSchema, message);
    for (number, (shown, paths)) in samples.iter().enumerate() {
        let paths = paths.join(", ");
        let text = match samples.len() {
            1 => format!("{paths} in this sample"),
            _ => format!("{}: {paths}", shown.name()),
        };
        diagnostic = diagnostic.at(shown.location.clone(), text);
        if let (0, Some(first)) = (number, about.first()) {
            // A schema of one faulty member is shown there.
            let place = match about {
                [only] => &only.origin,
                _ => &first.schema,
            };
            let text = match first.fault.is_of_the_call() {
                true => "the operation",
                false => "the schema says so here",
            };
            diagnostic = diagnostic.at(place, text);
        }
    }
    diagnostic
}

/// The name of the component that a schema is part of.
fn component(schema: &Origin) -> Option<String> {
    let mut tokens = schema.pointer.tokens();
    let is_component = tokens.next()? == "components" && tokens.next()? == "schemas";
    is_component.then(|| tokens.next().map(Cow::into_owned))?
}

/// Each sample once, with the paths in it.
fn samples<'a>(about: &[&'a Contradiction]) -> Vec<(&'a Shown, Vec<String>)> {
    let mut samples: Vec<(&Shown, Vec<String>)> = Vec::new();
    for shown in about.iter().flat_map(|contradiction| &contradiction.shown) {
        let path = format!("`{}`", shown.path);
        let is_same = |one: &Shown| one.location == shown.location && one.kind == shown.kind;
        match samples.iter_mut().find(|(one, _)| is_same(one)) {
            Some((_, paths)) => paths.push(path),
            None => samples.push((shown, vec![path])),
        }
    }
    samples
}

/// What is said against one schema, each kind of it once.
fn clauses(
    about: &[&Contradiction],
    samples: usize,
    members: impl Fn(&Contradiction) -> Vec<String>,
) -> String {
    let mut said: BTreeMap<&Fault, Vec<String>> = BTreeMap::new();
    // What most samples say comes first.
    let mut about = about.to_vec();
    about.sort_by_key(|contradiction| Reverse(contradiction.shown.len()));
    for contradiction in about {
        let fault = match &contradiction.fault {
            Fault::MissingEmpty => &Fault::Missing,
            fault => fault,
        };
        said.entry(fault)
            .or_default()
            .extend(members(contradiction));
    }
    let clauses = said.iter().map(|(fault, list)| fault.says(list, samples));
    clauses.collect::<Vec<_>>().join("; ")
}

/// The warning for a sample that cannot be read.
pub(super) fn unreadable(unreadable: &Unreadable) -> Diagnostic {
    let Unreadable {
        operation,
        kind,
        location,
        why,
    } = unreadable;
    Diagnostic::new(
        Code::UnreadableSample,
        format!("the {} of `{operation}` cannot be read: {why}", kind.noun()),
    )
    .at(location.clone(), "this sample is held against nothing")
}
