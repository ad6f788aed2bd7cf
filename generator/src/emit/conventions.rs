//! `src/conventions.rs`: how the API pages lists, and how it reports work that continues
//! after the response. There is no such file if it does neither.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Content, Context, File};
use crate::{
    ident::RustIdent,
    ir::{LongRunning, Paging},
    pretty::Source,
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File> {
    let Context { api, names } = cx;
    let pagings = api.paging.values();
    let pagings = pagings.map(|it| paging(names.convention(&it.field), it));
    let items: Vec<_> = pagings
        .chain(api.long_running.values().map(|it| long_running(cx, it)))
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
fn paging(name: &RustIdent, paging: &Paging) -> TokenStream {
    let Paging {
        field,
        parameter,
        next,
        more,
        ..
    } = paging;
    let more = more.as_ref().map(|more| quote! { .more(&[#field, #more]) });
    quote! {
        pub(crate) static #name: Paging = Paging::new(#parameter, &[#field, #next]) #more;
    }
}

/// `pub(crate) static ACTION_ATTEMPT: LongRunning = LongRunning::new(&…::GET, "action_attempt_id")…;`
fn long_running(cx: Context<'_>, found: &LongRunning) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.convention(&found.field);
    let poll = api.operation(&found.poll).map(|poll| {
        let groups = names.group_path(&poll.namespace);
        let operation = names.operation_constant(&poll.key);
        quote! { crate::routes #(::#groups)* ::#operation }
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
    let has_failure_paths = !failure_code.is_empty() || !failure_message.is_empty();
    let failure = has_failure_paths
        .then(|| quote! { .failure(&[#(#failure_code),*], &[#(#failure_message),*]) });
    quote! {
        pub(crate) static #name: LongRunning = LongRunning::new(&#poll, #id)
            .status(#status, &[#(#pending),*], &[#(#succeeded),*], &[#(#failed),*])
            #failure;
    }
}
