//! `src/conventions.rs`: how the API cuts lists into pages, and how it tells of
//! work that goes on. There is no such file where it does neither.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, File};
use crate::{
    ident::RustIdent,
    ir::{Api, LongRunning, Paging},
    pretty::Source,
};

pub(super) fn emit(api: &Api) -> Vec<File> {
    let pagings = api.paging.values().map(paging);
    let items: Vec<_> = pagings
        .chain(api.long_running.values().map(|it| long_running(api, it)))
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    let source = Source {
        docs: Vec::new(),
        head: vec![quote! { use seamstress_runtime::codegen::*; }],
        items,
    };
    vec![("src/conventions.rs".to_owned(), Content::Rust(source))]
}

/// `pub(crate) static PAGINATION: Paging = Paging::new("page_cursor", &["pagination", "next_page_cursor"]);`
fn paging(paging: &Paging) -> TokenStream {
    let name = constant(&paging.rust);
    let Paging {
        member,
        parameter,
        next,
        more,
        ..
    } = paging;
    let more = more
        .as_ref()
        .map(|more| quote! { .more(&[#member, #more]) });
    quote! {
        pub(crate) static #name: Paging = Paging::new(#parameter, &[#member, #next]) #more;
    }
}

/// `pub(crate) static ACTION_ATTEMPT: LongRunning = LongRunning::new(&…::GET, "action_attempt_id")…;`
fn long_running(api: &Api, found: &LongRunning) -> TokenStream {
    let name = constant(&found.rust);
    let poll = api.operation(&found.poll).map(|poll| {
        let groups = api.namespace_path(&poll.namespace);
        let facts = poll.constant();
        quote! { crate::routes #(::#groups)* ::#facts }
    });
    let LongRunning {
        id,
        status,
        pending,
        succeeded,
        failed,
        failure_code,
        failure_message,
        ..
    } = found;
    let tells_failure = !failure_code.is_empty() || !failure_message.is_empty();
    let failure =
        tells_failure.then(|| quote! { .failure(&[#(#failure_code),*], &[#(#failure_message),*]) });
    quote! {
        pub(crate) static #name: LongRunning = LongRunning::new(&#poll, #id)
            .status(#status, &[#(#pending),*], &[#(#succeeded),*], &[#(#failed),*])
            #failure;
    }
}

/// What a convention is called in the crate.
pub(super) fn constant(name: &RustIdent) -> RustIdent {
    RustIdent::new(&name.plain().to_uppercase()).unwrap_or_default()
}
