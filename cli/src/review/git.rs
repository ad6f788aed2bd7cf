//! What was committed: files of a revision, read by the program `git`.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
};

/// Where the work of everybody comes together, by the names that it goes by.
const TRUNKS: [&str; 4] = ["main", "origin/main", "master", "origin/master"];

/// A revision of the repository that a folder is in.
#[derive(Debug)]
pub(crate) struct Revision {
    root: PathBuf,
    hash: String,
    /// What a person calls it.
    pub(crate) name: String,
}

impl Revision {
    /// The revision called `name`; without a name, where the work on `HEAD` began: its
    /// merge base with the main branch. On that branch itself, that is `HEAD`.
    ///
    /// # Errors
    ///
    /// Where there is no git, no repository around `folder`, or no such revision; what
    /// to do about it.
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

    /// Every file that is committed below `folder` and that `wanted` takes, by its path
    /// inside of the folder. Links and submodules are passed over.
    ///
    /// # Errors
    ///
    /// Where git fails, with what it says. A folder that the revision does not have is
    /// empty and no error; neither is one outside of the repository.
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

    /// The folder as git knows it: `specs/`, or nothing for the root; `None` outside of the
    /// repository.
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
        // Git answers while it is asked, and its pipe may fill up before we are done.
        let stdin = child.stdin.take();
        let asking = thread::spawn(move || {
            stdin.map_or(Ok(()), |mut stdin| stdin.write_all(hashes.as_bytes()))
        });
        let answer = child
            .wait_with_output()
            .map_err(|error| format!("git cannot be read: {error}"))?;
        let _ = asking.join();
        let answer = checked(&command, answer)?;
        let mut rest = answer.as_slice();
        let mut texts = Vec::with_capacity(count);
        for _ in 0..count {
            let (text, more) = blob(rest).ok_or(
                "git does not have every file of this revision; fetch it whole (`git fetch --unshallow --refetch`)",
            )?;
            texts.push(text.to_vec());
            rest = more;
        }
        Ok(texts)
    }
}

/// The first blob of `<hash> blob <size>\n<bytes>\n`, and what follows.
fn blob(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let size: usize = head.rsplit(' ').next()?.parse().ok()?;
    let body = &answer[end + 1..];
    Some((body.get(..size)?, body.get(size + 1..)?))
}

/// The hash of the commit that a person means.
fn commit(root: &Path, name: &str) -> Result<String, String> {
    let mut command = git(
        root,
        ["rev-parse", "--verify", "--quiet", "--end-of-options"],
    );
    command.arg(format!("{name}^{{commit}}"));
    text(&mut command).map_err(|_| format!("git knows no revision `{}` here", name.escape_debug()))
}

fn merge_base(root: &Path) -> Result<(String, String), String> {
    commit(root, "HEAD").map_err(|_| "nothing is committed here yet".to_owned())?;
    let trunks: Vec<&str> = TRUNKS
        .into_iter()
        .filter(|name| commit(root, name).is_ok())
        .collect();
    let Some(first) = trunks.first() else {
        return Err(
            "there is no branch `main` to compare with: name a revision by `--base`".to_owned(),
        );
    };
    let mut command = git(root, ["merge-base", "HEAD"]);
    let hash = text(command.args(&trunks)).map_err(|_| {
        format!("git knows nothing that `HEAD` and `{first}` both come from (is the clone shallow?): name a revision by `--base`")
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
        // Its messages are matched by nobody, and still should read the same everywhere.
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
    let text = text.map_err(|_| "git names a path that is no UTF-8".to_owned())?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

fn checked(command: &Command, output: Output) -> Result<Vec<u8>, String> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim();
    let asked: Vec<_> = command
        .get_args()
        .skip(2)
        .map(OsStr::to_string_lossy)
        .collect();
    Err(format!(
        "`git {}` failed: {}",
        asked.join(" "),
        if said.is_empty() {
            "it does not say why"
        } else {
            said
        }
    ))
}

fn no_git(error: &std::io::Error) -> String {
    format!("`git` does not run ({error}): a review reads what was committed")
}
