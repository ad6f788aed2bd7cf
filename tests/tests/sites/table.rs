//! The sites: what a person finds in their files, how they are published, and how they change.

use seamstress_review::SemverBump;

/// A documentation site.
pub(super) struct Site {
    /// The folder of its files in the corpus.
    pub(super) folder: &'static str,
    /// The path that discovery starts at.
    pub(super) start: &'static str,
    /// How the site lists its pages.
    pub(super) index: Index,
    /// Each file, and the operations that it describes.
    pub(super) files: &'static [(&'static str, &'static [&'static str])],
    /// A file, a text of it, and what the text becomes.
    pub(super) change: (&'static str, &'static str, &'static str),
    /// What the change requires.
    pub(super) bump: SemverBump,
}

/// How a site lists its pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Index {
    /// An `llms.txt` of Markdown pages.
    Markdown,
    /// An `llms.txt` of HTML pages.
    Html,
    /// An `llms-full.txt`.
    FullText,
    /// A sitemap.
    Sitemap,
}

impl Site {
    /// The folder of the site that has the pages; empty where it is the root.
    pub(super) fn folder_on_site(&self) -> &'static str {
        self.start.trim_end_matches('/')
    }

    /// The path of the index.
    pub(super) fn index_path(&self) -> String {
        let name = match self.index {
            Index::Markdown | Index::Html => "llms.txt",
            Index::FullText => "llms-full.txt",
            Index::Sitemap => "sitemap.xml",
        };
        format!("{}/{name}", self.folder_on_site())
    }

    /// The index of a site at `origin` with these files.
    pub(super) fn index_text<'a>(
        &self,
        origin: &str,
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let folder = self.folder_on_site();
        let entries = files.map(|(file, text)| {
            let page = file.trim_end_matches(".md");
            match self.index {
                Index::Markdown => format!("- [{page}]({origin}{folder}/{file})\n"),
                Index::Html => format!("- [{page}]({origin}{folder}/{page})\n"),
                Index::FullText => {
                    // After the note about the index, which the pages begin with.
                    let start = text.find("# ").unwrap_or_default();
                    let text = &text[start..];
                    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
                    format!("{title}\nSource: {origin}{folder}/{page}\n{rest}\n\n")
                }
                Index::Sitemap => format!("<url><loc>{origin}{folder}/{page}</loc></url>"),
            }
        });
        let entries: String = entries.collect();
        match self.index {
            Index::Sitemap => format!("<urlset>{entries}</urlset>"),
            _ => entries,
        }
    }
}

pub(super) const MEGALLM: Site = Site {
    folder: "megallm",
    start: "/",
    index: Index::Markdown,
    files: &[
        (
            "en_chat_create-chat-completion.md",
            &["POST /chat/completions"],
        ),
        ("en_messages_create-message.md", &["POST /messages"]),
        ("en_models_list-models.md", &["GET /models"]),
        ("ru_models_list-models.md", &["GET /models"]),
    ],
    change: ("en_messages_create-message.md", "top_k:", "top_n:"),
    bump: SemverBump::Major,
};

pub(super) const GOLOGIN: Site = Site {
    folder: "gologin",
    start: "/docs",
    index: Index::Markdown,
    files: &[("get-sms-by-id.md", &["GET /proxy-devices/sms/{smsId}"])],
    change: ("get-sms-by-id.md", "phoneNumber:", "number:"),
    bump: SemverBump::Major,
};

pub(super) const WRITER: Site = Site {
    folder: "writer",
    start: "/",
    index: Index::Sitemap,
    files: &[("delete-file.md", &["DELETE /v1/files/{file_id}"])],
    change: (
        "delete-file.md",
        "description: Permanently delete a file from the system.",
        "description: Delete a file.",
    ),
    bump: SemverBump::Patch,
};

pub(super) const USESEND: Site = Site {
    folder: "usesend",
    start: "/",
    index: Index::FullText,
    files: &[(
        "create-contact.md",
        &["POST /v1/contactBooks/{contactBookId}/contacts"],
    )],
    change: (
        "create-contact.md",
        "              required:\n                - email",
        "              required:\n                - email\n                - firstName",
    ),
    bump: SemverBump::Major,
};

pub(super) const TRACELOOP: Site = Site {
    folder: "traceloop",
    start: "/docs",
    index: Index::Html,
    files: &[(
        "execute-sexism-detector-evaluator.md",
        &["POST /v2/evaluators/execute/sexism-detector"],
    )],
    change: (
        "execute-sexism-detector-evaluator.md",
        "        threshold:\n          example: 0.5\n",
        "        strict:\n          type: boolean\n        threshold:\n          example: 0.5\n",
    ),
    bump: SemverBump::Minor,
};

pub(super) const CREEM: Site = Site {
    folder: "creem",
    start: "/",
    index: Index::Sitemap,
    files: &[
        (
            "cancel-subscription.md",
            &["POST /v1/subscriptions/{id}/cancel"],
        ),
        ("create-checkout.md", &["POST /v1/checkouts"]),
        ("create-discount-code.md", &["POST /v1/discounts"]),
        ("create-product.md", &["POST /v1/products"]),
        (
            "delete-discount-code.md",
            &["DELETE /v1/discounts/{id}/delete"],
        ),
        ("get-customer.md", &["GET /v1/customers"]),
        ("get-discount-code.md", &["GET /v1/discounts"]),
        ("get-transactions.md", &["GET /v1/transactions/search"]),
        ("search-products.md", &["GET /v1/products/search"]),
        ("validate-license.md", &["POST /v1/licenses/validate"]),
    ],
    change: (
        "get-customer.md",
        "        email:\n          schema:",
        "        mail:\n          schema:",
    ),
    bump: SemverBump::Major,
};

pub(super) const CLICKUP: Site = Site {
    folder: "clickup-readme",
    start: "/reference",
    index: Index::Html,
    files: &[
        (
            "createchatviewcomment.md",
            &["POST /v2/view/{view_id}/comment"],
        ),
        (
            "createdocpublic.md",
            &["POST /api/v3/workspaces/{workspace_id}/docs"],
        ),
        (
            "deletespacetag.md",
            &["DELETE /v2/space/{space_id}/tag/{tag_name}"],
        ),
        (
            "getsubtypes.md",
            &["GET /api/v3/workspaces/{workspace_id}/comments/types/{comment_type}/subtypes"],
        ),
    ],
    change: (
        "deletespacetag.md",
        "\"description\": \"Delete a task Tag from a Space.\"",
        "\"description\": \"Delete a tag.\"",
    ),
    bump: SemverBump::Patch,
};

pub(super) const KIE: Site = Site {
    folder: "kie-apidog",
    start: "/",
    index: Index::Markdown,
    files: &[
        ("generate-music.md", &["POST /api/v1/generate"]),
        ("get-account-credits.md", &["GET /api/v1/chat/credit"]),
    ],
    change: (
        "get-account-credits.md",
        "                    type: integer\n                    description: Remaining",
        "                    type: string\n                    description: Remaining",
    ),
    bump: SemverBump::Major,
};

pub(super) const MONNET: Site = Site {
    folder: "gitbook-monnet",
    start: "/docs",
    index: Index::FullText,
    files: &[("create-payout.md", &["POST /payouts"])],
    change: (
        "create-payout.md",
        "\"amount\":{\"type\":\"number\"",
        "\"amount\":{\"type\":\"string\"",
    ),
    bump: SemverBump::Major,
};

pub(super) const POLYMARKET: Site = Site {
    folder: "polymarket",
    start: "/api-reference",
    index: Index::Markdown,
    files: &[
        (
            "v2_bridge_create-withdrawal-addresses.md",
            &["POST /withdraw"],
        ),
        ("v2_create-orders.md", &["POST /v1/trade/orders"]),
        ("v2_data_get-server-time.md", &["GET /time"]),
        ("v2_delete-proxy.md", &["DELETE /v1/account/proxy"]),
        ("v2_events_get-event-by-id.md", &["GET /events/{id}"]),
        ("v2_maker_submit-a-quote.md", &["POST /v1/maker/quotes"]),
        ("v2_market-data_get-order-book.md", &["GET /book"]),
        (
            "v2_relayer_get-recent-transactions-for-a-user.md",
            &["GET /transactions"],
        ),
        (
            "v2_sports_get-valid-sports-market-types.md",
            &["GET /sports/market-types"],
        ),
        ("v2_tags_get-tag-by-id.md", &["GET /tags/{id}"]),
        ("v2_trade_cancel-multiple-orders.md", &["DELETE /orders"]),
        ("v2_update-leverage.md", &["PATCH /v1/trade/leverage"]),
        // Channels of messages.
        ("v2_wss_perps-klines.md", &[]),
        ("v2_wss_user.md", &[]),
    ],
    change: (
        "v2_data_get-server-time.md",
        "                type: integer\n                format: int64",
        "                type: string",
    ),
    bump: SemverBump::Major,
};
