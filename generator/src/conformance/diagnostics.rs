//! Contradictions as diagnostics: one for each schema, because that is what someone
//! will fix, or else the one source that all its samples were copied from.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use super::{Contradiction, FailingCalls, Mismatch, Occurrence, Unreadable, missing};
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::Api,
    overrides::Overrides,
    source::Origin,
};

/// One warning for each schema that samples contradict.
pub(super) fn contradictions(
    api: &Api,
    overrides: &Overrides,
    contradictions: &[Contradiction],
) -> Vec<Diagnostic> {
    let mut schemas: BTreeMap<_, Vec<&Contradiction>> = BTreeMap::new();
    for contradiction in contradictions {
        // A mismatch of the call itself does not belong to a schema.
        let mismatch = Some(&contradiction.mismatch).filter(|mismatch| mismatch.is_about_call());
        let about = schemas
            .entry((&contradiction.schema, mismatch))
            .or_default();
        about.push(contradiction);
    }
    let warnings = schemas.into_values().map(|about| {
        let warning = warning(&about);
        match missing::help(api, overrides, &about) {
            Some(help) => warning.help(help),
            None => warning,
        }
    });
    warnings.collect()
}

fn warning(about: &[&Contradiction]) -> Diagnostic {
    let samples = samples(about);
    let mut message = match &samples[..] {
        [(occurrence, _)] => {
            let paths = |contradiction: &Contradiction| {
                let occurrences = contradiction.occurrences.iter();
                occurrences.map(|it| format!("`{}`", it.path)).collect()
            };
            format!("{} {}", occurrence.describe(), clauses(about, 1, paths))
        }
        _ => {
            let counted = |contradiction: &Contradiction| {
                let here = contradiction.occurrences.len();
                let field = &contradiction.field;
                vec![match here == samples.len() {
                    true => format!("`{field}`"),
                    false => format!("`{field}` ({here})"),
                }]
            };
            let clauses = clauses(about, samples.len(), counted);
            let of = about.first().and_then(|first| component(&first.schema));
            let of = of.map_or(String::new(), |name| format!(" of `{name}`"));
            format!("{} samples{of} {clauses}", samples.len())
        }
    };
    for clause in FailingCalls::collect(about.iter().copied()).clauses() {
        message.push_str("; ");
        message.push_str(&clause);
    }
    let mut diagnostic = Diagnostic::new(Code::SampleContradictsSchema, message);
    for (number, (occurrence, paths)) in samples.iter().enumerate() {
        let paths = paths.join(", ");
        let text = match samples.len() {
            1 => format!("{paths} in this sample"),
            _ => format!("{}: {paths}", occurrence.describe()),
        };
        diagnostic = diagnostic.at(occurrence.location.clone(), text);
        if let (0, Some(first)) = (number, about.first()) {
            // A single mismatch is shown at its own part of the schema.
            let at = match about {
                [only] => &only.origin,
                _ => &first.schema,
            };
            let text = match first.mismatch.is_about_call() {
                true => "the operation",
                false => "the schema",
            };
            diagnostic = diagnostic.at(at, text);
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
fn samples<'a>(about: &[&'a Contradiction]) -> Vec<(&'a Occurrence, Vec<String>)> {
    let mut samples: Vec<(&Occurrence, Vec<String>)> = Vec::new();
    for occurrence in about
        .iter()
        .flat_map(|contradiction| &contradiction.occurrences)
    {
        let path = format!("`{}`", occurrence.path);
        let is_same =
            |one: &Occurrence| one.location == occurrence.location && one.kind == occurrence.kind;
        match samples.iter_mut().find(|(one, _)| is_same(one)) {
            Some((_, paths)) => paths.push(path),
            None => samples.push((occurrence, vec![path])),
        }
    }
    samples
}

/// The contradictions of one schema as clauses, one for each kind of mismatch.
fn clauses(
    about: &[&Contradiction],
    samples: usize,
    fields: impl Fn(&Contradiction) -> Vec<String>,
) -> String {
    let mut by_mismatch: BTreeMap<&Mismatch, Vec<String>> = BTreeMap::new();
    // The most frequent come first.
    let mut about = about.to_vec();
    about.sort_by_key(|contradiction| Reverse(contradiction.occurrences.len()));
    for contradiction in about {
        let mismatch = match &contradiction.mismatch {
            Mismatch::MissingEmpty => &Mismatch::Missing,
            Mismatch::NullEmpty => &Mismatch::Null,
            mismatch => mismatch,
        };
        by_mismatch
            .entry(mismatch)
            .or_default()
            .extend(fields(contradiction));
    }
    let clauses = by_mismatch
        .iter()
        .map(|(mismatch, list)| mismatch.describe(list, samples));
    clauses.collect::<Vec<_>>().join("; ")
}

/// The warning for a sample that cannot be parsed.
pub(super) fn unreadable(unreadable: &Unreadable) -> Diagnostic {
    let Unreadable {
        operation,
        kind,
        location,
        why,
    } = unreadable;
    Diagnostic::new(
        Code::UnreadableSample,
        format!(
            "the {} of `{operation}` cannot be parsed: {why}",
            kind.name()
        ),
    )
    .at(location.clone(), "this sample is not checked")
}
