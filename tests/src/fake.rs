//! The fake server that the vendor of the API publishes, and the vendor's OpenAPI document.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::node::{self, Server};

/// The scripts that are run.
const SCRIPTS: &[&str] = &["server.js", "document.js", "documented.js", "routes.js"];

/// A running fake server with seed data. Dropping it ends the process.
#[derive(Debug)]
pub struct Fake {
    server: Server,
    port: u16,
    folder: PathBuf,
}

impl Fake {
    /// Installs the fake below `scratch`, and starts it.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or the fake cannot be installed or started; the message says
    /// what to do.
    pub fn start(scratch: &Path) -> Result<Self, String> {
        let folder = node::install(scratch, "fake", SCRIPTS)?;
        let mut command = Command::new("node");
        let mut server = Server::start(command.arg("server.js").current_dir(&folder))?;
        let port = server.wait_until(|log| {
            let line = log.split_once("listening on ")?.1;
            line.split_once('\n')?.0.trim().parse().ok()
        })?;
        Ok(Self {
            server,
            port,
            folder,
        })
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The documented operations that the fake implements, one per line: `POST /devices/list`.
    ///
    /// # Errors
    ///
    /// Where the script fails.
    pub fn routes(&self) -> Result<String, String> {
        let mut command = Command::new("node");
        let command = command.arg("routes.js").arg(self.url());
        let output = node::run(command.current_dir(&self.folder))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The output of the fake so far.
    pub fn log(&self) -> String {
        self.server.log()
    }
}

/// The OpenAPI document that the vendor publishes, as JSON: the source of the documentation
/// pages.
///
/// # Errors
///
/// Where there is no `node`, or the document cannot be installed; the message says what to do.
pub fn document(scratch: &Path) -> Result<String, String> {
    let folder = node::install(scratch, "fake", SCRIPTS)?;
    let path = folder.join("openapi.json");
    let mut command = Command::new("node");
    node::run(command.arg("document.js").arg(&path).current_dir(folder))?;
    fs::read_to_string(&path).map_err(|error| error.to_string())
}
