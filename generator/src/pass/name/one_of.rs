//! Names of one-of arguments. The enum itself is a type among the others.

use super::{Naming, resolver::NameRequest, spelling};
use crate::{
    case::{escape, pascal, snake},
    ir::{Argument, NameKey, Operation},
};

pub(super) fn name(naming: &mut Naming<'_>) {
    let api = naming.api;
    for operation in api.operations.values() {
        name_arguments(naming, operation);
        name_variants(naming, operation);
    }
}

/// The other arguments of the operation are called as the fields that they fill.
fn name_arguments(naming: &mut Naming<'_>, operation: &Operation) {
    let Some(signature) = operation.signature.fields() else {
        return;
    };
    let mut taken: Vec<String> = vec!["params".to_owned()];
    for argument in signature.arguments() {
        if let Argument::Field(field) = argument {
            let key = NameKey::Field(signature.params.clone(), field.wire.clone());
            taken.extend(naming.given(&key).map(|name| name.plain().to_owned()));
        }
    }
    let requests = operation.input.one_of.iter().map(|one_of| {
        let natural = snake(&one_of.wire);
        let key = NameKey::OneOfArgument(operation.key.clone(), one_of.wire.clone());
        NameRequest::new(
            key,
            vec![
                natural.clone(),
                format!("{natural}_choice"),
                format!("choice_{}", escape(&one_of.wire)),
            ],
        )
    });
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    naming.scope(requests.collect(), &taken, spelling::field);
}

fn name_variants(naming: &mut Naming<'_>, operation: &Operation) {
    for one_of in &operation.input.one_of {
        let requests = one_of.fields.iter().map(|field| {
            let natural = pascal(field);
            let key =
                NameKey::OneOfVariant(operation.key.clone(), one_of.wire.clone(), field.clone());
            NameRequest::new(
                key,
                vec![
                    natural.clone(),
                    format!("{natural}Member"),
                    format!("Member{}", pascal(&escape(field))),
                ],
            )
        });
        naming.scope(requests.collect(), &["Self"], spelling::variant);
    }
}
