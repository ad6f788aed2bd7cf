//! Every route of the fake, called through the typed methods.

#![allow(
    deprecated,
    reason = "every route is called, and the fake still requires what has been deprecated since"
)]

use std::pin::Pin;

use seam_api::{
    Seam,
    access_codes::simulate::CreateUnmanagedAccessCodeArgs,
    models::{
        AcsUserId, DeviceId, ThermostatsCoolCoolingSetPoint, ThermostatsHeatCoolCoolingSetPoint,
        ThermostatsHeatCoolHeatingSetPoint, ThermostatsHeatHeatingSetPoint,
        UserIdentitiesAddAcsUserUserIdentity,
    },
    noise_sensors::noise_thresholds::CreateArgs,
    thermostats::HeatCoolArgs,
};

use crate::{Done, clients::Clients, report::Report};

const LOCK: &str = "august_device_1";
const OTHER_LOCK: &str = "august_device_2";
const THERMOSTAT: &str = "ecobee_device_1";
const NOISE_SENSOR: &str = "minut_device_1";
const ACS_SYSTEM: &str = "visionline_acs_system_1";
/// What the server script adds to the fake's own seeds.
const ACCESS_GROUP: &str = "acs_access_group1";
const UUID: &str = "d73f4706-67e3-419d-899e-ec957a75ee0c";

/// Calls every route, and records the outcomes in `report`.
///
/// # Errors
///
/// If a call fails whose response others need.
pub(crate) async fn every_route(clients: &Clients, report: &Report) -> Done {
    let seam = &clients.api_key()?;
    for group in groups(clients, seam, report) {
        group.await?;
    }
    Ok(())
}

/// Calls every route. Where a call fails whose response others need, those are left out.
///
/// # Errors
///
/// If there is no client.
pub(crate) async fn every_route_alone(clients: &Clients, report: &Report) -> Done {
    let seam = &clients.api_key()?;
    for group in groups(clients, seam, report) {
        // Its failed calls are in the report.
        let _ = group.await;
    }
    Ok(())
}

type Group<'a> = Pin<Box<dyn Future<Output = Done> + 'a>>;

/// The calls, by the objects that they share.
fn groups<'a>(clients: &'a Clients, seam: &'a Seam, report: &'a Report) -> [Group<'a>; 14] {
    [
        Box::pin(workspaces(clients, seam, report)),
        Box::pin(devices(seam, report)),
        Box::pin(locks(seam, report)),
        Box::pin(thermostats(seam, report)),
        Box::pin(noise_thresholds(seam, report)),
        Box::pin(access_codes(seam, report)),
        Box::pin(acs(seam, report)),
        Box::pin(events(seam, report)),
        Box::pin(connect_webviews(seam, report)),
        Box::pin(connected_accounts(seam, report)),
        Box::pin(client_sessions(clients, seam, report)),
        Box::pin(webhooks(seam, report)),
        Box::pin(user_identities(seam, report)),
        // This deletes the API keys too.
        Box::pin(reset(seam, report)),
    ]
}

async fn reset(seam: &Seam, report: &Report) -> Done {
    report.of(seam.workspaces().reset_sandbox().no_wait()).await;
    Ok(())
}

async fn workspaces(clients: &Clients, seam: &Seam, report: &Report) -> Done {
    report.of(seam.workspaces().get()).await;
    report.of(seam.workspaces().list()).await;
    let without_workspace = clients.without_workspace()?;
    report.of(without_workspace.workspaces().list()).await;
    let create = without_workspace
        .workspaces()
        .create("Mine")
        .connect_partner_name("Mine, Inc.")
        .is_sandbox(true);
    report.of(create).await;
    Ok(())
}

async fn devices(seam: &Seam, report: &Report) -> Done {
    let listed = report.got(seam.devices().list()).await?;
    assert!(listed.items.len() > 1, "{listed:?}");
    report.of(seam.devices().get(DeviceId::from(LOCK))).await;
    report.of(seam.devices().list_device_providers()).await;
    report
        .of(seam.devices().update(LOCK).name("Front door"))
        .await;
    report
        .of(seam.devices().update(OTHER_LOCK).is_managed(false))
        .await;
    let unmanaged = report.got(seam.devices().unmanaged().list()).await?;
    let unmanaged = unmanaged.items.first().ok_or("no device is unmanaged")?;
    assert_eq!(unmanaged.device_id.as_str(), OTHER_LOCK);
    let get = seam.devices().unmanaged().get(&unmanaged.device_id);
    report.of(get).await;
    let update = seam.devices().unmanaged().update(OTHER_LOCK);
    report.of(update.is_managed(true)).await;
    Ok(())
}

async fn locks(seam: &Seam, report: &Report) -> Done {
    report.of(seam.locks().list()).await;
    report.of(seam.locks().get().device_id(LOCK)).await;
    // They wait until the lock has moved.
    report.of(seam.locks().lock_door(LOCK)).await;
    report.of(seam.locks().unlock_door(LOCK)).await;
    // The fake counts its ids.
    let list = seam.action_attempts().list();
    let list = list.action_attempt_ids(["action_attempt1", "action_attempt2"]);
    assert_eq!(report.got(list).await?.items.len(), 2);
    report
        .of(seam.action_attempts().get("action_attempt1"))
        .await;
    Ok(())
}

async fn thermostats(seam: &Seam, report: &Report) -> Done {
    let thermostats = seam.thermostats();
    report.of(thermostats.list()).await;
    report
        .of(thermostats.cool(
            THERMOSTAT,
            ThermostatsCoolCoolingSetPoint::CoolingSetPointCelsius(22.0),
        ))
        .await;
    report
        .of(thermostats.heat(
            THERMOSTAT,
            ThermostatsHeatHeatingSetPoint::HeatingSetPointCelsius(20.0),
        ))
        .await;
    let both = thermostats.heat_cool(HeatCoolArgs {
        device_id: THERMOSTAT.into(),
        heating_set_point: ThermostatsHeatCoolHeatingSetPoint::HeatingSetPointCelsius(18.0),
        cooling_set_point: ThermostatsHeatCoolCoolingSetPoint::CoolingSetPointCelsius(24.0),
    });
    report.of(both).await;
    report.of(thermostats.off(THERMOSTAT)).await;
    report
        .of(thermostats.set_fan_mode(THERMOSTAT).fan_mode_setting("on"))
        .await;
    Ok(())
}

async fn noise_thresholds(seam: &Seam, report: &Report) -> Done {
    let thresholds = seam.noise_sensors().noise_thresholds();
    let create = thresholds.create(CreateArgs {
        device_id: NOISE_SENSOR.into(),
        starts_daily_at: "00:00:00[America/Los_Angeles]".to_owned(),
        ends_daily_at: "01:00:00[America/Los_Angeles]".to_owned(),
    });
    let threshold = report.got(create.noise_threshold_decibels(70.0)).await?;
    let id = &threshold.noise_threshold_id;
    report.of(thresholds.list(NOISE_SENSOR)).await;
    report.of(thresholds.get(id)).await;
    let update = thresholds.update(NOISE_SENSOR, id);
    report.of(update.noise_threshold_decibels(75.0)).await;
    report.of(thresholds.delete(NOISE_SENSOR, id)).await;
    Ok(())
}

async fn access_codes(seam: &Seam, report: &Report) -> Done {
    let codes = seam.access_codes();
    let code = report
        .got(codes.create(LOCK).code("1234").name("Guest"))
        .await?;
    let id = &code.access_code_id;
    report.of(codes.get().access_code_id(id)).await;
    report.of(codes.list().device_id(LOCK)).await;
    report.of(codes.update(id).name("Old guest")).await;
    report.of(codes.generate_code(LOCK)).await;
    let create = codes.create_multiple([LOCK, OTHER_LOCK]);
    report.of(create.code("7777")).await;
    // Only a code that ends has one to fall back on.
    let stay = codes
        .create(LOCK)
        .code("4321")
        .starts_at("2030-01-01T00:00:00.000Z")
        .ends_at("2030-01-02T00:00:00.000Z")
        .use_backup_access_code_pool(true);
    let stay = report.got(stay).await?.access_code_id;
    report.of(codes.pull_backup_access_code(stay)).await;
    let unmanaged = CreateUnmanagedAccessCodeArgs {
        device_id: LOCK.into(),
        code: "9999".to_owned(),
        name: "Neighbour".to_owned(),
    };
    let unmanaged = codes.simulate().create_unmanaged_access_code(unmanaged);
    let unmanaged = report.got(unmanaged).await?;
    report.of(codes.unmanaged().list(LOCK)).await;
    let update = codes.unmanaged().update(&unmanaged.access_code_id, true);
    report.of(update).await;
    report.of(codes.delete(id)).await;
    Ok(())
}

async fn acs(seam: &Seam, report: &Report) -> Done {
    let acs = seam.acs();
    report.of(acs.systems().list()).await;
    report.of(acs.systems().get(ACS_SYSTEM)).await;
    let users = acs.users();
    let jane = report.got(users.create(ACS_SYSTEM, "Jane Doe")).await?;
    let id = &jane.acs_user_id;
    report.of(users.list().acs_system_id(ACS_SYSTEM)).await;
    report.of(users.get(id)).await;
    report
        .of(users.update().acs_user_id(id).full_name("Jane Roe"))
        .await;
    report.of(users.suspend(id)).await;
    report.of(users.unsuspend(id)).await;
    report.of(users.add_to_access_group(ACCESS_GROUP, id)).await;
    report
        .of(users.remove_from_access_group(ACCESS_GROUP, id))
        .await;
    let entrances = report
        .got(acs.entrances().list().acs_system_id(ACS_SYSTEM))
        .await?;
    let entrance = entrances.items.first().ok_or("there is no entrance")?;
    let entrance = &entrance.acs_entrance_id;
    report.of(acs.entrances().get(entrance)).await;
    report.of(acs.entrances().grant_access(entrance, id)).await;
    report.of(users.delete(id)).await;
    Ok(())
}

async fn events(seam: &Seam, report: &Report) -> Done {
    let since = "2020-01-01T00:00:00.000Z";
    let events = report.got(seam.events().list().since(since)).await?;
    assert!(!events.is_empty());
    report.of(seam.events().get().event_id("event1")).await;
    Ok(())
}

async fn connect_webviews(seam: &Seam, report: &Report) -> Done {
    let create = seam.connect_webviews().create();
    let webview = report.got(create.accepted_providers(["august"])).await?;
    report
        .of(seam.connect_webviews().get(&webview.connect_webview_id))
        .await;
    report.of(seam.connect_webviews().list()).await;
    Ok(())
}

async fn connected_accounts(seam: &Seam, report: &Report) -> Done {
    let accounts = seam.connected_accounts();
    let list = report.got(accounts.list()).await?;
    let account = list.items.first().ok_or("there is no account")?;
    let id = &account.connected_account_id;
    report.of(accounts.get(id)).await;
    report
        .of(accounts.update(id).automatically_manage_new_devices(true))
        .await;
    report
        .of(accounts.delete("jane_connected_account_id"))
        .await;
    Ok(())
}

async fn client_sessions(clients: &Clients, seam: &Seam, report: &Report) -> Done {
    let create = seam.client_sessions().create();
    let session = report.got(create.user_identifier_key("jane")).await?;
    let jane = clients.client_session(&session.token)?;
    report.of(jane.client_sessions().get()).await;
    let publishable = clients.publishable()?;
    let get_or_create = publishable.client_sessions().get_or_create();
    report.of(get_or_create.user_identifier_key("joe")).await;
    Ok(())
}

async fn webhooks(seam: &Seam, report: &Report) -> Done {
    let webhooks = seam.webhooks();
    let webhook = report
        .got(webhooks.create("https://example.com/hook"))
        .await?;
    report.of(webhooks.list()).await;
    report.of(webhooks.get(&webhook.webhook_id)).await;
    report.of(webhooks.delete(&webhook.webhook_id)).await;
    Ok(())
}

/// The fake has these routes, and nothing behind them.
async fn user_identities(seam: &Seam, report: &Report) -> Done {
    let identities = seam.user_identities();
    report.of(identities.create().full_name("Jane Doe")).await;
    let jane = UserIdentitiesAddAcsUserUserIdentity::UserIdentityId(UUID.into());
    report
        .of(identities.add_acs_user(AcsUserId::from(UUID), jane))
        .await;
    Ok(())
}
