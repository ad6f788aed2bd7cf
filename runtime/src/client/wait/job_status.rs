//! The status of a long-running operation.

use serde_json::Value;

use crate::{
    error::{Error, ErrorKind},
    response::SuccessResponse,
    spec::{FieldSpec, LongRunning},
    value::{
        Decoding, Envelope,
        wire::{FieldFiller, FieldReader, Object, OptionalSlot, ValueMut, Wire},
    },
};

/// The id and the status of a long-running operation.
///
/// They are decoded from the body, since the output is a type of the caller's choice.
pub(super) struct JobStatus {
    job: &'static LongRunning,
    pub(super) id: String,
    pub(super) status: String,
}

impl JobStatus {
    /// The status in `response`; `None` if the response has no value.
    ///
    /// # Errors
    ///
    /// If the response cannot be decoded, or lacks one of the fields.
    pub(super) fn of(
        response: &SuccessResponse,
        job: &'static LongRunning,
    ) -> Result<Option<Self>, Error> {
        let mut slot = Slot { job, status: None };
        match decode(response, ValueMut::Optional(&mut slot)) {
            Ok(()) => Ok(slot.status),
            Err(kind) => Err(response.error(kind)),
        }
    }

    /// The whole object; `None` if the response has no value.
    pub(super) fn object(response: &SuccessResponse) -> Option<Value> {
        let mut object = None::<Value>;
        decode(response, object.to_mut()).ok()?;
        object
    }
}

fn decode(response: &SuccessResponse, target: ValueMut<'_>) -> Result<(), ErrorKind> {
    let envelope = response.envelope().map(|field| Envelope {
        field,
        alternatives: &[],
        siblings: None,
        optional: true,
    });
    let decoding = Decoding {
        envelope,
        ..Decoding::default()
    };
    let decoded = decoding.fill(target, response.json()?);
    decoded.map_err(ErrorKind::Decode)
}

/// The place of a [`JobStatus`] that may be absent.
struct Slot {
    job: &'static LongRunning,
    status: Option<JobStatus>,
}

impl OptionalSlot for Slot {
    fn set_null(&mut self) {
        self.status = None;
    }

    fn distinguishes_null(&self) -> bool {
        false
    }

    fn fill(&mut self) -> ValueMut<'_> {
        ValueMut::Object(self.status.get_or_insert_with(|| JobStatus {
            job: self.job,
            id: String::new(),
            status: String::new(),
        }))
    }
}

/// The names of the fields are those of the [`LongRunning`].
impl Object for JobStatus {
    fn specs(&self) -> &'static [FieldSpec] {
        &self.job.fields
    }

    fn values<'a>(&'a self, reader: &mut FieldReader<'_, 'a>) {
        reader.read("JobStatus id status", &[&self.id, &self.status], &[]);
    }

    fn places(&mut self, filler: &mut FieldFiller<'_>) {
        filler.fill(&mut [&mut self.id, &mut self.status], &mut []);
    }
}
