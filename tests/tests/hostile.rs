//! The limit that a process of `cargo xtask hostile` has.

use std::{
    env,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use tests::hostile::limited;

/// This program, to run one of the ignored tests.
fn this(test: &str) -> Command {
    let program = env::current_exe().expect("the program that runs has a path");
    let mut command = Command::new(program);
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command
}

#[test]
fn a_process_that_takes_too_long_is_killed() {
    let start = Instant::now();
    let output = limited::output(&mut this("sleeps"), Duration::from_millis(200));
    assert!(output.expect("the program can be started").is_none());
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn all_output_of_a_process_is_read() {
    let output = limited::output(&mut this("prints"), Duration::from_secs(60));
    let output = output.expect("the program can be started");
    let output = output.expect("it ends in time");
    assert!(output.status.success());
    assert!(output.stdout.len() > 1 << 20);
}

#[test]
#[ignore = "another test starts it"]
fn sleeps() {
    thread::sleep(Duration::from_secs(60));
}

#[test]
#[ignore = "another test starts it"]
fn prints() {
    // More than the system holds for a reader.
    println!("{}", "a".repeat(1 << 21));
}
