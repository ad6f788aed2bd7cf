//! The possible outcomes of calls: pages, long-running work, errors, credentials.

use std::{error::Error as StdError, time::Duration};

use seam_api::{
    Error, ErrorKind,
    models::{Device, DeviceId},
    runtime::{encode, wire::Wire},
};
use serde_json::{Value, json};

use crate::{Done, clients::Clients};

const LOCK: &str = "august_device_1";
const EMPTY_WORKSPACE: &str = "seed_workspace_2";
const EMPTY_WORKSPACE_KEY: &str = "seam_apikey2_token";

/// Makes all the calls, and prints the name of each before it is made.
///
/// # Errors
///
/// If a call has another outcome than it should.
pub(crate) async fn all(clients: &Clients) -> Done {
    macro_rules! all {
        ($($name:ident),* $(,)?) => {
            $(
                println!("{}", stringify!($name));
                $name(clients).await?;
            )*
        };
    }
    all![
        a_list_continues_over_its_pages,
        a_call_returns_when_its_work_has_finished,
        work_that_fails_later_is_an_error,
        work_that_does_not_finish_is_an_error,
        a_missing_device_is_not_found,
        an_invalid_parameter_is_named,
        an_unknown_key_is_unauthorized,
        a_long_outage_is_an_error_after_retries,
        a_short_outage_is_retried,
        a_client_session_authenticates,
        a_publishable_key_creates_a_session,
        a_personal_token_authenticates_in_a_workspace,
        a_personal_token_without_a_workspace_opens_no_lock,
        a_secret_of_another_kind_is_not_sent,
    ];
    Ok(())
}

async fn a_list_continues_over_its_pages(clients: &Clients) -> Done {
    let seam = clients.api_key()?;
    let at_once = seam.devices().list().await?;
    assert_eq!(at_once.next_cursor, None);
    let all = ids(at_once.items);
    assert_eq!(all.len(), 5);

    let by_two = seam.devices().list().limit(2.0);
    let pages = by_two.clone().pages().try_collect().await?;
    let sizes: Vec<usize> = pages.iter().map(|page| page.items.len()).collect();
    assert_eq!(sizes, [2, 2, 1]);
    let items = by_two.clone().items().try_collect().await?;
    assert_eq!(ids(items), all);

    // By hand, as an application that shows a page at a time does it.
    let first = by_two.clone().await?;
    let cursor = first.next_cursor.ok_or("there is only one page")?;
    let second = by_two.page_cursor(cursor).await?;
    assert_eq!(second.items[0].device_id, all[2]);
    Ok(())
}

fn ids(devices: Vec<Device>) -> Vec<DeviceId> {
    let ids = devices.into_iter().map(|device| device.device_id);
    ids.collect()
}

async fn a_call_returns_when_its_work_has_finished(clients: &Clients) -> Done {
    let seam = clients.api_key()?;
    let begun = seam.locks().unlock_door(LOCK).no_wait().await?;
    assert_eq!(json_of(&begun)?["status"], "pending");
    let ended = seam.locks().unlock_door(LOCK).await?;
    assert_eq!(json_of(&ended)?["status"], "success");
    Ok(())
}

fn json_of(value: &impl Wire) -> Result<Value, Box<dyn StdError>> {
    Ok(serde_json::from_slice(&encode(value)?)?)
}

/// An action attempt that is pending until its state is set.
async fn pending(clients: &Clients) -> Result<String, Box<dyn StdError>> {
    let begun = clients.api_key()?.locks().unlock_door(LOCK).no_wait();
    let begun = json_of(&begun.await?)?;
    let id = begun["action_attempt_id"].as_str().ok_or("it has no id")?;
    set(clients, id, json!({ "status": "pending" })).await?;
    Ok(id.to_owned())
}

async fn set(clients: &Clients, id: &str, mut state: Value) -> Done {
    state["action_attempt_id"] = id.into();
    clients.control("update_action_attempt", &state).await
}

async fn work_that_fails_later_is_an_error(clients: &Clients) -> Done {
    let seam = clients.api_key()?;
    let id = pending(clients).await?;
    let jammed = json!({ "type": "lock_jammed", "message": "The bolt is stuck." });
    let jam = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        set(clients, &id, json!({ "status": "error", "error": jammed })).await
    };
    let get = seam.action_attempts().get(&id).send();
    let (ended, jammed) = tokio::join!(get, jam);
    jammed?;
    let error = failure(ended)?;
    assert!(error.is_failed(), "{error}");
    assert_eq!(error.code(), Some("lock_jammed"));
    assert_eq!(error.api_message(), Some("The bolt is stuck."));
    let body: Value = error.body_as().ok_or("there is no body")?;
    assert_eq!(body["action_attempt"]["action_attempt_id"], id.as_str());
    assert!(!error.is_retryable(), "{error}");
    Ok(())
}

async fn work_that_does_not_finish_is_an_error(clients: &Clients) -> Done {
    let seam = clients.api_key()?;
    let id = pending(clients).await?;
    let get = seam.action_attempts().get(&id).call();
    let error = failure(get.wait_timeout(Duration::from_millis(50)).await)?;
    assert!(error.is_still_running(), "{error}");
    let body: Value = error.body_as().ok_or("there is no body")?;
    assert_eq!(body["action_attempt"]["status"], "pending");
    Ok(())
}

async fn a_missing_device_is_not_found(clients: &Clients) -> Done {
    let get = clients.api_key()?.devices().get(DeviceId::from("nope"));
    let error = failure(get.await)?;
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.code(), Some("device_not_found"));
    assert!(error.request_id().is_some());
    Ok(())
}

async fn an_invalid_parameter_is_named(clients: &Clients) -> Done {
    let seam = clients.api_key()?;
    let error = failure(seam.devices().list().device_type("doorbell").await)?;
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!(error.code(), Some("invalid_input"));
    let errors = error.parameter_errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].parameter, "device_type");
    let messages = error.messages_for("device_type");
    assert!(messages[0].contains("doorbell"), "{messages:?}");
    Ok(())
}

async fn an_unknown_key_is_unauthorized(clients: &Clients) -> Done {
    let seam = clients.builder()?.api_key("seam_of_nobody").build()?;
    let error = failure(seam.devices().list().await)?;
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(!format!("{error} {error:?}").contains("of_nobody"));
    Ok(())
}

/// Answers 503 to lists of devices in the workspace that nobody else uses.
async fn outage(clients: &Clients, routes: &[&str]) -> Done {
    let body = json!({ "workspace_id": EMPTY_WORKSPACE, "routes": routes });
    clients.control("simulate_workspace_outage", &body).await
}

async fn a_long_outage_is_an_error_after_retries(clients: &Clients) -> Done {
    let seam = clients.builder()?.api_key(EMPTY_WORKSPACE_KEY).build()?;
    outage(clients, &["/devices/list", "/webhooks/create"]).await?;
    let error = failure(seam.devices().list().await)?;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.attempts(), 3);
    // This may have made one, so that it is not sent again.
    let create = seam.webhooks().create("https://example.com/hook");
    assert_eq!(failure(create.await)?.attempts(), 1);
    outage(clients, &[]).await
}

async fn a_short_outage_is_retried(clients: &Clients) -> Done {
    let seam = clients.builder()?.api_key(EMPTY_WORKSPACE_KEY).build()?;
    outage(clients, &["/devices/list"]).await?;
    let mend = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        outage(clients, &[]).await
    };
    let (listed, mended) = tokio::join!(seam.devices().list().send(), mend);
    mended?;
    assert!(listed?.items.is_empty());
    Ok(())
}

async fn a_client_session_authenticates(clients: &Clients) -> Done {
    let create = clients.api_key()?.client_sessions().create();
    let session = create
        .user_identifier_key("jane")
        .connected_account_ids(["john_connected_account_id"])
        .await?;
    let jane = clients.client_session(&session.token)?;
    assert!(!jane.devices().list().await?.items.is_empty());
    Ok(())
}

async fn a_publishable_key_creates_a_session(clients: &Clients) -> Done {
    let page = clients.publishable()?;
    let get_or_create = page.client_sessions().get_or_create();
    let session = get_or_create.user_identifier_key("joe").await?;
    let again = page.client_sessions().get_or_create();
    let again = again.user_identifier_key("joe").await?;
    assert_eq!(again.client_session_id, session.client_session_id);
    let joe = clients.client_session(&session.token)?;
    let own = joe.client_sessions().get().await?;
    assert_eq!(own.client_session_id, session.client_session_id);
    // The key alone opens nothing, which is known before anything is sent.
    let error = failure(page.locks().unlock_door(LOCK).await)?;
    assert!(
        matches!(error.kind(), ErrorKind::NoCredential(_)),
        "{error}"
    );
    Ok(())
}

async fn a_personal_token_authenticates_in_a_workspace(clients: &Clients) -> Done {
    let seam = clients
        .builder()?
        .personal_access_token("seam_at1_longtoken", "seed_workspace_1")
        .build()?;
    assert!(!seam.locks().list().await?.is_empty());
    assert_eq!(
        seam.workspaces().get().await?.workspace_id.as_str(),
        "seed_workspace_1"
    );
    Ok(())
}

async fn a_personal_token_without_a_workspace_opens_no_lock(clients: &Clients) -> Done {
    let seam = clients.without_workspace()?;
    assert!(!seam.workspaces().list().await?.is_empty());
    let error = failure(seam.locks().unlock_door(LOCK).await)?;
    assert!(
        matches!(error.kind(), ErrorKind::NoCredential(_)),
        "{error}"
    );
    Ok(())
}

async fn a_secret_of_another_kind_is_not_sent(clients: &Clients) -> Done {
    let wrong = [
        clients.builder()?.api_key("seam_at1_longtoken"),
        clients.builder()?.api_key("seam_pk1_token"),
        clients.builder()?.api_key("1_token"),
        clients
            .builder()?
            .client_session_token("seam_apikey1_token"),
        clients.builder()?.publishable_key("seam_cst1_token"),
    ];
    for (index, builder) in wrong.into_iter().enumerate() {
        let error = failure(builder.build())?;
        assert!(
            matches!(error.kind(), ErrorKind::Config(_)),
            "{index}: {error}"
        );
        assert!(!error.to_string().contains("token`"), "{error}");
    }
    Ok(())
}

/// The error of a call that should not succeed.
fn failure<T>(result: Result<T, Error>) -> Result<Error, &'static str> {
    result.err().ok_or("the call succeeded")
}
