//! Whether the types of a document hold its instances: instances of each named schema, by an
//! independent generator, are decoded with the generated types and encoded again.

mod document;
mod instances;
mod program;
mod table;
mod verdict;

use std::path::Path;

use self::instances::Instance;
pub use self::{
    document::Document,
    instances::Kind,
    table::{disagreements, failures, table},
    verdict::{Found, Verdict},
};
use crate::crates::Crates;

/// What became of the instances of a document.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The name of the document.
    pub document: String,
    /// Number of its named schemas.
    pub schemas: usize,
    /// Number of those that are types of the crate. The others are not reached by an operation,
    /// or are another name of a type.
    pub types: usize,
    /// Types of which there is no instance, each with the reason.
    pub without_instance: Vec<(String, String)>,
    /// Examples of the document that are not instances of their schemas.
    pub wrong_examples: usize,
    /// What became of each instance.
    pub verdicts: Vec<Verdict>,
    /// What became of those that violate constraints.
    pub violating: Vec<Verdict>,
}

impl Outcome {
    /// The instances of which `validate` and ajv do not find the same violations.
    pub fn disagreements(&self) -> impl Iterator<Item = &Verdict> {
        let all = self.verdicts.iter().chain(&self.violating);
        all.filter(|it| !it.violations.is_empty())
    }

    /// Whether every instance is encoded as it was decoded.
    pub fn is_equal(&self) -> bool {
        self.verdicts.iter().all(|it| it.found == Found::Equal)
    }
}

/// Whether there are more members than the schema allows: a type that only requests contain has no
/// place for those that nobody declared.
fn has_more(instance: &Instance) -> bool {
    let mut violations = instance.violations.iter();
    violations.any(|it| it.ends_with(" maxProperties"))
}

/// Decodes and encodes `count` instances of each schema of the document; packages and crates are
/// below `scratch`.
///
/// # Errors
///
/// Where the document has errors, its crate does not compile, or there is no Node.js.
pub fn examine(document: &Document, count: usize, scratch: &Path) -> Result<Outcome, String> {
    let output = document.generate()?;
    let types = program::types(&output)?;
    let made = instances::of(document, &output, count, scratch)?;
    let mut crates = Crates::new(scratch, &format!("truth-{}", document.name));
    let program = program::build(&mut crates, &document.name, &output, &types)?;
    let type_of = |schema: &str| types.iter().find(|it| it.schema == schema);
    let mut wrong_examples = 0;
    let mut instances = Vec::new();
    for instance in made.instances {
        match (type_of(&instance.schema), instance.kind) {
            (None, _) => {}
            (Some(_), Kind::WrongExample) => wrong_examples += 1,
            // Requests have what the document declares, and nothing else.
            (Some(found), Kind::Undeclared) if !found.is_received => {}
            (Some(found), Kind::Violating) if !found.is_received && has_more(&instance) => {}
            (Some(_), _) => instances.push(instance),
        }
    }
    let (verdicts, violating) = verdict::of(&program, instances)?
        .into_iter()
        .partition(|it| it.kind != Kind::Violating);
    let failed = made.failed.into_iter();
    Ok(Outcome {
        document: document.name.clone(),
        schemas: made.schemas,
        types: types.len(),
        without_instance: failed
            .filter(|(schema, _)| type_of(schema).is_some())
            .collect(),
        wrong_examples,
        verdicts,
        violating,
    })
}
