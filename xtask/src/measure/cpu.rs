//! User CPU of commands, without `unsafe`.

use std::{
    env,
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context as _, Result, bail};

use super::folder;

/// A command that can be run repeatedly.
#[derive(Clone, Debug)]
pub(super) struct Invocation {
    words: Vec<OsString>,
    folder: PathBuf,
    /// A file whose modification time is updated before each run.
    touched: Option<PathBuf>,
}

impl Invocation {
    /// The command that these words are, run in `folder`.
    pub(super) fn new<W: Into<OsString>>(
        words: impl IntoIterator<Item = W>,
        folder: &Path,
    ) -> Self {
        let words = words.into_iter().map(Into::into).collect();
        Self {
            words,
            folder: folder.to_owned(),
            touched: None,
        }
    }

    /// The same cargo that runs this command, without the proxy that selects a toolchain.
    pub(super) fn cargo(arguments: &[&str], folder: &Path) -> Self {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(
            [cargo]
                .into_iter()
                .chain(arguments.iter().map(OsString::from)),
            folder,
        )
    }

    /// With more arguments.
    pub(super) fn with<'a>(mut self, arguments: impl IntoIterator<Item = &'a &'a str>) -> Self {
        let arguments = arguments.into_iter().map(OsString::from);
        self.words.extend(arguments);
        self
    }

    /// Updates the modification time of `file` before each run.
    pub(super) fn touching(self, file: &Path) -> Self {
        Self {
            touched: Some(file.to_owned()),
            ..self
        }
    }

    /// Runs it once.
    ///
    /// # Errors
    ///
    /// If it cannot be run or fails; the error contains its output.
    pub(super) fn run(&self) -> Result<Output> {
        self.output("exec \"$@\"", 1)
    }

    /// User CPU of one run with all processes that it waits for, in seconds:
    /// the mean of as many runs as it takes to outweigh the clock's steps.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub(super) fn user_cpu(&self) -> Result<f64> {
        let once = self.user_cpu_of(1)?;
        let more = (LONG_ENOUGH / once.max(CLOCK_STEP)).ceil();
        if more <= 1.0 {
            return Ok(once);
        }
        // Between 1 and `LONG_ENOUGH / CLOCK_STEP`.
        self.user_cpu_of(more as u32)
    }

    fn user_cpu_of(&self, times: u32) -> Result<f64> {
        let output = self.output(TIMED, times)?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let seconds = children_user(&printed)
            .with_context(|| format!("`times` of /bin/sh printed {printed:?}"))?;
        Ok(seconds / f64::from(times))
    }

    fn output(&self, script: &str, times: u32) -> Result<Output> {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", script, "measure"])
            .args(&self.words)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", folder::target())
            // Every build is a full one, by rustc itself.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTC_WRAPPER")
            .env("TIMES", times.to_string())
            .env(
                "TOUCHED",
                self.touched.clone().unwrap_or_else(|| "/dev/null".into()),
            );
        let output = command
            .output()
            .with_context(|| format!("`{self}` cannot be run"))?;
        if !output.status.success() {
            bail!(
                "`{self}` failed, {}\n{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(output)
    }
}

/// As a person would type it, with paths from the root of the workspace.
impl fmt::Display for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = crate::root();
        for (at, word) in self.words.iter().map(Path::new).enumerate() {
            let shown = match word.strip_prefix(&root) {
                Ok(inner) => inner.as_os_str(),
                Err(_) if at == 0 => word.file_name().unwrap_or(word.as_os_str()),
                Err(_) => word.as_os_str(),
            };
            let shown = shown.to_string_lossy();
            let space = if at == 0 { "" } else { " " };
            let quote = if shown.contains(' ') { "'" } else { "" };
            write!(f, "{space}{quote}{shown}{quote}")?;
        }
        Ok(())
    }
}

/// The children's time of `/bin/sh` counts in steps of this, in seconds.
const CLOCK_STEP: f64 = 0.01;
/// What makes such a step less than two in a hundred, in seconds.
const LONG_ENOUGH: f64 = 0.5;

/// Runs the command, and says on a stdout of its own what `times` says.
const TIMED: &str = r#"
while [ "$TIMES" -gt 0 ]; do
    [ "$TOUCHED" = /dev/null ] || touch "$TOUCHED"
    "$@" >&2 || exit "$?"
    TIMES=$((TIMES - 1))
done
times
"#;

/// The children's user time in what `times` of a POSIX shell prints, in seconds:
/// the first word of the second line, as in `0m1.960000s`.
fn children_user(times: &str) -> Option<f64> {
    let word = times.lines().nth(1)?.split_whitespace().next()?;
    let (minutes, seconds) = word.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

/// The median of `runs` measurements.
pub(super) fn median_of(runs: usize, mut measure: impl FnMut() -> Result<f64>) -> Result<f64> {
    let mut found = (0..runs).map(|_| measure()).collect::<Result<Vec<_>>>()?;
    Ok(median(&mut found))
}

/// The middle one; of an even number the mean of the two in the middle.
pub(super) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => f64::NAN,
        (len, half) if len % 2 == 1 => values[half],
        (_, half) => f64::midpoint(values[half - 1], values[half]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Invocation {
        Invocation::new(["/bin/sh", "-c", script], &crate::root())
    }

    #[test]
    fn the_children_stand_in_the_second_line_of_times() {
        assert_eq!(
            children_user("0m0.030000s 0m0.060000s\n1m2.500000s 0m0.060000s\n"),
            Some(62.5)
        );
        assert_eq!(
            children_user("0m0.030s 0m0.060s\n0m1.96s 0m0.06s\n"),
            Some(1.96)
        );
        assert_eq!(children_user("0m0.030s 0m0.060s\n"), None);
        assert_eq!(children_user("0m0.03s 0m0.06s\nnonsense 0m0.06s\n"), None);
    }

    #[test]
    fn the_median_is_robust_against_an_outlier() {
        assert_eq!(median(&mut [9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [900.0, 1.0, 3.0, 2.0]), 2.5);
    }

    #[test]
    fn time_is_what_the_command_spent_and_not_how_long_it_took() {
        let busy = sh("i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done")
            .user_cpu()
            .unwrap();
        let idle = sh("sleep 0.2").user_cpu_of(1).unwrap();
        assert!(busy > 0.02, "{busy}");
        assert!(idle < 0.05, "{idle}");
    }

    #[test]
    fn a_command_that_fails_is_reported_with_its_output() {
        let failing = sh("echo no such thing >&2; exit 3");
        for error in [failing.run().unwrap_err(), failing.user_cpu().unwrap_err()] {
            let text = error.to_string();
            assert!(
                text.contains("sh -c") && text.contains("no such thing") && text.contains('3'),
                "{text}"
            );
        }
    }
}
