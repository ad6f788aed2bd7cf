//! `cases/review/<name>/`: a change of the pages, its review, and the
//! programs that prove it.

mod program;
mod programs;
mod semver_checks;
mod site;

use std::collections::BTreeMap;

use seamstress_codegen::{Output, report::Outcome};
use seamstress_review::{
    Review, SemverBump,
    render::{ReportContext, markdown},
    review,
};

use crate::{case::Case, snapshot};

pub use program::{Program, Side};
pub use programs::Programs;
pub use semver_checks::SemverChecks;
pub use site::Site;

/// The group of these cases.
pub const GROUP: &str = "review";

/// The file that holds the review as people read it.
const REVIEW: &str = "review.md";

/// A change of the pages, with both of its sides.
#[derive(Debug)]
pub struct ReviewCase {
    /// Where it is.
    pub case: Case,
    /// The crate as it was, and as it is.
    pub sides: BTreeMap<Side, Output>,
    /// The review of the step.
    pub review: Review,
    /// The programs that use the crate.
    pub programs: Vec<Program>,
}

impl ReviewCase {
    /// Generates both sides of `case` and reviews the step between them.
    ///
    /// # Errors
    ///
    /// Where the case cannot be read, or its pages have errors.
    pub fn read(case: Case) -> Result<Self, String> {
        let (mut before, mut after) = case.drift()?;
        for (side, output) in [(Side::Before, &before), (Side::After, &after)] {
            if output.outcome() == Outcome::Failed {
                let faults = output.rendered("", false);
                return Err(format!("the pages of {side:?} have errors:\n{faults}"));
            }
        }
        let review = review(&before, &after, "")?;
        // Crates of one name would write their documentation over each other's.
        for output in [&mut before, &mut after] {
            output.api.client.package = case.name.replace('_', "-");
        }
        let programs = Program::all(&case.folder).map_err(|error| error.to_string())?;
        Ok(Self {
            case,
            sides: [(Side::Before, before), (Side::After, after)].into(),
            review,
            programs,
        })
    }

    /// Holds the review against its snapshot, and its bump against what the programs
    /// beside it are there to prove.
    ///
    /// # Errors
    ///
    /// Everything that is not as it should be.
    pub fn check(&self) -> Result<(), String> {
        let mut faults = Vec::new();
        let expected = self.expected();
        let is_right = match expected {
            // Nobody can tell the two apart from outside.
            SemverBump::None | SemverBump::Patch => self.review.bump <= SemverBump::Patch,
            expected => self.review.bump == expected,
        };
        if !is_right {
            faults.push(format!(
                "the review asks for {:?}, and the programs prove {expected:?}: {}",
                self.review.bump, self.review.reason,
            ));
        }
        let text = markdown(&self.review, &ReportContext::default());
        faults.extend(snapshot::check(&self.case.folder.join(REVIEW), &text).err());
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults.join("\n"))
        }
    }

    /// The bump that the programs of this case prove, if they have the outcomes that they are for.
    fn expected(&self) -> SemverBump {
        let bumps = self.programs.iter().map(|program| program.kind.proves());
        bumps.max().unwrap_or_default()
    }
}
