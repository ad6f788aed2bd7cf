//! The merged document depends on what pages say and not on how they are laid out.

use seamstress_codegen::{
    Input, extract, generate,
    source::{Source, SourceMap},
};
use serde_yaml::{Mapping, Value};
use tests::{corpus, drift::changed_lines};

use super::codegen::{edited, seeds};

/// How often the pages are laid out anew.
const ROUNDS: u64 = 12;

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }

    /// The document with the entries of all mappings in another order, and the lines of its
    /// descriptions broken in other places. `is_data` is whether its keys are not keywords.
    fn laid_out(&mut self, value: Value, is_data: bool) -> Value {
        match value {
            Value::Mapping(fields) => {
                let mut fields: Vec<(Value, Value)> = fields.into_iter().collect();
                for last in (1..fields.len()).rev() {
                    fields.swap(last, self.below(last + 1));
                }
                let fields = fields.into_iter().map(|(key, field)| {
                    let name = key.as_str().unwrap_or_default();
                    let is_data = is_data || name.starts_with("x-") || name.starts_with("example");
                    let field = match field {
                        Value::String(text) if name == "description" && !is_data => {
                            Value::String(self.wrapped(&text))
                        }
                        field => self.laid_out(field, is_data),
                    };
                    (key, field)
                });
                Value::Mapping(fields.collect::<Mapping>())
            }
            Value::Sequence(items) => {
                let items = items.into_iter().map(|item| self.laid_out(item, is_data));
                Value::Sequence(items.collect())
            }
            scalar => scalar,
        }
    }

    /// The text with some of its spaces as line breaks: those before words, which begin no other
    /// block, and of texts that are a single paragraph.
    fn wrapped(&mut self, text: &str) -> String {
        if text.contains('\n') {
            return text.to_owned();
        }
        let mut wrapped = String::new();
        for (index, word) in text.split(' ').enumerate() {
            let is_word = word.starts_with(|it: char| it.is_ascii_alphabetic());
            let breaks = is_word && self.below(4) == 0;
            wrapped.push_str(match index {
                0 => "",
                _ if breaks => "\n",
                _ => " ",
            });
            wrapped.push_str(word);
        }
        wrapped
    }

    /// The page with its blocks laid out anew.
    fn page(&mut self, source: &Source) -> Source {
        let (pages, _) = extract::extract(vec![source.clone()], &mut SourceMap::default());
        let mut text = source.text.clone();
        for block in pages.iter().flat_map(|page| &page.blocks).rev() {
            let value: Value = serde_yaml::from_str(&block.text).unwrap();
            let yaml = serde_yaml::to_string(&self.laid_out(value, false)).unwrap();
            text.replace_range(block.range.clone(), &yaml);
        }
        Source {
            text,
            ..source.clone()
        }
    }
}

fn assert_canonical(input: &Input, rounds: u64) {
    let expected = generate(input.clone()).document;
    for round in 0..rounds {
        let mut random = Random(round);
        let sources = input.sources.iter().map(|source| random.page(source));
        let sources: Vec<Source> = sources.collect();
        assert!(
            sources
                .iter()
                .zip(&input.sources)
                .any(|(new, old)| new.text != old.text)
        );
        let output = generate(Input {
            sources,
            ..input.clone()
        });
        let (added, removed) = changed_lines(&expected, &output.document);
        assert_eq!((added, removed), (0, 0), "round {round}");
        assert_eq!(output.document, expected);
    }
}

#[test]
fn the_order_of_keys_and_the_lines_of_prose_leave_the_document_as_it_is() {
    assert_canonical(&seeds(), ROUNDS);
}

#[test]
fn that_is_so_for_a_whole_site() {
    if let Some(pages) = corpus::find("seam/pages") {
        assert_canonical(&corpus::input(&pages, ""), 1);
    }
}

#[test]
fn a_change_changes_the_lines_that_say_it() {
    let before = generate(seeds()).document;
    let lines = |page: &str, mark: &str, text: &str| {
        let after = generate(edited(seeds(), page, mark, text)).document;
        changed_lines(&before, &after)
    };
    let field = "\n                badge:\n                  description: A badge.\n                  type: string";
    let mark = "schema:\n              properties:";
    assert_eq!(lines("user_identities/create.md", mark, field), (3, 0));
    let sentence = "description: >-\n        Creates";
    assert_eq!(
        lines("user_identities/create.md", sentence, " at once"),
        (1, 1)
    );
}
