//! Names of arguments of which exactly one member is given. The enum itself is a type
//! among the others.

use super::{Naming, resolver::NameRequest, spelling};
use crate::{
    case::{escape, pascal, snake},
    ir::{Argument, NameKey, Operation, TypeKey},
};

pub(super) fn name(naming: &mut Naming<'_>) {
    let api = naming.api;
    for operation in api.operations.values() {
        name_arguments(naming, operation);
        name_variants(naming, operation);
    }
}

/// Arguments stand beside the others of their operation, which are called as the fields
/// that they fill.
fn name_arguments(naming: &mut Naming<'_>, operation: &Operation) {
    if operation.input.one_of.is_empty() {
        return;
    }
    let params = operation.input.params_key();
    let mut taken: Vec<String> = vec!["params".to_owned()];
    for argument in &operation.arguments {
        if let (Argument::Member(wire), Some(params)) = (argument, params)
            && let Some(field) = naming.given(&NameKey::Field(TypeKey::clone(params), wire.clone()))
        {
            taken.push(field.plain().to_owned());
        }
    }
    let requests = operation.input.one_of.iter().map(|choice| {
        let natural = snake(&choice.wire);
        let key = NameKey::OneOfArgument(operation.key.clone(), choice.wire.clone());
        NameRequest::new(
            key,
            vec![
                natural.clone(),
                format!("{natural}_choice"),
                format!("choice_{}", escape(&choice.wire)),
            ],
        )
    });
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    naming.scope(requests.collect(), &taken, spelling::field);
}

fn name_variants(naming: &mut Naming<'_>, operation: &Operation) {
    for choice in &operation.input.one_of {
        let requests = choice.fields.iter().map(|member| {
            let natural = pascal(member);
            let key =
                NameKey::OneOfVariant(operation.key.clone(), choice.wire.clone(), member.clone());
            NameRequest::new(
                key,
                vec![
                    natural.clone(),
                    format!("{natural}Member"),
                    format!("Member{}", pascal(&escape(member))),
                ],
            )
        });
        naming.scope(requests.collect(), &["Self"], spelling::variant);
    }
}
