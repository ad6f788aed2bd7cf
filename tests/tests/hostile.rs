//! The limit that a process of `cargo xtask hostile` has.

#![cfg(unix)]

use std::{
    process::Command,
    time::{Duration, Instant},
};

use tests::hostile::limited;

#[test]
fn a_process_that_takes_too_long_is_killed() {
    let start = Instant::now();
    let output = limited::output(Command::new("sleep").arg("60"), Duration::from_millis(200));
    assert!(output.expect("the program can be started").is_none());
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn all_output_of_a_process_is_read() {
    // More than the system holds for a reader.
    let mut command = Command::new("head");
    command.args(["-c", "2097152", "/dev/zero"]);
    let output = limited::output(&mut command, Duration::from_secs(60));
    let output = output.expect("the program can be started");
    let output = output.expect("it ends in time");
    assert!(output.status.success());
    assert!(output.stdout.len() > 1 << 20);
}
