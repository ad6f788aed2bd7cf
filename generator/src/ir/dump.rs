//! The API as text, for snapshots and `cargo xtask dump ir`.

mod bodies;

use std::fmt::{self, Write as _};

use self::bodies::{is_nullable, returned, write_content, write_responses};
use super::{
    Access, Api, Binding, Boxing, Constraint, Credential, CredentialLocation, Field, Incoming,
    Location, Names, Operation, Presence, SchemeUse, Security, Tagging, TypeDef, TypeKey, TypeKind,
    Usage,
    describe::{notation, type_ref_notation},
};

/// The whole API, one line for each operation, argument, type, field, value and branch.
/// Origins are left out, so that moving a page changes no line.
pub fn dump(api: &Api, names: &Names) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = write(api, names, &mut text);
    text
}

fn write(api: &Api, names: &Names, out: &mut String) -> fmt::Result {
    for operation in api.operations.values() {
        write_operation(api, names, operation, out)?;
    }
    for (key, def) in &api.types {
        write_type(names, key, def, out)?;
        for place in api.shares.places.get(key).into_iter().flatten() {
            writeln!(out, "  in {place}")?;
        }
    }
    for kind in &api.ids {
        writeln!(out, "id {kind} as {}", names.id(kind))?;
    }
    for (feature, needed) in &api.features.table {
        write!(out, "feature {}", names.feature(feature))?;
        let needed: Vec<_> = needed.iter().map(|it| names.feature(it)).collect();
        if !needed.is_empty() {
            write!(out, ", which needs {}", needed.join(", "))?;
        }
        out.push('\n');
    }
    for credential in &api.client.credentials {
        write_credential(api, credential, out)?;
    }
    for (name, paging) in &api.paging {
        writeln!(out, "paging by {name:?}: {paging}")?;
    }
    for long_running in api.long_running.values() {
        writeln!(
            out,
            "long-running by {:?}: polls {} with {:?}; {:?} is {}, {} or {}",
            long_running.field,
            long_running.poll,
            long_running.id,
            long_running.status,
            long_running.pending.join(" or "),
            long_running.succeeded.join(" or "),
            long_running.failed.join(" or "),
        )?;
    }
    for Incoming {
        kind,
        name,
        payload,
        ..
    } in &api.incoming
    {
        let payload = type_ref_notation(names, payload);
        writeln!(out, "{kind} {name} with {payload}")?;
    }
    if let Some(webhook) = &api.webhook {
        writeln!(
            out,
            "webhook {} of {}, signed in {}-* headers",
            names.webhook(),
            webhook.event,
            webhook.headers
        )?;
    }
    Ok(())
}

fn write_operation(
    api: &Api,
    names: &Names,
    operation: &Operation,
    out: &mut String,
) -> fmt::Result {
    write!(
        out,
        "{} as {}",
        operation.key,
        names.qualified(operation, ".")
    )?;
    if operation.lifecycle.deprecated.is_some() {
        out.push_str(", deprecated");
    }
    if operation.lifecycle.inferred {
        out.push_str(", inferred");
    }
    out.push('\n');
    for argument in operation.signature.locked_names() {
        writeln!(out, "  argument {argument}")?;
    }
    for choice in &operation.input.one_of {
        let fields = choice.fields.join(", ");
        write!(out, "  exactly one of {fields} as {}", choice.wire)?;
        if let Some(own_id) = &choice.own_id {
            write!(out, ", strings are {own_id}")?;
        }
        out.push('\n');
    }
    if let Some(params) = operation.input.params() {
        writeln!(out, "  takes {}", notation(names, params))?;
    }
    if let Some(content) = operation.input.content() {
        write_content(operation, content, out)?;
    }
    for binding in &operation.input.bindings {
        let json = if binding.json { ", as JSON" } else { "" };
        writeln!(out, "  {:?} in {}{json}", binding.field, location(binding))?;
    }
    let returns = operation.returns();
    write!(
        out,
        "  returns {}",
        returned(names, operation, returns.value)
    )?;
    if returns.is_optional && !is_nullable(returns.value) {
        out.push_str(" or nothing");
    }
    if let Some(field) = operation.envelope() {
        write!(out, " in {field:?}")?;
    }
    if let Some(field) = &operation.behavior.paging {
        write!(out, ", paged by {field:?}")?;
    }
    if let Some(field) = &operation.behavior.long_running {
        write!(out, ", long-running by {field:?}")?;
    }
    out.push('\n');
    write_responses(names, operation, out)?;
    if let Some(switch) = operation.switch(&api.types) {
        writeln!(
            out,
            "  the field {:?} asks for the stream",
            switch.field.wire
        )?;
    }
    for server in &operation.servers {
        writeln!(out, "  served by {}", server.url)?;
    }
    if operation.behavior.safe {
        out.push_str("  safe\n");
    }
    if let Some(header) = &operation.behavior.idempotency_key {
        writeln!(out, "  repeatable by {header:?}")?;
    }
    match &operation.security {
        Security::Unspecified => {}
        Security::AnyOf(alternatives) if alternatives.is_empty() => {
            out.push_str("  needs no authentication\n");
        }
        Security::AnyOf(alternatives) => {
            let alternatives: Vec<_> = alternatives.iter().map(|it| needed(it)).collect();
            writeln!(out, "  authorised by {}", alternatives.join(" or "))?;
        }
    }
    Ok(())
}

/// `credential "key": the query parameter "api_key", with "app"`
fn write_credential(api: &Api, credential: &Credential, out: &mut String) -> fmt::Result {
    write!(out, "credential {:?}: ", credential.name)?;
    match &credential.location {
        CredentialLocation::Bearer => out.push_str("a bearer token"),
        CredentialLocation::Basic => out.push_str("a user and a password"),
        CredentialLocation::Header(name) => write!(out, "the header {name:?}")?,
        CredentialLocation::Query(name) => write!(out, "the query parameter {name:?}")?,
        CredentialLocation::Cookie(name) => write!(out, "the cookie {name:?}")?,
        CredentialLocation::Certificate | CredentialLocation::Unsupported(_) => {}
    }
    for scheme in &credential.together {
        write!(out, ", with {scheme:?}")?;
    }
    out.push('\n');
    for flow in api
        .scheme(&credential.scheme)
        .iter()
        .flat_map(|it| it.flows())
    {
        write!(out, "  {}", flow.kind.wire())?;
        if let Some(url) = &flow.token_url {
            write!(out, " at {url:?}")?;
        }
        if let Some(url) = &flow.refresh_url {
            write!(out, ", refreshed at {url:?}")?;
        }
        let scopes: Vec<_> = flow.scopes.iter().map(|(name, _)| name.as_str()).collect();
        writeln!(out, ": {}", scopes.join(", "))?;
    }
    Ok(())
}

/// `api_key and oauth (read, write)`
fn needed(alternative: &[SchemeUse]) -> String {
    let schemes: Vec<_> = alternative
        .iter()
        .map(|it| match it.scopes.is_empty() {
            true => it.scheme.clone(),
            false => format!("{} ({})", it.scheme, it.scopes.join(", ")),
        })
        .collect();
    match schemes.is_empty() {
        true => "nothing".to_owned(),
        false => schemes.join(" and "),
    }
}

/// `the query as "limit", Form, exploded`
fn location(binding: &Binding) -> String {
    let wire = &binding.wire;
    let exploded = |explode: bool| if explode { ", exploded" } else { "" };
    let suffix = |reserved: bool| if reserved { ", reserved" } else { "" };
    match binding.location {
        Location::Path {
            style,
            explode,
            reserved,
        } => {
            let exploded = exploded(explode);
            let reserved = suffix(reserved);
            format!("the path as {wire:?}, {style:?}{exploded}{reserved}")
        }
        Location::Query {
            style,
            explode,
            reserved,
        } => {
            let reserved = suffix(reserved);
            let exploded = exploded(explode);
            format!("the query as {wire:?}, {style:?}{exploded}{reserved}")
        }
        Location::Header { explode } => format!("the header {wire:?}{}", exploded(explode)),
        Location::Cookie { explode } => format!("the cookie {wire:?}{}", exploded(explode)),
        Location::BodyField => format!("the body as {wire:?}"),
        Location::Body => "the body, whole".to_owned(),
    }
}

fn write_type(names: &Names, key: &TypeKey, def: &TypeDef, out: &mut String) -> fmt::Result {
    let Usage {
        sent,
        received,
        assumed,
    } = def.usage;
    let usage = match (sent, received, assumed) {
        (true, true, false) => "sent and received",
        (true, true, true) => "sent and taken as received",
        (true, false, _) => "sent",
        (false, true, false) => "received",
        (false, true, true) => "taken as received",
        (false, false, _) => "not emitted",
    };
    let name = names.ty(key);
    match &def.kind {
        TypeKind::Struct(inner) => {
            let others = match inner.declares_others {
                true => ", with others",
                false => "",
            };
            write!(out, "struct {key} as {name}, {usage}{others}")?;
            write_constraints(&inner.constraints, out)?;
            out.push('\n');
            inner
                .fields
                .iter()
                .try_for_each(|field| write_field(names, key, field, out))
        }
        TypeKind::Enum(inner) => {
            let others = match inner.allows_others {
                true => ", with others",
                false => "",
            };
            writeln!(out, "enum {key} as {name}, {usage}{others}")?;
            inner
                .values
                .iter()
                .try_for_each(|value| writeln!(out, "  {value:?} as {}", names.variant(key, value)))
        }
        TypeKind::Union(inner) => {
            let tagging = match &inner.tagging {
                Tagging::Tagged(field) => format!("discriminated by {field:?}"),
                Tagging::Untagged(fields) if fields.is_empty() => "untagged".to_owned(),
                Tagging::Untagged(fields) => {
                    format!("untagged, discriminated by {}", fields.join(", "))
                }
                Tagging::Undecided(_) => "undecided".to_owned(),
            };
            let others = match inner.allows_others {
                true => ", with others",
                false => "",
            };
            writeln!(out, "union {key} as {name}, {usage}, {tagging}{others}")?;
            for field in &inner.shared {
                let name = names.shared_field(key, &field.wire);
                let shape = notation(names, &field.shape);
                writeln!(out, "  all have {:?} as {name}: {shape}", field.wire)?;
            }
            inner.branches.iter().try_for_each(|branch| {
                let boxed = boxed(branch.boxing);
                writeln!(
                    out,
                    "  {:?} as {}: {}{boxed}",
                    branch.label,
                    names.variant(key, &branch.label),
                    notation(names, &branch.shape)
                )
            })
        }
        TypeKind::Alias(target) => {
            writeln!(out, "alias {key} = {}", type_ref_notation(names, target))
        }
    }
}

/// What is written behind a place whose value is in a box.
fn boxed(boxing: Boxing) -> &'static str {
    match boxing {
        Boxing::None => "",
        Boxing::Box => ", boxed",
        Boxing::Erased => ", boxed without its auto traits",
    }
}

fn write_field(names: &Names, key: &TypeKey, field: &Field, out: &mut String) -> fmt::Result {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required, nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional, nullable",
    };
    write!(
        out,
        "  {:?} as {}: {}, {presence}",
        field.wire,
        names.field(key, &field.wire),
        notation(names, &field.shape)
    )?;
    out.push_str(boxed(field.boxing));
    if field.secret {
        out.push_str(", secret");
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => out.push_str(", read-only"),
        Access::WriteOnly => out.push_str(", write-only"),
    }
    write_constraints(&field.constraints, out)?;
    if field.deprecated.is_some() {
        out.push_str(", deprecated");
    }
    out.push('\n');
    Ok(())
}

/// `, [MinLength(1), MaxLength(64)]`
fn write_constraints(constraints: &[Constraint], out: &mut String) -> fmt::Result {
    match constraints {
        [] => Ok(()),
        some => write!(out, ", {some:?}"),
    }
}
