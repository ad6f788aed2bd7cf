//! Prism, a mock server that checks requests against an OpenAPI document.
//!
//! It is installed below the target folder from `prism/package-lock.json`, and
//! lives as long as a [`Prism`].

use std::{
    env, fs,
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::here;

/// Prism is up in a second or two; a loaded machine may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What goes into the folder of the installation.
const FILES: &[&str] = &["package.json", "package-lock.json", ".npmrc"];

/// Set to `1` where there is no `node`, to do without these tests.
const SKIP: &str = "SEAMSTRESS_SKIP_NODE";

/// A mock server on this machine. Dropping it ends it.
#[derive(Debug)]
pub struct Prism {
    child: Child,
    address: SocketAddr,
    log: Arc<Mutex<String>>,
}

/// Whether someone asked to do without `node`; if so, this says loudly that nothing was tested.
pub fn is_skipped() -> bool {
    let skipped = env::var(SKIP).is_ok_and(|value| value == "1");
    if skipped {
        // Not `eprintln`, which tests that pass do not show.
        let _ = writeln!(
            io::stderr(),
            "\n*** {SKIP}=1: the end-to-end tests with Prism are SKIPPED ***\n"
        );
    }
    skipped
}

impl Prism {
    /// Installs Prism into `scratch` if it is not there, and lets it serve `document`.
    ///
    /// # Errors
    ///
    /// Where there is no `node`, or Prism does not install or come up; what to do about it.
    pub fn start(scratch: &Path, document: &Path) -> Result<Self, String> {
        let folder = install(&scratch.join("prism"))?;
        let address = free_address().map_err(|error| format!("no port is free: {error}"))?;
        let log = Arc::default();
        let mut child = Command::new("node")
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
            .arg(document)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("`node` does not start: {error}"))?;
        listen(child.stdout.take(), child.stderr.take(), &log);
        let prism = Self {
            child,
            address,
            log,
        };
        prism.wait()
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What Prism printed so far.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until Prism takes connections.
    fn wait(mut self) -> Result<Self, String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_ok() {
                return Ok(self);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("Prism ended with {status}:\n{}", self.log()));
            }
            if Instant::now() > deadline {
                return Err(format!(
                    "Prism is not up after {PATIENCE:?}:\n{}",
                    self.log()
                ));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keeps what Prism prints, so that its pipes never fill up.
fn listen(stdout: Option<ChildStdout>, stderr: Option<ChildStderr>, log: &Arc<Mutex<String>>) {
    fn keep(mut pipe: impl io::Read + Send + 'static, log: Arc<Mutex<String>>) {
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut buffer) {
                let text = String::from_utf8_lossy(&buffer[..length]);
                log.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push_str(&text);
            }
        });
    }
    if let Some(stdout) = stdout {
        keep(stdout, Arc::clone(log));
    }
    if let Some(stderr) = stderr {
        keep(stderr, Arc::clone(log));
    }
}

/// An address that nobody listened on a moment ago.
fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// The folder that holds what the lock file lists, installed if it is not there.
fn install(folder: &Path) -> Result<PathBuf, String> {
    if let Err(error) = Command::new("node").arg("--version").output() {
        return Err(format!(
            "`node` does not run ({error}). These tests need Node.js 20 or later and its npm: install it from your \
             system's packages or https://nodejs.org, or set {SKIP}=1 to do without them."
        ));
    }
    let read = |path: PathBuf| fs::read_to_string(path).map_err(|error| error.to_string());
    let wanted = read(here("prism/package-lock.json"))?;
    let done = folder.join("installed");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(folder.to_owned());
    }
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for file in FILES {
        let text = read(here("prism").join(file))?;
        fs::write(folder.join(file), text).map_err(|error| error.to_string())?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--ignore-scripts"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("`npm` does not run: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "`npm ci` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    fs::write(&done, wanted).map_err(|error| error.to_string())?;
    Ok(folder.to_owned())
}
