//! Entries of `overrides.toml` that appeared, changed or disappeared: they are the cause of what
//! they decide, where the pages did not change.

use std::{collections::BTreeMap, fmt::Debug, ops::Range};

use seamstress_codegen::{Output, overrides::Entry, pass::glob_match};

/// What an entry decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Boxed,
    Client,
    Credential,
    Envelope,
    Grouping,
    Id,
    LongRunning,
    Name,
    OneOf,
    Optional,
    Pagination,
    Safe,
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
            Self::LongRunning => "[[long_running]]",
            Self::Name => "[[name]]",
            Self::OneOf => "[[one_of]]",
            Self::Optional => "[[optional]]",
            Self::Pagination => "[[pagination]]",
            Self::Safe => "[[safe]]",
            Self::Webhook => "[webhook]",
        }
    }
}

/// The reason that each changed entry gives, by what it decides and about what.
#[derive(Debug)]
pub(super) struct ChangedDecisions {
    reasons: BTreeMap<(Table, String), String>,
}

impl ChangedDecisions {
    pub(super) fn new(before: &Output, after: &Output) -> Self {
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
    pub(super) fn reason(&self, table: Table, subject: &str) -> Option<&str> {
        let reason = self.reasons.get(&(table, subject.to_owned()))?;
        Some(reason)
    }

    /// The reason, where an entry whose pattern matches `operation` changed.
    pub(super) fn reason_for_safety(&self, operation: &str) -> Option<&str> {
        let mut safe = self
            .reasons
            .iter()
            .filter(|((table, _), _)| *table == Table::Safe);
        let (_, reason) = safe.find(|((_, pattern), _)| glob_match(pattern, operation))?;
        Some(reason)
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
        let overrides = &output.overrides;
        let mut decisions = Self {
            output,
            found: BTreeMap::new(),
        };
        decisions.client();
        if let Some(entry) = &overrides.grouping {
            decisions.add(Table::Grouping, "", entry.get_ref().by, entry.span());
        }
        decisions.add_all(Table::Credential, &overrides.credential, |it| {
            it.name.clone()
        });
        decisions.add_all(Table::OneOf, &overrides.one_of, |it| {
            format!("{} {}", it.operation, it.argument)
        });
        decisions.add_all(Table::Envelope, &overrides.envelope, |it| {
            it.operation.to_string()
        });
        decisions.add_all(Table::Id, &overrides.id, |it| it.kind.clone());
        decisions.add_all(Table::Name, &overrides.name, |it| it.r#type.clone());
        decisions.add_all(Table::Pagination, &overrides.pagination, |it| {
            it.member.clone()
        });
        decisions.add_all(Table::LongRunning, &overrides.long_running, |it| {
            it.member.clone()
        });
        decisions.add_all(Table::Boxed, &overrides.boxed, |it| it.member.clone());
        decisions.add_all(Table::Webhook, &overrides.webhook, |_| String::new());
        for entry in &overrides.safe {
            for pattern in &entry.value.operations {
                decisions.add(Table::Safe, pattern, (), entry.span.clone());
            }
        }
        for entry in &overrides.optional {
            for member in &entry.value.members {
                let field = format!("{}.{member}", entry.value.r#type);
                decisions.add(Table::Optional, &field, (), entry.span.clone());
            }
        }
        decisions
    }

    /// The settings of `[client]`, each by its key.
    fn client(&mut self) {
        let Some(entry) = &self.output.overrides.client else {
            return;
        };
        let client = entry.get_ref();
        let texts = [
            ("name", Some(&client.name)),
            ("package", client.package.as_ref()),
            ("endpoint_variable", client.endpoint_variable.as_ref()),
            ("request_id_header", client.request_id_header.as_ref()),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                self.add(Table::Client, key, value, entry.span());
            }
        }
        let lists = [
            ("error_code", &client.error_code),
            ("error_message", &client.error_message),
            ("parameter_errors", &client.parameter_errors),
        ];
        for (key, value) in lists.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.add(Table::Client, key, value, entry.span());
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
