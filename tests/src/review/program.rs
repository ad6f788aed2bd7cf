//! Programs that use a crate, each of which proves something about a change.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use seamstress_review::SemverBump;

/// The pages before a change, or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// As they were.
    Before,
    /// As they are.
    After,
}

impl Side {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::Before, Self::After];

    /// `before`
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// What a program proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A program keeps working.
    Keeps,
    /// A program stops compiling.
    Breaks,
    /// A program behaves differently.
    Fails,
    /// There is something new to use.
    Gains,
    /// The compiler warns about something deprecated.
    Warns,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Keeps,
        Self::Breaks,
        Self::Fails,
        Self::Gains,
        Self::Warns,
    ];

    /// What the file is called, without its ending.
    pub fn word(self) -> &'static str {
        match self {
            Self::Keeps => "keeps",
            Self::Breaks => "breaks",
            Self::Fails => "fails",
            Self::Gains => "gains",
            Self::Warns => "warns",
        }
    }

    /// The least bump for a change with such a program.
    pub fn proves(self) -> SemverBump {
        match self {
            Self::Keeps => SemverBump::None,
            Self::Gains | Self::Warns => SemverBump::Minor,
            Self::Breaks | Self::Fails => SemverBump::Major,
        }
    }
}

/// The outcome of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It compiles, and runs without a failure if it runs.
    Fine,
    /// It compiles, with a warning that it uses something deprecated.
    Warned,
    /// It compiles, and fails when it runs.
    Failed,
    /// It does not compile.
    Refused,
}

/// A program in a case.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it proves.
    pub kind: Kind,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it runs; else it is only compiled.
    pub runs: bool,
}

impl Program {
    /// The expected outcome of the program on one side.
    pub fn outcome(&self, side: Side) -> Outcome {
        match (self.kind, side) {
            // What runs, and is there for something new, was let down by the client before.
            (Kind::Gains, Side::Before) if self.runs => Outcome::Failed,
            (Kind::Breaks, Side::After) | (Kind::Gains, Side::Before) => Outcome::Refused,
            (Kind::Fails, Side::After) => Outcome::Failed,
            (Kind::Warns, Side::After) => Outcome::Warned,
            _ => Outcome::Fine,
        }
    }

    /// The programs in a folder.
    ///
    /// # Errors
    ///
    /// Where one cannot be read.
    pub fn all(folder: &Path) -> io::Result<Vec<Self>> {
        let mut programs = Vec::new();
        for kind in Kind::ALL {
            let path = folder.join(format!("{}.rs", kind.word()));
            if path.exists() {
                let runs = fs::read_to_string(&path)?.contains("fn main()");
                programs.push(Self { kind, path, runs });
            }
        }
        Ok(programs)
    }
}
