//! The kinds of samples.

/// The kind of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The method and URL of a `curl` command.
    Call,
    /// The body of a request.
    Request,
    /// The body of a response.
    Response,
    /// A command of the API's own command-line program.
    CommandLine,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Call, Self::Request, Self::Response, Self::CommandLine];

    /// The name of such a sample in sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call => "call sample",
            Self::Request => "request sample",
            Self::Response => "response sample",
            Self::CommandLine => "command line",
        }
    }
}
