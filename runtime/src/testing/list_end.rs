//! How the last page of a mock's list ends the list.

use serde_json::{Map, Value};

use super::recorded_request::{RecordedRequest, scalar_text};
use crate::spec::{Keys, Paging, PagingStyle};

/// A page of a list, in the body of a response.
pub(super) struct MockPage<'a> {
    pub(super) paging: &'static Paging,
    pub(super) request: &'a RecordedRequest,
    /// The items; `None` where the body has no list in their place.
    pub(super) items: Option<Vec<Value>>,
}

impl MockPage<'_> {
    /// Marks the page in `body` as the last one.
    ///
    /// Lists whose pages are counted, or reached by their last item, need a field that says so.
    /// Where none is documented, only a page without items ends the list: this returns what
    /// selects that page.
    pub(super) fn end(&self, body: &mut Value) -> Option<String> {
        let paging = self.paging;
        replace(body, paging.next(), Value::Null);
        replace(body, paging.more, false.into());
        match paging.style {
            PagingStyle::Number { first, .. } => {
                let number = self.position().unwrap_or(first);
                let pages = number.saturating_sub(first).saturating_add(1);
                let is_marked = set(body, paging.more, false.into())
                    | set(body, paging.page_count, pages.into());
                (!is_marked).then(|| number.saturating_add(1).to_string())
            }
            PagingStyle::Offset { .. } => {
                let next = self.next_offset();
                let is_marked =
                    set(body, paging.more, false.into()) | set(body, paging.total, next.into());
                (!is_marked).then(|| next.to_string())
            }
            PagingStyle::LastItem { field, .. } => {
                let is_marked = set(body, paging.more, false.into());
                let last = self.items.as_ref()?.last()?;
                (!is_marked)
                    .then(|| scalar_text(last.get(field)?))
                    .flatten()
            }
            PagingStyle::Cursor { .. }
            | PagingStyle::Header { .. }
            | PagingStyle::Link
            | PagingStyle::Url { .. } => None,
        }
    }

    /// Marks the page in `body` as one that another follows, as far as its fields say so.
    pub(super) fn announce_next(&self, body: &mut Value) {
        let paging = self.paging;
        set(body, paging.more, true.into());
        match paging.style {
            PagingStyle::Number { first, .. } => {
                let number = self.position().unwrap_or(first);
                let pages = number.saturating_sub(first).saturating_add(2);
                set(body, paging.page_count, pages.into());
            }
            PagingStyle::Offset { .. } => {
                let total = self.next_offset().saturating_add(1);
                set(body, paging.total, total.into());
            }
            _ => {}
        }
    }

    /// The number of the page, or of the items before it, if the request has it.
    fn position(&self) -> Option<u64> {
        selector(self.paging, self.request)?.parse().ok()
    }

    fn next_offset(&self) -> u64 {
        let count = self.items.as_ref().map_or(0, Vec::len);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.position().unwrap_or(0).saturating_add(count)
    }
}

/// What selects the page that is requested, if the request has it.
pub(super) fn selector(paging: &Paging, request: &RecordedRequest) -> Option<String> {
    request.parameter(paging.parameter()?)
}

/// Replaces what `keys` lead to, if it is there.
fn replace(body: &mut Value, keys: Option<Keys>, value: Value) {
    let Some(keys) = keys else { return };
    let mut place = body;
    for key in keys {
        match place.get_mut(*key) {
            Some(inner) => place = inner,
            None => return,
        }
    }
    *place = value;
}

/// Sets what `keys` lead to; values on the way that are not objects become objects. Whether there
/// is such a place: a body that is a list has none.
pub(super) fn set(body: &mut Value, keys: Option<Keys>, value: Value) -> bool {
    let Some(keys) = keys.filter(|keys| !keys.is_empty() && body.is_object()) else {
        return false;
    };
    let mut place = body;
    for key in keys {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[*key];
    }
    *place = value;
    true
}
