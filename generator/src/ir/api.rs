//! The API as a whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

use super::{
    Client, Docs, Examples, Features, Grouping, Incoming, LongRunning, Operation, OperationKey,
    Paging, Scheme, SchemeUse, Security, Server, ServerVariable, Shares, Struct, TypeDef, TypeKey,
    Types, Webhook,
};
use crate::{
    case::{api_name, is_telling},
    host::organisation,
    sample::Sample,
    source::Origin,
};

/// One API, whole.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The title of the API.
    pub title: String,
    /// The description of the API.
    pub docs: Docs,
    /// The servers that the documents name. The first one is the
    /// default base URL.
    pub servers: Vec<Server>,
    /// The declared security schemes.
    pub schemes: Vec<Scheme>,
    /// All operations, by path and method.
    pub operations: BTreeMap<OperationKey, Operation>,
    /// Why operations are left out, with how many there are for each reason.
    pub skipped: BTreeMap<String, usize>,
    /// The samples of the pages, by operation.
    pub examples: BTreeMap<OperationKey, Examples>,
    /// How operations are grouped.
    pub grouping: Grouping,
    /// The tags of operations that the document describes.
    pub tags: BTreeMap<String, Description>,
    /// What introduces each page of prose, in the order of the pages.
    pub leads: Vec<Description>,
    /// The tree of groups that operations are called through, by their words.
    pub namespaces: BTreeSet<Vec<String>>,
    /// What the pages say about groups, by their words. Filled by `pass::group_docs`.
    pub group_docs: BTreeMap<Vec<String>, Description>,
    /// The tags of groups that are called by a part of them, `user` for `user-controller`, by
    /// the words of the groups. Filled by `pass::group_docs`.
    pub controllers: BTreeMap<Vec<String>, String>,
    /// All named types.
    pub types: Types,
    /// Which of them several places share. Filled by `pass::share`.
    pub shares: Shares,
    /// All kinds of ids, by the wire name that gives them (`acs_user_id`).
    pub ids: BTreeSet<String>,
    /// Pagination schemes, by names that tell them apart.
    pub paging: BTreeMap<String, Paging>,
    /// Kinds of long-running operations, by the response field that holds the job.
    pub long_running: BTreeMap<String, LongRunning>,
    /// What the API sends by itself, ordered by kind and name.
    pub incoming: Vec<Incoming>,
    /// The payload of webhooks, if one is configured.
    pub webhook: Option<Webhook>,
    /// The cargo features that leave out parts of the API.
    pub features: Features,
    /// Settings of the client as a whole.
    pub client: Client,
}

/// Documentation of something that has no node of its own in the IR.
#[derive(Clone, Debug)]
pub struct Description {
    /// The documentation.
    pub docs: Docs,
    /// Where it is written.
    pub origin: Origin,
}

impl Api {
    /// What the API is called: by its title, or where that tells nothing, as `OpenAPI definition`
    /// of springdoc, by the file of the document or by the host.
    pub fn name(&self) -> String {
        let title = || Some(self.title.clone()).filter(|title| is_telling(title));
        let hosts = || {
            self.servers
                .iter()
                .find_map(|server| organisation(&server.url))
        };
        let found = title().or_else(|| self.file()).or_else(hosts);
        api_name(found.as_ref().unwrap_or(&self.title))
    }

    /// The name of the document of all operations, if it tells what API it is.
    fn file(&self) -> Option<String> {
        let mut pages = self.operations.values().map(|it| &it.origin.page);
        let page = pages.next()?;
        let file = page.rsplit(['/', '\\']).next()?;
        let (name, extension) = file.rsplit_once('.')?;
        let is_document = ["json", "yaml", "yml"].contains(&extension);
        let name = name.replace('.', " ");
        (is_document && is_telling(&name) && pages.all(|it| it == page)).then_some(name)
    }

    /// The security scheme with this name in the documents.
    pub fn scheme(&self, wire: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.wire == wire)
    }

    /// Whether requests carry a secret of this scheme; not that of a client certificate.
    pub fn is_sent(&self, needed: &SchemeUse) -> bool {
        self.scheme(&needed.scheme).is_none_or(Scheme::is_sent)
    }

    /// Whether there is an operation that cannot be called without a credential, or of which the
    /// document does not say that it can.
    pub fn needs_credential(&self) -> bool {
        let mut operations = self.operations.values();
        operations.any(|operation| match &operation.security {
            Security::Unspecified => true,
            Security::AnyOf(alternatives) => {
                !alternatives.is_empty() && alternatives.iter().all(|it| !it.is_empty())
            }
        })
    }

    /// The default base URL.
    pub fn endpoint(&self) -> Option<&str> {
        self.servers.first().map(|server| server.url.as_str())
    }

    /// The servers that users can choose in place of the default one.
    pub fn other_servers(&self) -> impl Iterator<Item = &Server> {
        let others = self.servers.iter().skip(1);
        others.filter(|server| server.is_absolute())
    }

    /// The variables of all servers by name; the first declaration of each counts.
    pub fn server_variables(&self) -> BTreeMap<&str, &ServerVariable> {
        let own = self.operations.values().flat_map(|it| &it.servers);
        let all = self.servers.iter().chain(own);
        let mut variables = BTreeMap::new();
        for variable in all.flat_map(|server| &server.variables) {
            variables.entry(variable.name.as_str()).or_insert(variable);
        }
        variables
    }

    /// The type at `key`.
    pub fn type_at(&self, key: &TypeKey) -> Option<&TypeDef> {
        self.types.get(key)
    }

    /// The struct at `key`, if there is one.
    pub fn struct_at(&self, key: &TypeKey) -> Option<&Struct> {
        self.types.struct_at(key)
    }

    /// The operation with this method and path.
    pub fn operation(&self, key: &OperationKey) -> Option<&Operation> {
        self.operations.get(key)
    }

    /// The struct that callers of an operation fill in, if it is a struct.
    pub fn parameters_of(&self, operation: &Operation) -> Option<&Struct> {
        self.struct_at(operation.input.params_key()?)
    }

    /// Whether the operation polls long-running work.
    pub fn is_poll(&self, key: &OperationKey) -> bool {
        self.long_running.values().any(|entry| entry.poll == *key)
    }

    /// The operations of each namespace that has some, in order; those of the root are at the empty
    /// path.
    pub fn operations_by_namespace(&self) -> BTreeMap<&[String], Vec<&Operation>> {
        let mut found: BTreeMap<&[String], Vec<&Operation>> = BTreeMap::new();
        for operation in self.operations.values() {
            let namespace = operation.namespace.as_slice();
            found.entry(namespace).or_default().push(operation);
        }
        found
    }

    /// The namespaces directly below `path` (all roots for the empty path).
    pub fn namespaces_below<'a>(
        &'a self,
        path: &'a [String],
    ) -> impl Iterator<Item = &'a Vec<String>> {
        // What begins with `path` follows it at once.
        let after = (Bound::Excluded(path), Bound::Unbounded);
        let inside = self.namespaces.range::<[String], _>(after);
        inside
            .take_while(move |below| below.starts_with(path))
            .filter(move |below| below.len() == path.len() + 1)
    }

    /// What the pages say about the group at `path`.
    pub fn docs_of_group(&self, path: &[String]) -> Option<&Docs> {
        self.group_docs.get(path).map(|it| &it.docs)
    }

    /// The samples of the bodies of an operation.
    pub fn samples_of(&self, key: &OperationKey) -> &[Sample] {
        self.examples
            .get(key)
            .map_or(&[], |examples| &examples.samples)
    }

    /// All samples, with the operation that each belongs to.
    pub fn samples(&self) -> impl Iterator<Item = (&Operation, &Sample)> {
        self.operations.values().flat_map(|operation| {
            let samples = self.samples_of(&operation.key).iter();
            samples.map(move |sample| (operation, sample))
        })
    }
}
