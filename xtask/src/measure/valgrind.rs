//! What `valgrind` counts of a run: it does not vary as time does.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

use super::cpu::Invocation;

/// The words before a program whose [`instructions`] are counted.
pub(super) const CALLGRIND: &[&str] = &[
    "valgrind",
    "--tool=callgrind",
    "--callgrind-out-file=callgrind.out",
];

/// The words before a program whose [`allocations`] are counted.
pub(super) const MEMCHECK: &[&str] = &["valgrind", "--leak-check=no"];

/// Whether it is installed.
pub(super) fn is_installed() -> bool {
    let found = Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// The instructions of a program below [`CALLGRIND`].
pub(super) fn instructions(program: &Invocation) -> Result<f64> {
    count(program, "Collected")
}

/// The allocations of a program below [`MEMCHECK`].
pub(super) fn allocations(program: &Invocation) -> Result<f64> {
    count(program, "total heap usage")
}

fn count(program: &Invocation, label: &str) -> Result<f64> {
    let output = program.run()?;
    let log = String::from_utf8_lossy(&output.stderr);
    first_number(&log, label).with_context(|| format!("`{program}` reported no number:\n{log}"))
}

/// The first number after `label :` on its line, as in `==1== Collected : 1,234 ...`.
fn first_number(log: &str, label: &str) -> Option<f64> {
    let line = log.lines().find(|line| line.contains(label))?;
    let (_, rest) = line.split_once(label)?;
    let number = rest.trim_start_matches([' ', ':']);
    let number = number.split(' ').next()?.replace(',', "");
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::first_number;

    #[test]
    fn the_output_is_parsed() {
        let log = "==7== Events    : Ir\n==7== Collected : 128841\n==7== \n==7== I   refs:      128,841\n\
                   ==7==   total heap usage: 1,234 allocs, 34 frees, 5 bytes allocated\n";
        assert_eq!(first_number(log, "Collected"), Some(128_841.0));
        assert_eq!(first_number(log, "total heap usage"), Some(1_234.0));
        assert_eq!(first_number("==7== Events    : Ir\n", "Collected"), None);
    }
}
