//! A program that calls the fake at a URL through the generated client.
//!
//! `routes` calls every route, and prints one line for each with its outcome, and below it where
//! the response differs from its documentation. `strict` does the same with clients that refuse
//! what the documentation does not allow, and prints the routes that fail. `outcomes` checks the
//! possible outcomes of calls, and stops at the first that is another.

mod clients;
mod outcomes;
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
            "two arguments are needed: the URL of the fake, and `routes`, `strict` or `outcomes`"
                .into(),
        );
    };
    let report = Report::default();
    match wanted.as_str() {
        "routes" => {
            let done = routes::every_route(&Clients::new(&url, &report), &report).await;
            print!("{}", report.all());
            done
        }
        "strict" => {
            let done = routes::every_route_alone(&Clients::strict(&url, &report), &report).await;
            print!("{}", report.failures());
            done
        }
        "outcomes" => outcomes::all(&Clients::new(&url, &report)).await,
        other => Err(format!("`{other}` is none of `routes`, `strict` and `outcomes`").into()),
    }
}
