//! Blocks and findings of small pages.

mod linear;

use super::*;

fn run(files: &[(&str, &str)]) -> (Vec<Page>, Vec<Diagnostic>) {
    let (_, pages, diagnostics) = run_with_sources(files);
    (pages, diagnostics)
}

fn run_with_sources(files: &[(&str, &str)]) -> (SourceMap, Vec<Page>, Vec<Diagnostic>) {
    let files = files.iter().map(|(path, text)| Source {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    });
    let mut sources = SourceMap::default();
    let (pages, diagnostics) = extract(files.collect(), &mut sources);
    (sources, pages, diagnostics)
}

/// The text of the only page.
fn text(sources: &SourceMap) -> &str {
    sources.get("a.md").unwrap().text()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

const BLOCK: &str = "# T\n\n````yaml /openapi.json post /a\nopenapi: 3.0.0\n\n````\n";

#[test]
fn the_order_of_files_does_not_matter() {
    let (one, _) = run(&[("b.md", "b"), ("a.md", BLOCK)]);
    let (two, _) = run(&[("a.md", BLOCK), ("b.md", "b")]);
    let paths = |pages: &[Page]| -> Vec<_> { pages.iter().map(|p| p.path.clone()).collect() };
    assert_eq!(paths(&one), paths(&two));
    assert_eq!(one[0].blocks, two[0].blocks);
}

#[test]
fn a_block_has_its_operation_and_position() {
    let (sources, pages, diagnostics) = run_with_sources(&[("a.md", BLOCK)]);
    let block = &pages[0].blocks[0];
    assert!(diagnostics.is_empty());
    assert_eq!(block.method.as_deref(), Some("post"));
    assert_eq!(block.path.as_deref(), Some("/a"));
    assert_eq!(block.file.as_deref(), Some("/openapi.json"));
    assert_eq!(&text(&sources)[block.range.clone()], block.text);
    assert_eq!(
        text(&sources)[block.page_offset(9)..].chars().next(),
        Some('3')
    );
    assert_eq!(pages[0].title.as_deref(), Some("T"));
}

#[test]
fn line_endings_and_byte_order_marks_are_normalised() {
    let (sources, plain, _) = run_with_sources(&[("a.md", BLOCK)]);
    let windows = format!("\u{feff}{}", BLOCK.replace('\n', "\r\n"));
    let (with_mark, marked, _) = run_with_sources(&[("a.md", &windows)]);
    assert_eq!(text(&sources), text(&with_mark));
    assert_eq!(plain[0].blocks, marked[0].blocks);
}

#[test]
fn a_byte_order_mark_inside_the_block_is_dropped() {
    let (sources, pages, _) =
        run_with_sources(&[("a.md", &BLOCK.replace("openapi: 3", "\u{feff}openapi: 3"))]);
    let block = &pages[0].blocks[0];
    assert!(block.text.starts_with("openapi"));
    assert_eq!(
        text(&sources)[block.page_offset(0)..].chars().next(),
        Some('o')
    );
}

#[test]
fn prose_has_no_content() {
    let (pages, diagnostics) = run(&[("a.md", "# T\n\u{8}\n```json Response\n{}\n```\n")]);
    assert!(pages[0].blocks.is_empty() && diagnostics.is_empty());
}

#[test]
fn a_whole_document_is_one_block() {
    let (pages, _) = run(&[("api/openapi.JSON", "{}")]);
    assert_eq!(pages[0].blocks.len(), 1);
    assert_eq!(pages[0].blocks[0].method, None);
}

#[test]
fn an_empty_fence_names_an_operation_of_a_document() {
    let (pages, diagnostics) = run(&[("a.md", "# T\n\n```yaml api.yaml post /a\n```\n\nText.\n")]);
    assert!(pages[0].blocks.is_empty());
    assert_eq!(pages[0].left_out.len(), 1);
    let part = &pages[0].left_out[0];
    assert_eq!(
        (part.kind, &*part.found),
        (PageKind::Reference, "`POST /a`")
    );
    assert_eq!(part.document.as_deref(), Some("api.yaml"));
    assert_eq!(codes(&diagnostics), [Code::DocumentNotRead]);
    let document = ("api.yaml", "openapi: 3.0.0\npaths: {}\n");
    let (_, diagnostics) = run(&[("a.md", "```yaml api.yaml post /a\n```\n"), document]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn front_matter_names_an_operation_by_its_id() {
    let page = "---\ntitle: Open\napi:\n  file: doors.json\n  operationId: openDoor\n---\n";
    let (pages, diagnostics) = run(&[("a.md", page)]);
    let part = &pages[0].left_out[0];
    assert_eq!(
        (part.kind, &*part.found),
        (PageKind::Reference, "`openDoor`")
    );
    assert_eq!(part.document.as_deref(), Some("doors.json"));
    assert_eq!(&page[part.range.clone()], "api:");
    assert_eq!(codes(&diagnostics), [Code::DocumentNotRead]);
}

#[test]
fn data_is_read_only_for_documents_that_refer_to_it() {
    let document = ("api.yaml", "openapi: 3.0.0\npaths: {}\n");
    let data = (
        "docs.json",
        "{\"openapi-docs\": {\"openapi\": \"api.yaml\"}}",
    );
    let (pages, diagnostics) = run(&[document, data]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(pages[1].left_out[0].kind, PageKind::Data);
    assert_eq!((pages[1].dialect, pages[1].blocks.len()), (None, 1));
    // What is read alone is meant to be a document.
    let (pages, _) = run(&[data]);
    assert!(pages[0].left_out.is_empty());
    assert_eq!(pages[0].dialect, Some(Dialect::Document));
}

#[test]
fn each_other_format_is_reported_once() {
    let files = [("a.rst", ""), ("b.rst", ""), ("c.adoc", "")];
    let (pages, diagnostics) = run(&files);
    assert!(pages.iter().all(|page| page.blocks.is_empty()));
    let messages: Vec<&str> = diagnostics.iter().map(|it| &*it.message).collect();
    assert_eq!(
        messages,
        [
            "the AsciiDoc page `c.adoc` is not read",
            "the reStructuredText page `a.rst` and 1 more are not read"
        ]
    );
}

#[test]
fn an_open_fence_is_an_error() {
    let (pages, diagnostics) = run(&[("a.md", &BLOCK.replace("\n\n````\n", "\n"))]);
    assert_eq!(codes(&diagnostics), [Code::UnterminatedFence]);
    assert!(pages[0].blocks.is_empty());
}

#[test]
fn an_open_fence_that_contains_a_block_is_an_error() {
    let text = format!("`````js\n1\n\n{BLOCK}");
    let (_, diagnostics) = run(&[("a.md", &text), ("b.md", "```js\n1\n")]);
    assert_eq!(codes(&diagnostics), [Code::UnterminatedFence]);
}

#[test]
fn an_unlabelled_document_is_reported() {
    let text = BLOCK.replace(" /openapi.json post /a", "");
    assert_eq!(
        codes(&run(&[("a.md", &text)]).1),
        [Code::UnlabelledDocument]
    );
}

#[test]
fn a_block_without_an_operation_is_read_where_mintlify_writes_it() {
    let text = BLOCK.replace("````yaml /openapi.json post /a", "## OpenAPI\n\n````yaml");
    let (pages, diagnostics) = run(&[("a.md", &text)]);
    assert_eq!(codes(&diagnostics), [Code::WholeDocument]);
    assert_eq!(pages[0].blocks.len(), 1);
    assert_eq!(pages[0].blocks[0].method, None);
}

#[test]
fn a_json_example_is_not_a_document() {
    let (pages, diagnostics) = run(&[("a.md", "```json POST /users\n{\"id\": 1}\n```\n")]);
    assert!(pages[0].blocks.is_empty() && diagnostics.is_empty());
    let (pages, _) = run(&[(
        "a.md",
        "```json POST /users\n{\"openapi\": \"3.0.0\"}\n```\n",
    )]);
    assert_eq!(pages[0].blocks.len(), 1);
}

#[test]
fn control_characters_and_lone_carriage_returns_are_errors() {
    let (_, diagnostics) = run(&[("a.md", &BLOCK.replace('\n', "\r"))]);
    assert_eq!(codes(&diagnostics), [Code::InvalidLineEnding]);
    for (character, code) in [
        ('\0', Code::ControlCharacter),
        ('\u{1b}', Code::ControlCharacter),
        ('\r', Code::InvalidLineEnding),
    ] {
        let text = BLOCK.replace("3.0.0", &format!("3.0.0{character}x"));
        let (pages, diagnostics) = run(&[("a.md", &text)]);
        assert_eq!(codes(&diagnostics), [code]);
        assert!(pages[0].blocks.is_empty());
    }
}

#[test]
fn two_pages_with_one_path_are_an_error() {
    let (sources, _, diagnostics) = run_with_sources(&[("a.md", "x"), ("a.md", "y")]);
    assert_eq!(codes(&diagnostics), [Code::DuplicatePage]);
    assert_eq!(text(&sources), "x");
}

#[test]
fn a_fence_in_a_block_is_an_error_where_it_cuts_the_block_off() {
    const HEAD: &str =
        "yaml /openapi.json post /a\nopenapi: 3.0.0\ninfo:\n  description: |\n    Text.\n";
    const REST: &str = "    More.\n  title: Doors\npaths: {}\n";
    let labels = |marks: &str, inner: &str| {
        let page = format!("# T\n\n{marks}{HEAD}{inner}{REST}{marks}\n\nProse.\n");
        let (sources, pages, diagnostics) = run_with_sources(&[("a.md", &page)]);
        let found = diagnostics
            .into_iter()
            .find(|it| it.code == Code::FenceInBlock);
        assert_eq!(found.is_none(), pages[0].blocks.len() == 1, "{page}");
        let labels = found.into_iter().flat_map(|found| found.labels);
        let shown = labels.map(|label| {
            let (file, range) = label.location.resolve(&sources).unwrap();
            format!("{}: {}", &file.text()[range], label.text)
        });
        shown.collect::<Vec<_>>().join("\n")
    };
    let block = "this block is not read";
    assert_eq!(
        labels("````", "```json\n{}\n```\n"),
        format!(
            "```json: at column zero, this ends the text that it is in\n````yaml /openapi.json post /a: {block}"
        )
    );
    assert_eq!(
        labels("```", "```json\n{}\n```\n"),
        format!(
            "```json: at column zero, this ends the text that it is in\n```yaml /openapi.json post /a: {block}"
        )
    );
    // Without an info string, the first one closes the block and the second one opens another.
    assert_eq!(
        labels("```", "```\n{}\n```\n"),
        format!(
            "```: this closes the block within a text\n{{}}: these 5 lines are lost\n```yaml /openapi.json post /a: {block}"
        )
    );
    // The first one opens nothing, because it is indented by four columns.
    assert_eq!(
        labels("```", "    ```json\n    {}\n   ```\n"),
        format!(
            "   ```: this closes the block within a text\n    More.: these 3 lines are lost\n```yaml /openapi.json post /a: {block}"
        )
    );
    assert_eq!(labels("```", "    ```json\n    {}\n    ```\n"), "");
    assert_eq!(labels("````", "    ```\n    {}\n    ```\n"), "");
}

#[test]
fn a_block_that_ends_in_a_text_is_not_cut_off_by_what_follows() {
    let block = "```yaml /openapi.json post /a\nopenapi: 3.0.0\nx: |\n  Text.\n```\n";
    for after in [
        "",
        "\nProse: with a colon.\n",
        "\n  Indented prose.\n",
        "\n```\nplain: yaml\n```\n",
        "\n```yaml\n  deep: yaml\n```\n",
        "\n```\n  indented text\n```\n",
    ] {
        let (pages, diagnostics) = run(&[("a.md", &format!("{block}{after}"))]);
        assert_eq!(
            (pages[0].blocks.len(), diagnostics.len()),
            (1, 0),
            "{after}"
        );
    }
}

#[test]
fn only_parameters_in_the_path_have_its_names() {
    let wires = |lists: &str| {
        let page = format!("# Move a door\n\n`PUT https://a.example/doors/{{id}}`\n\n{lists}");
        let (pages, _) = run(&[("a.md", &page)]);
        let fields = pages[0].evidence[0].parameters.iter();
        fields
            .map(|field| (field.place, field.wire.clone()))
            .collect::<Vec<_>>()
    };
    let one = |place, wire: &str| (place, wire.to_owned());
    let both = [one(Place::Path, "id"), one(Place::Body, "ID")];
    let table = "## Parameters\n\n| Name | In | Type |\n|---|---|---|\n\
        | id | path | string |\n| ID | body | string |\n";
    assert_eq!(wires(table), both);
    let lists = "## Path\n\n- `Id` (string)\n\n## Body\n\n- `ID` (string)\n";
    assert_eq!(wires(lists), both);
    assert_eq!(
        wires("## Parameters\n\n- `id` (string)\n- `ID` (string)\n"),
        both
    );
    let placed = wires("## Query\n\n- `ID` (string)\n\n## Headers\n\n- `Id` (string)\n");
    assert!(placed.contains(&one(Place::Query, "ID")), "{placed:?}");
    assert!(placed.contains(&one(Place::Header, "Id")), "{placed:?}");
    let unplaced = wires("## Parameters\n\n- `ID` (string)\n- `side` (string)\n");
    assert_eq!(unplaced, [one(Place::Path, "id"), one(Place::Body, "side")]);
}

#[test]
fn after_the_tabs_the_heading_above_counts_again() {
    let fields = |heading: &str| {
        let page = format!(
            "# Doors\n\n## List doors\n\n`GET https://a.example/doors`\n\n### Response\n\n- `data` (object)\n\n\
            ## Open a door\n\n`POST https://a.example/doors`\n\n{heading}\
            <!-- type: tab title: Body -->\n\n- `softly` (boolean)\n\n\
            <!-- type: tab title: Response -->\n\n- `id` (string)\n\n\
            <!-- type: tab-end -->\n\n- `note` (string)\n"
        );
        let (pages, _) = run(&[("a.md", &page)]);
        let operation = &pages[0].evidence[1];
        let names = |fields: &[Field]| {
            let names = fields.iter().map(|field| field.wire.clone());
            names.collect::<Vec<_>>().join(" ")
        };
        let response = &operation.responses[0].fields;
        (names(&operation.parameters), names(response))
    };
    let found = |request: &str, response: &str| (request.to_owned(), response.to_owned());
    assert_eq!(fields(""), found("softly", "id"));
    assert_eq!(fields("### Body\n\n"), found("softly note", "id"));
}

#[test]
fn a_file_that_is_not_text_is_not_a_guide() {
    let (pages, _) = run(&[("a.md", "\0\0\u{1}\0"), ("b.md", "# Doors\n\nOpen them.\n")]);
    let kinds = pages.iter().map(|page| page.left_out[0].kind);
    let binary = PageKind::OtherFormat(OtherFormat::Binary);
    assert_eq!(kinds.collect::<Vec<_>>(), [binary, PageKind::Guide]);
}
