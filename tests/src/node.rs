//! Servers that run on Node.js.
//!
//! What they are made of is installed below the target folder from a lock file
//! of this package, and they live as long as a [`Server`].

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use seamstress_codegen::{emit::FileTree, write};

use crate::here;

/// Servers are up in a second or two; a loaded machine may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Names versions and hashes of everything that is installed.
const LOCK: &str = "package-lock.json";

/// Set to `1` where there is no `node`, to do without these tests.
const SKIP: &str = "SEAMSTRESS_SKIP_NODE";

/// A server on this machine. Dropping it ends it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    log: Arc<Mutex<String>>,
}

/// Whether someone asked to do without `node`; if so, this says loudly that `what` was not tested.
pub fn is_skipped(what: &str) -> bool {
    let skipped = env::var(SKIP).is_ok_and(|value| value == "1");
    if skipped {
        // Not `eprintln`, which tests that pass do not show.
        let _ = writeln!(
            io::stderr(),
            "\n*** {SKIP}=1: the end-to-end tests with {what} are SKIPPED ***\n"
        );
    }
    skipped
}

/// The folder below `scratch` that holds the `files` of the folder `name` of this package, and what its lock file
/// lists, which is installed if it is not there.
///
/// # Errors
///
/// Where there is no `node`, or npm cannot install; what to do about it.
pub fn install(scratch: &Path, name: &str, files: &[&str]) -> Result<PathBuf, String> {
    if let Err(error) = Command::new("node").arg("--version").output() {
        return Err(format!(
            "`node` does not run ({error}). These tests need Node.js 20 or later and its npm: install it from your \
             system's packages or https://nodejs.org, or set {SKIP}=1 to do without them."
        ));
    }
    // Tests that run side by side want the same servers.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = scratch.join(name);
    let mut wanted = FileTree::new();
    for file in ["package.json", LOCK, ".npmrc"].iter().chain(files) {
        let text = fs::read_to_string(here(name).join(file));
        let text = text.map_err(|error| format!("{name}/{file}: {error}"))?;
        wanted.insert((*file).to_owned(), text);
    }
    // A server that runs may be reading them, so that what is right is left alone.
    write::write(&folder, &wanted).map_err(|error| error.to_string())?;
    let lock = wanted.remove(LOCK).unwrap_or_default();
    let done = folder.join("installed");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    run(command
        .args(["ci", "--ignore-scripts"])
        .current_dir(&folder))?;
    fs::write(&done, lock).map_err(|error| error.to_string())?;
    Ok(folder)
}

/// Runs `command` to its end.
///
/// # Errors
///
/// What it printed, where it fails.
pub fn run(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?} does not run: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let [stdout, stderr] =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    Err(format!("{command:?} failed:\n{stdout}{stderr}"))
}

impl Server {
    /// Starts `command`, and keeps a pipe to it open: it may end when that closes.
    ///
    /// # Errors
    ///
    /// Where it does not start.
    pub fn start(command: &mut Command) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{command:?} does not start: {error}"))?;
        let log = Arc::default();
        listen(child.stdout.take(), child.stderr.take(), &log);
        Ok(Self { child, log })
    }

    /// What the server printed so far.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until `ready` finds what it looks for in what the server printed.
    ///
    /// # Errors
    ///
    /// Where the server ends before that, or takes too long; with what it printed.
    pub fn until<T>(&mut self, ready: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ready(&self.log()) {
                return Ok(found);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the server ended with {status}:\n{}", self.log()));
            }
            if Instant::now() > deadline {
                return Err(format!(
                    "the server is not up after {PATIENCE:?}:\n{}",
                    self.log()
                ));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keeps what a server prints, so that its pipes never fill up.
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
