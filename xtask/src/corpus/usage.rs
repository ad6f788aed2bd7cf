//! CPU and memory of a command: those of the kernel's accounts, without `unsafe`.
//!
//! The accounts add up all children of a process, so that each command gets a parent of its
//! own: this program, run again as `cargo xtask usage`. The parent is small, because the memory
//! that a process had before it became another program counts.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Output},
};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// What a command and the processes that it waited for used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Usage {
    /// User CPU, in seconds.
    pub(super) user: f64,
    /// The memory of the largest process, in bytes.
    pub(super) peak: u64,
}

/// A command that ended, whether it succeeded or not.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) output: Output,
    pub(super) usage: Usage,
}

/// What a command may use before it is ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// CPU of one process, in seconds.
    pub(super) cpu: u64,
    /// Memory of one process, in bytes.
    pub(super) memory: u64,
}

/// Runs `command` and measures it.
///
/// # Errors
///
/// Where it cannot be started.
pub(super) fn measure(command: &Command, limits: Limits, scratch: &Path) -> Result<Measured> {
    let account = scratch.join("usage.json");
    let mut wrapped = Command::new(env::current_exe()?);
    wrapped
        .arg("usage")
        .arg(&account)
        .args([limits.cpu.to_string(), limits.memory.to_string()])
        .arg("--")
        .arg(command.get_program())
        .args(command.get_args());
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(key, value),
            None => wrapped.env_remove(key),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    let output = wrapped
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    let text = fs::read_to_string(&account)
        .with_context(|| format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))?;
    fs::remove_file(&account)?;
    Ok(Measured {
        output,
        usage: Usage::read(&serde_json::from_str(&text)?),
    })
}

impl Usage {
    fn read(value: &Value) -> Self {
        Self {
            user: value["user"].as_f64().unwrap_or_default(),
            peak: value["peak"].as_u64().unwrap_or_default(),
        }
    }

    pub(super) fn json(self) -> Value {
        json!({ "user": self.user, "peak": self.peak })
    }
}

/// Runs a command, and writes what it used to a file.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    account: PathBuf,
    cpu: u64,
    memory: u64,
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// Runs the command with the limits, and passes its exit code on.
///
/// # Errors
///
/// Where it cannot be run, or the file cannot be written.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments {
        account,
        cpu,
        memory,
        command,
    } = arguments;
    kernel::limit(*cpu, *memory)?;
    let (program, words) = command.split_first().context("no command")?;
    let status = Command::new(program)
        .args(words)
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let usage = kernel::of_children()?;
    fs::write(account, usage.json().to_string())?;
    Ok(match status.code().map(u8::try_from) {
        Some(Ok(code)) => ExitCode::from(code),
        // A signal ended the process.
        _ => ExitCode::from(SIGNAL),
    })
}

/// The exit code for a command that a signal ended, such as that of a limit.
pub(super) const SIGNAL: u8 = 128;

#[cfg(unix)]
mod kernel {
    use anyhow::Result;
    use nix::sys::{
        resource::{Resource, UsageWho, getrusage, setrlimit},
        time::TimeValLike as _,
    };

    use super::Usage;

    pub(super) fn limit(cpu: u64, memory: u64) -> Result<()> {
        setrlimit(Resource::RLIMIT_CPU, cpu, cpu)?;
        #[cfg(not(target_os = "macos"))]
        setrlimit(Resource::RLIMIT_AS, memory, memory)?;
        #[cfg(target_os = "macos")]
        let _ = memory;
        Ok(())
    }

    pub(super) fn of_children() -> Result<Usage> {
        /// The unit of the peak.
        const UNIT: u64 = if cfg!(target_os = "macos") { 1 } else { 1024 };

        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        Ok(Usage {
            user: usage.user_time().num_microseconds() as f64 / 1e6,
            peak: u64::try_from(usage.max_rss())? * UNIT,
        })
    }
}

#[cfg(not(unix))]
mod kernel {
    use anyhow::{Result, bail};

    use super::Usage;

    pub(super) fn limit(_: u64, _: u64) -> Result<()> {
        bail!("CPU and memory of a command are measured on Unix only")
    }

    pub(super) fn of_children() -> Result<Usage> {
        bail!("CPU and memory of a command are measured on Unix only")
    }
}
