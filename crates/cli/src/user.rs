//! `gongjian user`: accounts and tokens, made by the operator.

use std::io::BufRead;

use clap::Subcommand;
use gongjian_site::Site;
use gongjian_site::account::{password, sessions, set_up, store, welcome};
use gongjian_site::organisation;
use gongjian_site::policy::actions::{AppointAdministrator, AppointOffice, CreateAccount};
use gongjian_site::policy::{Administrator, OfficeName, Thing};
use gongjian_site::web::AppError;
use gongjian_site::web::words::Lang;

use crate::config::Config;
use crate::{Failure, Place, open};

/// What can be done with accounts.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Creates an account with an office.
    Add {
        /// The name to sign in with.
        name: String,
        /// system, security, audit, organiser, secretary, deputy_secretary, committee_member, … or member.
        #[arg(long)]
        role: String,
        /// The code of the Party organisation the office is held in.
        #[arg(long)]
        organisation: Option<String>,
        /// Read the password from standard input; without it the account carries tokens only.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Prints a link, good once, behind which the account's holder chooses a new password; the way back for administrators.
    Welcome {
        /// The account.
        name: String,
    },
    /// Makes a bearer token for an account and prints it.
    Token {
        /// The account.
        name: String,
    },
}

pub(crate) async fn run(place: &Place, command: Command) -> Result<(), Failure> {
    let site = open::for_command(place).await?;
    match command {
        Command::Add { name, role, organisation, password_stdin } => {
            add(&site, &name, &role, organisation.as_deref(), password_stdin).await?;
            say!("{name}");
        }
        Command::Welcome { name } => {
            let config = Config::read(place)?;
            let base = config.server.public_url.unwrap_or_else(|| format!("http://{}", config.server.listen));
            say!("{}", welcome(&site, &name, base.trim_end_matches('/')).await?);
        }
        Command::Token { name } => say!("{}", token(&site, &name).await?),
    }
    open::close(site).await
}

enum Role {
    Administrator(Administrator),
    Office(OfficeName),
    Member,
}

fn role(word: &str) -> Result<Role, Failure> {
    if let Some(which) = Administrator::parse(word) {
        return Ok(Role::Administrator(which));
    }
    if let Some(office) = OfficeName::parse(word) {
        return Ok(Role::Office(office));
    }
    if word == "member" {
        return Ok(Role::Member);
    }
    let offices = OfficeName::ALL.iter().map(|o| o.as_str());
    let known: Vec<&str> =
        Administrator::ALL.iter().map(|a| a.as_str()).chain(offices).chain(["member"]).collect();
    Err(format!("there is no role {word}; known are {}", known.join(", ")).into())
}

async fn add(
    site: &Site,
    name: &str,
    word: &str,
    code: Option<&str>,
    with_password: bool,
) -> Result<(), Failure> {
    let role = role(word)?;
    set_up::check_name(name).map_err(|reason| Lang::English.reason(&reason))?;
    let hash = if with_password { Some(hash_from_stdin(name).await?) } else { None };
    let tx = site.db.read();
    if store::by_name(&tx, name).await?.is_some() {
        return Err(format!("there is already an account {name}").into());
    }
    let organisation = match code {
        None => None,
        Some(code) => {
            let id = organisation::store::by_code(&tx, code).await?;
            Some(id.ok_or_else(|| format!("there is no Party organisation with the code {code}"))?)
        }
    };
    drop(tx);
    let new = store::NewAccount {
        name: name.to_owned(),
        person: None,
        person_name: name.to_owned(),
        password_hash: hash,
    };
    let operator = site.operator();
    site.db
        .write(async |tx| {
            let permit = operator.may(CreateAccount, &Thing::installation())?;
            let (_, person) = store::create(tx, &site.clock, &permit, new).await?;
            match role {
                Role::Administrator(which) => {
                    let permit = operator.may(AppointAdministrator, &Thing::installation())?;
                    store::appoint_administrator(tx, &site.clock, &permit, person, which).await?;
                }
                Role::Office(office) => {
                    let id = organisation.ok_or(AppError::NotFound("organisation"))?;
                    let thing = organisation::store::thing(tx, id)
                        .await?
                        .ok_or(AppError::NotFound("organisation"))?;
                    let permit = operator.may(AppointOffice, &thing)?;
                    store::appoint(tx, &site.clock, &permit, (person, office, None), site.clock.today())
                        .await?;
                }
                Role::Member => {
                    if let Some(id) = organisation {
                        let thing = organisation::store::thing(tx, id)
                            .await?
                            .ok_or(AppError::NotFound("organisation"))?;
                        let permit = operator.may(AppointOffice, &thing)?;
                        store::enter_membership(tx, &site.clock, &permit, person).await?;
                    }
                }
            }
            Ok::<_, AppError>(())
        })
        .await
        .map_err(|error| match error {
            AppError::NotFound("organisation") => {
                Failure::from(format!("the role {word} needs --organisation CODE"))
            }
            other => other.into(),
        })
}

async fn hash_from_stdin(name: &str) -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let typed = line.trim_end_matches(['\r', '\n']).to_owned();
    password::check(&typed, name).map_err(|reason| Lang::English.reason(&reason))?;
    Ok(password::hash(typed).await?)
}

fn unknown(name: &str) -> Failure {
    format!("there is no account {name}").into()
}

async fn welcome(site: &Site, name: &str, base: &str) -> Result<String, Failure> {
    let account = store::by_name(&site.db.read(), name).await?.ok_or_else(|| unknown(name))?.id;
    let operator = site.operator();
    let link = site
        .db
        .write(async |tx| {
            let permit = operator.may(CreateAccount, &Thing::installation())?;
            let act = permit.act().about("Account", account).changed(&["welcome"], serde_json::Value::Null);
            tx.record(&site.clock, act);
            Ok::<_, AppError>(welcome::link(tx, site, base, account).await?)
        })
        .await?;
    Ok(link)
}

async fn token(site: &Site, name: &str) -> Result<String, Failure> {
    let account = store::by_name(&site.db.read(), name).await?.ok_or_else(|| unknown(name))?.id;
    let operator = site.operator();
    let token = site
        .db
        .write(async |tx| {
            let permit = operator.may(CreateAccount, &Thing::installation())?;
            let token = sessions::open(tx, site, account, sessions::BEARER, "gongjian user token").await?;
            let act = permit.act().about("Account", account).changed(&["token"], serde_json::Value::Null);
            tx.record(&site.clock, act);
            Ok::<_, AppError>(token)
        })
        .await?;
    Ok(token)
}
