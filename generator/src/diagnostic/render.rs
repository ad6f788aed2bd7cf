//! Diagnostics for people.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet,
};

use super::escape::escape_lines;
use super::excerpt::excerpt;
use super::resolve::Pages;
use super::{Diagnostic, Label, Location, Severity, escape};
use crate::extract::Page;

/// How many places of one diagnostic are shown; the rest is counted.
const LABEL_LIMIT: usize = 8;

/// Renders diagnostics in reading order, each with its code, its places in the pages and its help.
///
/// `prefix` goes before each page's path (`specs/pages/`), and `colour` adds terminal colours.
/// Text from pages cannot steer a terminal: what it would obey is shown as `<U+XXXX>`.
pub fn render(diagnostics: &[Diagnostic], pages: &[Page], prefix: &str, colour: bool) -> String {
    let pages = Pages::new(pages);
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for diagnostic in pages.in_reading_order(diagnostics) {
        text.push_str(&renderer.render(&[group(diagnostic, &pages, prefix)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(diagnostic: &Diagnostic, pages: &Pages<'_>, prefix: &str) -> Group<'a> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = escape(&diagnostic.message).into_owned();
    let mut group = Group::with_title(level.primary_title(message).id(diagnostic.code.as_str()));
    let shown = &diagnostic.labels[..diagnostic.labels.len().min(LABEL_LIMIT)];
    for (number, labels) in shown.chunk_by(same_page).enumerate() {
        group = group.elements(place(labels, pages, prefix, number == 0));
    }
    let hidden = diagnostic.labels.len() - shown.len();
    if hidden > 0 {
        group = group.element(Level::NOTE.message(format!("and {hidden} more places")));
    }
    if let Some(help) = &diagnostic.help {
        if !shown.is_empty() {
            group = group.element(Padding);
        }
        group = group.element(Level::HELP.message(escape_lines(help).into_owned()));
    }
    group
}

fn same_page(a: &Label, b: &Label) -> bool {
    a.location.page() == b.location.page()
}

/// `--> page:line:column`, and the lines with their labels.
fn place<'a>(labels: &[Label], pages: &Pages<'_>, prefix: &str, primary: bool) -> Vec<Element<'a>> {
    let path = |location: &Location| escape(&format!("{prefix}{}", location.page())).into_owned();
    let resolved: Vec<(&Page, Range<usize>)> = labels
        .iter()
        .filter_map(|label| pages.resolve(&label.location))
        .collect();
    let (Some(first), true) = (labels.first(), resolved.len() == labels.len()) else {
        // The page could not be read, or has no document: its name is all there is to show.
        return labels
            .iter()
            .take(1)
            .map(|label| Origin::path(path(&label.location)).into())
            .collect();
    };
    let page = resolved[0].0;
    let places: Vec<_> = resolved.into_iter().map(|(_, range)| range).collect();
    let (line, column) = page.line_column(places[0].start);
    let excerpt = excerpt(page, &places);
    // The renderer counts columns in the excerpt; where a line was cut or escaped, we say them.
    let origin: Option<Origin<'_>> = (!excerpt.keeps_column(0, column)).then(|| {
        let origin = Origin::path(path(&first.location));
        origin.line(line).char_column(column)
    });
    let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line);
    if origin.is_none() {
        snippet = snippet.path(path(&first.location));
    }
    for (number, (label, range)) in labels.iter().zip(excerpt.ranges).enumerate() {
        let kind = if primary && number == 0 {
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
