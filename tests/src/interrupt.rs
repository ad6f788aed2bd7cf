//! Programs that are interrupted at one of their changes of the file system.
//!
//! A library that is loaded into the program counts the calls that create, write, move or remove
//! files, so that a test can interrupt every single one. Linux only.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::here;

/// How a program is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// It is killed before a call; if that is a write, after half of it.
    Kill,
    /// The disk is full from a call on; if that is a write, after half of it.
    FullDisk,
}

/// The library that interrupts programs.
#[derive(Debug)]
pub struct Interrupter {
    library: PathBuf,
}

impl Interrupter {
    /// Compiles the library into `folder`, with the C compiler that Rust links with as well.
    ///
    /// # Errors
    ///
    /// Where it cannot be compiled.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let library = folder.join("interrupt.so");
        let status = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .arg(&library)
            .arg(here("interrupt/interrupt.c"))
            .arg("-ldl")
            .status()?;
        match status.success() {
            true => Ok(Self { library }),
            false => Err(io::Error::other("cc cannot compile interrupt.c")),
        }
    }

    /// Lets `command` be interrupted at a call, which is counted from 1. A program that makes
    /// fewer calls is not interrupted.
    pub fn interrupt(&self, command: &mut Command, how: Interruption, call: usize) {
        command
            .env("LD_PRELOAD", &self.library)
            .env("INTERRUPT_AT", call.to_string())
            .env(
                "INTERRUPT_BY",
                match how {
                    Interruption::Kill => "kill",
                    Interruption::FullDisk => "full",
                },
            );
    }

    /// Runs `command` to its end; returns the paths that it creates, writes, moves files to, or
    /// removes.
    ///
    /// # Errors
    ///
    /// Where it cannot be run.
    pub fn changed_paths(&self, command: &mut Command) -> io::Result<Vec<PathBuf>> {
        let log = self.library.with_extension("log");
        command
            .env("LD_PRELOAD", &self.library)
            .env("INTERRUPT_LOG", &log)
            .output()?;
        let paths = fs::read_to_string(&log)?;
        fs::remove_file(&log)?;
        Ok(paths.lines().map(PathBuf::from).collect())
    }
}
