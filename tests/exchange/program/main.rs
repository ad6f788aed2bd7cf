//! Calls a server at a URL with arguments from a file, and prints the outcome of each call as a
//! line of JSON.

// What is deprecated is called too, and not every document has streams.
#![allow(dead_code, deprecated)]

mod calls;
mod given;
mod received;

use std::{env, error::Error, fs, pin::Pin};

use serde_json::{Value, json};

use self::{calls::target::Client, given::Given};

/// Calls an operation.
type Call = for<'a> fn(&'a Client, Given<'a>) -> Pin<Box<dyn Future<Output = Result<(), String>> + 'a>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [url, file] = &arguments[..] else {
        return Err("two arguments are needed: the URL of the server, and a file of calls".into());
    };
    let samples: Vec<Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let drift = received::Drifts::default();
    let client = calls::client(url, &drift)?;
    for &(operation, media, call) in calls::CALLS {
        for sample in samples.iter().filter(|it| it["operation"] == operation) {
            let given = Given { sample, media };
            let unsampled = given.unsampled();
            let outcome = match unsampled {
                Some(reason) => Err(format!("unsampled: {reason}")),
                None => call(&client, given).await.and_then(|()| drift.none()),
            };
            drift.clear();
            let line = json!({
                "operation": operation,
                "media": media,
                "minimal": sample["isMinimal"],
                "status": sample["status"],
                "error": outcome.err(),
            });
            println!("{line}");
        }
    }
    Ok(())
}
