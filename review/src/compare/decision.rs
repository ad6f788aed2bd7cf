//! Entries of `overrides.toml` that appeared, changed or disappeared: they are the cause of what
//! they decide, where the pages did not change.

use std::{collections::BTreeMap, fmt::Debug, ops::Range};

use seamstress_codegen::{
    Output,
    overrides::{Client, Entry, Overrides},
    pass::glob_match,
};

/// What an entry decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Boxed,
    Client,
    Credential,
    Envelope,
    Grouping,
    Id,
    Idempotency,
    LongRunning,
    Name,
    OneOf,
    Optional,
    Pagination,
    Safe,
    Secret,
    Separate,
    Share,
    Stream,
    Webhook,
}

impl Table {
    /// Its header in the file.
    fn header(self) -> &'static str {
        match self {
            Self::Boxed => "[[boxed]]",
            Self::Client => "[client]",
            Self::Credential => "[[credential]]",
            Self::Envelope => "[[envelope]]",
            Self::Grouping => "[grouping]",
            Self::Id => "[[id]]",
            Self::Idempotency => "[[idempotency]]",
            Self::LongRunning => "[[long_running]]",
            Self::Name => "[[name]]",
            Self::OneOf => "[[one_of]]",
            Self::Optional => "[[optional]]",
            Self::Pagination => "[[pagination]]",
            Self::Safe => "[[safe]]",
            Self::Secret => "[[secret]]",
            Self::Separate => "[[separate]]",
            Self::Share => "[[share]]",
            Self::Stream => "[[stream]]",
            Self::Webhook => "[webhook]",
        }
    }
}

/// The reason that each changed entry gives, by what it decides and about what.
#[derive(Debug)]
pub(crate) struct ChangedDecisions {
    reasons: BTreeMap<(Table, String), String>,
}

impl ChangedDecisions {
    pub(crate) fn new(before: &Output, after: &Output) -> Self {
        let (mut old, new) = (Decisions::of(before).found, Decisions::of(after).found);
        let mut reasons = BTreeMap::new();
        for (key, decision) in new {
            let header = key.0.header();
            let at = &decision.location;
            let reason = match old.remove(&key) {
                Some(before) if before.value == decision.value => continue,
                Some(_) => format!("the changed entry `{header}` at `{at}` decides it"),
                None => format!("the new entry `{header}` at `{at}` decides it"),
            };
            reasons.insert(key, reason);
        }
        for (key, decision) in old {
            let (header, at) = (key.0.header(), &decision.location);
            let reason = format!("the entry `{header}` was removed, which was at `{at}`");
            reasons.insert(key, reason);
        }
        Self { reasons }
    }

    /// The reason, where an entry about `subject` changed.
    pub(crate) fn reason(&self, table: Table, subject: &str) -> Option<&str> {
        let reason = self.reasons.get(&(table, subject.to_owned()))?;
        Some(reason)
    }

    /// The reason, where an entry changed whose pattern matches `operation`.
    pub(super) fn reason_by_pattern(&self, table: Table, operation: &str) -> Option<&str> {
        let mut all = self.reasons.iter();
        let found =
            all.find(|((other, pattern), _)| *other == table && glob_match(pattern, operation))?;
        Some(found.1)
    }
}

/// What one run decides.
struct Decisions<'a> {
    output: &'a Output,
    found: BTreeMap<(Table, String), Decision>,
}

struct Decision {
    value: String,
    /// The file and the line.
    location: String,
}

impl<'a> Decisions<'a> {
    fn of(output: &'a Output) -> Self {
        // Names every table, so that a new one is not forgotten.
        let Overrides {
            path: _,
            client,
            grouping,
            credential,
            one_of,
            // A change of the page that is used is a change of the pages.
            merge: _,
            // An accepted server is on the pages.
            server: _,
            envelope,
            id,
            name,
            pagination,
            long_running,
            safe,
            idempotency,
            optional,
            boxed,
            secret,
            separate,
            share,
            stream,
            webhook,
        } = &output.overrides;
        let mut it = Self {
            output,
            found: BTreeMap::new(),
        };
        if let Some(entry) = client {
            it.client(&entry.value, entry.span.clone());
        }
        it.add_all(Table::Grouping, grouping, |_| String::new());
        it.add_all(Table::Credential, credential, |it| it.name.clone());
        it.add_all(Table::OneOf, one_of, |it| {
            format!("{} {}", it.operation, it.argument)
        });
        it.add_all(Table::Envelope, envelope, |it| it.operation.to_string());
        it.add_all(Table::Id, id, |it| it.kind.clone());
        it.add_all(Table::Name, name, |it| it.r#type.clone());
        for (entry, name) in pagination.iter().zip(output.overrides.paging_names()) {
            it.add(Table::Pagination, &name, &entry.value, entry.span.clone());
        }
        it.add_all(Table::LongRunning, long_running, |it| it.member.clone());
        it.add_all(Table::Boxed, boxed, |it| it.member.clone());
        for entry in share {
            for address in &entry.value.types {
                it.add(Table::Share, address, &entry.value.role, entry.span.clone());
            }
        }
        it.add_all(Table::Separate, separate, |it| it.r#type.clone());
        it.add_all(Table::Webhook, webhook, |_| String::new());
        for entry in safe {
            for pattern in &entry.value.operations {
                it.add(Table::Safe, pattern, (), entry.span.clone());
            }
        }
        for entry in idempotency {
            for pattern in &entry.value.operations {
                let header = &entry.value.header;
                it.add(Table::Idempotency, pattern, header, entry.span.clone());
            }
        }
        for entry in stream {
            for pattern in &entry.value.operations {
                let decided = (&entry.value.last_event, &entry.value.switch);
                it.add(Table::Stream, pattern, decided, entry.span.clone());
            }
        }
        for entry in secret {
            for member in &entry.value.members {
                let field = format!("{}.{member}", entry.value.r#type);
                let shown = entry.value.shown;
                it.add(Table::Secret, &field, shown, entry.span.clone());
            }
        }
        for entry in optional {
            for member in &entry.value.members {
                let field = format!("{}.{member}", entry.value.r#type);
                it.add(Table::Optional, &field, (), entry.span.clone());
            }
        }
        it
    }

    /// The settings of `[client]`, each by its key.
    fn client(&mut self, client: &Client, span: Range<usize>) {
        let texts = [
            ("name", Some(&client.name)),
            ("package", client.package.as_ref()),
            ("endpoint_variable", client.endpoint_variable.as_ref()),
            ("request_id_header", client.request_id_header.as_ref()),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                self.add(Table::Client, key, value, span.clone());
            }
        }
        let lists = [
            ("error_code", &client.error_code),
            ("error_message", &client.error_message),
            ("parameter_errors", &client.parameter_errors),
        ];
        for (key, value) in lists.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.add(Table::Client, key, value, span.clone());
        }
    }

    fn add_all<'e, T: Debug + 'e>(
        &mut self,
        table: Table,
        entries: impl IntoIterator<Item = &'e Entry<T>>,
        subject: impl Fn(&T) -> String,
    ) {
        for entry in entries {
            let subject = subject(&entry.value);
            self.add(table, &subject, &entry.value, entry.span.clone());
        }
    }

    fn add(&mut self, table: Table, subject: &str, value: impl Debug, span: Range<usize>) {
        let path = self.output.overrides.path.as_deref().unwrap_or_default();
        let file = self.output.sources.get(path);
        let line = file.map_or(1, |file| file.line_column(span.start).0);
        let decision = Decision {
            value: format!("{value:?}"),
            location: format!("specs/{path}:{line}"),
        };
        self.found.insert((table, subject.to_owned()), decision);
    }
}
