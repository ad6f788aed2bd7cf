//! A documentation site on a local port, with scripted responses and faults.

use std::{
    collections::BTreeMap,
    io::{self, BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use seamstress_codegen::source::digest;

/// A web server on a port of 127.0.0.1. Dropping it ends it.
#[derive(Debug)]
pub struct DocsSite {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Path → its replies, in order; the last one is repeated.
    pages: Mutex<BTreeMap<String, Vec<Reply>>>,
    /// The reply of every other path.
    fallback: Mutex<Option<Reply>>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    /// Bytes of all bodies that were sent.
    bytes: AtomicUsize,
    is_over: AtomicBool,
}

/// A request that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// With its query.
    pub path: String,
    /// Its headers, names in lower case.
    pub headers: BTreeMap<String, String>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    fault: Fault,
}

/// A fault of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// The connection is closed after this many bytes of the body.
    Cut(usize),
    /// Not even the headers are sent.
    Hang,
}

impl Reply {
    /// A page.
    pub fn page(text: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body: text.into(),
            fault: Fault::None,
        }
        .header("content-type", "text/markdown; charset=utf-8")
    }

    /// A status with a placeholder body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            ..Self::page("no page")
        }
    }

    /// A redirect.
    pub fn redirect(target: &str) -> Self {
        Self::status(308).header("location", target)
    }

    /// No response, until the site is dropped.
    pub fn hang() -> Self {
        Self {
            fault: Fault::Hang,
            ..Self::page("")
        }
    }

    /// Sets an `ETag` that changes with the body.
    pub fn versioned(self) -> Self {
        let tag = format!("\"{}\"", digest(&String::from_utf8_lossy(&self.body)));
        self.header("etag", &tag)
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Closes the connection after this many bytes of the body.
    pub fn cut(mut self, after: usize) -> Self {
        self.fault = Fault::Cut(after);
        self
    }
}

impl DocsSite {
    /// A site without pages.
    ///
    /// # Errors
    ///
    /// Where no port is free.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let served = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if served.is_over.load(Ordering::SeqCst) {
                    return;
                }
                served.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&served);
                // A client may close the connection early.
                thread::spawn(move || serve(&stream, &shared).is_ok());
            }
        });
        Ok(Self { address, shared })
    }

    /// The URL of a path, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sets the reply of `path`.
    pub fn set(&self, path: &str, reply: Reply) {
        self.script(path, vec![reply]);
    }

    /// Sets the replies of `path`, in order; the last one is repeated.
    pub fn script(&self, path: &str, replies: Vec<Reply>) {
        lock(&self.shared.pages).insert(path.to_owned(), replies);
    }

    /// Sets the reply of all paths without one of their own, which is 404 otherwise.
    pub fn set_fallback(&self, reply: Reply) {
        *lock(&self.shared.fallback) = Some(reply);
    }

    /// Removes all pages.
    pub fn clear(&self) {
        lock(&self.shared.pages).clear();
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// Number of requests for `path`.
    pub fn times(&self, path: &str) -> usize {
        let requests = lock(&self.shared.requests);
        requests
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    /// Number of bytes of all bodies that were sent so far.
    pub fn bytes(&self) -> usize {
        self.shared.bytes.load(Ordering::SeqCst)
    }

    /// Number of connections so far.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for DocsSite {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

/// Responds to the only request of a connection.
fn serve(mut stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let reply = reply(shared, &path);
    let known = headers.get("if-none-match").cloned();
    lock(&shared.requests).push(Request { path, headers });

    if reply.fault == Fault::Hang {
        while !shared.is_over.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
        return Ok(());
    }
    let own = reply.headers.iter().find(|(name, _)| name == "etag");
    let is_known = own.is_some_and(|(_, own)| known.as_ref() == Some(own));
    let (status, body) = match is_known {
        true => (304, &[][..]),
        false => (reply.status, &reply.body[..]),
    };
    let mut head = format!("HTTP/1.1 {status} Scripted\r\nconnection: close\r\n");
    if !is_known {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    for (name, value) in &reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    let end = match reply.fault {
        Fault::Cut(after) => after.min(body.len()),
        _ => body.len(),
    };
    shared.bytes.fetch_add(end, Ordering::SeqCst);
    stream.write_all(&body[..end])?;
    stream.shutdown(Shutdown::Write)
}

/// The next reply of a path.
fn reply(shared: &Shared, path: &str) -> Reply {
    let mut pages = lock(&shared.pages);
    match pages.get_mut(path) {
        Some(replies) if replies.len() > 1 => replies.remove(0),
        Some(replies) => replies
            .first()
            .cloned()
            .unwrap_or_else(|| Reply::status(404)),
        None => {
            let fallback = lock(&shared.fallback).clone();
            fallback.unwrap_or_else(|| Reply::status(404))
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
