//! A server on this machine that follows a script. It stops when it is dropped.

use std::{
    collections::VecDeque,
    io,
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinSet,
};

use crate::{
    clock::Clock,
    reply::{Reply, Step},
};

/// A running server.
pub(crate) struct Server {
    pub(crate) url: String,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

struct Shared {
    clock: Clock,
    /// The last reply is given again and again.
    script: Mutex<VecDeque<Reply>>,
    requests: Mutex<Vec<String>>,
    executed: AtomicUsize,
    bytes: AtomicUsize,
    open: AtomicUsize,
    most_open: AtomicUsize,
    /// Notified of each request, and of each connection that is opened or closed.
    changed: Notify,
}

impl Server {
    /// A server that gives these replies in order, and then the last one again and again.
    pub(crate) async fn start(clock: &Clock, script: impl IntoIterator<Item = Reply>) -> Self {
        let (listener, url) = listen().await;
        let shared = Arc::new(Shared {
            clock: clock.clone(),
            script: Mutex::new(script.into_iter().collect()),
            requests: Mutex::default(),
            executed: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            changed: Notify::new(),
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, Arc::clone(&shared)));
        Self {
            url,
            shared,
            _tasks: tasks,
        }
    }

    /// The requests that arrived as a whole.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// How many of them the server may have acted on: all but those that it rejected.
    pub(crate) fn executed(&self) -> usize {
        self.shared.executed.load(Ordering::SeqCst)
    }

    /// How many bytes were sent.
    pub(crate) fn bytes(&self) -> usize {
        self.shared.bytes.load(Ordering::SeqCst)
    }

    /// How many connections are open.
    pub(crate) fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }

    /// How many connections were open at the same time.
    pub(crate) fn most_open(&self) -> usize {
        self.shared.most_open.load(Ordering::SeqCst)
    }

    /// Waits until this many requests have arrived as a whole.
    pub(crate) async fn received(&self, count: usize) {
        self.until(|| self.requests().len() >= count).await;
    }

    /// Waits until this many connections are open.
    pub(crate) async fn opened(&self, count: usize) {
        self.until(|| self.open() >= count).await;
    }

    /// Waits until no connection is open.
    pub(crate) async fn closed(&self) {
        self.until(|| self.open() == 0).await;
    }

    async fn until(&self, holds: impl Fn() -> bool) {
        loop {
            let change = self.shared.changed.notified();
            if holds() {
                return;
            }
            change.await;
        }
    }
}

/// The URL of a server that is not there.
pub(crate) async fn unused_url() -> String {
    listen().await.1
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let open = 1 + shared.open.fetch_add(1, Ordering::SeqCst);
        shared.most_open.fetch_max(open, Ordering::SeqCst);
        shared.changed.notify_waiters();
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            // An error is a client that has closed the connection.
            let _ = Connection {
                stream,
                shared: &shared,
                request: String::new(),
            }
            .serve()
            .await;
            shared.open.fetch_sub(1, Ordering::SeqCst);
            shared.changed.notify_waiters();
        });
    }
}

struct Connection<'a> {
    stream: TcpStream,
    shared: &'a Shared,
    /// The last request.
    request: String,
}

impl Connection<'_> {
    async fn serve(mut self) -> io::Result<()> {
        loop {
            let reply = self.shared.next();
            let is_rejection = reply.is_rejection();
            for step in reply.steps {
                if self.run(step, is_rejection).await?.is_break() {
                    return Ok(());
                }
            }
            if self.stream.peek(&mut [0]).await? == 0 {
                return Ok(());
            }
        }
    }

    async fn run(&mut self, step: Step, is_rejection: bool) -> io::Result<ControlFlow<()>> {
        match step {
            Step::Receive => self.receive(is_rejection).await?,
            Step::Send(bytes) => self.send(&bytes).await?,
            Step::Make(make) => {
                let response = make(&self.request);
                self.send(&response).await?;
            }
            Step::Drip(bytes, pause) => {
                for byte in bytes {
                    self.send(&[byte]).await?;
                    let _stall = self.shared.clock.stall();
                    self.shared.clock.sleep(pause).await;
                }
            }
            Step::Repeat(bytes, times) => {
                for _ in 0..times {
                    self.send(&bytes).await?;
                }
            }
            Step::Hang => {
                let _stall = self.shared.clock.stall();
                while self.stream.read(&mut [0; 4096]).await? > 0 {}
                return Ok(ControlFlow::Break(()));
            }
            Step::Close => return Ok(ControlFlow::Break(())),
            Step::Reset => {
                self.stream.set_zero_linger()?;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.shared.bytes.fetch_add(bytes.len(), Ordering::SeqCst);
        Ok(())
    }

    /// Receives the head and the body, of known length or in chunks.
    async fn receive(&mut self, is_rejection: bool) -> io::Result<()> {
        let mut all = Vec::new();
        loop {
            let text = String::from_utf8_lossy(&all);
            if is_whole(&text) {
                self.request = text.into_owned();
                self.shared
                    .requests
                    .lock()
                    .unwrap()
                    .push(self.request.clone());
                let executed = usize::from(!is_rejection);
                self.shared.executed.fetch_add(executed, Ordering::SeqCst);
                self.shared.changed.notify_waiters();
                return Ok(());
            }
            if self.stream.read_buf(&mut all).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let head = head.to_ascii_lowercase();
    if head.contains("\r\ntransfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

impl Shared {
    fn next(&self) -> Reply {
        let mut script = self.script.lock().unwrap();
        match script.len() {
            0 | 1 => script.front().cloned().unwrap_or_default(),
            _ => script.pop_front().unwrap_or_default(),
        }
    }
}
