//! Blocks to values, with a table of where each node stands in the page.
//!
//! The reader takes YAML 1.2 with the core schema, and so JSON too. It differs from the readers
//! that others use in what it refuses: duplicate keys, numbers that JSON lacks, unknown tags,
//! several documents in one block, deep nesting, and aliases that blow a small page up.
//! Merge keys (`<<`) are YAML 1.1; they are taken, since people write them.

mod build;
mod json;
mod position;
mod scalar;

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::Parser;
use serde_json::Value;

use self::build::{ALIAS_LIMIT, Builder, DEPTH_LIMIT, Problem, ProblemKind};
use self::position::Positions;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::extract::{Block, Page};
use crate::source::{SourceFile, SourceMap, Spans};

/// How many findings of one block are reported.
const PROBLEM_LIMIT: usize = 50;

/// A block's document.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The number of the block in [`Page::blocks`], from 0.
    pub block: usize,
    /// The line of the page that names the operation, in bytes of the page's text.
    pub info: Range<usize>,
    /// The method that the info string names, in lower case.
    pub method: Option<String>,
    /// The path that the info string names.
    pub path: Option<String>,
    /// What the block says. Members keep their order.
    pub value: Value,
}

/// Reads the blocks of all pages, each with the path of its page, and records the positions of
/// their nodes in `sources`.
pub fn read_all(
    pages: &[Page],
    sources: &mut SourceMap,
) -> (Vec<(Arc<str>, Parsed)>, Vec<Diagnostic>) {
    let mut all = Vec::new();
    let mut diagnostics = Vec::new();
    for page in pages {
        let (parsed, findings) = read(page, sources);
        diagnostics.extend(findings);
        all.extend(
            parsed
                .into_iter()
                .map(|document| (Arc::clone(&page.path), document)),
        );
    }
    (all, diagnostics)
}

/// Reads the blocks of a page and records the positions of their nodes in `sources`.
///
/// A block with an error is left out.
pub fn read(page: &Page, sources: &mut SourceMap) -> (Vec<Parsed>, Vec<Diagnostic>) {
    let mut parsed = Vec::new();
    let mut diagnostics = Vec::new();
    let Some(file) = sources.get(&page.path).filter(|_| !page.blocks.is_empty()) else {
        return (parsed, diagnostics);
    };
    let mut spans = Vec::new();
    for (number, block) in page.blocks.iter().enumerate() {
        let (value, places, findings) = read_block(file, &json::join_surrogates(block));
        diagnostics.extend(findings);
        spans.push(places);
        if let Some(value) = value {
            parsed.push(Parsed {
                block: number,
                info: block.info.clone(),
                method: block.method.clone(),
                path: block.path.clone(),
                value,
            });
        }
    }
    sources.set_spans(&page.path, spans);
    (parsed, diagnostics)
}

fn read_block(file: &SourceFile, block: &Block) -> (Option<Value>, Spans, Vec<Diagnostic>) {
    let mut builder = Builder::new(block.range.start);
    let mut diagnostics = Vec::new();
    if let Some(diagnostic) = follow(file, block, &mut builder) {
        diagnostics.push(diagnostic);
    }
    let is_sound = diagnostics.is_empty() && builder.problems.iter().all(|p| p.kind.is_warning());
    let shown = builder.problems.iter().take(PROBLEM_LIMIT);
    diagnostics.extend(shown.map(|problem| explain(file.path(), problem)));
    let value = if is_sound { builder.value.take() } else { None };
    if is_sound && value.as_ref().is_none_or(Value::is_null) {
        diagnostics.push(empty(file, block));
        return (None, builder.spans, diagnostics);
    }
    (value, builder.spans, diagnostics)
}

/// Feeds the block's events to the builder; what comes back is an error of syntax.
fn follow(file: &SourceFile, block: &Block, builder: &mut Builder) -> Option<Diagnostic> {
    let positions = Positions::new(&block.text);
    let place = |character: usize| block.page_offset(positions.byte(character));
    for event in Parser::new_from_str(&block.text) {
        match event {
            Ok((event, span)) => {
                let start = place(span.start.index());
                let range = start..place(span.end.index()).max(start);
                if builder.event(event, range).is_err() {
                    return None;
                }
            }
            Err(error) => return Some(syntax(file, place(error.marker().index()), error.info())),
        }
    }
    None
}

fn empty(file: &SourceFile, block: &Block) -> Diagnostic {
    let location = Location::span(file.path(), block.info.clone());
    Diagnostic::new(Code::EmptyBlock, "the OpenAPI block is empty").at(location, "this block")
}

fn syntax(file: &SourceFile, offset: usize, info: &str) -> Diagnostic {
    let (line, column) = file.line_column(offset);
    let message = format!("invalid YAML at line {line}, column {column}: {info}");
    let diagnostic = Diagnostic::new(Code::InvalidYaml, message)
        .at(Location::span(file.path(), offset..offset + 1), "here");
    let begins_with_tab = file.text()[file.line(line)]
        .chars()
        .take_while(|character| character.is_whitespace())
        .any(|character| character == '\t');
    if begins_with_tab {
        diagnostic.help("YAML is indented with spaces; this line has a tab")
    } else {
        diagnostic
    }
}

fn explain(page: &Arc<str>, problem: &Problem) -> Diagnostic {
    let location = Location::span(page, problem.range.clone());
    let pointer = &problem.pointer;
    let error = |code, message: String| Diagnostic::new(code, message);
    match &problem.kind {
        ProblemKind::SeveralDocuments => error(
            Code::MultipleDocuments,
            "the block has more than one YAML document".to_owned(),
        )
        .at(location, "the second document begins here"),
        ProblemKind::TooDeep => {
            let message = format!("the nesting depth exceeds {DEPTH_LIMIT}");
            error(Code::TooDeep, message).at(location, "nested too deeply")
        }
        ProblemKind::TooManyAliases => {
            let message = format!("aliases add more than {ALIAS_LIMIT} nodes to the document");
            error(Code::AliasLimit, message).at(location, "the limit is reached here")
        }
        ProblemKind::AliasOfItself => error(
            Code::AliasCycle,
            "an alias stands inside of what it repeats".to_owned(),
        )
        .at(location, "this alias"),
        ProblemKind::KeyIsNoText => error(Code::InvalidKey, "a key must be text".to_owned())
            .at(location, "this key is empty, or a mapping or sequence"),
        ProblemKind::MergeOfNoMapping => error(
            Code::InvalidMergeKey,
            "`<<` takes a mapping, or a sequence of mappings".to_owned(),
        )
        .at(location, "in this mapping"),
        ProblemKind::DuplicateKey { key, first } => {
            error(Code::DuplicateKey, format!("duplicate key `{key}`"))
                .at(location, "again here")
                .at(Location::span(page, first.clone()), "first here")
        }
        ProblemKind::NotFinite { text } => {
            let message = format!("`{text}` at `{pointer}` is not a number that JSON has");
            error(Code::NumberOutOfRange, message).at(location, "out of range")
        }
        ProblemKind::Rounded { text, read } => {
            let message =
                format!("`{text}` at `{pointer}` does not fit 64 bits; it is read as {read}");
            Diagnostic::new(Code::RoundedNumber, message).at(location, "read as a rounded number")
        }
        ProblemKind::WrongKind { tag } => error(
            Code::MismatchedTag,
            format!("the value is not what its tag `{tag}` says"),
        )
        .at(location, "here"),
        ProblemKind::UnknownTag { tag } => {
            error(Code::UnknownTag, format!("the tag `{tag}` is unknown here")).at(location, "here")
        }
    }
}

#[cfg(test)]
mod tests;
