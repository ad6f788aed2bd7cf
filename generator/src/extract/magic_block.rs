//! The blocks of older ReadMe pages, `[block:parameters]` to `[/block]`, with JSON in between:
//! headings, code and tables.

use std::ops::Range;

use serde_json::Value;

use super::{
    markdown::{Fence, Form, Heading, Markdown, Table},
    words,
};

const OPENING: &str = "[block:";
const CLOSING: &str = "[/block]";

/// Adds what the blocks of a page show to what its Markdown does, in the order of the text.
pub(super) fn add(text: &str, markdown: &mut Markdown) {
    let blocks = blocks(text, &markdown.fences);
    if blocks.is_empty() {
        return;
    }
    for Block { name, range, value } in blocks {
        match name {
            "api-header" => markdown.headings.extend(heading(&value, range)),
            "code" => markdown.fences.extend(fences(&value, &range)),
            "parameters" => markdown.tables.extend(table(&value, range)),
            // Callouts, images and embedded pages describe no operation.
            _ => {}
        }
    }
    markdown.headings.sort_by_key(|it| it.range.start);
    markdown.fences.sort_by_key(|it| it.opening.start);
}

struct Block<'a> {
    name: &'a str,
    range: Range<usize>,
    value: Value,
}

/// The blocks outside of `fences` whose JSON is valid.
fn blocks<'a>(text: &'a str, fences: &[Fence]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    // Blocks that nothing closes share the mark that closes the last one.
    let mut closing = 0;
    while let Some(offset) = text[at..].find(OPENING) {
        let start = at + offset;
        at = start + OPENING.len();
        let Some(name) = name(&text[at..]).filter(|_| !is_in_fence(fences, start)) else {
            continue;
        };
        let content = at + name.len() + 1;
        if closing < content {
            let Some(length) = text[content..].find(CLOSING) else {
                break;
            };
            closing = content + length;
        }
        let Ok(value) = serde_json::from_str(&text[content..closing]) else {
            continue;
        };
        at = closing + CLOSING.len();
        let range = start..at;
        blocks.push(Block { name, range, value });
    }
    blocks
}

/// The word that `]` follows.
fn name(text: &str) -> Option<&str> {
    let end = text.find(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '-' | '_'))?;
    text[end..].starts_with(']').then(|| &text[..end])
}

fn is_in_fence(fences: &[Fence], at: usize) -> bool {
    let next = fences.partition_point(|fence| fence.range.end <= at);
    fences.get(next).is_some_and(|it| it.range.contains(&at))
}

fn heading(value: &Value, range: Range<usize>) -> Option<Heading> {
    let text = value["title"].as_str()?.trim().to_owned();
    Some(Heading {
        level: value["level"].as_u64().map_or(2, |it| it.clamp(2, 6) as u8),
        role: words::role(&text),
        text,
        range,
    })
}

/// The tabs of a block of code. Their texts have no positions of their own.
fn fences(value: &Value, range: &Range<usize>) -> Vec<Fence> {
    let codes = value["codes"].as_array().into_iter().flatten();
    let fences = codes.filter_map(|code| {
        let word = |field: &str| code[field].as_str().unwrap_or_default();
        // A tab of a response has its status.
        let status = code["status"].as_u64().map(|it| it.to_string());
        let name = status.as_deref().unwrap_or(word("name"));
        Some(Fence {
            info: format!("{} {name}", word("language")).trim().to_owned(),
            opening: range.clone(),
            range: range.clone(),
            text: code["code"].as_str()?.to_owned(),
            segments: Vec::new(),
            is_closed: true,
            form: Form::Fence,
        })
    });
    fences.collect()
}

/// The cells `h-0` of the head and `0-0` of the rows.
fn table(value: &Value, range: Range<usize>) -> Option<Table> {
    let count = |field: &str| {
        value[field]
            .as_u64()
            .and_then(|it| usize::try_from(it).ok())
    };
    let data = value["data"].as_object()?;
    let cell = |row: &str, column: usize| {
        let text = data.get(&format!("{row}-{column}")).and_then(Value::as_str);
        Table::cell(text.unwrap_or_default())
    };
    // A table has no more rows or columns than cells.
    let columns = count("cols")?.min(data.len());
    let rows = count("rows")?.min(data.len());
    let names = std::iter::once("h".to_owned()).chain((0..rows).map(|row| row.to_string()));
    let rows = names.map(|row| (0..columns).map(|column| cell(&row, column)).collect());
    Some(Table {
        rows: rows.collect(),
        range,
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn read(text: &str) -> Markdown {
        let mut markdown = super::super::markdown::read(text, 0);
        add(text, &mut markdown);
        markdown
    }

    #[test]
    fn blocks_are_headings_code_and_tables() {
        let text = "# A\n\n[block:api-header]\n{\"title\": \"Query parameters\"}\n[/block]\n\
            [block:parameters]\n{\"data\": {\"h-0\": \"Name\", \"h-1\": \"Type\", \"0-0\": \"**a\\\\_b** \", \
            \"0-1\": \"_string_\\nLong\"}, \"cols\": 2, \"rows\": 1}\n[/block]\n\n\
            [block:code]\n{\"codes\": [{\"code\": \"{\\n}\", \"language\": \"json\", \"status\": 200}]}\n\
            [/block]\n# B\n";
        let markdown = read(text);
        let headings: Vec<&str> = markdown.headings.iter().map(|it| &*it.text).collect();
        assert_eq!(headings, ["A", "Query parameters", "B"]);
        assert!(markdown.headings[1].role.is_some());
        let table = &markdown.tables[0];
        assert_eq!(table.rows, [["Name", "Type"], ["a_b", "string Long"]]);
        assert!(text[table.range.clone()].starts_with("[block:parameters]"));
        assert!(text[table.range.clone()].ends_with(CLOSING));
        let fence = &markdown.fences[0];
        assert_eq!((&*fence.info, &*fence.text), ("json 200", "{\n}"));
    }

    #[test]
    fn what_is_no_block_is_left_alone() {
        for text in [
            "[block:code]\n{}\n",
            "[block:code]\n{,}\n[/block]\n",
            "```\n[block:api-header]\n{\"title\": \"A\"}\n[/block]\n```\n",
            "[block:image]\n{\"images\": []}\n[/block]\n",
            "[block:parameters]\n{\"data\": {}, \"cols\": 9000000000, \"rows\": 9000000000}\n[/block]\n",
        ] {
            let found = read(text);
            assert!(
                found.headings.is_empty() && found.fences.len() <= 1,
                "{text}"
            );
            assert!(found.tables.iter().all(|it| it.rows.len() == 1), "{text}");
        }
    }

    #[test]
    fn blocks_that_nothing_closes_take_no_longer_than_others() {
        const COUNT: usize = 100_000;
        let json = format!("\"{}", "a".repeat(COUNT));
        let fence = "```\n[block:x]\n```\n";
        for text in [
            format!("{}[/block]", "[block:x]".repeat(COUNT)),
            "[block:x]".repeat(COUNT),
            format!("{}]{json}[/block]", "[block:".repeat(COUNT)),
            format!("{}[/block]", fence.repeat(COUNT)),
        ] {
            let markdown = super::super::markdown::read(&text, 0);
            let start = Instant::now();
            assert!(blocks(&text, &markdown.fences).is_empty());
            // All of these take milliseconds; what is quadratic takes minutes.
            assert!(start.elapsed() < Duration::from_secs(5), "{}", &text[..20]);
        }
    }
}
