//! The header `retry-after`.

use std::time::{Duration, SystemTime};

use seamstress_runtime::testing::MockTransport;

use crate::{
    errors::status,
    retries::{GET, POST, call, is_first_pause, ok, seconds},
};

/// What a call does after an error response.
#[derive(Debug, PartialEq)]
enum Then {
    Waits(Duration),
    Backs,
    GivesUp,
}

/// What a call does after an error response with these headers, and the `retry_after` of the error.
async fn refused(code: u16, headers: &[(&str, &str)]) -> (Then, Option<Duration>) {
    let script = || {
        let headers = headers.iter();
        let response = headers.fold(status(code), |r, (name, value)| r.header(*name, *value));
        ok(MockTransport::new().respond_with(response.body("").unwrap()))
    };
    let requested = call(&script(), &POST).retries(0).await.unwrap_err();
    assert!(requested.is_retryable());
    let server = script();
    let answer = call(&server, &POST).await;
    let then = match answer {
        Err(error) => {
            assert_eq!((error.attempts(), server.elapsed()), (1, Duration::ZERO));
            Then::GivesUp
        }
        Ok(_) if is_first_pause(server.elapsed()) => Then::Backs,
        Ok(_) => Then::Waits(server.elapsed()),
    };
    (then, requested.retry_after())
}

#[tokio::test]
async fn retry_after_sets_the_pause() {
    use Then::{Backs, GivesUp, Waits};
    let big = "18446744073709551615";
    for (text, then, requested) in [
        ("2", Waits(seconds(2)), Some(2)),
        ("60", Waits(seconds(60)), Some(60)),
        ("007", Waits(seconds(7)), Some(7)),
        ("61", GivesUp, Some(61)),
        ("999999", GivesUp, Some(999_999)),
        (big, GivesUp, Some(u64::MAX)),
        ("0", Backs, Some(0)),
        ("18446744073709551616", Backs, None),
        ("-1", Backs, None),
        ("+2", Backs, None),
        ("1.5", Backs, None),
        ("2 s", Backs, None),
        ("NaN", Backs, None),
        ("", Backs, None),
        ("٢", Backs, None),
        ("soon", Backs, None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", Backs, Some(0)),
        ("Fri, 31 Dec 1999 23:59:59 CET", Backs, None),
    ] {
        for code in [429, 503] {
            let (found, retry_after) = refused(code, &[("retry-after", text)]).await;
            assert_eq!(
                (&found, retry_after),
                (&then, requested.map(seconds)),
                "{text}"
            );
        }
    }
    let twice = [("retry-after", "2"), ("retry-after", "2")];
    assert_eq!(refused(429, &twice).await, (Backs, None));
    assert_eq!(refused(429, &[]).await, (Backs, None));
}

#[tokio::test]
async fn a_date_counts_from_the_servers_own_clock() {
    use Then::{Backs, GivesUp, Waits};
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for (until, then, requested) in [
        ("Sun, 06 Nov 1994 08:49:39 GMT", Waits(seconds(2)), 2),
        ("Sunday, 06-Nov-94 08:49:40 GMT", Waits(seconds(3)), 3),
        ("Sun Nov  6 08:49:41 1994", Waits(seconds(4)), 4),
        ("Sun, 06 Nov 1994 08:50:37 GMT", Waits(seconds(60)), 60),
        ("Sun, 06 Nov 1994 08:50:38 GMT", GivesUp, 61),
        ("Fri, 31 Dec 9999 23:59:59 GMT", GivesUp, 252_618_189_022),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Backs, 0),
        ("Sun, 06 Nov 1994 08:49:36 GMT", Backs, 0),
    ] {
        let found = refused(503, &[date, ("retry-after", until)]).await;
        assert_eq!(found, (then, Some(seconds(requested))), "{until}");
    }
}

#[tokio::test]
async fn a_date_counts_from_the_local_clock_without_a_date_header() {
    for (date, code) in [("x-date", 429), ("date", 503)] {
        let until = httpdate::fmt_http_date(SystemTime::now() + seconds(30));
        let headers = [(date, "half past nine"), ("retry-after", &*until)];
        let (then, requested) = refused(code, &headers).await;
        let likely = seconds(25)..=seconds(30);
        assert!(
            requested.is_some_and(|requested| likely.contains(&requested)),
            "{requested:?}"
        );
        assert!(
            matches!(&then, Then::Waits(pause) if likely.contains(pause)),
            "{then:?}"
        );
    }
}

#[tokio::test]
async fn only_a_refusal_asks_for_time() {
    let late = status(200).header("retry-after", "5").body("{").unwrap();
    let error = call(&MockTransport::new().respond_with(late), &GET).await;
    assert_eq!(error.unwrap_err().retry_after(), None);
    let error = call(&MockTransport::new(), &GET).await.unwrap_err();
    assert_eq!(error.retry_after(), None);
}
