//! Node.js packages, and servers that run on Node.js.
//!
//! Packages are installed below the target folder from a lock file of this package. A server
//! runs until its [`Server`] is dropped.

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use seamstress_codegen::{file_tree::FileTree, write};

use crate::here;

/// How long a server may take to start; usually a second or two.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// The lock file of npm.
const LOCK: &str = "package-lock.json";

/// The environment variable that skips these tests where it is `1`.
const SKIP: &str = "SEAMSTRESS_SKIP_NODE";

/// A running server. Dropping it ends the process.
#[derive(Debug)]
pub struct Server {
    child: Child,
    log: Arc<Mutex<String>>,
}

/// Whether tests with Node.js are skipped; if so, prints that `what` was not tested.
pub fn is_skipped(what: &str) -> bool {
    let skipped = env::var(SKIP).is_ok_and(|value| value == "1");
    if skipped {
        // Unlike `eprintln`, this is shown for tests that pass.
        let _ = writeln!(
            io::stderr(),
            "\n*** {SKIP}=1: the end-to-end tests with {what} are SKIPPED ***\n"
        );
    }
    skipped
}

/// Copies the `files` of the folder `name` of this package to a folder below `scratch`, installs
/// the npm packages of its lock file there, and returns the folder.
///
/// # Errors
///
/// Where there is no `node`, or npm fails; the message says what to do.
pub fn install(scratch: &Path, name: &str, files: &[&str]) -> Result<PathBuf, String> {
    if let Err(error) = Command::new("node").arg("--version").output() {
        return Err(format!(
            "cannot run `node` ({error}). These tests need Node.js 20 or later and its npm: install it from your \
             system's packages or https://nodejs.org, or set {SKIP}=1 to skip them."
        ));
    }
    // Tests that run concurrently may install the same packages.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _guard = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = scratch.join(name);
    let mut wanted = FileTree::new();
    for file in ["package.json", LOCK, ".npmrc"].iter().chain(files) {
        let text = fs::read_to_string(here(name).join(file));
        let text = text.map_err(|error| format!("{name}/{file}: {error}"))?;
        wanted.insert((*file).to_owned(), text);
    }
    // A running server may read them; files that do not change are not touched.
    write::write(&folder, &wanted).map_err(|error| error.to_string())?;
    let lock = wanted.remove(LOCK).unwrap_or_default();
    let marker = folder.join("installed");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(npm);
    run(command
        .args(["ci", "--ignore-scripts"])
        .current_dir(&folder))?;
    fs::write(&marker, lock).map_err(|error| error.to_string())?;
    Ok(folder)
}

/// Runs `command` to completion.
///
/// # Errors
///
/// Its output, where it fails.
pub fn run(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|error| format!("cannot run {command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let [stdout, stderr] =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    Err(format!("{command:?} failed:\n{stdout}{stderr}"))
}

impl Server {
    /// Starts `command`. Its stdin stays open, since some servers end when it is closed.
    ///
    /// # Errors
    ///
    /// Where it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start {command:?}: {error}"))?;
        let log = Arc::default();
        collect(child.stdout.take(), child.stderr.take(), &log);
        Ok(Self { child, log })
    }

    /// The output of the server so far.
    pub fn log(&self) -> String {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until `ready` returns a value for the output of the server.
    ///
    /// # Errors
    ///
    /// Where the server exits before that, or takes too long; the message has its output.
    pub fn wait_until<T>(&mut self, ready: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let deadline = Instant::now() + START_TIMEOUT;
        loop {
            if let Some(found) = ready(&self.log()) {
                return Ok(found);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("the server exited with {status}:\n{}", self.log()));
            }
            if Instant::now() > deadline {
                return Err(format!(
                    "the server did not start within {START_TIMEOUT:?}:\n{}",
                    self.log()
                ));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail where the process has already exited.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Collects the output of a server, so that its pipes never fill up.
fn collect(stdout: Option<ChildStdout>, stderr: Option<ChildStderr>, log: &Arc<Mutex<String>>) {
    fn read(mut pipe: impl io::Read + Send + 'static, log: Arc<Mutex<String>>) {
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
        read(stdout, Arc::clone(log));
    }
    if let Some(stderr) = stderr {
        read(stderr, Arc::clone(log));
    }
}
