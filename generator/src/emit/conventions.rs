//! `src/conventions.rs`: how the API pages lists, and how it reports work that continues
//! after the response. There is no such file if it does neither.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Content, Context, File, feature};
use crate::{
    ident::RustIdent,
    ir::{LongRunning, Paging, PagingStyle},
    pretty::Source,
};

pub(super) fn emit(cx: Context<'_>) -> Vec<File<'_>> {
    let Context { api, names } = cx;
    let pagings = api.paging.iter();
    let pagings = pagings.map(|(key, it)| paging(names.convention(key), it));
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
    let new = match &paging.style {
        PagingStyle::Cursor { parameter, next } => quote! { new(#parameter, &[#(#next),*]) },
        PagingStyle::Header { parameter, header } => quote! { header(#parameter, #header) },
        PagingStyle::LastItem { parameter, field } => quote! { last_item(#parameter, #field) },
        PagingStyle::Number { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { number(#parameter, #first) }
        }
        PagingStyle::Offset { parameter } => quote! { offset(#parameter) },
        PagingStyle::Link => quote! { link() },
        PagingStyle::Url { next } => quote! { next_url(&[#(#next),*]) },
    };
    let more = paging.more.as_ref();
    let more = more.map(|path| quote! { .more(&[#(#path),*]) });
    let total = paging.total.as_ref();
    let total = total.map(|path| quote! { .total(&[#(#path),*]) });
    let page_count = paging.page_count.as_ref();
    let page_count = page_count.map(|path| quote! { .page_count(&[#(#path),*]) });
    quote! {
        pub(crate) static #name: Paging = Paging::#new #more #total #page_count;
    }
}

/// `pub(crate) static ACTION_ATTEMPT: LongRunning = LongRunning::new(&…::GET, "action_attempt_id")…;`
fn long_running(cx: Context<'_>, found: &LongRunning) -> TokenStream {
    let Context { api, names } = cx;
    let name = names.convention(&found.field);
    let poll = api.operation(&found.poll);
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
    let gate = poll.and_then(|poll| feature::of_group(cx, &poll.namespace));
    let poll = poll.map(|poll| {
        let groups = names.group_path(&poll.namespace);
        let operation = names.operation_constant(&poll.key);
        quote! { crate::routes #(::#groups)* ::#operation }
    });
    quote! {
        #gate
        pub(crate) static #name: LongRunning = LongRunning::new(&#poll, #id)
            .status(#status, &[#(#pending),*], &[#(#succeeded),*], &[#(#failed),*])
            #failure;
    }
}
