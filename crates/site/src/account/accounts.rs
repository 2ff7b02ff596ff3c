//! The administrators' list of accounts, and the three administrators 三员.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::set_up::check_name;
use super::store::{self, AccountLine, AccountOffice, NewAccount};
use super::{apart, sessions, welcome};
use crate::Site;
use crate::db::Tx;
use crate::policy::actions::{AppointAdministrator, CreateAccount, DisableAccount, ReadAccounts};
use crate::policy::{Administrator, INSTALLATION_CHAIN, Thing};
use crate::web::export::{Column, Format, List, MOST_ROWS, refuse_too_many, text};
use crate::web::paging::{PAGE_ROWS, PageKey};
use crate::web::words::Lang;
use crate::web::{AppError, Body, FieldError, Shell, Visit, view};

/// The list of accounts.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct AccountsPage {
    /// The accounts by name.
    pub rows: Vec<AccountLine>,
    /// How many there are.
    pub count: u64,
    /// The key of the next page.
    pub next: Option<String>,
    /// Whether accounts may be created and disabled.
    pub may_create: bool,
    /// Whether the three administrators may be appointed.
    pub may_appoint: bool,
    /// What was typed for a new account.
    pub name: String,
    /// What was typed as the person's name.
    pub person_name: String,
    /// The link of an account just made or renewed; shown this once.
    pub link: Option<String>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl AccountLine {
    /// What the person holds, and where, in words.
    #[must_use]
    pub fn held(&self, shell: &Shell) -> Vec<String> {
        self.offices.iter().map(|office| office.said(shell.words)).collect()
    }
}

impl AccountOffice {
    fn said(&self, lang: Lang) -> String {
        let office = lang.t(&self.key);
        let Some(organisation) = &self.organisation else { return office };
        let mut args = vec![("office", office.into()), ("place", organisation.clone().into())];
        match &self.side {
            None => lang.with("accounts-office", &args),
            Some(side) => {
                args.push(("side", side.clone().into()));
                lang.with("accounts-office-side", &args)
            }
        }
    }
}

impl AccountsPage {
    /// The address of the next page; empty on the last.
    #[must_use]
    pub fn next_page(&self) -> String {
        let Some(next) = &self.next else { return String::new() };
        crate::web::paging::address("/accounts", &[("after", next.clone())])
    }

    /// The addresses of the list as a file.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        crate::web::export::addresses("/accounts", &[])
    }
}

view!(AccountsPage, "account/accounts.html", || {
    let office = |key: &str, organisation: Option<&str>, side: Option<&str>| AccountOffice {
        key: key.into(),
        organisation: organisation.map(Into::into),
        side: side.map(Into::into),
    };
    let line = |disabled| AccountLine {
        id: Uuid::from_u128(u128::from(disabled)),
        name: "wang".into(),
        person: Uuid::nil().into(),
        person_name: "王".into(),
        offices: vec![office("administrator-system", None, None)],
        administers: Some("system".into()),
        disabled,
    };
    let both = AccountLine {
        id: Uuid::from_u128(2),
        offices: vec![
            office("office-secretary", Some("联合党支部"), None),
            office("office-secretary", Some("联合党支部"), Some("学院方")),
        ],
        administers: None,
        ..line(false)
    };
    let refused = FieldError::new("name", Reason::new("name-missing"));
    vec![
        Self::default(),
        Self {
            rows: vec![line(false), line(true), both],
            count: 3,
            may_create: true,
            may_appoint: true,
            ..Self::default()
        },
        Self { fields: vec![refused], may_create: true, ..Self::default() },
    ]
});

async fn accounts_page(site: &Site, visit: &Visit, after: Option<&str>) -> Result<AccountsPage, AppError> {
    let tx = site.db.read();
    let mut rows = store::lines(&tx, site.clock.today(), after, PAGE_ROWS + 1).await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    Ok(AccountsPage {
        next: more.then(|| rows.last().map(|row| row.name.clone())).flatten(),
        rows,
        count: store::count(&tx).await?,
        may_create: visit.actor.can::<CreateAccount>(&Thing::installation())?,
        may_appoint: visit.actor.can::<AppointAdministrator>(&Thing::installation())?,
        ..AccountsPage::default()
    })
}

/// `GET /accounts` — who may sign in, and what they hold.
#[utoipa::path(get, path = "/accounts", params(PageKey), responses((status = 200, body = AccountsPage)), extensions(("x-action" = json!("account.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(key): Query<PageKey>,
) -> Result<Response, AppError> {
    visit.actor.may(ReadAccounts, &Thing::installation())?;
    visit.page(&accounts_page(&site, &visit, key.after.as_deref()).await?)
}

/// `GET /accounts/export/{format}` — the accounts as xlsx, csv or json.
#[utoipa::path(get, path = "/accounts/export/{format}", params(("format" = String, Path)), responses((status = 200), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("account.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
) -> Result<Response, AppError> {
    visit.actor.may(ReadAccounts, &Thing::installation())?;
    let format = Format::named(&format)?;
    let lines = store::every_line(&site.db.read(), site.clock.today(), MOST_ROWS).await?;
    refuse_too_many(lines.len())?;
    let shell = visit.shell();
    let rows = lines.into_iter().map(|line| row(line, &shell)).collect();
    List { title: shell.t("accounts-title"), columns: columns(&shell), rows }.answer(format).await
}

fn columns(shell: &Shell) -> Vec<Column> {
    vec![
        Column::text("person_name", shell.t("account-person-name"), 18),
        Column::text("name", shell.t("sign-in-name"), 18),
        Column::text("offices", shell.t("accounts-offices"), 48),
        Column::text("state", shell.t("accounts-state"), 12),
    ]
}

fn row(line: AccountLine, shell: &Shell) -> Vec<Cell> {
    let state = if line.disabled { "account-disabled" } else { "accounts-enabled" };
    let held = line.held(shell).join("；");
    vec![text(line.person_name), text(line.name), text(held), text(shell.t(state))]
}

/// A new account for somebody who is on no roster. People on a roster get theirs from their organiser.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountForm {
    /// The name to sign in with.
    pub name: String,
    /// The person's name.
    pub person_name: String,
}

/// `POST /accounts` — creates an account and shows once the link through which its person sets the password.
#[utoipa::path(post, path = "/accounts", request_body = AccountForm, responses((status = 200, body = AccountsPage), (status = 422)), extensions(("x-action" = json!("account.create"))))]
pub async fn create(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<AccountForm>,
) -> Result<Response, AppError> {
    visit.actor.may(CreateAccount, &Thing::installation())?;
    let fields = wrong(&site, &form).await?;
    if !fields.is_empty() {
        let view = AccountsPage {
            fields: fields.clone(),
            name: form.name,
            person_name: form.person_name,
            ..accounts_page(&site, &visit, None).await?
        };
        return AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell());
    }
    let new =
        NewAccount { name: form.name, person: None, person_name: form.person_name, password_hash: None };
    let link = site
        .db
        .write(async |tx| {
            let permit = visit.actor.may(CreateAccount, &Thing::installation())?;
            let (account, _) = store::create(tx, &site.clock, &permit, new).await?;
            Ok::<_, AppError>(welcome::link(tx, &site, visit.origin(), account).await?)
        })
        .await?;
    visit.page(&AccountsPage { link: Some(link), ..accounts_page(&site, &visit, None).await? })
}

async fn wrong(site: &Site, form: &AccountForm) -> Result<Vec<FieldError>, AppError> {
    let mut fields = Vec::new();
    if let Err(reason) = check_name(&form.name) {
        fields.push(FieldError::new("name", reason));
    } else if store::by_name(&site.db.read(), &form.name).await?.is_some() {
        fields.push(FieldError::new("name", Reason::new("account-name-taken")));
    }
    if let Err(reason) = check_name(&form.person_name) {
        fields.push(FieldError::new("person_name", reason));
    }
    Ok(fields)
}

/// `POST /accounts/{id}/welcome` — makes a new link into an account whose person holds no office.
#[utoipa::path(post, path = "/accounts/{id}/welcome", params(("id" = Uuid, Path)), responses((status = 200, body = AccountsPage), (status = 403), (status = 404)), extensions(("x-action" = json!("account.create"))))]
pub async fn renew(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let link = site
        .db
        .write(async |tx| {
            let permit = visit.actor.may(CreateAccount, &Thing::installation())?;
            let person = store::person_of(tx, id).await?.ok_or(AppError::NotFound("account"))?;
            welcome::may_welcome(tx, &site, &visit.actor, person).await?;
            tx.record(&site.clock, permit.act().about("Account", id).changed(&["welcome"], json!(id)));
            Ok::<_, AppError>(welcome::link(tx, &site, visit.origin(), id).await?)
        })
        .await?;
    visit.page(&AccountsPage { link: Some(link), ..accounts_page(&site, &visit, None).await? })
}

/// Whether the account may sign in from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisableForm {
    /// `true` takes the right to sign in, `false` gives it back.
    pub disabled: bool,
}

/// `POST /accounts/{id}/disabled` — disables an account and ends its sessions and tokens, or enables it.
#[utoipa::path(post, path = "/accounts/{id}/disabled", params(("id" = Uuid, Path)), request_body = DisableForm, responses((status = 303), (status = 404)), extensions(("x-action" = json!("account.disable"))))]
pub async fn disable(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<DisableForm>,
) -> Result<Response, AppError> {
    visit.actor.may(DisableAccount, &Thing::installation())?;
    if id == visit.session.account {
        return Err(AppError::Refused(Reason::new("account-own-refused"), Vec::new()));
    }
    site.db
        .write(async |tx| {
            tx.hold(INSTALLATION_CHAIN).await?;
            let permit = visit.actor.may(DisableAccount, &Thing::installation())?;
            let person = store::person_of(tx, id).await?.ok_or(AppError::NotFound("account"))?;
            if form.disabled {
                keep_one_security(tx, &site, person).await?;
                sessions::end_all(tx, id, true).await?;
            }
            Ok::<_, AppError>(store::set_disabled(tx, &site.clock, &permit, id, form.disabled).await?)
        })
        .await?;
    Ok(visit.done("/accounts"))
}

/// Somebody who can appoint and sign in must remain when `leaving` no longer does.
async fn keep_one_security(tx: &Tx, site: &Site, leaving: PersonId) -> Result<(), AppError> {
    let held = store::administrators(tx, site.clock.today()).await?;
    let security = |(_, which): &&(PersonId, Administrator)| *which == Administrator::Security;
    let leaves = held.iter().filter(security).any(|(holder, _)| *holder == leaving);
    let stays = held.iter().filter(security).any(|(holder, _)| *holder != leaving);
    if leaves && !stays {
        return Err(AppError::Refused(Reason::new("administrator-last"), Vec::new()));
    }
    Ok(())
}

/// Which of the three administrators.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdministratorForm {
    /// Which of the three.
    #[schema(value_type = String, example = "system")]
    pub administrator: Administrator,
}

/// `POST /accounts/{id}/administrator` — appoints one of the three administrators. Nobody holds two.
#[utoipa::path(post, path = "/accounts/{id}/administrator", params(("id" = Uuid, Path)), request_body = AdministratorForm, responses((status = 303), (status = 409)), extensions(("x-action" = json!("administrator.appoint"))))]
pub async fn appoint(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AdministratorForm>,
) -> Result<Response, AppError> {
    visit.actor.may(AppointAdministrator, &Thing::installation())?;
    site.db
        .write(async |tx| {
            tx.hold(INSTALLATION_CHAIN).await?;
            let permit = visit.actor.may(AppointAdministrator, &Thing::installation())?;
            let person = store::person_of(tx, id).await?.ok_or(AppError::NotFound("account"))?;
            if person == visit.person() {
                return Err(AppError::Refused(Reason::new("office-own"), Vec::new()));
            }
            apart::may_administer(tx, person, site.clock.today()).await?;
            Ok(store::appoint_administrator(tx, &site.clock, &permit, person, form.administrator).await?)
        })
        .await?;
    Ok(visit.done("/accounts"))
}

/// `POST /accounts/{id}/administrator/end` — ends an appointment; the last security administrator stays.
#[utoipa::path(post, path = "/accounts/{id}/administrator/end", params(("id" = Uuid, Path)), request_body = AdministratorForm, responses((status = 303), (status = 409)), extensions(("x-action" = json!("administrator.appoint"))))]
pub async fn dismiss(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AdministratorForm>,
) -> Result<Response, AppError> {
    visit.actor.may(AppointAdministrator, &Thing::installation())?;
    site.db
        .write(async |tx| {
            tx.hold(INSTALLATION_CHAIN).await?;
            let permit = visit.actor.may(AppointAdministrator, &Thing::installation())?;
            let person = store::person_of(tx, id).await?.ok_or(AppError::NotFound("account"))?;
            if form.administrator == Administrator::Security {
                keep_one_security(tx, &site, person).await?;
            }
            match store::dismiss_administrator(tx, &site.clock, &permit, person, form.administrator).await? {
                true => Ok(()),
                false => Err(AppError::NotFound("office")),
            }
        })
        .await?;
    Ok(visit.done("/accounts"))
}
