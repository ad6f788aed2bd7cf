//! How much is read: a run has all of its input in memory.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use super::with_path;

/// What a run reads at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of one file.
    file: u64,
    /// Bytes of all files.
    total: u64,
    /// Number of files.
    files: usize,
}

/// Limits that no documentation comes near to.
pub(super) const LIMITS: Limits = Limits {
    file: 128 << 20,
    total: 512 << 20,
    files: 100_000,
};

/// What may still be read.
pub(super) struct Budget {
    limits: Limits,
    total: u64,
    files: usize,
}

impl Budget {
    pub(super) const fn new(limits: Limits) -> Self {
        Self {
            limits,
            total: limits.total,
            files: limits.files,
        }
    }

    /// The bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or the limits are exceeded ([`io::ErrorKind::FileTooLarge`]); the
    /// error names it.
    pub(super) fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        let limits = self.limits;
        let exceeded = |what: String| {
            let message = format!("{}: {what}", path.display());
            io::Error::new(io::ErrorKind::FileTooLarge, message)
        };
        let Some(files) = self.files.checked_sub(1) else {
            let count = limits.files;
            return Err(exceeded(format!("a run reads at most {count} files")));
        };
        let limit = limits.file.min(self.total);
        let mut bytes = Vec::new();
        File::open(path)
            // A device has no length, so that no more than the limit is asked for.
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(|error| with_path(path, &error))?;
        let length = bytes.len() as u64;
        if length > limits.file {
            let count = limits.file;
            return Err(exceeded(format!("a file may have at most {count} bytes")));
        }
        let Some(total) = self.total.checked_sub(length) else {
            let count = limits.total;
            return Err(exceeded(format!("a run reads at most {count} bytes")));
        };
        (self.files, self.total) = (files, total);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The length that is read of each file, else the end of the message.
    fn read(limits: Limits, texts: &[&str]) -> Vec<Result<usize, String>> {
        let folder = tempfile::tempdir().unwrap();
        let mut budget = Budget::new(limits);
        let texts = texts.iter().enumerate();
        let results = texts.map(|(number, text)| {
            let path = folder.path().join(number.to_string());
            fs::write(&path, text).unwrap();
            let result = budget.read(&path).map(|bytes| bytes.len());
            result.map_err(|error| {
                assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
                let text = error.to_string();
                let (file, message) = text.rsplit_once(": ").unwrap();
                assert!(file.ends_with(&number.to_string()), "{file}");
                message.to_owned()
            })
        });
        results.collect()
    }

    #[test]
    fn each_limit_is_an_error_that_names_the_file() {
        let limits = Limits {
            file: 4,
            total: 10,
            files: 4,
        };
        let error = |text: &str| Err(text.to_owned());
        assert_eq!(
            read(limits, &["1234", "12345", "1234", "12", "123"]),
            [
                Ok(4),
                error("a file may have at most 4 bytes"),
                Ok(4),
                Ok(2),
                error("a run reads at most 10 bytes"),
            ]
        );
        assert_eq!(
            read(limits, &["", "", "", "", ""])[3..],
            [Ok(0), error("a run reads at most 4 files")]
        );
    }
}
