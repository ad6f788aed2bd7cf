//! Programs that use a crate, each to prove something of a change.

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

/// What a program is there to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// That nothing happens to a program.
    Keeps,
    /// That a program stops compiling.
    Breaks,
    /// That a program does something else than before.
    Fails,
    /// That there is something new to use.
    Gains,
    /// That the compiler tells of something that is on its way out.
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

    /// The least verdict for a change that has such a program.
    pub fn proves(self) -> SemverBump {
        match self {
            Self::Keeps => SemverBump::None,
            Self::Gains | Self::Warns => SemverBump::Minor,
            Self::Breaks | Self::Fails => SemverBump::Major,
        }
    }
}

/// What happens to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It compiles, and does what it says, if it does anything.
    Fine,
    /// It compiles, and the compiler tells that it uses something deprecated.
    Warned,
    /// It compiles, and does not do what it says.
    Failed,
    /// It does not compile.
    Refused,
}

/// A program in a case.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// What it is there to prove.
    pub kind: Kind,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it does something, and is not only there to be compiled.
    pub runs: bool,
}

impl Consumer {
    /// What is to happen to the program on one side.
    pub fn fate(&self, side: Side) -> Fate {
        match (self.kind, side) {
            // What runs, and is there for something new, was let down by the client before.
            (Kind::Gains, Side::Before) if self.runs => Fate::Failed,
            (Kind::Breaks, Side::After) | (Kind::Gains, Side::Before) => Fate::Refused,
            (Kind::Fails, Side::After) => Fate::Failed,
            (Kind::Warns, Side::After) => Fate::Warned,
            _ => Fate::Fine,
        }
    }

    /// The programs in a folder.
    ///
    /// # Errors
    ///
    /// Where one cannot be read.
    pub fn all(folder: &Path) -> io::Result<Vec<Self>> {
        let mut consumers = Vec::new();
        for kind in Kind::ALL {
            let path = folder.join(format!("{}.rs", kind.word()));
            if path.exists() {
                let runs = fs::read_to_string(&path)?.contains("fn main()");
                consumers.push(Self { kind, path, runs });
            }
        }
        Ok(consumers)
    }
}
