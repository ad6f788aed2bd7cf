//! What makes calls.

use seamstress_runtime::codegen::*;

use super::models::*;

static API: Api = Api::new("Seam", "https://connect.getseam.com")
    .endpoint_env("SEAM_ENDPOINT")
    .request_id_header("seam-request-id")
    .error_code(&["error", "type"])
    .error_message(&["error", "message"])
    .schemes(&[API_KEY, PERSONAL_ACCESS_TOKEN]);

const API_KEY: Scheme = Scheme::bearer("api_key").env("SEAM_API_KEY");
const PERSONAL_ACCESS_TOKEN: Scheme = Scheme::bearer("pat_with_workspace")
    .env("SEAM_PERSONAL_ACCESS_TOKEN")
    .companion("seam-workspace", "SEAM_WORKSPACE_ID");

#[derive(Clone, Debug)]
pub(crate) struct Seam {
    client: Client,
}

impl Seam {
    pub(crate) fn builder() -> SeamBuilder {
        SeamBuilder {
            inner: ClientBuilder::new(&API),
        }
    }

    pub(crate) fn user_identities(&self) -> UserIdentities {
        UserIdentities {
            client: self.client.clone(),
        }
    }

    pub(crate) fn workspaces(&self) -> Workspaces {
        Workspaces {
            client: self.client.clone(),
        }
    }
}

#[derive(Debug)]
#[must_use]
pub(crate) struct SeamBuilder {
    pub(crate) inner: ClientBuilder,
}

impl SeamBuilder {
    pub(crate) fn api_key(self, api_key: impl Into<Secret>) -> Self {
        Self {
            inner: self.inner.credential(Credential::new(&API_KEY, api_key)),
        }
    }

    pub(crate) fn personal_access_token(
        self,
        token: impl Into<Secret>,
        workspace_id: impl Into<String>,
    ) -> Self {
        let credential = Credential::new(&PERSONAL_ACCESS_TOKEN, token).companion(workspace_id);
        Self {
            inner: self.inner.credential(credential),
        }
    }

    pub(crate) fn with(self, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        Self {
            inner: set(self.inner),
        }
    }

    pub(crate) fn build(self) -> Result<Seam, Error> {
        Ok(Seam {
            client: self.inner.build()?,
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct UserIdentities {
    client: Client,
}

static CREATE: OperationSpec = OperationSpec::post("/user_identities/create")
    .json_body()
    .responses(&[ResponseSpec::code(200)
        .envelope("user_identity")
        .siblings(&["ok"])])
    .security(&[
        &["api_key"],
        &["console_session_with_workspace"],
        &["pat_with_workspace"],
    ]);
static LIST: OperationSpec =
    OperationSpec::get("/user_identities/list").responses(&[ResponseSpec::code(200)
        .envelope("user_identities")
        .siblings(&["ok"])]);
static ADD_ACS_USER: OperationSpec = OperationSpec::post("/user_identities/add_acs_user")
    .json_body()
    .security(&[&["api_key"], &["pat_with_workspace"]]);

impl UserIdentities {
    pub(crate) fn create(&self) -> Create {
        Create {
            client: self.client.clone(),
            params: UserIdentitiesCreateParams::default(),
        }
    }

    pub(crate) fn list(&self) -> Call<Vec<UserIdentity>> {
        Call::new(self.client.clone(), &LIST)
    }

    pub(crate) fn add_acs_user(
        &self,
        acs_user_id: impl Into<AcsUserId>,
        user_identity_id: impl Into<UserIdentityId>,
    ) -> Call<()> {
        let ids = [
            acs_user_id.into().to_string(),
            user_identity_id.into().to_string(),
        ];
        Call::new(self.client.clone(), &ADD_ACS_USER).params(ids.to_vec())
    }
}

#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub(crate) struct Create {
    client: Client,
    pub(crate) params: UserIdentitiesCreateParams,
}

impl Create {
    pub(crate) fn email_address_null(mut self) -> Self {
        self.params.email_address = Nullable::Null;
        self
    }

    pub(crate) fn full_name(mut self, full_name: impl Into<String>) -> Self {
        self.params.full_name = Nullable::Value(full_name.into());
        self
    }

    pub(crate) fn acs_system_ids<I: Into<AcsSystemId>>(
        mut self,
        acs_system_ids: impl IntoIterator<Item = I>,
    ) -> Self {
        self.params.acs_system_ids = Some(acs_system_ids.into_iter().map(Into::into).collect());
        self
    }

    pub(crate) fn call(self) -> Call<UserIdentity> {
        Call::new(self.client, &CREATE).params(self.params)
    }

    pub(crate) fn send(self) -> Pending<UserIdentity> {
        self.call().send()
    }
}

impl IntoFuture for Create {
    type Output = Result<UserIdentity, Error>;
    type IntoFuture = Pending<UserIdentity>;

    fn into_future(self) -> Pending<UserIdentity> {
        self.send()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Workspaces {
    client: Client,
}

static SET_RATIO: OperationSpec = OperationSpec::put("/workspaces/set_ratio")
    .json_body()
    .security(&[&["console_session_with_workspace"]]);
static HEALTH: OperationSpec = OperationSpec::get("/health").security(&[]);

impl Workspaces {
    /// Needs a credential that no client here has.
    pub(crate) fn set_ratio(&self, ratio: f64) -> Call<()> {
        Call::new(self.client.clone(), &SET_RATIO).params(vec![ratio])
    }

    /// Needs no credential.
    pub(crate) fn health(&self) -> Call<()> {
        Call::new(self.client.clone(), &HEALTH)
    }
}
