//! How long pages take to read that repeat a form many times.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use super::run;

/// How long the shortest of the pages is, in bytes.
const LENGTH: usize = 10_000;
/// How many times as long the longest is.
const FACTOR: usize = 8;
/// How often the longest is read at most: once in linear time is enough.
const RUNS: usize = 3;

/// What a page begins with, and what it repeats. `@` becomes a number.
const FORMS: &[(&str, &str)] = &[
    ("", "`GET /a/@`\n\n## Models\n\n"),
    ("", "GET /a/@\n\n## Models\n\n"),
    ("", "### /a/@\n\n#### GET\n\n"),
    ("", "<A method=\"get\" path=\"/a\">\n"),
    ("", "<A method=\"get\" path=\"/a\"></A>\n"),
    ("", "<A b="),
    ("", "<preview>a"),
    ("", "## Models\n\n"),
    ("", "## A [/a]\n\n"),
    ("", "---\ntitle: A\n---\n\n"),
    (
        "",
        "## OpenAPI\n\n```yaml GET /a/@\nopenapi: 3.0.0\n```\n\n",
    ),
    (
        "",
        "# A\n\n```yaml GET /a/@\nopenapi: 3.0.0\n```\n\n# B\n\nGET /b/@\n\n",
    ),
    (
        "",
        "```json\n{\"a\": 1}\n```\n\n~~~\na\n~~~\n\n    GET /a\n\n",
    ),
    (
        "# GET /a\n\n",
        "### Response\n\n```json\n{\"a\": 1}\n```\n\n",
    ),
    (
        "# GET /a\n\n",
        "```bash\ncurl https://a.example/b/@\n```\n\n",
    ),
    ("# GET /a\n\n| Status |\n|---|\n", "| 200 |\n"),
    (
        "# POST /a\n\n## Body\n\n| Name | Type |\n|---|---|\n",
        "| a@ | object |\n| a@.b | string |\n",
    ),
    (
        "# POST /a\n\n## Body\n\n",
        "- `a@` (string)\n  - `b` (string)\n",
    ),
    (
        "# POST /a\n\n",
        "<ParamField body=\"a@\" type=\"string\">b</ParamField>\n\n",
    ),
    (
        "",
        "<MethodEndpoint method=\"get\" path=\"/a/@\"></MethodEndpoint>\n\n# A\n\n",
    ),
    (
        "",
        "# A\n\n{% swagger method=\"get\" path=\"/a/@\" %}\n{% swagger-response status=\"200\" %}\n\
         ```json\n{\"a\": 1}\n```\n{% endswagger-response %}\n{% endswagger %}\n\n",
    ),
    (
        "",
        "{% openapi src=\"a.yaml\" path=\"/a/@\" method=\"get\" %}\n",
    ),
    (
        "# A\n\n```http\n",
        "POST /a/@ HTTP/1.1\nHost: a.example\n\n{\"a\": 1}\n\nHTTP/1.1 200 OK\n\n{\"b\": 1}\n\n",
    ),
    (
        "# POST /a\n\n## Body\n\n",
        "**T@**\n\n| Name | Type |\n|---|---|\n| a | T@ |\n\n",
    ),
    (
        "# POST /a\n\n",
        "Content-Type: text/plain\n\n```sh\na\n```\n\n",
    ),
    ("", "```{http:get} /a/@\n\n:query b: c\n```\n\n"),
    ("", ".. http:get:: /a/@\n\n   :query b: c\n\n"),
    ("# GET /a\n\n## Response\n\n", "- **404** - a\n"),
    (
        "# GET /a\n\n",
        "!!! note\n    a\n\n```json\n{\"a\": 1}\n```\n\n",
    ),
    ("", "Base URL\n"),
    ("", "<form data-method=\"GET\" data-path=\"a/@\">\n"),
    (
        "# POST /a\n\n<form data-component=\"a\">\n<h4>Body</h4>\n",
        "<p><b><code>a@</code></b> <small>string</small><br>b</p>\n",
    ),
    ("", "PUT|PATCH /a/@\n"),
    ("", "<details>\n<summary>GET /a/@</summary>\n\n- b\n\n"),
    ("", "[GET /a/@](https://a.example)\n"),
    ("", "![GET](https://a.example/get.svg) `/a/@`\n\n"),
    (
        "",
        "::: note\n\n**Method:** GET\n\n**Path:** /a/@\n\n:::\n\n",
    ),
];

/// At least `length` bytes of a page.
fn page(start: &str, form: &str, length: usize) -> String {
    let mut page = format!("# T\n\n{start}");
    let mut number = 0;
    while page.len() < length {
        page.push_str(&form.replace('@', &number.to_string()));
        number += 1;
    }
    page
}

/// How long it takes to read a page this often.
fn duration(page: &str, times: usize) -> Duration {
    let (start, from) = (Instant::now(), processor_time());
    for _ in 0..times {
        // One page is read in this thread.
        run(&[("a.md", page)]);
    }
    match (from, processor_time()) {
        (Some(from), Some(to)) => to - from,
        _ => start.elapsed(),
    }
}

/// The time that this thread has had a processor, which other processes do not lengthen; Linux
/// alone tells it.
fn processor_time() -> Option<Duration> {
    // The scheduler counts at its ticks, between which a short page is read, and when it is called.
    thread::yield_now();
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = times.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[test]
fn pages_take_linear_time() {
    for (start, form) in FORMS {
        let short = page(start, form, LENGTH);
        // As many bytes as the long page has.
        let short = duration(&short, FACTOR);
        let long = page(start, form, LENGTH * FACTOR);
        // It takes about as long, and `FACTOR` times that where time is quadratic.
        let limit = short * 2;
        let is_linear = (0..RUNS).any(|_| duration(&long, 1) < limit);
        assert!(is_linear, "{form:?} takes more than {limit:?}");
    }
}
