//! How much a client holds: connections and memory.
//!
//! These tests have a process of their own, whose memory they measure, and run one at a time.

#![cfg(all(feature = "gzip", target_os = "linux"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "the exemption for tests does not reach the functions that tests share"
)]

#[path = "loopback/clock.rs"]
#[expect(dead_code, reason = "here, time passes as it does")]
mod clock;
#[path = "loopback/compression.rs"]
#[expect(dead_code, reason = "here, no body is what it seems")]
mod compression;
#[path = "loopback/reply.rs"]
#[expect(dead_code, reason = "here, servers have no faults")]
mod reply;
#[path = "loopback/server.rs"]
#[expect(dead_code, reason = "here, servers have no faults")]
mod server;

use std::{collections::BTreeSet, fs};

use seamstress_runtime::{
    Api, Binding, Call, Client, ErrorKind, OperationSpec, bytes::Bytes, serde_json::json,
};
use tokio::{sync::Mutex, task::JoinSet};

use crate::{clock::Clock, compression::bomb, reply::Reply, server::Server};

static API: Api = Api::new("Doors", "https://doors.example");
static DOOR: OperationSpec = OperationSpec::get("/doors/{id}").bindings(&[Binding::path("id")]);
static BODY: OperationSpec = OperationSpec::get("/body");

/// Held by the test that runs.
static ALONE: Mutex<()> = Mutex::const_new(());

async fn start(reply: Reply) -> (Client, Server) {
    let server = Server::start(&Clock::stopped(), [reply]).await;
    let client = Client::builder(&API).base_url(&server.url);
    (client.build().unwrap(), server)
}

/// Returns the id of a door in the path.
fn echo() -> Reply {
    Reply::new().receive().make(|request| {
        let path = request.split(' ').nth(1).unwrap();
        let id = path.strip_prefix("/doors/").unwrap();
        let length = id.len();
        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{id}").into_bytes()
    })
}

/// A figure of the kernel about this process, in MB.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.unwrap().trim_matches([':', ' ', '\t', 'k', 'B']);
    kilobytes.parse::<u64>().unwrap() / 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_at_once_share_connections_and_none_is_lost() {
    let _alone = ALONE.lock().await;
    let (client, server) = start(echo()).await;
    let mut after_first = None;
    for round in 0..10 {
        let ids = round * 1000..(round + 1) * 1000;
        let mut calls = JoinSet::new();
        for id in ids.clone() {
            let call = Call::<i64>::new(client.clone(), &DOOR).params(json!({"id": id}));
            calls.spawn(call.send());
        }
        let found: BTreeSet<i64> = calls
            .join_all()
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert!(found.into_iter().eq(ids));
        let before = *after_first.get_or_insert_with(|| memory("VmRSS"));
        let grown = memory("VmRSS").saturating_sub(before);
        assert!(grown <= 10, "{grown} MB more after round {round}");
    }
    assert_eq!(server.requests().len(), 10_000);
    // 100 exchanges, and connections of earlier ones that are about to be used again.
    let most_open = server.most_open();
    assert!((1..200).contains(&most_open), "{most_open} connections");
    assert!(memory("VmHWM") < 100, "{} MB", memory("VmHWM"));
}

#[tokio::test]
async fn a_compressed_body_takes_no_more_memory_than_the_limit_allows() {
    let _alone = ALONE.lock().await;
    let (client, _server) = start(bomb()).await;
    let before = memory("VmRSS");
    let error = Call::<Bytes>::new(client, &BODY).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::BodyTooLarge(limit) if *limit == 32 << 20));
    assert_eq!(error.body().unwrap().len(), 32 << 20);
    let grown = memory("VmHWM").saturating_sub(before);
    assert!(grown < 100, "{grown} MB");
}
