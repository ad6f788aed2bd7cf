//! Operations that look as if they returned a list in pages, where nothing declares it.
//!
//! Names are never a source: what they suggest is proposed, and left to a human. It has passed the
//! check that entries pass.

use super::fit::{Kind, List, fit, kind};
use crate::ir::{Field, FieldPath, Location, Operation, Paging, PagingStyle, Struct, Types};

const CURSOR_PARAMETERS: &[&str] = &[
    "continuationtoken",
    "cursor",
    "marker",
    "nextcursor",
    "nextmarker",
    "nextpagetoken",
    "nexttoken",
    "pagecursor",
    "pagetoken",
    "paginationtoken",
    "startcursor",
];
const NEXT_CURSORS: &[&str] = &[
    "continuationtoken",
    "nextcontinuationtoken",
    "nextcursor",
    "nextmarker",
    "nextpagecursor",
    "nextpagetoken",
    "nextpaginationtoken",
    "nexttoken",
];
const NEXT_URLS: &[&str] = &[
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];
const LAST_ITEM_PARAMETERS: &[&str] = &["after", "afterid", "startingafter"];
const PAGE_PARAMETERS: &[&str] = &["page", "pageno", "pagenum", "pagenumber"];
const OFFSET_PARAMETERS: &[&str] = &["offset", "skip", "startat"];
const SIZE_PARAMETERS: &[&str] = &[
    "count",
    "limit",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "size",
    "top",
];
const MORE: &[&str] = &[
    "hasmore",
    "hasmoreitems",
    "hasmorepages",
    "hasnext",
    "hasnextpage",
];
const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalitems",
    "totalrecords",
    "totalresults",
];
const PAGE_COUNTS: &[&str] = &["numpages", "pagecount", "totalpages"];

/// Objects that say which page a response is.
const ABOUT_PAGES: &[&str] = &[
    "links",
    "meta",
    "metadata",
    "nextpage",
    "page",
    "pages",
    "pagination",
    "paging",
    "responsemetadata",
];

/// How the list of an operation seems to be paginated: the first way that passes the check.
pub(super) fn detect(types: &Types, operation: &Operation) -> Option<Paging> {
    let seen = Seen::of(types, operation);
    let more = seen.field(MORE, Kind::Bool);
    let total = seen.field(TOTALS, Kind::Number);
    let page_count = seen.field(PAGE_COUNTS, Kind::Number);
    let link = operation
        .behavior
        .documents_link
        .then_some(PagingStyle::Link);
    let is_query = operation.key.method == "GET";
    let styles = [
        seen.cursor(),
        link.filter(|_| is_query),
        seen.last_item(more.is_some()),
        seen.url().filter(|_| is_query),
        seen.number(more.is_some() || page_count.is_some())
            .filter(|_| is_query),
        seen.offset(more.is_some() || total.is_some()),
    ];
    let mut pagings = styles.into_iter().flatten().map(|style| Paging {
        page_count: match style {
            PagingStyle::Number { .. } => page_count.clone(),
            _ => None,
        },
        more: match style {
            PagingStyle::Link | PagingStyle::Url { .. } => None,
            _ => more.clone(),
        },
        total: total.clone(),
        style,
    });
    pagings
        .find(|paging| fit(types, operation, paging, None).is_ok_and(|list| seen.has_only(&list)))
}

/// The parameters and the fields of a response that can be about pages.
struct Seen<'a> {
    types: &'a Types,
    parameters: Vec<Named<'a>>,
    fields: Vec<Member<'a>>,
}

/// A field, and its name without case and separators.
struct Named<'a> {
    plain: String,
    field: &'a Field,
}

/// A field of a response, or of an object in it.
struct Member<'a> {
    /// The fields that lead to it, and itself.
    path: Vec<&'a str>,
    own: Named<'a>,
}

impl<'a> Named<'a> {
    fn new(field: &'a Field) -> Self {
        let plain = plain(&field.wire);
        Self { plain, field }
    }
}

impl Member<'_> {
    fn path(&self) -> FieldPath {
        self.path.iter().map(|name| (*name).to_owned()).collect()
    }
}

impl<'a> Seen<'a> {
    fn of(types: &'a Types, operation: &'a Operation) -> Self {
        let params = operation.input.params().and_then(|it| types.struct_of(it));
        let parameters = params.into_iter().flat_map(|params| &params.fields);
        let parameters = parameters.filter(|field| {
            let binding = operation.input.binding(&field.wire);
            !field.presence.is_required()
                && binding.is_none_or(|it| {
                    matches!(it.location, Location::Query { .. } | Location::BodyField)
                })
        });
        let mut fields = Vec::new();
        let body = operation.response_body();
        if let Some(body) = body.and_then(|body| types.struct_of(&body.shape)) {
            collect(types, body, &[], &mut fields);
        }
        Self {
            types,
            parameters: parameters.map(Named::new).collect(),
            fields,
        }
    }

    /// The only parameter that has one of these names and this kind.
    fn parameter(&self, names: &[&str], wanted: Kind) -> Option<&'a Field> {
        let mut found = self.parameters.iter().filter(|it| {
            names.contains(&&*it.plain) && kind(self.types, &it.field.shape) == Some(wanted)
        });
        let first = found.next().filter(|_| found.next().is_none());
        first.map(|parameter| parameter.field)
    }

    /// The path of the only field that has one of these names and this kind.
    fn field(&self, names: &[&str], wanted: Kind) -> Option<FieldPath> {
        self.only(|member| names.contains(&&*member.own.plain), wanted)
    }

    fn only(&self, is_wanted: impl Fn(&Member<'_>) -> bool, wanted: Kind) -> Option<FieldPath> {
        let mut found = self.fields.iter().filter(|member| {
            is_wanted(member) && kind(self.types, &member.own.field.shape) == Some(wanted)
        });
        let member = found.next()?;
        found.next().is_none().then(|| member.path())
    }

    /// Whether the response has nothing of its own next to the list: a page has no place for it.
    fn has_only(&self, list: &List) -> bool {
        self.fields.iter().all(|member| match &member.path[..] {
            [name] => {
                Some(*name) == list.field.as_deref()
                    || ABOUT_PAGES.contains(&&*member.own.plain)
                    || !self.types.can_be_boxed(&member.own.field.shape)
            }
            _ => true,
        })
    }

    fn cursor(&self) -> Option<PagingStyle> {
        let wire = |field: &Field| field.wire.clone();
        for kind in [Kind::String, Kind::Number] {
            let parameter = self.parameter(CURSOR_PARAMETERS, kind);
            if let Some((parameter, next)) = parameter.zip(self.field(NEXT_CURSORS, kind)) {
                let parameter = wire(parameter);
                return Some(PagingStyle::Cursor { parameter, next });
            }
        }
        // A page that is called by a string is not counted.
        let parameter = self.parameter(PAGE_PARAMETERS, Kind::String);
        if let Some((parameter, next)) = parameter.zip(self.field(&["nextpage"], Kind::String)) {
            let parameter = wire(parameter);
            return Some(PagingStyle::Cursor { parameter, next });
        }
        // `offset` of the object `next_page`.
        let of_next_page = self.fields.iter().filter(|member| {
            matches!(&member.path[..], [.., page, _] if plain(page) == "nextpage")
                && kind(self.types, &member.own.field.shape) == Some(Kind::String)
        });
        let of_next_page: Vec<&Member<'_>> = of_next_page.collect();
        self.parameters.iter().find_map(|parameter| {
            let is_same = |member: &&&Member<'_>| member.own.field.wire == parameter.field.wire;
            let mut found = of_next_page.iter().filter(is_same);
            let next = found.next()?.path();
            let parameter = wire(parameter.field);
            let is_only = found.next().is_none();
            is_only.then_some(PagingStyle::Cursor { parameter, next })
        })
    }

    /// An id after which the page begins: the last one of the page, which its body can repeat.
    fn last_item(&self, has_more: bool) -> Option<PagingStyle> {
        let parameter = self.parameter(LAST_ITEM_PARAMETERS, Kind::String);
        let parameter = parameter.filter(|_| has_more)?.wire.clone();
        Some(match self.field(&["lastid"], Kind::String) {
            Some(next) => PagingStyle::Cursor { parameter, next },
            None => PagingStyle::LastItem {
                parameter,
                field: "id".to_owned(),
            },
        })
    }

    fn url(&self) -> Option<PagingStyle> {
        let is_url = |member: &Member<'_>| {
            let name = &*member.own.plain;
            let is_linked = || member.path.iter().any(|name| plain(name) == "links");
            let docs = &member.own.field.docs.0;
            let is_called_url = || ["URL", "url", "`uri`"].iter().any(|it| docs.contains(it));
            NEXT_URLS.contains(&name) || name == "next" && (is_linked() || is_called_url())
        };
        let next = self.only(is_url, Kind::String)?;
        Some(PagingStyle::Url { next })
    }

    /// Pages are counted from the number that is documented: a guess would leave a page out.
    fn number(&self, is_described: bool) -> Option<PagingStyle> {
        let parameter = self.parameter(PAGE_PARAMETERS, Kind::Number)?;
        let has_size = self.parameter(SIZE_PARAMETERS, Kind::Number).is_some();
        let docs = parameter.docs.0.to_lowercase();
        // `starts at 1`, but not `starts at 100`.
        let mentions = |text: &str| {
            docs.match_indices(text).any(|(start, _)| {
                let before = docs[..start].chars().next_back();
                let after = docs[start + text.len()..].chars().next();
                let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                !is_digit(before) && !is_digit(after)
            })
        };
        let first = [
            (1, "`1` if left out"),
            (1, "at least 1,"),
            (1, "at least 1."),
            (1, "1-based"),
            (1, "one-based"),
            (1, "starts at 1"),
            (1, "starting at 1"),
            (1, "starting from 1"),
            (0, "`0` if left out"),
            (0, "0-based"),
            (0, "zero-based"),
            (0, "starts at 0"),
            (0, "starting at 0"),
            (0, "starting from 0"),
        ];
        let (first, _) = first.into_iter().find(|(_, text)| mentions(text))?;
        (is_described || has_size).then(|| PagingStyle::Number {
            parameter: parameter.wire.clone(),
            first,
        })
    }

    /// Without a count of all items, the parameter can be something else: an id, or a number of
    /// items before others are filtered out.
    fn offset(&self, is_described: bool) -> Option<PagingStyle> {
        let parameter = self.parameter(OFFSET_PARAMETERS, Kind::Number);
        let parameter = parameter.filter(|_| is_described)?.wire.clone();
        Some(PagingStyle::Offset { parameter })
    }
}

/// The fields of an object, and those of the objects in it: `links.pages.next` is the deepest.
fn collect<'a>(
    types: &'a Types,
    object: &'a Struct,
    path: &[&'a str],
    found: &mut Vec<Member<'a>>,
) {
    for field in &object.fields {
        let path = [path, &[&field.wire]].concat();
        if let (true, Some(inner)) = (path.len() < 3, types.struct_of(&field.shape)) {
            collect(types, inner, &path, found);
        }
        let own = Named::new(field);
        found.push(Member { path, own });
    }
}

/// A name without case and separators.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
