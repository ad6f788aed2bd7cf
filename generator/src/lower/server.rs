//! Servers of the API and of single operations.

use openapiv3::Server as Source;

use super::Lowering;
use crate::{
    diagnostic::{Code, Diagnostic},
    ir::{Docs, Server, ServerVariable},
    normalise::server_variable::without_default,
    source::Pointer,
};

impl Lowering<'_> {
    /// The servers of the API; the first one is the default.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        if self.api.servers.is_empty() && !self.api.paths.paths.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::MissingServer, "no page names a server")
                    .help("whoever makes a client has to give it a base URL"),
            );
        }
        self.servers_at(&self.api.servers, &Pointer::root())
    }

    /// The servers that a path item or an operation has of its own, of which the first one
    /// with a host is used.
    pub(super) fn operation_servers(&mut self, servers: &[Source], at: &Pointer) -> Vec<Server> {
        let mut servers = self.servers_at(servers, at);
        // Such a URL follows a host that is not known.
        servers.retain(Server::is_absolute);
        if let Some(second) = servers.get(1) {
            let message = format!(
                "of {} servers of an operation, the first is used",
                servers.len()
            );
            let warning = Diagnostic::new(Code::UnsupportedFeature, message);
            let warning = warning.at(second.origin.clone(), "this one is not");
            self.diagnostics.push(warning);
        }
        servers
    }

    fn servers_at(&self, servers: &[Source], at: &Pointer) -> Vec<Server> {
        let at = at.child("servers");
        let all = servers.iter().enumerate();
        all.filter(|(index, server)| servers[..*index].iter().all(|it| it.url != server.url))
            .map(|(index, server)| Server {
                url: server.url.clone(),
                variables: variables(server),
                origin: self.origin(&at.index(index)),
            })
            .collect()
    }
}

/// The variables that the URL has; others have no effect. Those that it has only there come last.
fn variables(server: &Source) -> Vec<ServerVariable> {
    let unset = without_default(server);
    let is_declared = |name: &str| {
        let variables = server.variables.as_ref();
        variables.is_some_and(|variables| variables.contains_key(name))
    };
    let undeclared = unset.iter().filter(|name| !is_declared(name));
    let undeclared = undeclared.map(|name| ServerVariable {
        name: (*name).to_owned(),
        default: None,
        values: Vec::new(),
        docs: Docs::default(),
    });
    let declared = server.variables.iter().flatten();
    let declared = declared
        .filter(|(name, _)| server.url.contains(&format!("{{{name}}}")))
        .map(|(name, variable)| ServerVariable {
            name: name.clone(),
            default: (!unset.contains(&name.as_str())).then(|| variable.default.clone()),
            values: variable.enumeration.clone(),
            docs: Docs(variable.description.clone().unwrap_or_default()),
        });
    declared.chain(undeclared).collect()
}
