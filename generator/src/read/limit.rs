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
        let limit = self.limits.file;
        let bytes = self.open(path, limit + 1)?;
        if bytes.len() as u64 > limit {
            return Err(exceeded(
                path,
                &format!("a file may have at most {limit} bytes"),
            ));
        }
        self.spend(path, bytes)
    }

    /// The first `length` bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); the file may be longer.
    pub(super) fn read_beginning(&mut self, path: &Path, length: u64) -> io::Result<Vec<u8>> {
        let bytes = self.open(path, length)?;
        self.spend(path, bytes)
    }

    /// Reads as much as is asked for, or one byte more than may still be read.
    fn open(&self, path: &Path, length: u64) -> io::Result<Vec<u8>> {
        if self.files == 0 {
            let count = self.limits.files;
            return Err(exceeded(
                path,
                &format!("a run reads at most {count} files"),
            ));
        }
        let mut bytes = Vec::new();
        File::open(path)
            // A device has no length, so that no more than the limit is asked for.
            .and_then(|file| {
                let mut beginning = file.take(length.min(self.total + 1));
                beginning.read_to_end(&mut bytes)
            })
            .map_err(|error| with_path(path, &error))?;
        Ok(bytes)
    }

    fn spend(&mut self, path: &Path, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let Some(total) = self.total.checked_sub(bytes.len() as u64) else {
            let count = self.limits.total;
            return Err(exceeded(
                path,
                &format!("a run reads at most {count} bytes"),
            ));
        };
        self.total = total;
        self.files -= 1;
        Ok(bytes)
    }
}

fn exceeded(path: &Path, what: &str) -> io::Error {
    let message = format!("{}: {what}", path.display());
    io::Error::new(io::ErrorKind::FileTooLarge, message)
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

    #[test]
    fn the_beginning_of_a_long_file_counts_as_what_was_read_of_it() {
        let limits = Limits {
            file: 4,
            total: 5,
            files: 4,
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long");
        fs::write(&path, "123456").unwrap();
        let mut budget = Budget::new(limits);
        assert_eq!(budget.read_beginning(&path, 3).unwrap(), b"123");
        assert_eq!(
            budget.read_beginning(&path, 3).unwrap_err().kind(),
            io::ErrorKind::FileTooLarge
        );
        assert_eq!(budget.read_beginning(&path, 2).unwrap(), b"12");
    }
}
