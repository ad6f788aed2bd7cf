//! The blocks of Stoplight pages: requests in `json http`, and schemas in `json json_schema`.

use serde_json::Value;

use super::markdown::Fence;

/// A request that a page sends from the browser.
pub(super) struct Call {
    /// In lower case.
    pub(super) method: String,
    /// With the query.
    pub(super) url: String,
    /// `Name: value`
    pub(super) headers: Vec<String>,
    pub(super) body: Option<Value>,
}

/// Whether the fence is a block of requests.
pub(super) fn is_request(fence: &Fence) -> bool {
    is(fence, "http")
}

/// Whether the fence is a schema.
pub(super) fn is_schema(fence: &Fence) -> bool {
    is(fence, "json_schema")
}

/// The request in a block.
pub(super) fn request(fence: &Fence) -> Option<Call> {
    let block = read(fence).filter(|_| is_request(fence))?;
    let text = |field: &str| block[field].as_str();
    let query = block["query"].as_object().into_iter().flatten();
    let query = query.map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()));
    let query = query.collect::<Vec<_>>().join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    let headers = block["headers"].as_object().into_iter().flatten();
    let headers =
        headers.map(|(name, value)| format!("{name}: {}", value.as_str().unwrap_or_default()));
    Some(Call {
        method: text("method")?.to_ascii_lowercase(),
        url: format!(
            "{}{}{mark}{query}",
            text("baseUrl").unwrap_or_default(),
            text("url")?
        ),
        headers: headers.collect(),
        body: block.get("body").filter(|body| !body.is_null()).cloned(),
    })
}

/// The schema in a block. One that is only a reference leads to a file of Stoplight.
pub(super) fn schema(fence: &Fence) -> Option<Value> {
    let schema = read(fence).filter(|_| is_schema(fence))?;
    let is_schema = schema.is_object() && schema.get("$ref").is_none();
    is_schema.then_some(schema)
}

/// Whether the info string is `json kind` or `yaml kind`.
fn is(fence: &Fence, kind: &str) -> bool {
    let words: Vec<&str> = fence.info.split_whitespace().collect();
    matches!(words[..], ["json" | "yaml", found] if found == kind)
}

/// The object in a block, which is YAML also where the info string says JSON: people leave commas
/// behind the last item.
fn read(fence: &Fence) -> Option<Value> {
    let json = serde_json::from_str(&fence.text).ok();
    json.or_else(|| serde_yaml::from_str(&fence.text).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::markdown, *};

    fn fence(text: &str) -> Fence {
        markdown::read(text, 0).fences.remove(0)
    }

    #[test]
    fn a_request_has_an_address_and_a_body() {
        let block = "```json http\n{\"method\": \"POST\", \"baseUrl\": \"https://a.example\", \"url\": \"/b\", \
            \"query\": {\"c\": \"d\"}, \"headers\": {\"X-Key\": \"e\"}, \"body\": {\"f\": 1,},}\n```\n";
        let call = request(&fence(block)).unwrap();
        assert_eq!(
            (&*call.method, &*call.url),
            ("post", "https://a.example/b?c=d")
        );
        assert_eq!(call.headers, ["X-Key: e"]);
        assert_eq!(call.body, Some(json!({"f": 1})));
    }

    #[test]
    fn a_schema_is_json_or_yaml() {
        for block in [
            "```json json_schema\n{\"type\": \"string\"}\n```\n",
            "```json json_schema\ntype: string\n```\n",
            "```yaml json_schema\ntype: string\n```\n",
        ] {
            assert_eq!(
                schema(&fence(block)),
                Some(json!({"type": "string"})),
                "{block}"
            );
        }
        for block in [
            "```json json_schema\n$ref: ../a.yaml\n```\n",
            "```json json_schema\nnone\n```\n",
            "```json\n{\"type\": \"string\"}\n```\n",
        ] {
            assert_eq!(schema(&fence(block)), None, "{block}");
        }
    }
}
