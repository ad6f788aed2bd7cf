//! Questions about schemas, each answered once for each component.

use std::{borrow::Borrow, collections::BTreeMap};

use openapiv3::{ReferenceOr, Schema};

use super::Lowering;
use crate::source::Pointer;

/// How deeply the parts of a schema may nest.
const DEPTH_LIMIT: usize = 32;

/// The answers to one question about schemas. Components that several others refer to would be
/// asked as often as there are paths to them, which is exponential in their number.
#[derive(Default)]
pub(super) struct Answers {
    of_components: BTreeMap<Pointer, bool>,
    depth: usize,
}

impl Lowering<'_> {
    /// The answer of `ask` for `schema`. It is no for references that lead nowhere, for a component
    /// inside of itself, and below the limit of the depth.
    pub(super) fn answer(
        &self,
        schema: &ReferenceOr<impl Borrow<Schema>>,
        answers: &mut Answers,
        ask: impl FnOnce(&Schema, &mut Answers) -> bool,
    ) -> bool {
        if answers.depth >= DEPTH_LIMIT {
            return false;
        }
        answers.depth += 1;
        let answer = match schema {
            ReferenceOr::Item(schema) => ask(schema.borrow(), answers),
            ReferenceOr::Reference { reference } => self.answer_of(reference, answers, ask),
        };
        answers.depth -= 1;
        answer
    }

    fn answer_of(
        &self,
        reference: &str,
        answers: &mut Answers,
        ask: impl FnOnce(&Schema, &mut Answers) -> bool,
    ) -> bool {
        let Some((pointer, _, schema)) = self.resolve(reference, 0) else {
            return false;
        };
        if let Some(known) = answers.of_components.get(&pointer) {
            return *known;
        }
        answers.of_components.insert(pointer.clone(), false);
        let answer = ask(schema, answers);
        answers.of_components.insert(pointer, answer);
        answer
    }
}

#[cfg(test)]
mod tests {
    use crate::{Input, generate, source::Source};

    /// A document whose body is a component that contains the next one twice, and so on: there are
    /// 2³⁰ paths to the last one.
    fn document(media_type: &str, part: &str, last: &str) -> Source {
        let component = |number: usize| {
            let next = format!("{{$ref: '#/components/schemas/C{}'}}", number + 1);
            let part = part.replace("NEXT", &next);
            format!("    C{number}: {{oneOf: [{part}, {part}]}}\n")
        };
        let components: String = (0..30).map(component).collect();
        let text = format!(
            "openapi: 3.0.3
info: {{title: T, version: '1'}}
servers: [{{url: 'https://api.test'}}]
paths:
  /x:
    post:
      requestBody:
        content: {{{media_type}: {{schema: {{$ref: '#/components/schemas/C0'}}}}}}
      responses: {{'204': {{description: Done}}}}
components:
  schemas:
{components}    C30: {last}
"
        );
        Source {
            path: "openapi.yaml".to_owned(),
            text,
        }
    }

    #[test]
    fn the_number_of_paths_to_a_component_does_not_matter() {
        let json = "application/json";
        for (media_type, part, last) in [
            ("multipart/form-data", "NEXT", "{type: string}"),
            (
                json,
                "NEXT",
                "{type: object, properties: {a: {type: string}}}",
            ),
            (json, "NEXT", "{type: array, items: {type: string}}"),
            (json, "{type: array, items: NEXT}", "{type: string}"),
        ] {
            let output = generate(Input {
                sources: vec![document(media_type, part, last)],
                ..Input::default()
            });
            assert_eq!(output.stats.operations_out, 1, "{:?}", output.diagnostics);
            assert!(!output.files.is_empty());
        }
    }
}
