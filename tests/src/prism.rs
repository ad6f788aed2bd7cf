//! Prism, a mock server that checks requests against an OpenAPI document.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::Duration,
};

use crate::node::{self, Server};

/// A running mock server. Dropping it ends the process.
#[derive(Debug)]
pub struct Prism {
    server: Server,
    address: SocketAddr,
}

impl Prism {
    /// Installs Prism below `scratch`, and starts it with `document`.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or Prism cannot be installed or started; the message says what
    /// to do.
    pub fn start(scratch: &Path, document: &Path) -> Result<Self, String> {
        let folder = node::install(scratch, "prism", &[])?;
        let address = free_address().map_err(|error| format!("no free port: {error}"))?;
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
        // The message that it prints when it is ready is not stable.
        server.wait_until(|_| TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok())?;
        Ok(Self { server, address })
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The output of Prism so far.
    pub fn log(&self) -> String {
        self.server.log()
    }
}

/// An address that was free a moment ago.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
