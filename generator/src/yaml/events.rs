//! The events of the parser, with the bytes of the text that they are at.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{build::Builder, literal, position::Positions};

/// What a text has besides its value.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The bytes of the outermost flow collections and quoted scalars, in order.
    pub(super) flow: Vec<Range<usize>>,
    /// Whether the builder did not take all of the text.
    pub(super) is_cut_short: bool,
}

/// Why a text is not YAML.
#[derive(Debug)]
pub(super) struct SyntaxError {
    /// The place.
    pub(super) offset: usize,
    /// What the parser says of it.
    pub(super) info: String,
    /// Whether a line is indented less than what holds it.
    pub(super) is_indentation: bool,
}

/// Feeds the events of `text` to the builder; `place` turns a byte of the text into the place that
/// the builder records.
pub(super) fn read(
    text: &str,
    place: impl Fn(usize) -> usize,
    builder: &mut Builder,
) -> Result<Found, SyntaxError> {
    let positions = Positions::new(text);
    let mut found = Found::default();
    let mut open: Vec<Option<usize>> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| SyntaxError {
            offset: place(positions.byte(error.marker().index())),
            info: error.info().to_owned(),
            is_indentation: error.info().starts_with("invalid indentation"),
        })?;
        let bytes = positions.byte(span.start.index())..positions.byte(span.end.index());
        found.add(text, &event, &bytes, &mut open);
        let is_cut = !text.ends_with('\n') && bytes.end == text.len();
        let event = match is_cut {
            true => literal::without_added_break(text, event, span.start.col()),
            false => event,
        };
        let start = place(bytes.start);
        if builder
            .event(event, start..place(bytes.end).max(start))
            .is_err()
        {
            found.is_cut_short = true;
            break;
        }
    }
    Ok(found)
}

impl Found {
    /// Adds what an event at `bytes` begins or ends; `open` has where each open collection begins
    /// that is an outermost flow collection.
    fn add(
        &mut self,
        text: &str,
        event: &Event<'_>,
        bytes: &Range<usize>,
        open: &mut Vec<Option<usize>>,
    ) {
        match event {
            Event::Scalar(_, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, ..)
                if open.iter().all(Option::is_none) =>
            {
                self.flow.push(bytes.clone());
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let is_flow =
                    text[bytes.start..].starts_with(['[', '{']) && open.iter().all(Option::is_none);
                open.push(is_flow.then_some(bytes.start));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(start) = open.pop().flatten() {
                    self.flow.push(start..bytes.end);
                }
            }
            _ => {}
        }
    }
}
