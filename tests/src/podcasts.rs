//! The server of `story/openapi.yaml`, which checks what it receives.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

/// The audio that the server expects.
pub const AUDIO: &[u8] = b"ID3\x04\x00 not much of an MP3\r\n";
/// The token that the server expects.
pub const TOKEN: &str = "token-of-the-test";

/// How long the server waits for a sentence to be read before it sends the next one.
const PATIENCE: Duration = Duration::from_secs(30);
const EPISODES: &str = "/api/shows/night-trains/episodes";
const SENTENCES: [&str; 2] = [
    r#"{"seconds":0.4,"text":"The last train leaves at midnight."}"#,
    r#"{"seconds":3.9,"text":"We are on it."}"#,
];

/// A server on a port of 127.0.0.1, which serves until the process ends.
#[derive(Debug)]
pub struct Podcasts {
    address: SocketAddr,
    read: Sender<()>,
}

impl Podcasts {
    /// # Errors
    ///
    /// Where no port is free.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (read, sentences) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that ends early is the failure of its test.
                let _ = serve(&stream, &sentences);
            }
        });
        Ok(Self { address, read })
    }

    /// The base URL of the API.
    pub fn url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// Lets the server send the next sentence: the previous one was read.
    pub fn sentence_was_read(&self) {
        // The server has ended only where the test has failed.
        let _ = self.read.send(());
    }
}

/// A request that was received.
struct Request {
    /// The method and the path.
    line: String,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn read(stream: &TcpStream) -> io::Result<Self> {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let mut lines = lines.into_iter();
        let line = lines.next().unwrap_or_default();
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        });
        let mut request = Self {
            line: line.trim_end_matches(" HTTP/1.1").to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        let length = request
            .header("content-length")
            .and_then(|it| it.parse().ok());
        request.body = vec![0; length.unwrap_or(0)];
        reader.read_exact(&mut request.body)?;
        Ok(request)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What is wrong with an upload of [`AUDIO`] that is titled “Pilot” and not explicit.
    fn wrong_upload(&self) -> Option<String> {
        let content_type = self.header("content-type").unwrap_or_default();
        let Some(boundary) = content_type.strip_prefix("multipart/form-data; boundary=") else {
            return Some(format!("the media type is `{content_type}`"));
        };
        let part = |head: &str, body: &[u8]| {
            let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
            [head.as_bytes(), body, b"\r\n"].concat()
        };
        let audio = "name=\"audio\"; filename=\"pilot.mp3\"\r\nContent-Type: audio/mpeg";
        let expected = [
            part(audio, AUDIO),
            part("name=\"title\"", b"Pilot"),
            part("name=\"explicit\"", b"false"),
            format!("--{boundary}--\r\n").into_bytes(),
        ];
        let found = String::from_utf8_lossy(&self.body);
        (self.body != expected.concat()).then(|| format!("the parts are\n{found}"))
    }
}

/// Responds to the only request of a connection.
fn serve(stream: &TcpStream, sentences: &Receiver<()>) -> io::Result<()> {
    let request = Request::read(stream)?;
    let bearer = format!("Bearer {TOKEN}");
    if request.header("authorization") != Some(bearer.as_str()) {
        return problem(stream, 401, "The token is unknown");
    }
    let (method, path) = request.line.split_once(' ').unwrap_or_default();
    match (method, path.strip_prefix(EPISODES)) {
        ("POST", Some("")) => match request.wrong_upload() {
            Some(wrong) => problem(stream, 400, &wrong),
            None => respond(
                stream,
                "201 Created",
                "application/json",
                r#"{"episode_id":"ep_1","title":"Pilot","status":"transcribing","created_at":"2026-11-26T09:00:00Z"}"#,
            ),
        },
        ("GET", Some("/ep_1/transcript"))
            if request.header("accept") == Some("text/event-stream") =>
        {
            transcript(stream, sentences)
        }
        ("GET", Some(_)) => problem(stream, 404, "There is no such episode"),
        _ => problem(stream, 400, &format!("unexpected: {}", request.line)),
    }
}

/// Sends each sentence when the one before it was read.
fn transcript(mut stream: &TcpStream, sentences: &Receiver<()>) -> io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/event-stream\r\n\r\n",
    )?;
    for sentence in SENTENCES {
        stream.write_all(format!("event: sentence\ndata: {sentence}\n\n").as_bytes())?;
        let waited = sentences.recv_timeout(PATIENCE);
        waited.map_err(|error| io::Error::new(io::ErrorKind::TimedOut, error))?;
    }
    Ok(())
}

fn problem(stream: &TcpStream, status: u16, title: &str) -> io::Result<()> {
    let body = serde_json::json!({ "title": title }).to_string();
    let status = format!("{status} Problem");
    respond(stream, &status, "application/problem+json", &body)
}

fn respond(mut stream: &TcpStream, status: &str, media: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: {media}\r\n\
         content-length: {length}\r\n\r\n"
    );
    stream.write_all(format!("{head}{body}").as_bytes())
}
