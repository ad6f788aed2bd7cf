//! What the sources of a crate consist of, apart from the texts that it was generated from.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use seamstress_codegen::file_tree::FileTree;

/// The word in a row of a table that says that JSON escapes the name of the field.
const ESCAPED: &str = "escaped";

/// The tokens of the Rust files of a crate.
#[derive(Debug)]
pub struct CrateTokens {
    files: Vec<TokenStream>,
}

impl CrateTokens {
    /// Parses the files.
    ///
    /// # Errors
    ///
    /// Where a file is not Rust.
    pub fn parse(files: &FileTree) -> Result<Self, String> {
        let sources = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        let files = sources.map(|(path, text)| {
            text.parse()
                .map_err(|error| format!("{path} is not Rust: {error}"))
        });
        Ok(Self {
            files: files.collect::<Result<_, _>>()?,
        })
    }

    /// Every identifier, without `r#`.
    pub fn identifiers(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for file in &self.files {
            collect_identifiers(file.clone(), &mut found);
        }
        found
    }

    /// The tokens with `_` for each identifier and each literal, and without documentation: how
    /// often each part between `;`, `,` and braces occurs, since other names have another order.
    pub fn skeleton(&self) -> BTreeMap<String, usize> {
        let mut text = String::new();
        for file in &self.files {
            write_skeleton(file.clone(), true, &mut text);
            text.push('\n');
        }
        let mut parts = BTreeMap::new();
        let parts_of = text
            .lines()
            .map(|line| line.trim().trim_end_matches(',').trim_end());
        for part in parts_of.filter(|part| !part.is_empty()) {
            *parts.entry(part.to_owned()).or_default() += 1;
        }
        parts
    }

    /// How many code blocks in the documentation `rustdoc` compiles.
    ///
    /// # Errors
    ///
    /// Where documentation is not a string.
    pub fn doctests(&self) -> Result<usize, String> {
        let files = self.files.iter();
        files.map(|file| doctests_in(file.clone())).sum()
    }
}

fn collect_identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                found.insert(name.trim_start_matches("r#").to_owned());
            }
            TokenTree::Group(group) => collect_identifiers(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The literal of `[doc = "…"]`.
fn doc_text(token: &TokenTree) -> Option<TokenTree> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let mut inner = group.stream().into_iter();
    let is_doc = matches!(inner.next(), Some(TokenTree::Ident(it)) if it == "doc");
    let is_text = matches!(inner.next(), Some(TokenTree::Punct(it)) if it.as_char() == '=');
    inner.next().filter(|_| is_doc && is_text)
}

/// The tokens without documentation: `#[doc = "…"]`, as which comments are parsed.
fn without_docs(tokens: TokenStream) -> Vec<TokenTree> {
    let mut code: Vec<TokenTree> = Vec::new();
    let ends_with = |code: &[TokenTree], mark| is_mark(code.last(), mark);
    for token in tokens {
        if doc_text(&token).is_none() {
            code.push(token);
            continue;
        }
        for mark in ['!', '#'] {
            if ends_with(&code, mark) {
                code.pop();
            }
        }
    }
    code
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Whether a block has an expression and no statement.
fn is_expression(block: &Group) -> bool {
    block.delimiter() == Delimiter::Brace
        && !block.stream().is_empty()
        && !block.stream().into_iter().any(|it| is_mark(Some(&it), ';'))
}

/// Writes each part of a scope on a line; those in parentheses and brackets are on one line.
fn write_skeleton(tokens: TokenStream, is_scope: bool, skeleton: &mut String) {
    let mut code = without_docs(tokens).into_iter().peekable();
    while let Some(token) = code.next() {
        let is_arm = is_scope && skeleton.ends_with("=>");
        match token {
            // The printer writes a comma behind the last of several lines, and braces around the
            // expression of a long arm of a `match`.
            TokenTree::Group(group) if is_arm && is_expression(&group) => {
                write_skeleton(group.stream(), false, skeleton);
                skeleton.push('\n');
            }
            TokenTree::Punct(punct)
                if punct.as_char() == ','
                    && code.peek().is_none_or(|next| is_mark(Some(next), '>')) => {}
            TokenTree::Ident(ident) if ident == ESCAPED => {}
            TokenTree::Ident(_) | TokenTree::Literal(_) => skeleton.push_str("_ "),
            TokenTree::Punct(punct) => {
                skeleton.push(punct.as_char());
                if is_scope && ";,".contains(punct.as_char()) {
                    skeleton.push('\n');
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{\n", "\n}\n"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                skeleton.push_str(open);
                write_skeleton(
                    group.stream(),
                    group.delimiter() == Delimiter::Brace,
                    skeleton,
                );
                skeleton.push_str(close);
            }
        }
    }
}

fn doctests_in(tokens: TokenStream) -> Result<usize, String> {
    let mut count = 0;
    // The comments of one item follow each other.
    let mut text = String::new();
    for token in tokens {
        if let Some(literal) = doc_text(&token) {
            text.push_str(&unquote(&literal)?);
            text.push('\n');
        } else if !['#', '!'].iter().any(|mark| is_mark(Some(&token), *mark)) {
            count += compiled_blocks(&mem::take(&mut text));
        }
        if let TokenTree::Group(group) = token {
            count += doctests_in(group.stream())?;
        }
    }
    Ok(count + compiled_blocks(&text))
}

fn unquote(literal: &TokenTree) -> Result<String, String> {
    let literal: syn::LitStr = syn::parse2(literal.clone().into())
        .map_err(|error| format!("documentation is not a string: {error}"))?;
    Ok(literal.value())
}

/// How many code blocks of a text `rustdoc` compiles: those that are indented, and fences
/// without a word that says otherwise.
fn compiled_blocks(text: &str) -> usize {
    // As `rustdoc` does: the least indentation is not part of the text.
    let indents = text.lines().filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = indent.min().unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| line.get(indent..).unwrap_or_default());
    let markdown = lines.collect::<Vec<_>>().join("\n");
    let blocks = Parser::new(&markdown).filter_map(|event| match event {
        Event::Start(Tag::CodeBlock(kind)) => Some(kind),
        _ => None,
    });
    blocks.filter(is_compiled).count()
}

fn is_compiled(kind: &CodeBlockKind<'_>) -> bool {
    /// The words that `rustdoc` knows; any other is the name of a language.
    const RUST: &[&str] = &[
        "rust",
        "no_run",
        "should_panic",
        "compile_fail",
        "test_harness",
        "standalone_crate",
    ];
    let CodeBlockKind::Fenced(info) = kind else {
        return true;
    };
    let mut words = info.split([',', ' ', '\t']).filter(|it| !it.is_empty());
    words.all(|word| RUST.contains(&word) || word.starts_with("edition"))
}
