//! Makes calls, with a client or with `reqwest` alone, for `valgrind` to count what each takes:
//! `cargo xtask measure calls` runs it.
//!
//! `overhead <mode> <calls>` makes so many calls at once, of which 100 are under way. The server
//! is a process of its own, so that it does not count.

use std::{
    env,
    error::Error,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{self, Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use seamstress_runtime::{
    Api, Call, Client, Credential, OperationSpec, Output, Scheme,
    bytes::Bytes,
    reqwest::{self, redirect::Policy, retry},
    serde_json::{self, Value},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const KEY: Scheme = Scheme::bearer("key");
static API: Api = Api::new("Doors", "https://doors.example").schemes(&[KEY]);
static GET: OperationSpec = OperationSpec::get("/door").security(&[&["key"]]);

const BODY: &str = r#"{"door_id":"d7","kind":"hatch","level":3,"labels":["front","oak"]}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (mode, count) = match arguments.as_slice() {
        [mode] if mode == "serve" => return serve().await,
        [mode, count] => (mode.as_str(), count.parse()?),
        _ => return Err("expected a mode and a number of calls".into()),
    };
    let mut server = Command::new(env::current_exe()?)
        .arg("serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut url = String::new();
    let output = server.stdout.take().ok_or("the server has no output")?;
    BufReader::new(output).read_line(&mut url)?;
    calls(mode, url.trim(), count).await
}

async fn calls(mode: &str, url: &str, count: usize) -> Result<()> {
    match mode {
        "client, bytes" => client::<Bytes>(url, count).await,
        "client, JSON" => client::<Value>(url, count).await,
        "reqwest, bytes" => bare(url, count, |_| Ok(())).await,
        "reqwest, JSON" => {
            bare(url, count, |body| {
                serde_json::from_slice::<Value>(body)?;
                Ok(())
            })
            .await
        }
        _ => Err("unknown mode".into()),
    }
}

async fn client<T: Output>(url: &str, count: usize) -> Result<()> {
    let client = Client::builder(&API)
        .base_url(url)
        .credential(Credential::new(&KEY, "k"))
        .build()?;
    let mut calls = JoinSet::new();
    for _ in 0..count {
        calls.spawn(Call::<T>::new(client.clone(), &GET).send());
    }
    while let Some(value) = calls.join_next().await {
        value??;
    }
    Ok(())
}

/// The same requests, with the same settings and limits.
async fn bare(url: &str, count: usize, read: fn(&[u8]) -> Result<()>) -> Result<()> {
    // Without it, `reqwest` has no TLS, and builds no client.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .retry(retry::never())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(60))
        .user_agent("seamstress-runtime/0.1.0")
        .build()?;
    let permits = Arc::new(Semaphore::new(100));
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let request = client
            .get(format!("{url}/door"))
            .header("accept", "application/json")
            .bearer_auth("k");
        let permits = Arc::clone(&permits);
        calls.spawn(async move {
            let _permit = permits.acquire().await?;
            let response = request.send().await?.error_for_status()?;
            read(&response.bytes().await?)
        });
    }
    while let Some(read) = calls.join_next().await {
        read??;
    }
    Ok(())
}

/// Prints its URL, and responds to every request with the same JSON until its input ends, with the
/// process that has started it.
async fn serve() -> Result<()> {
    thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        process::exit(0)
    });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "http://{}", listener.local_addr()?)?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(respond(stream));
    }
}

async fn respond(mut stream: TcpStream) -> Result<()> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
    let response = format!("{head}\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
    let mut request = Vec::new();
    while stream.read_buf(&mut request).await? > 0 {
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(response.as_bytes()).await?;
        }
    }
    Ok(())
}
