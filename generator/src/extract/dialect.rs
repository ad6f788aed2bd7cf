//! Documentation systems, by the format of their pages.
//!
//! [`PAGES`] are the formats that describe the operations of a page in elements of their own, and
//! [`SECTIONS`] those that list the fields of the operation that a section is about.

mod docusaurus;
mod found;
mod gitbook;
mod guess;
mod lists;
mod mintlify;
mod named_types;
mod prose;
pub(super) mod rendered;
mod returned;
mod scribe;
mod sphinx;
mod statuses;
mod tables;

use std::{collections::BTreeSet, fmt};

pub(super) use self::found::Found;
use self::{named_types::Types, returned::Objects};
use super::{
    auth,
    block::Block,
    command::{self, Command},
    errors,
    evidence::{Basis, Evidence},
    left_out::{LeftOut, PageKind},
    operation::{self, Group, Parts},
    section::{Outline, Section},
    shown::{self, Shown},
    words::{self, Role},
};

/// The format of a page: that of the documentation system that wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// A whole OpenAPI document.
    Document,
    /// Mintlify: OpenAPI blocks whose info string names the operation, or `<ParamField>` and
    /// `<ResponseField>`.
    Mintlify,
    /// Any page with blocks whose info string says that they are OpenAPI documents.
    Blocks,
    /// ReadMe: a document below the heading `OpenAPI definition`.
    ReadMe,
    /// Fern: a document below the heading `OpenAPI Specification`.
    Fern,
    /// Apidog: as Fern, with extensions of its own in the document.
    Apidog,
    /// GitBook: documents in one line, or blocks such as `{% swagger %}`.
    GitBook,
    /// GitBook, rendered as plain text.
    GitBookText,
    /// Redocly: a line `Endpoint: GET /path` and lists of fields.
    Redocly,
    /// The OpenAPI plugin of Docusaurus: components with JSON in their properties.
    Docusaurus,
    /// Stoplight: blocks of `json http` and `json json_schema`.
    Stoplight,
    /// Scribe: forms of HTML with fields.
    Scribe,
    /// Scalar: lists of fields below `**Method:**` and `**Path:**`.
    Scalar,
    /// Sphinx: directives with fields, in `MyST` or reStructuredText.
    Sphinx,
    /// Any page with tables of fields.
    Tables,
    /// Any page with command lines of `curl` and their responses.
    Samples,
}

impl Dialect {
    /// The name of the system, as it writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "OpenAPI",
            Self::Mintlify => "Mintlify",
            Self::Blocks => "OpenAPI blocks",
            Self::ReadMe => "ReadMe",
            Self::Fern => "Fern",
            Self::Apidog => "Apidog",
            Self::GitBook => "GitBook",
            Self::GitBookText => "GitBook as text",
            Self::Redocly => "Redocly",
            Self::Docusaurus => "Docusaurus",
            Self::Stoplight => "Stoplight",
            Self::Scribe => "Scribe",
            Self::Scalar => "Scalar",
            Self::Sphinx => "Sphinx",
            Self::Tables => "tables of fields",
            Self::Samples => "samples",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A dialect whose elements say by themselves which operations a page describes.
struct PageDialect {
    dialect: Dialect,
    read: fn(&Outline<'_>) -> Found,
}

/// A dialect that lists fields below a request line.
struct SectionDialect {
    dialect: Dialect,
    /// Whether a section with such fields is one of this dialect.
    matches: fn(&Section<'_>) -> bool,
    groups: fn(&Section<'_>) -> Vec<Group>,
}

/// In the order in which they are tried.
const PAGES: &[PageDialect] = &[
    PageDialect {
        dialect: Dialect::GitBook,
        read: gitbook::read,
    },
    PageDialect {
        dialect: Dialect::Docusaurus,
        read: docusaurus::read,
    },
];

/// In the order in which they are tried.
const SECTIONS: &[SectionDialect] = &[
    SectionDialect {
        dialect: Dialect::Mintlify,
        matches: |_| true,
        groups: mintlify::groups,
    },
    SectionDialect {
        dialect: Dialect::Scribe,
        matches: scribe::matches,
        groups: scribe::groups,
    },
    SectionDialect {
        dialect: Dialect::Sphinx,
        matches: |_| true,
        groups: sphinx::groups,
    },
    SectionDialect {
        dialect: Dialect::Redocly,
        matches: |section| {
            section
                .text()
                .lines()
                .any(|line| line.starts_with("Endpoint: "))
        },
        groups: lists::groups,
    },
    SectionDialect {
        dialect: Dialect::Scalar,
        matches: |_| true,
        groups: lists_and_tables,
    },
    SectionDialect {
        dialect: Dialect::Tables,
        matches: |_| true,
        groups: tables::groups,
    },
];

/// The fields of lists, with those of tables where a section has both.
fn lists_and_tables(section: &Section<'_>) -> Vec<Group> {
    let mut groups = lists::groups(section);
    if !groups.is_empty() {
        groups.extend(tables::groups(section));
    }
    groups
}

/// Reads the parts of a page that have none of its `blocks`. The dialect is that of the first
/// operation.
pub(super) fn read(outline: &Outline<'_>, blocks: &[Block]) -> (Option<Dialect>, Found) {
    for row in PAGES {
        let found = (row.read)(outline);
        if !found.blocks.is_empty() || !found.evidence.is_empty() || !found.left_out.is_empty() {
            return (Some(row.dialect), found);
        }
    }
    let blocks: BTreeSet<usize> = blocks.iter().map(|block| block.info.start).collect();
    let names = named_types::names(outline.headings.iter().map(|it| it.text.as_str()));
    let tables = tables::types(outline);
    let sections = outline.sections();
    let known = Known {
        names,
        objects: Objects::new(outline, &sections, &tables),
        types: Types::new(tables),
    };
    let mut dialect = None;
    let mut found = Found::default();
    let mut general = BTreeSet::new();
    for section in sections {
        if blocks.range(section.range.clone()).next().is_some() {
            continue;
        }
        match section.request {
            Some(_) => found.has_request_line = true,
            None => {
                general.extend(auth::stated(section.text()));
                found.errors.extend(errors::of_section(&section));
            }
        }
        let of_section = read_section(&section, &known, &mut found);
        dialect = dialect.or(of_section);
        for other in section.others() {
            let of_section = read_section(&other, &known, &mut found);
            dialect = dialect.or(of_section);
        }
    }
    found.credential = auth::only(general);
    found.resolve_unanswered();
    (dialect, found)
}

/// What a page says of types.
struct Known {
    /// Their names in headings.
    names: BTreeSet<String>,
    types: Types,
    objects: Objects,
}

/// Reads a section of a page of which `known` is known. Returns its dialect, if it has an
/// operation.
fn read_section(section: &Section<'_>, known: &Known, found: &mut Found) -> Option<Dialect> {
    let commands = command::commands(section);
    let mut rows = SECTIONS.iter().filter(|row| (row.matches)(section));
    let listed = rows.find_map(|row| {
        let groups = (row.groups)(section);
        (!groups.is_empty()).then_some((row.dialect, groups))
    });
    let of_commands = match commands.iter().any(|command| command.is_of_stoplight) {
        true => Dialect::Stoplight,
        false => Dialect::Samples,
    };
    let (dialect, groups) = listed.unwrap_or((of_commands, Vec::new()));
    let mut groups = known.types.place(groups);
    named_types::unmark(&mut groups, &known.names);
    let fields = groups.iter_mut().flat_map(|group| &mut group.fields);
    fields.for_each(words::complete);
    let is_listed = !groups.is_empty();
    let request = operation::request(section, &commands);
    // Fields below a heading that says what they are part of are those of what is called there.
    let called = request.is_none() && section.request.is_none() && is_listed;
    let called = called
        .then(|| operation::called(&commands, &groups))
        .flatten();
    let called = called.filter(|_| describes_call(section, &groups, &commands));
    let is_called = called.is_some();
    let Some(request) = request.or(called) else {
        let calls = operation::of_commands(section, &commands, &groups);
        let is_unaddressed = dialect == Dialect::Mintlify && lists_request(&groups);
        return add_calls(section, calls, is_unaddressed, found).then_some(of_commands);
    };
    let line = section.request.as_ref();
    let is_sentence = line.is_some_and(|line| line.is_sentence);
    let is_shown = line.is_some() && !is_sentence;
    let is_unsure = |it: &Evidence| is_sentence || is_called && it.basis == Basis::Samples;
    let mut parts = parts(section, request.has_body(), groups);
    prose::add_bodies(section, &mut parts);
    if !request.has_body() {
        guess::by_samples(&mut parts);
    }
    returned::add(section, &known.objects, &known.types, &mut parts);
    for status in &mut parts.statuses.listed {
        status.fields = known
            .types
            .fields(status.type_text.as_deref().unwrap_or_default());
    }
    parts.is_bare = operation::is_bare(section, &commands, &parts);
    let is_bare = parts.is_bare && commands.is_empty() && !section.is_in_heading();
    match operation::evidence(section, request, &commands, parts) {
        Some(evidence) if is_bare && operation::is_unanswered(&evidence) => {
            let left_out = left_out(section, PageKind::UnknownDialect);
            found.unanswered.push((evidence, left_out));
            None
        }
        Some(evidence) => {
            found.evidence.push(match is_unsure(&evidence) {
                true => Evidence {
                    basis: Basis::Calls,
                    ..evidence
                },
                false => evidence,
            });
            Some(dialect)
        }
        None => {
            if is_shown {
                let kind = match is_listed {
                    true => PageKind::UntypedFields,
                    false => PageKind::UnknownDialect,
                };
                found.left_out.push(left_out(section, kind));
            }
            None
        }
    }
}

/// Adds the operations that the commands of a section call which has none, and what it leaves out.
/// Returns whether there are responses of them.
fn add_calls(
    section: &Section<'_>,
    calls: operation::Calls,
    is_unaddressed: bool,
    found: &mut Found,
) -> bool {
    found.calls.extend(calls.unanswered);
    if !calls.answered.is_empty() {
        found.evidence.extend(calls.answered);
        return true;
    }
    let kind = match section.request {
        Some(ref line) if !line.is_sentence => Some(PageKind::UnknownDialect),
        _ => is_unaddressed.then_some(PageKind::Unaddressed),
    };
    let left_out = kind.map(|kind| left_out(section, kind));
    found.left_out.extend(left_out);
    false
}

/// Whether some of the fields are those of a request. Fields of responses alone describe a type,
/// and other lists may be about anything.
fn lists_request(groups: &[Group]) -> bool {
    let mut roles = groups.iter().map(|group| &group.role);
    roles.any(|role| matches!(role, Role::Request(_)))
}

/// Whether the fields are those of what is called: a table below a command of which nothing says
/// that may be about anything, as the options of a script or the values of a chart.
fn describes_call(section: &Section<'_>, groups: &[Group], commands: &[Command]) -> bool {
    let has_response = || {
        let samples = shown::samples(section, Some(Role::Response(None)));
        samples.iter().any(Shown::is_response)
    };
    let mut fields = groups.iter().flat_map(|group| &group.fields);
    groups.iter().any(|group| !group.is_guess)
        || commands.iter().any(|command| command.response.is_some())
        || has_response()
        || fields.any(|field| commands.iter().any(|it| it.sends(&field.wire)))
}

/// The texts and the parts of the operation of a section, whose request may have a body.
fn parts(section: &Section<'_>, has_body: bool, groups: Vec<Group>) -> Parts {
    // Where nothing says what a sample is, a request without a body leaves only the response.
    let of_response = (!has_body).then_some(Role::Response(None));
    Parts {
        title: section.title().map(str::to_owned),
        description: section.description(),
        groups,
        shown: shown::samples(section, of_response),
        responses: Vec::new(),
        schemas: shown::schemas(section, has_body.then_some(Role::Request(None))),
        credentials: mintlify::credential(section)
            .into_iter()
            .chain(lists::credentials(section))
            .collect(),
        statuses: statuses::read(section),
        format: sphinx::format(section),
        is_bare: false,
    }
}

/// The operation of a section of which too little is known.
fn left_out(section: &Section<'_>, kind: PageKind) -> LeftOut {
    let line = section.request.as_ref();
    let found = line.map(|line| format!("`{} {}`", line.method.to_ascii_uppercase(), line.url));
    let start = section.range.start;
    LeftOut {
        kind,
        found: found.unwrap_or_default(),
        document: None,
        range: line.map_or(start..start, |line| line.range.clone()),
    }
}
