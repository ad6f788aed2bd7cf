//! The record of the last run, with which a run that would change nothing ends at once.
//!
//! A run is a function of its input and of the generator, so that nothing changes if both are
//! those of the last run and the files on disk are still those that it wrote. All three are
//! compared by their contents. The record is below the folder of the crate and no part of it:
//! it is ignored by version control, and whoever deletes it loses nothing but time.

use std::{collections::BTreeSet, env, fs, io, time::UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{DOCUMENT, LOCK, MANIFEST, Project};
use crate::{
    parallel, read,
    report::Report,
    run::{Input, Output},
    source, write,
};

/// The record, in the folder of the crate.
const FILE: &str = ".seamstress/last-run.json";
/// What keeps the folder out of version control.
const IGNORE: &str = ".seamstress/.gitignore";

/// The digests of what decides the output of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Of the generator, and of all inputs but the lock, which a run changes.
    inputs: String,
    /// Of the lock.
    lock: String,
}

/// What is known of the last run.
#[derive(Debug, Serialize, Deserialize)]
struct LastRun {
    /// Of a run whose lock is the one that this run wrote.
    fingerprint: Fingerprint,
    /// The paths of the files that it wrote, relative to the folder of the crate.
    files: BTreeSet<String>,
    /// Of these files, the merged document, the lock and the manifest.
    output: String,
    report: Report,
}

impl Project {
    /// The digests of what decides the output of a run with `input`; `prefix` goes before the
    /// paths in its report. `None` if the generator cannot be identified.
    pub fn fingerprint(&self, input: &Input, prefix: &str) -> Option<Fingerprint> {
        let Input {
            sources,
            attachments,
            #[cfg(feature = "overlay")]
            overlays,
            overrides,
            lock,
            package,
            prefer,
            strict,
            site_changes,
        } = input;
        let mut digest = TextDigest::default();
        digest.text(&generator()?);
        digest.text(&format!(
            "{self:?} {prefix:?} {package:?} {prefer:?} {strict} {site_changes:?}"
        ));
        digest.text(overrides);
        let groups = [sources, attachments].into_iter();
        #[cfg(feature = "overlay")]
        let groups = groups.chain([overlays]);
        for sources in groups {
            digest.text(&sources.len().to_string());
            for source in sources {
                digest.text(&source.path);
                digest.text(&source.text);
            }
        }
        Some(Fingerprint {
            inputs: digest.finish(),
            lock: source::digest(lock),
        })
    }

    /// The report of a run with this fingerprint, if the last run had it and every file is as
    /// that run left it: nothing would change.
    pub fn unchanged(&self, fingerprint: &Fingerprint) -> Option<Report> {
        if [&self.specs, &self.out].map(|it| write::was_interrupted(it)) != [false; 2] {
            return None;
        }
        let record = read::read_if_exists(&self.out.join(FILE)).ok()??;
        let last: LastRun = serde_json::from_str(&record).ok()?;
        if last.fingerprint != *fingerprint {
            return None;
        }
        let output = self.digest_on_disk(last.files).ok()?;
        (output == last.output).then_some(last.report)
    }

    /// Records a run with this fingerprint, after its files were written.
    ///
    /// # Errors
    ///
    /// Where the record cannot be written; the error names it.
    pub fn record(
        &self,
        fingerprint: &Fingerprint,
        output: &Output,
        report: Report,
    ) -> io::Result<()> {
        let lock = output.lock.to_text();
        let mut digest = TextDigest::default();
        for (path, text) in &output.files {
            digest.text(path);
            digest.text(text);
        }
        digest.text(&output.document);
        digest.text(&lock);
        // Its maintainers edit it, and runs keep up a part of it.
        digest.bytes(&fs::read(self.out.join(MANIFEST))?);
        let last = LastRun {
            fingerprint: Fingerprint {
                lock: source::digest(&lock),
                ..fingerprint.clone()
            },
            files: output.files.keys().cloned().collect(),
            output: digest.finish(),
            report,
        };
        let text = serde_json::to_string(&last).map_err(io::Error::other)?;
        write::write_files(&self.out, [(IGNORE, "*\n"), (FILE, text.as_str())])
    }

    /// The digest of the files on disk, in the order of [`record`](Self::record): those of
    /// `files`, and any other that a run would remove or report.
    fn digest_on_disk(&self, mut files: BTreeSet<String>) -> io::Result<String> {
        files.extend(write::generated_folders(&self.out)?);
        let files: Vec<String> = files.into_iter().collect();
        let texts = parallel::map(&files, |path| fs::read(self.out.join(path)));
        let mut digest = TextDigest::default();
        for (path, text) in files.iter().zip(texts) {
            let text = text?;
            // Users may add tests of their own.
            if path.starts_with("tests/")
                && !std::str::from_utf8(&text).is_ok_and(write::has_header)
            {
                continue;
            }
            digest.text(path);
            digest.bytes(&text);
        }
        for file in [DOCUMENT, LOCK] {
            digest.bytes(&fs::read(self.specs.join(file))?);
        }
        digest.bytes(&fs::read(self.out.join(MANIFEST))?);
        Ok(digest.finish())
    }
}

/// The generator: the program that runs.
fn generator() -> Option<String> {
    let program = env::current_exe().ok()?;
    let metadata = fs::metadata(&program).ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{program:?} {} {modified:?}", metadata.len()))
}

/// The digest of several texts, each with its length, so that no two lists have the same.
#[derive(Default)]
struct TextDigest(Sha256);

impl TextDigest {
    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }

    fn finish(self) -> String {
        format!("{:x}", self.0.finalize())
    }
}
