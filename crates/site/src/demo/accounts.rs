//! One account for each role: made at the beginning, offered on the sign-in page.

use gongjian_domain::kinds::PersonId;

use super::DemoError;
use super::data::{self, Account, Accounts, Data};
use super::past::Past;
use crate::Site;
use crate::account::password;
use crate::account::sign_in::{DemoAccount, DemoAccounts, DemoGroup};
use crate::account::store::{self, NewAccount};
use crate::policy::actions::{AppointAdministrator, CreateAccount};
use crate::policy::{Administrator, Thing};
use crate::web::AppError;

/// The accounts the sign-in page offers in demonstration mode, by what they have to do with.
///
/// # Errors
///
/// When they cannot be read.
pub fn offered(site: &Site) -> Result<DemoAccounts, AppError> {
    let Accounts { password, account } =
        data::accounts(site.clock.today()).map_err(|error| AppError::Broken(Box::new(error)))?;
    let mut groups: Vec<DemoGroup> = Vec::new();
    for Account { name, person, role, group, .. } in account {
        let offered = DemoAccount { name, person, role };
        match groups.iter_mut().find(|one| one.word == group) {
            Some(group) => group.accounts.push(offered),
            None => groups.push(DemoGroup { word: group, accounts: vec![offered] }),
        }
    }
    Ok(DemoAccounts { password, groups })
}

/// Makes the accounts of everybody on a roster so far.
pub(super) async fn give(past: &Past, data: &Data) -> Result<(), DemoError> {
    let known = past.known().await?;
    for account in &data.accounts.account {
        let Some(number) = &account.number else { continue };
        // Whoever is not there yet comes with a later roster.
        if let Ok(person) = known.person(number) {
            give_one(past, data, account, Some(person)).await?;
        }
    }
    Ok(())
}

/// Makes the account with this name for somebody who came with a later roster.
pub(super) async fn give_later(past: &Past, data: &Data, role: &str) -> Result<(), DemoError> {
    let account = data.accounts.account.iter().find(|account| account.role == role);
    let account = account.ok_or_else(|| DemoError::data(format!("no account is for {role}")))?;
    let number = account.number.as_deref().unwrap_or_default();
    let person = past.known().await?.person(number)?;
    give_one(past, data, account, Some(person)).await.map(|_| ())
}

/// Makes the three administrators and returns them in the order system, security, audit.
pub(super) async fn administrators(past: &Past, data: &Data) -> Result<Vec<PersonId>, DemoError> {
    let mut people = Vec::new();
    for which in Administrator::ALL {
        let appointed = |account: &&Account| account.administers.as_deref() == Some(which.as_str());
        let account = data.accounts.account.iter().find(appointed);
        let account =
            account.ok_or_else(|| DemoError::data(format!("nobody administers {}", which.as_str())))?;
        let person = give_one(past, data, account, None).await?;
        let site = &past.site;
        site.db
            .write(async |tx| {
                let permit = site.operator().may(AppointAdministrator, &Thing::installation())?;
                store::appoint_administrator(tx, &site.clock, &permit, person, *which).await?;
                Ok::<_, DemoError>(())
            })
            .await?;
        people.push(person);
    }
    Ok(people)
}

async fn give_one(
    past: &Past,
    data: &Data,
    account: &Account,
    person: Option<PersonId>,
) -> Result<PersonId, DemoError> {
    let site = &past.site;
    let new = NewAccount {
        name: account.name.clone(),
        person,
        person_name: account.person.clone(),
        password_hash: Some(password::hash(data.accounts.password.clone()).await?),
    };
    site.db
        .write(async |tx| {
            let permit = site.operator().may(CreateAccount, &Thing::installation())?;
            Ok::<_, DemoError>(store::create(tx, &site.clock, &permit, new).await?.1)
        })
        .await
}
