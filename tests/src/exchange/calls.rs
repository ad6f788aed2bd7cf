//! The program that calls every operation of a generated client, as text.
//!
//! What is called is known when the program is written; what it is called with is read when it
//! runs, so that each operation is compiled once, however often it is called.

use std::fmt::Write as _;

use seamstress_codegen::{
    Output,
    emit::type_text,
    ir::{
        Argument, CredentialLocation, Field, FieldSignature, Input, Location, Names, Operation,
        Payload, Presence, ReturnedValue, Signature,
    },
};

/// `calls.rs`, for the client of `output`.
///
/// # Errors
///
/// Where the output has no client.
pub(super) fn calls(output: &Output) -> Result<String, String> {
    let names = output.names.as_ref().ok_or("the client has no names")?;
    let writer = Writer { output, names };
    let mut functions = String::new();
    let mut table = String::new();
    for (index, operation) in output.api.operations.values().enumerate() {
        for (kind, call) in writer.calls(operation) {
            let name = format!("{kind}_{index}");
            let key = format!("{} {}", operation.key.method, operation.key.path);
            let media = operation.input.content().map(|it| it.media.essence());
            let setup = writer.request(operation)?;
            let _ = write!(
                functions,
                "\nasync fn {name}(client: &super::Client, given: super::Given<'_>) -> Result<(), String> {{\n{setup}{call}}}\n"
            );
            let _ = writeln!(
                table,
                "    ({key:?}, {media:?}, |client, given| Box::pin({name}(client, given))),"
            );
        }
    }
    Ok(format!(
        "//! Every operation of the client.\n\n{head}{functions}\n/// Each with its method and path, and the media type of its body.\n\
         pub(crate) const CALLS: &[(&str, Option<&str>, super::Call)] = &[\n{table}];\n",
        head = writer.head(),
    ))
}

struct Writer<'a> {
    output: &'a Output,
    names: &'a Names,
}

impl Writer<'_> {
    fn head(&self) -> String {
        let (library, client) = (self.names.library(), self.names.client());
        let credentials = self.output.api.client.credentials.iter();
        let credentials: String = credentials
            .map(|credential| {
                let secret = format!("{}secret", credential.prefix.as_deref().unwrap_or_default());
                let user = match credential.location {
                    CredentialLocation::Basic => "\"user\", ",
                    _ => "",
                };
                let companion = self.names.companion(credential).map(|_| ", \"companion\"");
                format!(
                    "        .{}({user}{secret:?}{})\n",
                    self.names.credential(credential),
                    companion.unwrap_or_default()
                )
            })
            .collect();
        format!(
            "// The program's own types have paths: a document may have types of the same names.\n\
             pub(crate) mod target {{\n    pub(crate) use {library}::{client} as Client;\n}}\n\n\
             pub(crate) use {library}::runtime;\n\
             #[allow(unused_imports)]\nuse {library}::models::*;\n\
             #[allow(unused_imports)]\nuse {library}::runtime::codegen::types::*;\n\
             use super::received;\n\n\
             /// A strict client of the server at `url`.\n\
             pub(crate) fn client(url: &str, drift: &received::Drifts) \
             -> Result<super::Client, runtime::Error> {{\n    \
             super::Client::builder()\n{credentials}        .base_url(url)\n        .strict(true)\n        \
             .on_drift(drift.hook())\n        .build()\n}}\n"
        )
    }

    /// The request builder of `operation` with everything that is given.
    fn request(&self, operation: &Operation) -> Result<String, String> {
        let names = self.names;
        let groups: String = names
            .group_path(&operation.namespace)
            .map(|group| format!(".{group}()"))
            .collect();
        let method = names.method(&operation.key);
        let (arguments, setters) = match &operation.signature {
            Signature::Empty => (String::new(), String::new()),
            Signature::Body(shape) => {
                let ty = type_text::shape(names, shape);
                (
                    format!("given.value::<{ty}>(\"body\", \"\")?"),
                    String::new(),
                )
            }
            Signature::Fields(signature) => (
                self.arguments(operation, signature)?,
                self.setters(operation, signature),
            ),
        };
        let is_set = if setters.is_empty() { "" } else { "mut " };
        Ok(format!(
            "    let {is_set}request = client{groups}.{method}({arguments});\n{setters}"
        ))
    }

    fn arguments(
        &self,
        operation: &Operation,
        signature: &FieldSignature,
    ) -> Result<String, String> {
        let field = |argument: &Argument| match argument {
            Argument::Field(field) => {
                let ty = self.ty(field);
                let (place, name) = place(&operation.input, field);
                let value = format!("given.value::<{ty}>({place:?}, {name:?})?");
                Ok((field.wire.clone(), value))
            }
            Argument::OneOf(_) => Err(format!(
                "{}: no document asks for a choice of fields",
                operation.key
            )),
        };
        let mut values = Vec::new();
        for argument in &signature.positional {
            values.push(field(argument)?.1);
        }
        if let Some(arguments) = self.names.arguments(&operation.key) {
            let mut fields = Vec::new();
            for argument in &signature.named {
                let (wire, value) = field(argument)?;
                let name = self.names.field(&signature.params, &wire);
                fields.push(format!("{name}: {value}"));
            }
            let fields = fields.join(", ");
            values.push(format!(
                "{}{arguments} {{ {fields} }}",
                self.module(operation)
            ));
        }
        Ok(values.join(", "))
    }

    fn setters(&self, operation: &Operation, signature: &FieldSignature) -> String {
        let setters = signature.setters.iter().map(|field| {
            let name = self.names.field(&signature.params, &field.wire);
            let ty = type_text::shape(self.names, &field.shape);
            let (place, wire) = place(&operation.input, field);
            if field.has_null_setter() {
                let null = self.names.null_setter(&signature.params, &field.wire);
                return format!(
                    "    request = match given.optional::<Option<{ty}>>({place:?}, {wire:?})? {{\n        \
                     Some(Some(value)) => request.{name}(value),\n        \
                     Some(None) => request.{null}(),\n        None => request,\n    }};\n"
                );
            }
            format!(
                "    if let Some(value) = given.optional::<{ty}>({place:?}, {wire:?})? {{\n        \
                 request = request.{name}(value);\n    }}\n"
            )
        });
        setters.collect()
    }

    /// How the request is sent, and what is checked of its response; once more where another call
    /// returns a stream.
    fn calls(&self, operation: &Operation) -> Vec<(&'static str, String)> {
        let send = |call: &str, check: &str| {
            format!("    let response = given.send(request.{call}()).await?;\n    {check}\n")
        };
        let check = match operation.returns().value {
            _ if operation.behavior.paging.is_some() => "let _ = response;\n    Ok(())".to_owned(),
            ReturnedValue::Json(_) => {
                let envelope = operation.envelope();
                format!("received::json(&response, {envelope:?})")
            }
            ReturnedValue::Events(_) => "received::events(response.value).await".to_owned(),
            ReturnedValue::Lines(_) => "received::lines(response.value).await".to_owned(),
            ReturnedValue::ByStatus => "received::by_status(&response.value)".to_owned(),
            ReturnedValue::Nothing | ReturnedValue::Text | ReturnedValue::Bytes => {
                "let _ = response;\n    Ok(())".to_owned()
            }
        };
        let mut calls = vec![("call", send("call", &check))];
        let stream = match operation.stream().map(|content| &content.payload) {
            Some(Payload::Events(_)) => Some("events"),
            Some(Payload::Lines(_)) => Some("lines"),
            _ => None,
        };
        calls.extend(stream.map(|name| {
            let check = format!("received::{name}(response.value).await");
            ("stream", send(name, &check))
        }));
        calls
    }

    /// The type of an argument that must be given.
    fn ty(&self, field: &Field) -> String {
        let ty = type_text::shape(self.names, &field.shape);
        match field.presence {
            Presence::RequiredNullable => format!("Option<{ty}>"),
            _ => ty,
        }
    }

    /// `library::group::`
    fn module(&self, operation: &Operation) -> String {
        let groups = self.names.group_path(&operation.namespace);
        let groups: String = groups.map(|group| format!("{group}::")).collect();
        format!("{}::{groups}", self.names.library())
    }
}

/// Where a field is sent, and under which name.
fn place<'a>(input: &'a Input, field: &'a Field) -> (&'static str, &'a str) {
    match input.binding(&field.wire) {
        None => ("body", &field.wire),
        Some(binding) if binding.location == Location::Body => ("body", ""),
        Some(binding) => (binding.location.as_str(), &binding.wire),
    }
}
