//! An API whose crate is measured.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use seamstress_codegen::{
    Input, Output, generate,
    ir::{Names, Shape, TypeDef, TypeKey, TypeKind},
    project::Project,
    report::Outcome,
};

use crate::project;

/// Where pages are read from.
pub(super) enum Pages {
    /// This repository, with its overrides and its lock.
    OfThisRepository,
    /// This folder.
    In(PathBuf),
}

/// An API and its generated crate.
pub(super) struct MeasuredApi {
    /// The prefix of the names of its crates.
    pub(super) name: &'static str,
    /// The output of codegen.
    pub(super) output: Output,
    /// Its names.
    pub(super) names: Names,
}

impl MeasuredApi {
    /// # Errors
    ///
    /// If a page cannot be read, or the pages have errors.
    pub(super) fn read(name: &'static str, pages: &Pages) -> Result<Self> {
        let mut output = generate(input(pages)?);
        match output.names.take() {
            Some(names) if output.outcome() == Outcome::Done => Ok(Self {
                name,
                output,
                names,
            }),
            _ => bail!(
                "the pages of `{name}` have errors\n{}",
                output.rendered("", false)
            ),
        }
    }

    /// The size of the API.
    pub(super) fn sentence(&self) -> String {
        let count = |wanted: fn(&TypeKind) -> bool| {
            self.types().filter(|(_, def)| wanted(&def.kind)).count()
        };
        format!(
            "{} operations, {} structs, {} enums, {} unions",
            self.output.api.operations.len(),
            count(|kind| matches!(kind, TypeKind::Struct(_))),
            count(|kind| matches!(kind, TypeKind::Enum(_))),
            count(|kind| matches!(kind, TypeKind::Union(_))),
        )
    }

    /// Every type that codegen emits.
    pub(super) fn types(&self) -> impl Iterator<Item = (&TypeKey, &TypeDef)> {
        self.output.api.types.emitted().into_values().flatten()
    }

    /// The bodies of all operations: what each is for, and its shape.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (String, &Shape)> {
        self.output.api.operations.values().flat_map(|operation| {
            let request = operation.input.params();
            let response = operation.output().map(|output| &output.shape);
            let sent = request.map(|shape| (format!("{} request", operation.key), shape));
            let received = response.map(|shape| (format!("{} response", operation.key), shape));
            sent.into_iter().chain(received)
        })
    }

    /// The structs with most fields that operations return, at most `most`.
    pub(super) fn largest_responses(&self, most: usize) -> Vec<(&TypeKey, &TypeDef)> {
        let api = &self.output.api;
        let mut found: Vec<(usize, (&TypeKey, &TypeDef))> = Vec::new();
        for operation in api.operations.values() {
            let shape = match operation.output().map(|output| &output.shape) {
                Some(Shape::List(item)) => &item.shape,
                Some(shape) => shape,
                None => continue,
            };
            let Shape::Type(key) = shape else { continue };
            let Some(def) = api.type_at(key) else {
                continue;
            };
            let TypeKind::Struct(inner) = &def.kind else {
                continue;
            };
            if found.iter().all(|(_, (other, _))| *other != key) {
                found.push((inner.fields.len(), (key, def)));
            }
        }
        let name = |key: &TypeKey| self.names.ty(key);
        found.sort_by(|(one, (a, _)), (other, (b, _))| {
            other.cmp(one).then_with(|| name(a).cmp(name(b)))
        });
        found.into_iter().take(most).map(|(_, it)| it).collect()
    }
}

/// The input of a run over these pages.
pub(super) fn input(pages: &Pages) -> Result<Input> {
    let Pages::In(folder) = pages else {
        return Ok(project().read()?);
    };
    if folder.join(seamstress_codegen::project::PAGES).is_dir() {
        // Nothing is written, so that it does not matter where to.
        let project = Project {
            specs: folder.clone(),
            out: folder.clone(),
            runtime: Default::default(),
        };
        return Ok(project.read()?);
    }
    let sources = Project::pages_in(folder).with_context(|| folder.display().to_string())?;
    Ok(Input {
        sources,
        ..Input::default()
    })
}
