//! Diagnostics for people.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet, renderer::DecorStyle,
};

use super::{
    Diagnostic, Label, Location, Severity, alike, escape, escape::escape_lines, excerpt::excerpt,
    order::in_reading_order,
};
use crate::source::{SourceFile, SourceMap};

/// How many locations of one diagnostic are shown; the rest is counted.
const LABEL_LIMIT: usize = 8;

/// How many lines apart two locations of a file may be in one excerpt: the renderer reads all lines
/// between them, for each diagnostic.
const DISTANCE_LIMIT: usize = 200;

/// Renders diagnostics in reading order, each with its code, its excerpts and its help.
///
/// Of many that differ only in their places, the first one is shown with the number of the others.
/// `prefix` goes before each path (`specs/pages/`), and `colour` adds terminal colours.
/// Text from the inputs cannot control a terminal: control characters are shown as `<U+XXXX>`.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    prefix: &str,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for alike in alike::groups(in_reading_order(diagnostics, sources)) {
        text.push_str(&renderer.render(&[group(&alike, sources, prefix)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(alike: &alike::Group<'_>, sources: &SourceMap, prefix: &str) -> Group<'a> {
    let alike::Group { diagnostic, others } = alike;
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = escape(&diagnostic.message).into_owned();
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.as_str()));
    let shown = &diagnostic.labels[..diagnostic.labels.len().min(LABEL_LIMIT)];
    let excerpts = shown.chunk_by(|a, b| are_near(a, b, sources));
    for (number, labels) in excerpts.enumerate() {
        group = group.elements(snippet(labels, sources, prefix, number == 0));
    }
    let hidden = diagnostic.labels.len() - shown.len();
    if hidden > 0 {
        group = group.element(Level::NOTE.message(format!("and {hidden} more locations")));
    }
    if let [next, ..] = others.as_slice() {
        let count = others.len();
        let next = next
            .labels
            .first()
            .map(|label| place(label, sources, prefix));
        let next = next.map_or_else(String::new, |place| format!(", the next at {place}"));
        let more = format!("and {count} more like this{next}");
        group = group.element(Level::NOTE.message(more));
    }
    if let Some(help) = &diagnostic.help {
        if !shown.is_empty() {
            group = group.element(Padding);
        }
        group = group.element(Level::HELP.message(escape_lines(help).into_owned()));
    }
    group
}

/// `path:line:column`, or the path alone where the position is unknown.
fn place(label: &Label, sources: &SourceMap, prefix: &str) -> String {
    let path = format!("{prefix}{}", label.location.path());
    let path = escape(&path);
    match label.location.resolve(sources) {
        Some((file, range)) => {
            let (line, column) = file.line_column(range.start);
            format!("{path}:{line}:{column}")
        }
        None => path.into_owned(),
    }
}

/// Whether one excerpt shows both locations: they are in one file, and not far from each other.
fn are_near(a: &Label, b: &Label, sources: &SourceMap) -> bool {
    let line = |label: &Label| {
        let (file, range) = label.location.resolve(sources)?;
        Some(file.line_column(range.start).0)
    };
    let is_far = || {
        let lines = line(a).zip(line(b));
        lines.is_some_and(|(a, b)| a.abs_diff(b) > DISTANCE_LIMIT)
    };
    a.location.path() == b.location.path() && !is_far()
}

/// `--> path:line:column`, and the lines with their labels, which are all in one file.
fn snippet<'a>(
    labels: &[Label],
    sources: &SourceMap,
    prefix: &str,
    is_primary: bool,
) -> Vec<Element<'a>> {
    let path = |location: &Location| escape(&format!("{prefix}{}", location.path())).into_owned();
    let resolved: Vec<(&SourceFile, Range<usize>)> = labels
        .iter()
        .filter_map(|label| label.location.resolve(sources))
        .collect();
    let (Some(first), true) = (labels.first(), resolved.len() == labels.len()) else {
        // The file is unknown or has no document: its name is all there is to show.
        return labels
            .iter()
            .take(1)
            .map(|label| Origin::path(path(&label.location)).into())
            .collect();
    };
    let file = resolved[0].0;
    let ranges: Vec<_> = resolved.into_iter().map(|(_, range)| range).collect();
    let (line, column) = file.line_column(ranges[0].start);
    let excerpt = excerpt(file, &ranges);
    // The renderer counts columns in the excerpt, which is wrong where a line was cut or escaped.
    let origin: Option<Origin<'_>> = (!excerpt.keeps_column(0, column)).then(|| {
        let origin = Origin::path(path(&first.location));
        origin.line(line).char_column(column)
    });
    let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line);
    if origin.is_none() {
        snippet = snippet.path(path(&first.location));
    }
    for (number, (label, range)) in labels.iter().zip(excerpt.ranges).enumerate() {
        let kind = if is_primary && number == 0 {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let mut annotation = kind.span(range);
        if !label.text.is_empty() {
            annotation = annotation.label(escape(&label.text).into_owned());
        }
        snippet = snippet.annotation(annotation);
    }
    let origin = origin.map(Element::from);
    origin.into_iter().chain([snippet.into()]).collect()
}
