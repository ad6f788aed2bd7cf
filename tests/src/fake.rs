//! The fake of the API that its own makers wrote, and the document that they publish.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::node::{self, Server};

/// What is run there.
const SCRIPTS: &[&str] = &["server.js", "document.js", "documented.js", "routes.js"];

/// A seeded fake on this machine. Dropping it ends it.
#[derive(Debug)]
pub struct Fake {
    server: Server,
    port: u16,
    folder: PathBuf,
}

impl Fake {
    /// Installs the fake into `scratch` if it is not there, and starts it.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or the fake does not install or come up; what to do about it.
    pub fn start(scratch: &Path) -> Result<Self, String> {
        let folder = node::install(scratch, "fake", SCRIPTS)?;
        let mut command = Command::new("node");
        let mut server = Server::start(command.arg("server.js").current_dir(&folder))?;
        let port = server.until(|said| {
            let said = said.split_once("listening on ")?.1;
            said.split_once('\n')?.0.trim().parse().ok()
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

    /// The documented operations that the fake knows, one on each line: `POST /devices/list`.
    ///
    /// # Errors
    ///
    /// Where they cannot be asked for.
    pub fn routes(&self) -> Result<String, String> {
        let mut command = Command::new("node");
        let command = command.arg("routes.js").arg(self.url());
        let output = node::run(command.current_dir(&self.folder))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// What the fake printed so far.
    pub fn log(&self) -> String {
        self.server.log()
    }
}

/// The text of the document that the API's makers publish, as JSON: what the docs site has pages of.
///
/// # Errors
///
/// Where there is no `node`, or the document does not install; what to do about it.
pub fn document(scratch: &Path) -> Result<String, String> {
    let folder = node::install(scratch, "fake", SCRIPTS)?;
    let path = folder.join("openapi.json");
    let mut command = Command::new("node");
    node::run(command.arg("document.js").arg(&path).current_dir(folder))?;
    fs::read_to_string(&path).map_err(|error| error.to_string())
}
