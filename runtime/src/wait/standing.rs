//! How an operation stands that goes on after the server has answered.

use serde_json::Value;

use crate::decode::{Decoding, Envelope};
use crate::error::{Error, ErrorKind};
use crate::extra::Extra;
use crate::output::Received;
use crate::wire::{Mut, Object, Presence, Ref, Row, Slot, Wire};

use super::LongRunning;

/// The two members of the answer that tell.
///
/// They are looked for in the answer's text, since its type is the caller's, and can be any.
pub(super) struct Standing {
    job: &'static LongRunning,
    pub(super) id: String,
    pub(super) status: String,
}

impl Standing {
    /// How the operation stands after `received`; `None` if the answer holds nothing that could tell.
    ///
    /// # Errors
    ///
    /// If the answer cannot be read, or lacks one of the members.
    pub(super) fn of(
        received: &Received,
        job: &'static LongRunning,
    ) -> Result<Option<Self>, Error> {
        received.check_type()?;
        let mut place = Place {
            job,
            standing: None,
        };
        match read(received, Mut::Slot(&mut place)) {
            Ok(()) => Ok(place.standing),
            Err(kind) => Err(received.error(kind)),
        }
    }

    /// The whole object; `None` if there is none.
    pub(super) fn object(received: &Received) -> Option<Value> {
        let mut object = None::<Value>;
        read(received, object.to_mut()).ok()?;
        object
    }
}

fn read(received: &Received, target: Mut<'_>) -> Result<(), ErrorKind> {
    let envelope = received.op.envelope.map(|member| Envelope {
        member,
        beside: None,
        optional: true,
    });
    let decoding = Decoding {
        envelope,
        ..Decoding::default()
    };
    let filled = decoding.fill(target, &received.reply.body);
    filled.map_err(ErrorKind::Decode)
}

/// Where a [`Standing`] comes, if one does.
struct Place {
    job: &'static LongRunning,
    standing: Option<Standing>,
}

impl Slot for Place {
    fn set_null(&mut self) {
        self.standing = None;
    }

    fn tells_null_from_absent(&self) -> bool {
        false
    }

    fn fill(&mut self) -> Mut<'_> {
        Mut::Object(self.standing.insert(Standing {
            job: self.job,
            id: String::new(),
            status: String::new(),
        }))
    }
}

/// The names of the members are the job's.
impl Object for Standing {
    fn len(&self) -> usize {
        2
    }

    fn row(&self, index: usize) -> Row {
        let wire = match index {
            0 => self.job.id,
            _ => self.job.status,
        };
        Row {
            wire,
            presence: Presence::Required,
            only: None,
        }
    }

    fn get(&self, index: usize) -> Ref<'_> {
        match index {
            0 => self.id.to_ref(),
            _ => self.status.to_ref(),
        }
    }

    fn get_mut(&mut self, index: usize) -> Mut<'_> {
        match index {
            0 => self.id.to_mut(),
            _ => self.status.to_mut(),
        }
    }

    fn extra(&self) -> Option<&Extra> {
        None
    }

    fn extra_mut(&mut self) -> Option<&mut Extra> {
        None
    }
}
