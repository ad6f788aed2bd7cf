//! How errors are displayed.

use std::fmt;

use super::call_error::{Error, ErrorKind};

/// Longest text of a server that is displayed, in characters.
const LONGEST: usize = 200;

/// Longest message of a transport that is displayed: a chain of reasons, of which the last matters
/// most.
const LONGEST_REASON: usize = 1000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(response) = &self.0.response {
            write!(f, "{}", response.status)?;
        }
        if self.is_unreadable_success() {
            let is_pending = self.0.spec.is_some_and(|spec| spec.long_running.is_some());
            let state = if is_pending {
                "accepted"
            } else {
                "carried out"
            };
            write!(f, ", the operation has been {state}")?;
        }
        self.fmt_kind(f)?;
        if self.attempts() > 1 {
            write!(f, " (after {} attempts)", self.attempts())?;
        }
        match self.request_id() {
            Some(id) => write!(f, " (request {})", OneLine(id, LONGEST)),
            None => Ok(()),
        }
    }
}

impl Error {
    /// What went wrong; behind the status, where there is a response.
    fn fmt_kind(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text| OneLine(text, LONGEST);
        let has_response = self.0.response.is_some();
        match &self.0.kind {
            ErrorKind::Api => self.fmt_api_error(f),
            ErrorKind::Decode(error) => write!(f, ", but the body cannot be decoded: {error}"),
            ErrorKind::EmptyBody => f.write_str(", but the body is empty"),
            ErrorKind::ContentEncoding(found) => write!(f, ", but {}", Encoded(found)),
            ErrorKind::ContentType(found) => fmt_content_type(f, "JSON", found),
            ErrorKind::NotEvents(found) => fmt_content_type(f, "a stream of events", found),
            ErrorKind::NotUtf8(None) => f.write_str(", but the text is not UTF-8"),
            ErrorKind::NotUtf8(Some(charset)) => {
                let charset = short(charset);
                write!(f, ", but the text is not UTF-8: its charset is {charset}")
            }
            ErrorKind::Transport(error) => {
                let reason = error.to_string();
                let reason = OneLine(&reason, LONGEST_REASON);
                match has_response {
                    true => write!(
                        f,
                        ", but the body could not be received to its end: {reason}"
                    ),
                    false => write!(f, "no response: {reason}"),
                }
            }
            ErrorKind::Timeout(limit) => match has_response {
                true => write!(f, ", but the rest did not arrive within {limit:?}"),
                false => write!(f, "no response within {limit:?}"),
            },
            ErrorKind::BodyTooLarge(limit) => {
                write!(f, ", but the body is larger than {limit} bytes")
            }
            ErrorKind::Redirect(Some(host)) => {
                write!(f, ": redirects to {} are not followed", short(host))
            }
            ErrorKind::Redirect(None) => f.write_str(": redirects are not followed"),
            ErrorKind::Failed => {
                f.write_str(", but the operation failed")?;
                self.fmt_api_error(f)
            }
            ErrorKind::StillRunning(limit) => {
                write!(f, ", but the operation was still running after {limit:?}")
            }
            ErrorKind::PollFailed(error) => {
                write!(
                    f,
                    ", but the status of the operation could not be polled: {error}"
                )
            }
            ErrorKind::UnknownStatus(status) => {
                write!(
                    f,
                    ", but the operation has the unknown status {}",
                    short(status)
                )
            }
            ErrorKind::RepeatedCursor => {
                f.write_str(", but the page has the cursor of an earlier page")
            }
            ErrorKind::MissingCursor => {
                f.write_str(", but the page announces a next page that nothing leads to")
            }
            ErrorKind::RepeatedPage => {
                f.write_str(", but the page is the same as the page before it")
            }
            ErrorKind::EmptyPages(count) => {
                write!(f, ", but this is page {count} in a row without items")?;
                f.write_str(", and announces a next page")
            }
            ErrorKind::NextUrl(why) => {
                let why = short(why);
                write!(
                    f,
                    ", but the URL of the next page cannot be followed: {why}"
                )
            }
            ErrorKind::Encode(error) => write!(f, "a parameter cannot be encoded: {error}"),
            ErrorKind::Token(error) => write!(f, "{}", OneLine(&error.to_string(), LONGEST_REASON)),
            ErrorKind::NoCredential(message) | ErrorKind::Config(message) => f.write_str(message),
        }
    }

    /// Code and message; an excerpt of the body only where there is neither.
    fn fmt_api_error(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Many APIs repeat the status, which is displayed already.
        let status = self.status();
        let is_new = |code: &&str| status.is_none_or(|status| status.as_str() != *code);
        if let Some(code) = self.code().filter(is_new) {
            write!(f, ": {}", OneLine(code, LONGEST))?;
        }
        if let Some(message) = self.api_message() {
            write!(f, ": {}", OneLine(message, LONGEST))?;
        }
        let parameters = self.describe_parameters();
        if !parameters.is_empty() {
            write!(f, " ({})", OneLine(&parameters, LONGEST))?;
        }
        if self.api_message().is_some() || !parameters.is_empty() {
            return Ok(());
        }
        match self.body() {
            Some(body) if self.code().is_none() && !body.is_empty() => {
                if let Some(encoding) = self.content_encoding() {
                    return write!(f, ": {}", Encoded(&encoding));
                }
                // No character has more than four bytes.
                let start = &body[..body.len().min(4 * (LONGEST + 1))];
                write!(f, ": {}", OneLine(&String::from_utf8_lossy(start), LONGEST))
            }
            _ => Ok(()),
        }
    }

    fn content_encoding(&self) -> Option<String> {
        self.0.response.as_ref()?.content_encoding()
    }

    /// The errors of single parameters, except what the message contains already.
    fn describe_parameters(&self) -> String {
        let mut all = Vec::new();
        for error in self.parameter_errors() {
            let messages = error.messages.join(", ");
            match error.parameter.is_empty() {
                true if self.api_message() == Some(&messages) => {}
                true => all.push(messages),
                false => all.push(format!("{}: {messages}", error.parameter)),
            }
        }
        all.join("; ")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind)
            .field("operation", &self.operation());
        if let Some(response) = &self.0.response {
            out.field("status", &response.status)
                .field("request_id", &response.request_id)
                .field("code", &self.0.code)
                .field("message", &self.api_message())
                .field("body_len", &response.body.len());
        }
        if self.0.attempts > 1 {
            out.field("attempts", &self.0.attempts);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The messages of the other kinds are part of this one's.
        match &self.0.kind {
            ErrorKind::Transport(error) => error.source(),
            ErrorKind::Token(error) => error.source(),
            _ => None,
        }
    }
}

/// That a body is not what is `expected`, but has this content type.
fn fmt_content_type(f: &mut fmt::Formatter<'_>, expected: &str, found: &str) -> fmt::Result {
    let found = OneLine(found, LONGEST);
    write!(
        f,
        ", but the body is not {expected}: its content type is {found}"
    )
}

/// That a body has this content encoding, and who decodes it.
struct Encoded<'a>(&'a str);

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoding = OneLine(self.0, LONGEST);
        write!(
            f,
            "the body cannot be read: its content encoding is {encoding}"
        )?;
        f.write_str(match self.0 {
            "gzip" | "x-gzip" if cfg!(not(feature = "gzip")) => " (turn on the feature `gzip`)",
            _ => " (the transport does not decode it)",
        })
    }
}

/// The beginning of a text, up to this number of characters, on one line.
struct OneLine<'a>(&'a str, usize);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.0.split_whitespace().peekable();
        let mut room = self.1;
        while let Some(word) = words.next() {
            for character in word.chars() {
                if room == 0 {
                    return f.write_str("…");
                }
                room -= 1;
                match character.is_control() {
                    true => write!(f, "{}", character.escape_default())?,
                    false => write!(f, "{character}")?,
                }
            }
            if room > 0 && words.peek().is_some() {
                room -= 1;
                f.write_str(" ")?;
            }
        }
        Ok(())
    }
}
