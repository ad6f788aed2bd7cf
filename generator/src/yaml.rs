//! Blocks → values, with the span of each node in its page.
//!
//! The reader accepts YAML 1.2 with the core schema, and so JSON too. Unlike other readers, it
//! rejects duplicate keys, numbers that JSON lacks, unknown tags, several documents in one block,
//! deep nesting, and aliases that expand a small page to a large document. Merge keys (`<<`) are
//! YAML 1.1; they are accepted because they are common.

mod build;
mod events;
mod frame;
mod json;
mod literal;
mod outdented;
mod position;
mod problem;
mod scalar;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use serde_json::Value;

pub use self::write::to_text;

use self::build::Builder;
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    extract::{Block, Evidence, Page, PageKind, Preamble},
    source::{Origin, Pointer, SourceFile, SourceMap, Spans},
};

/// How many problems of one block are reported.
const PROBLEM_LIMIT: usize = 50;

/// A block's document.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The number of the block in [`Page::blocks`], from 0.
    pub block: usize,
    /// The byte range of the info string, which names the operation.
    pub info: Range<usize>,
    /// The method that the info string names, in lower case.
    pub method: Option<String>,
    /// The path that the info string names.
    pub path: Option<String>,
    /// The document that the info string names, of which the block is an excerpt.
    pub file: Option<String>,
    /// What the page says around the block; `None` for a file that is a whole document.
    pub preamble: Option<Preamble>,
    /// Whether it is no document, so that it is read only where a document refers to it.
    pub is_part: bool,
    /// The value of the block. Entries keep their order.
    pub value: Value,
    /// The errors in parts of a whole document that has a value nevertheless: `normalise` knows
    /// what they cost.
    pub errors: Vec<Diagnostic>,
    /// The components that the block refers to and lacks, and that other pages have, which do not
    /// say what they are in the block: `bundle` finds them.
    pub elsewhere: BTreeMap<Pointer, Elsewhere>,
}

/// The pages that have a component which a block lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The paths of the pages.
    pub pages: BTreeSet<Arc<str>>,
    /// Whether they describe another API than the block; else they differ.
    pub is_other_api: bool,
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
    let is_part = page.left_out.iter().any(|it| it.kind == PageKind::Data);
    for (number, block) in page.blocks.iter().enumerate() {
        let (value, block_spans, mut findings) = read_block(file, block);
        let errors = match value {
            Some(_) => findings.extract_if(.., |it| it.is_error()).collect(),
            None => Vec::new(),
        };
        if is_part {
            // It may be a part of nothing.
            findings.iter_mut().for_each(Diagnostic::contain);
        }
        diagnostics.extend(findings);
        spans.push(block_spans);
        if let Some(value) = value {
            parsed.push(Parsed {
                block: number,
                info: block.info.clone(),
                method: block.method.clone(),
                path: block.path.clone(),
                file: block.file.clone(),
                preamble: block.preamble.clone(),
                is_part,
                value,
                errors,
                elsewhere: BTreeMap::new(),
            });
        }
    }
    spans.extend(page.evidence.iter().map(Evidence::spans));
    sources.set_spans(&page.path, spans);
    (parsed, diagnostics)
}

/// Reads a block, as HTML where it has no meaning otherwise.
fn read_block(file: &SourceFile, block: &Block) -> Read {
    let read = read_text(file, block);
    if let (true, Some(copy)) = (is_meaningless(&read), block.unescaped()) {
        let (value, spans, mut diagnostics) = read_text(file, &copy);
        if value.is_some() {
            diagnostics.insert(0, escaped_block(file, block));
            return (value, spans, diagnostics);
        }
    }
    read
}

/// The value of a block, where its nodes are, and the findings.
type Read = (Option<Value>, Spans, Vec<Diagnostic>);

/// Whether a block has no value, or a version that is none: to YAML, the reference `&quot;` is an
/// anchor.
fn is_meaningless((value, ..): &Read) -> bool {
    let has_no_version = |value: &Value| {
        let version = ["openapi", "swagger"].iter().find_map(|it| value.get(it));
        version.is_some_and(Value::is_null)
    };
    value.as_ref().is_none_or(has_no_version)
}

fn read_text(file: &SourceFile, block: &Block) -> Read {
    let mut builder = Builder::new(block.range.start);
    let mut diagnostics = Vec::new();
    if let Some(diagnostic) = build(file, block, &mut builder) {
        diagnostics.push(diagnostic);
    }
    let is_whole = block.is_whole();
    let mut problems = builder.problems.iter();
    let is_valid = diagnostics.is_empty() && problems.all(|it| it.kind.has_value(is_whole));
    let shown = builder.problems.iter().take(PROBLEM_LIMIT);
    diagnostics.extend(shown.map(|problem| {
        let diagnostic = problem::diagnostic(file.path(), problem, &builder.spans);
        if is_whole && problem.kind.is_contained() {
            diagnostic.at(
                Origin::new(Arc::clone(file.path()), problem.pointer.clone()),
                "",
            )
        } else {
            diagnostic
        }
    }));
    if is_valid {
        diagnostics.extend(merge_keys(file, &builder));
    }
    let value = if is_valid { builder.value.take() } else { None };
    if is_valid && value.as_ref().is_none_or(Value::is_null) {
        diagnostics.push(empty_block(file, block));
        return (None, builder.spans, diagnostics);
    }
    (value, builder.spans, diagnostics)
}

/// Feeds the parser's events to the builder; returns a syntax error.
fn build(file: &SourceFile, block: &Block, builder: &mut Builder) -> Option<Diagnostic> {
    if json::is_json(&block.text) {
        let events = json::events(&block.text, |event, range| {
            let start = block.page_offset(range.start);
            builder.event(event, start..block.page_offset(range.end).max(start))
        });
        return events.err().map(|error| {
            let offset = block.page_offset(error.offset);
            syntax_error(file, offset, "this string has half of a surrogate pair")
        });
    }
    parse(file, block, builder)
}

/// As [`build`](build()), for YAML, which includes JSON.
fn parse(file: &SourceFile, block: &Block, builder: &mut Builder) -> Option<Diagnostic> {
    let start = block.range.start;
    let place = |offset| block.page_offset(offset);
    let mut error = events::read(&block.text, place, builder).err()?;
    if error.is_indentation
        && let Some(copy) = outdented::Copy::of(&block.text)
    {
        let mut again = Builder::new(start);
        let place = |offset| block.page_offset(copy.original(offset));
        match events::read(&copy.text, place, &mut again) {
            Ok(found) if found.is_cut_short || copy.is_within(&found.flow) => {
                *builder = again;
                return None;
            }
            // The text has another error behind the lines that can be read.
            Err(other) if other.offset > error.offset => error = other,
            Ok(_) | Err(_) => {}
        }
    }
    Some(syntax_error(file, error.offset, &error.info))
}

/// A note about the merge keys of a block, if it has any.
fn merge_keys(file: &SourceFile, builder: &Builder) -> Option<Diagnostic> {
    let (_, others) = builder.merge_keys.split_first()?;
    let message = match others.len() {
        0 => "the merge key `<<` is read as in YAML 1.1: its entries are copied".to_owned(),
        count => format!(
            "{} merge keys `<<` are read as in YAML 1.1: their entries are copied",
            count + 1
        ),
    };
    let note = Diagnostic::new(Code::MergeKey, message);
    let ranges = builder.merge_keys.iter();
    Some(ranges.fold(note, |note, range| {
        note.at(Location::span(file.path(), range.clone()), "")
    }))
}

fn escaped_block(file: &SourceFile, block: &Block) -> Diagnostic {
    let message = "the document is escaped for HTML: it is read with the characters that references such as `&quot;` stand for";
    let first = block.text.find('&').unwrap_or_default();
    let start = block.page_offset(first);
    Diagnostic::new(Code::EscapedBlock, message)
        .at(Location::span(file.path(), start..start + 1), "here")
}

fn empty_block(file: &SourceFile, block: &Block) -> Diagnostic {
    let location = Location::span(file.path(), block.info.clone());
    Diagnostic::new(Code::EmptyBlock, "the OpenAPI block is empty").at(location, "this block")
}

fn syntax_error(file: &SourceFile, offset: usize, info: &str) -> Diagnostic {
    let (line, column) = file.line_column(offset);
    let message = format!("invalid YAML at line {line}, column {column}: {info}");
    let diagnostic = Diagnostic::new(Code::InvalidYaml, message)
        .at(Location::span(file.path(), offset..offset + 1), "here");
    let begins_with_tab = file.text()[file.line(line)]
        .chars()
        .take_while(|character| character.is_whitespace())
        .any(|character| character == '\t');
    if begins_with_tab {
        diagnostic.help("YAML is indented with spaces, but this line starts with a tab")
    } else {
        diagnostic
    }
}

#[cfg(test)]
mod tests;
