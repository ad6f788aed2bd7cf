//! An enum can get more values without breaking anyone.

use seam_api::models::AcsCredentialAccessMethod;

fn describe(method: &AcsCredentialAccessMethod) -> &'static str {
    match method {
        AcsCredentialAccessMethod::Code => "a code",
        AcsCredentialAccessMethod::Card => "a card",
        AcsCredentialAccessMethod::MobileKey => "a phone",
        AcsCredentialAccessMethod::CloudKey => "a button",
        AcsCredentialAccessMethod::Unknown(_) => "something new",
    }
}

fn main() {}
