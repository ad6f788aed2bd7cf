// Reads a component that no operation used before.

use house::models::Report;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let report: Report = serde_json::from_value(json!({"text": "All is well.", "new": 1}))?;
    assert_eq!(report.extra().get("new"), Some(&json!(1)));
    Ok(())
}
