//! Processes that have to end within a time.

use std::{
    io::{self, Read},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often it is asked whether a process has ended.
const INTERVAL: Duration = Duration::from_millis(5);

/// The output of `command`; `None` if it takes longer than `limit`, after which it is killed.
///
/// # Errors
///
/// Where it cannot be started, or its output cannot be read.
pub fn output(command: &mut Command, limit: Duration) -> io::Result<Option<Output>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let deadline = Instant::now() + limit;
    // A process whose output nobody reads would wait for that.
    let readers = [read(child.stdout.take()), read(child.stderr.take())];
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if Instant::now() >= deadline => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => thread::sleep(INTERVAL),
        }
    };
    let [stdout, stderr] = readers.map(|reader| {
        let read = reader.join();
        read.unwrap_or_else(|_| Err(io::Error::other("the output cannot be read")))
    });
    let (stdout, stderr) = (stdout?, stderr?);
    Ok(status.map(|status| Output {
        status,
        stdout,
        stderr,
    }))
}

/// Reads a stream to its end, in a thread of its own.
fn read(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}
