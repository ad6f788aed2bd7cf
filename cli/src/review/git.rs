//! Files of a git revision, read with the `git` program.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
};

/// Names of the main branch.
const MAIN_BRANCHES: [&str; 4] = ["main", "origin/main", "master", "origin/master"];

/// A revision of the repository that a folder is in.
#[derive(Debug)]
pub(crate) struct Revision {
    root: PathBuf,
    hash: String,
    /// Its name in messages.
    pub(crate) name: String,
}

impl Revision {
    /// The revision called `name`; by default the merge base of `HEAD` and the main branch,
    /// which on that branch is `HEAD`.
    ///
    /// # Errors
    ///
    /// Where there is no git, no repository around `folder`, or no such revision; the message
    /// says what to do.
    pub(crate) fn find(folder: &Path, name: Option<&str>) -> Result<Self, String> {
        let root = text(&mut git(folder, ["rev-parse", "--show-toplevel"]))?;
        let root = PathBuf::from(root);
        let (hash, name) = match name {
            Some(name) => (commit(&root, name)?, name.to_owned()),
            None => merge_base(&root)?,
        };
        let short: String = hash.chars().take(9).collect();
        let name = if hash.starts_with(&name) {
            short
        } else {
            format!("{name} ({short})")
        };
        Ok(Self { root, hash, name })
    }

    /// The committed files below `folder` that match `wanted`, by their path inside of the
    /// folder. Symbolic links and submodules are skipped.
    ///
    /// # Errors
    ///
    /// Where git fails, with its message. A folder that the revision does not have, or that is
    /// outside of the repository, is empty.
    pub(crate) fn files(
        &self,
        folder: &Path,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let Some(prefix) = self.prefix(folder) else {
            return Ok(BTreeMap::new());
        };
        let mut list = git(&self.root, ["ls-tree", "-r", "-z", "--full-tree"]);
        list.arg(&self.hash);
        if !prefix.is_empty() {
            list.args(["--", &prefix]);
        }
        let listed = bytes(&mut list)?;
        let mut paths = Vec::new();
        let mut hashes = String::new();
        for line in listed.split(|byte| *byte == 0) {
            // `100644 blob <hash>\t<path>`
            let Ok(line) = std::str::from_utf8(line) else {
                continue;
            };
            let Some((facts, path)) = line.split_once('\t') else {
                continue;
            };
            let facts: Vec<&str> = facts.split(' ').collect();
            let [mode, "blob", hash] = facts[..] else {
                continue;
            };
            let inner = path.strip_prefix(&prefix).filter(|path| wanted(path));
            if let (Some(inner), true) = (inner, mode.starts_with("100")) {
                paths.push(inner.to_owned());
                hashes.push_str(hash);
                hashes.push('\n');
            }
        }
        let texts = self.blobs(hashes, paths.len())?;
        Ok(paths.into_iter().zip(texts).collect())
    }

    /// The path of the folder from the root of the repository: `specs/`, or empty for the
    /// root; `None` outside of the repository.
    pub(crate) fn prefix(&self, folder: &Path) -> Option<String> {
        let folder = folder.canonicalize().ok()?;
        let root = self.root.canonicalize().ok()?;
        let inner = folder.strip_prefix(&root).ok()?;
        let parts = inner.components();
        Some(
            parts
                .map(|part| format!("{}/", part.as_os_str().to_string_lossy()))
                .collect(),
        )
    }

    /// The contents of blobs, in order.
    fn blobs(&self, hashes: String, count: usize) -> Result<Vec<Vec<u8>>, String> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let mut command = git(&self.root, ["cat-file", "--batch"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| no_git(&error))?;
        // Git writes while it reads, and its pipe may fill up before all hashes are written.
        let stdin = child.stdin.take();
        let writer = thread::spawn(move || {
            stdin.map_or(Ok(()), |mut stdin| stdin.write_all(hashes.as_bytes()))
        });
        let output = child
            .wait_with_output()
            .map_err(|error| format!("cannot read the output of git: {error}"))?;
        let _ = writer.join();
        let output = checked(&command, output)?;
        let mut rest = output.as_slice();
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            let (text, more) = blob(rest).ok_or(
                "the clone does not have every file of this revision; fetch it completely (`git fetch --unshallow --refetch`)",
            )?;
            texts.push(text.to_vec());
            rest = more;
        }
        Ok(texts)
    }
}

/// The first blob of `<hash> blob <size>\n<bytes>\n`, and what follows.
fn blob(output: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = output.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&output[..end]).ok()?;
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let body = &output[end + 1..];
    Some((body.get(..size)?, body.get(size + 1..)?))
}

/// The hash of the commit called `name`.
fn commit(root: &Path, name: &str) -> Result<String, String> {
    let mut command = git(
        root,
        ["rev-parse", "--verify", "--quiet", "--end-of-options"],
    );
    command.arg(format!("{name}^{{commit}}"));
    text(&mut command).map_err(|_| format!("no such revision: `{}`", name.escape_debug()))
}

fn merge_base(root: &Path) -> Result<(String, String), String> {
    commit(root, "HEAD").map_err(|_| "the repository has no commit".to_owned())?;
    let branches: Vec<&str> = MAIN_BRANCHES
        .into_iter()
        .filter(|name| commit(root, name).is_ok())
        .collect();
    let Some(first) = branches.first() else {
        return Err("no branch `main` to compare with: name a revision with `--base`".to_owned());
    };
    let mut command = git(root, ["merge-base", "HEAD"]);
    let hash = text(command.args(&branches)).map_err(|_| {
        format!("`HEAD` and `{first}` have no merge base (is the clone shallow?): name a revision with `--base`")
    })?;
    let is_head = commit(root, "HEAD").is_ok_and(|head| head == hash);
    let name = if is_head { "HEAD" } else { first };
    Ok((hash, name.to_owned()))
}

fn git<const N: usize>(folder: &Path, arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(arguments.map(OsStr::new))
        // Its messages should be the same everywhere.
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null());
    command
}

fn bytes(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| no_git(&error))?;
    checked(command, output)
}

fn text(command: &mut Command) -> Result<String, String> {
    let text = String::from_utf8(bytes(command)?);
    let text = text.map_err(|_| "git printed a path that is not UTF-8".to_owned())?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

fn checked(command: &Command, output: Output) -> Result<Vec<u8>, String> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stderr = stderr.trim();
    let arguments: Vec<_> = command
        .get_args()
        .skip(2)
        .map(OsStr::to_string_lossy)
        .collect();
    Err(format!(
        "`git {}` failed: {}",
        arguments.join(" "),
        if stderr.is_empty() {
            "no message"
        } else {
            stderr
        }
    ))
}

fn no_git(error: &std::io::Error) -> String {
    format!("cannot run `git` ({error}): a review reads committed files")
}
