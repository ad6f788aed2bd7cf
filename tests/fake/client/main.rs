//! A program that calls the fake at a URL through the generated client.
//!
//! `routes` calls every route, and prints one line for each with its outcome, and below it where
//! the response differs from its documentation. `answers` checks the possible outcomes of calls,
//! and stops at the first that is another.

mod answers;
mod clients;
mod report;
mod routes;

use std::{env, error::Error as StdError};

use self::{clients::Clients, report::Report};

type Done = Result<(), Box<dyn StdError>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let mut arguments = env::args().skip(1);
    let (Some(url), Some(wanted)) = (arguments.next(), arguments.next()) else {
        return Err(
            "two arguments are needed: the URL of the fake, and `routes` or `answers`".into(),
        );
    };
    let report = Report::default();
    let clients = Clients::new(&url, &report);
    match wanted.as_str() {
        "routes" => {
            let done = routes::every_route(&clients, &report).await;
            print!("{}", report.text());
            done
        }
        "answers" => answers::all(&clients).await,
        other => Err(format!("`{other}` is neither `routes` nor `answers`").into()),
    }
}
