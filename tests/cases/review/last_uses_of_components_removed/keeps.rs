// Reads components that no operation uses any more.

use house::models::{Key, Report};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let key: Key = serde_json::from_value(json!({"code": "1234"}))?;
    let report: Report = serde_json::from_value(json!({"text": "All is well.", "new": 1}))?;
    assert_eq!(key.code, "1234");
    assert_eq!(report.extra().get("new"), Some(&json!(1)));
    Ok(())
}
