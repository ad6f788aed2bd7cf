//! Prism, a mock server that checks requests against an OpenAPI document.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::Duration,
};

use crate::node::{self, Server};

/// A mock server on this machine. Dropping it ends it.
#[derive(Debug)]
pub struct Prism {
    server: Server,
    address: SocketAddr,
}

impl Prism {
    /// Installs Prism into `scratch` if it is not there, and lets it serve `document`.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or Prism does not install or come up; what to do about it.
    pub fn start(scratch: &Path, document: &Path) -> Result<Self, String> {
        let folder = node::install(scratch, "prism", &[])?;
        let address = free_address().map_err(|error| format!("no port is free: {error}"))?;
        let mut command = Command::new("node");
        command
            .arg(folder.join("node_modules/@stoplight/prism-cli/dist/index.js"))
            .args([
                "mock",
                "--errors",
                "--seed",
                "seamstress",
                "-h",
                "127.0.0.1",
                "-p",
            ])
            .arg(address.port().to_string())
            .arg(document);
        let mut server = Server::start(&mut command)?;
        // What it prints when it is ready is for people, and changes.
        server.until(|_| TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok())?;
        Ok(Self { server, address })
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What Prism printed so far.
    pub fn log(&self) -> String {
        self.server.log()
    }
}

/// An address that nobody listened on a moment ago.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
