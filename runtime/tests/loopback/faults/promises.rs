//! What holds whatever the fault is.

use std::{
    fmt::Debug,
    sync::{Mutex, Once},
    time::Duration,
};

use tracing::{
    Event, Id, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
};

use super::{
    row::{Row, SECRET, Transports},
    rows,
};
use crate::{clock::Clock, reply::Reply, server::Server};

fn all(elsewhere: &str) -> impl Iterator<Item = Row> {
    rows(elsewhere).into_iter().flat_map(|(_, rows)| rows)
}

#[tokio::test]
async fn no_post_takes_effect_twice() {
    let transports = Transports::new();
    let mut count = 0;
    for row in all("http://elsewhere.example/") {
        let calls = row.calling.name.matches("POST").count();
        if calls > 0 {
            let outcome = row.run(&transports, |client| client).await;
            assert!(outcome.executed <= calls, "{}", row.fault);
            count += 1;
        }
    }
    assert!(count > 50);
}

#[tokio::test]
async fn no_fault_keeps_a_call_beyond_its_deadline() {
    let transports = Transports::new();
    let deadline = Duration::from_secs(3);
    for row in all("http://elsewhere.example/") {
        if !row.calling.is_stream {
            let outcome = row
                .run(&transports, |client| client.deadline(deadline))
                .await;
            assert!(
                outcome.elapsed <= deadline,
                "{}: {:?}",
                row.fault,
                outcome.elapsed
            );
        }
    }
}

#[tokio::test]
async fn no_fault_shows_a_secret() {
    record_logs();
    let transports = Transports::new();
    let elsewhere = Server::start(&Clock::start(), [Reply::json("{}")]).await;
    for row in all(&elsewhere.url) {
        let outcome = row.run(&transports, |client| client).await;
        let displayed = outcome.displayed();
        // A URL can contain personal data.
        for hidden in [SECRET, "http:"] {
            assert!(!displayed.contains(hidden), "{}: {displayed}", row.fault);
        }
        for request in &outcome.requests {
            let (line, headers) = request.split_once("\r\n").unwrap();
            assert!(!line.contains(SECRET), "{line}");
            assert_eq!(headers.matches(SECRET).count(), 1);
        }
    }
    assert_eq!(elsewhere.most_open(), 0);
    let logs = LOGS.lock().unwrap();
    for origin in ["hyper", "reqwest"] {
        assert!(
            logs.iter().any(|line| line.starts_with(origin)),
            "{origin} logs nothing"
        );
    }
    for line in logs.iter() {
        assert!(!line.contains(SECRET), "{line}");
    }
}

/// What all crates of this process have logged since [`record_logs`].
static LOGS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn record_logs() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&Recorder).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        tracing::subscriber::set_global_default(Recorder).unwrap();
    });
}

struct Recorder;

fn record(target: &str, text: impl Debug) {
    LOGS.lock().unwrap().push(format!("{target}: {text:?}"));
}

impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, entry: &log::Record<'_>) {
        record(entry.target(), entry.args());
    }

    fn flush(&self) {}
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut Fields(attributes.metadata().target()));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields("span"));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields(event.metadata().target()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Records the fields of what comes from this target.
struct Fields(&'static str);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        record(self.0, format_args!("{field}={value:?}"));
    }
}
