//! How errors read.

use std::fmt;

use super::{Error, ErrorKind};

/// Longest text of a server that is shown, in characters.
const LONGEST: usize = 200;

/// Longest text of a transport that is shown: a chain of reasons, of which the last matters most.
const LONGEST_REASON: usize = 1000;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(reply) = &self.0.reply {
            write!(f, "{}", reply.status)?;
        }
        match &self.0.kind {
            ErrorKind::Api => self.fmt_answer(f)?,
            ErrorKind::Decode(error) => write!(f, ", but the body cannot be read: {error}")?,
            ErrorKind::ContentType(found) => {
                write!(
                    f,
                    ", but the body is no JSON: it is {}",
                    OneLine(found, LONGEST)
                )?;
            }
            ErrorKind::Transport(error) => {
                let reason = error.to_string();
                let reason = OneLine(&reason, LONGEST_REASON);
                match &self.0.reply {
                    Some(_) => write!(f, ", but the body broke off: {reason}")?,
                    None => write!(f, "no response: {reason}")?,
                }
            }
            ErrorKind::Timeout(limit) => write!(f, "no response within {limit:?}")?,
            ErrorKind::BodyTooLarge(limit) => {
                write!(f, ", but the body is larger than {limit} bytes")?
            }
            ErrorKind::Redirect(Some(host)) => {
                write!(
                    f,
                    ": a redirect to {}, which is not followed",
                    OneLine(host, LONGEST)
                )?;
            }
            ErrorKind::Redirect(None) => write!(f, ": a redirect, which is not followed")?,
            ErrorKind::Failed => {
                write!(f, ", but the operation failed")?;
                self.fmt_answer(f)?;
            }
            ErrorKind::StillRunning(limit) => {
                write!(f, ", but the operation had not ended after {limit:?}")?;
            }
            ErrorKind::PollFailed(error) => {
                write!(f, ", but how the operation stands cannot be asked: {error}")?;
            }
            ErrorKind::UnknownStatus(status) => {
                let status = OneLine(status, LONGEST);
                write!(f, ", but the operation has the unknown status {status}")?;
            }
            ErrorKind::RepeatedCursor => {
                write!(
                    f,
                    ", but it names a page as the next one for the second time"
                )?;
            }
            ErrorKind::MissingCursor => {
                write!(f, ", but it does not name the page that it says follows")?;
            }
            ErrorKind::Encode(error) => write!(f, "the parameters cannot be sent: {error}")?,
            ErrorKind::NoCredential(what) | ErrorKind::Config(what) => f.write_str(what)?,
        }
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
    /// Code and message; an excerpt of the body only where there is no code.
    fn fmt_answer(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code() {
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
                // No character has more than four bytes.
                let start = &body[..body.len().min(4 * (LONGEST + 1))];
                write!(f, ": {}", OneLine(&String::from_utf8_lossy(start), LONGEST))
            }
            _ => Ok(()),
        }
    }

    /// What is wrong with which parameter, but for what the message says already.
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
        if let Some(reply) = &self.0.reply {
            out.field("status", &reply.status)
                .field("request_id", &reply.request_id)
                .field("code", &self.0.code)
                .field("message", &self.0.message)
                .field("body_len", &reply.body.len());
        }
        if self.0.attempts > 1 {
            out.field("attempts", &self.0.attempts);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // What the kinds themselves say is in our own line already.
        match &self.0.kind {
            ErrorKind::Transport(error) => error.source(),
            _ => None,
        }
    }
}

/// The beginning of a text, up to so many characters, on one line.
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
