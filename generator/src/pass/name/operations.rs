//! Names of groups, of their operations, and of what each operation adds to its group.

use std::collections::BTreeMap;

use super::{Naming, by_parameters::parameters, resolver::NameRequest, spelling};
use crate::{
    case::{escape, pascal, snake},
    ident::RustIdent,
    ir::{Api, Feature, Grouping, NameKey, Operation, OperationKey},
    lock::Lock,
    reserved,
};

/// `functions`: what each `operationId` calls its operation.
pub(super) fn name(naming: &mut Naming<'_>, functions: &BTreeMap<&OperationKey, String>) {
    let api = naming.api;
    let locked = LockedCalls::read(api, naming.decisions.lock);
    let operations = api.operations_by_namespace();
    let root: &[String] = &[];
    let groups = api.namespaces.iter().map(Vec::as_slice);
    for group in std::iter::once(root).chain(groups) {
        let operations = operations.get(group).map_or(&[][..], Vec::as_slice);
        name_methods(naming, group, operations, functions, &locked);
        name_types(naming, group, operations);
        name_constants(naming, operations);
    }
    for operation in api.operations.values() {
        name_variables(naming, operation);
        name_options(naming, operation);
    }
    name_sample_tests(naming);
    name_features(naming);
}

/// The cargo features of top-level groups, which are called as the groups' modules.
fn name_features(naming: &mut Naming<'_>) {
    let api = naming.api;
    let groups = api
        .features
        .table
        .keys()
        .filter_map(|feature| match feature {
            Feature::Group(word) => Some(word),
            Feature::Unreferenced | Feature::Webhooks => None,
        });
    let requests = groups.map(|word| {
        let group = naming.given(&NameKey::Group(vec![word.clone()]));
        let natural = group.map_or_else(|| snake(word), |name| name.plain().to_owned());
        NameRequest {
            key: NameKey::Feature(word.clone()),
            rank: 0,
            candidates: vec![
                natural.clone(),
                format!("{natural}_group"),
                format!("group_{}", escape(word)),
            ],
            locked: naming.decisions.lock.features.get(word).cloned(),
        }
    });
    naming.scope(requests.collect(), reserved::FEATURES, RustIdent::new);
}

/// The names that earlier runs gave to groups and methods.
struct LockedCalls {
    groups: BTreeMap<Vec<String>, String>,
    methods: BTreeMap<OperationKey, String>,
}

impl LockedCalls {
    fn read(api: &Api, lock: &Lock) -> Self {
        let mut found = Self {
            groups: BTreeMap::new(),
            methods: BTreeMap::new(),
        };
        for operation in api.operations.values() {
            let Some(locked) = lock.operations.get(&operation.key.to_string()) else {
                continue;
            };
            let mut words: Vec<&str> = locked.call.split('.').collect();
            let Some(method) = words.pop() else { continue };
            found
                .methods
                .insert(operation.key.clone(), method.to_owned());
            if words.len() == operation.namespace.len() {
                for (depth, word) in words.into_iter().enumerate() {
                    found
                        .groups
                        .insert(operation.namespace[..=depth].to_vec(), word.to_owned());
                }
            }
        }
        found
    }
}

/// The methods of a group: those that lead to the groups below it, and its operations.
fn name_methods(
    naming: &mut Naming<'_>,
    group: &[String],
    operations: &[&Operation],
    functions: &BTreeMap<&OperationKey, String>,
    locked: &LockedCalls,
) {
    let api = naming.api;
    let mut requests = Vec::new();
    for path in api.namespaces_below(group) {
        let word = path.last().map_or("", String::as_str);
        let natural = snake(word);
        requests.push(NameRequest {
            key: NameKey::Group(path.clone()),
            rank: 0,
            candidates: vec![
                natural.clone(),
                format!("{natural}_group"),
                format!("group_{}", escape(word)),
            ],
            locked: locked.groups.get(path).cloned(),
        });
    }
    for operation in operations {
        let natural = snake(&operation.wire);
        let verb = operation.key.method.to_lowercase();
        let mut candidates = vec![natural.clone()];
        match api.grouping {
            Grouping::Rpc => candidates.push(format!("{verb}_{natural}")),
            Grouping::Path | Grouping::Tag => {
                let function = functions.get(&operation.key).cloned().unwrap_or_default();
                let id = snake(operation.id.as_deref().unwrap_or_default());
                let media = operation.key.media_word();
                candidates.extend([function, id].map(|name| match media {
                    Some(media) => format!("{name}_{}", snake(media)),
                    None => name,
                }));
                let parameters = parameters(operation.key.route()).into_iter();
                candidates.extend(parameters.map(|words| format!("{natural}_by_{words}")));
            }
        }
        candidates.push(format!("{verb}_{}", snake(&operation.key.path)));
        candidates.push(format!("{verb}_{}", escape(&operation.key.path)));
        requests.push(NameRequest {
            key: NameKey::Method(operation.key.clone()),
            rank: 1,
            candidates,
            locked: locked.methods.get(&operation.key).cloned(),
        });
    }
    let reserved = if group.is_empty() {
        reserved::GROUPS
    } else {
        reserved::METHODS
    };
    naming.scope(requests, reserved, spelling::module);
}

/// The types of a group's module: its handle, and what its operations are called with.
fn name_types(naming: &mut Naming<'_>, group: &[String], operations: &[&Operation]) {
    let mut requests = Vec::new();
    if let Some(last) = group.last() {
        let natural = pascal(last);
        requests.push(NameRequest::new(
            NameKey::Handle(group.to_vec()),
            vec![natural.clone(), format!("{natural}Group")],
        ));
    }
    for operation in operations {
        let key = &operation.key;
        let Some(method) = naming.given(&NameKey::Method(key.clone())) else {
            continue;
        };
        let natural = pascal(method.plain());
        let candidates = |suffix: &str| {
            vec![
                format!("{natural}{suffix}"),
                format!("{natural}{suffix}Request"),
            ]
        };
        requests.push(NameRequest {
            rank: 1,
            ..NameRequest::new(NameKey::RequestBuilder(key.clone()), candidates(""))
        });
        if !operation.responses_by_status().is_empty() {
            let locked = &naming.decisions.lock.types;
            requests.push(NameRequest {
                rank: 2,
                locked: locked.get(&Lock::output_key(key)).cloned(),
                ..NameRequest::new(NameKey::Output(key.clone()), candidates("Output"))
            });
        }
        if operation.signature.has_named() {
            requests.push(NameRequest {
                rank: 2,
                ..NameRequest::new(NameKey::Arguments(key.clone()), candidates("Args"))
            });
        }
    }
    let mut reserved = reserved::operations();
    // The operations of the root are next to the client.
    let client = group.is_empty().then(|| client_types(naming));
    let client = client.unwrap_or_default();
    reserved.extend(client.iter().map(String::as_str));
    naming.scope(requests, &reserved, spelling::ty);
    for operation in operations {
        name_output_variants(naming, operation);
    }
}

/// The client, and the types that the root of the crate exports next to it.
fn client_types(naming: &Naming<'_>) -> Vec<String> {
    let keys = [
        NameKey::Client,
        NameKey::ClientBuilder,
        NameKey::Webhook,
        NameKey::WebhookError,
    ];
    let given = keys.iter().filter_map(|key| naming.given(key));
    given.map(|name| name.plain().to_owned()).collect()
}

/// The variants of an enum by status are called as their statuses, which differ.
fn name_output_variants(naming: &mut Naming<'_>, operation: &Operation) {
    let responses = operation.responses_by_status().iter();
    let requests = responses.map(|response| {
        let key = NameKey::OutputVariant(operation.key.clone(), response.status);
        let natural = pascal(&response.status.words());
        NameRequest::new(key, vec![natural.clone(), format!("{natural}Status")])
    });
    naming.scope(requests.collect(), reserved::VARIANTS, spelling::variant);
}

/// The constants of a group's module, one for each operation, called as its method.
fn name_constants(naming: &mut Naming<'_>, operations: &[&Operation]) {
    let requests = operations.iter().filter_map(|operation| {
        let key = &operation.key;
        let method = naming.given(&NameKey::Method(key.clone()))?.plain();
        let candidates = vec![method.to_owned(), format!("{method}_operation")];
        Some(NameRequest::new(
            NameKey::OperationConstant(key.clone()),
            candidates,
        ))
    });
    let requests = requests.collect();
    naming.scope(requests, &[], spelling::constant);
}

/// The argument that is the whole body, and what examples call the value that a call
/// returns: as the envelope's field.
fn name_variables(naming: &mut Naming<'_>, operation: &Operation) {
    let body = NameRequest::new(
        NameKey::BodyArgument(operation.key.clone()),
        vec!["body".to_owned()],
    );
    naming.scope(vec![body], &[], RustIdent::new);
    let envelope = operation.envelope().map(str::to_owned);
    let result = NameRequest::new(
        NameKey::ResultVariable(operation.key.clone()),
        envelope
            .into_iter()
            .chain(["response".to_owned()])
            .collect(),
    );
    naming.scope(vec![result], &[], RustIdent::new);
}

/// The options of a call: those whose names no setter of the request builder has.
fn name_options(naming: &mut Naming<'_>, operation: &Operation) {
    let long_running = operation.behavior.long_running.as_ref();
    let long_running = long_running.map_or(&[][..], |_| reserved::LONG_RUNNING_OPTIONS);
    let mut setters = Vec::new();
    if let Some(signature) = operation.signature.fields() {
        for field in &signature.setters {
            let (key, wire) = (&signature.params, &field.wire);
            setters.push(NameKey::Field(key.clone(), wire.clone()));
            setters.push(NameKey::NullSetter(key.clone(), wire.clone()));
        }
    }
    let setters = setters.iter().filter_map(|key| naming.given(key));
    let setters: Vec<&str> = setters.map(RustIdent::plain).collect();
    let options = reserved::OPTIONS.iter().chain(long_running);
    let free = options.filter(|option| !setters.contains(*option));
    let requests = free.map(|option| {
        let key = NameKey::RequestOption(operation.key.clone(), option);
        NameRequest::new(key, vec![(*option).to_owned()])
    });
    let requests = requests.collect();
    naming.scope(requests, &[], RustIdent::new);
}

/// The tests of samples are in one file.
fn name_sample_tests(naming: &mut Naming<'_>) {
    let operations = naming.api.operations.values();
    let requests = operations.filter_map(|operation| {
        let key = &operation.key;
        let mut words = Vec::new();
        for depth in 1..=operation.namespace.len() {
            let group = NameKey::Group(operation.namespace[..depth].to_vec());
            words.push(naming.given(&group)?.plain());
        }
        words.push(naming.given(&NameKey::Method(key.clone()))?.plain());
        let verb = key.method.to_lowercase();
        let candidates = vec![words.join("_"), format!("{verb}_{}", escape(&key.path))];
        Some(NameRequest::new(
            NameKey::SampleTest(key.clone()),
            candidates,
        ))
    });
    let requests = requests.collect();
    naming.scope(requests, &[], RustIdent::new);
}
