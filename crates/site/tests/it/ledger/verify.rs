use gongjian_site::account::store::{self, NewAccount};
use gongjian_site::ledger::checkpoint::{self, Checkpoint};
use gongjian_site::ledger::verify::{Fault, audit, copied_at, verify};
use gongjian_site::policy::Thing;
use gongjian_site::policy::actions::CreateAccount;
use gongjian_site::web::AppError;
use gongjian_tables::{ledger_entry, ledger_head};
use gongjian_testkit::TestSite;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

const CHAIN: Uuid = Uuid::nil();

async fn with_five_acts() -> (TestSite, Vec<Checkpoint>) {
    let site = TestSite::new().await;
    for n in 0..5 {
        let new = NewAccount {
            name: format!("a{n}"),
            person: None,
            person_name: format!("人{n}"),
            password_hash: None,
        };
        let permit = site.site.operator().may(CreateAccount, &Thing::installation()).ok().unwrap();
        site.site
            .db
            .write(async |tx| store::create(tx, &site.site.clock, &permit, new).await.map_err(AppError::from))
            .await
            .unwrap();
    }
    checkpoint::write(
        &site.site.db.read(),
        &site.site.checkpoints(),
        &checkpoint::Known::new(),
        site.site.clock.now(),
    )
    .await
    .unwrap();
    let seen = site.site.checkpoints().all().unwrap();
    assert_eq!(seen.len(), 1);
    (site, seen)
}

async fn faults(site: &TestSite, seen: &[Checkpoint]) -> Vec<Fault> {
    verify(&site.site.db.read(), seen).await.unwrap().faults
}

#[tokio::test]
async fn an_untouched_ledger_holds() {
    let (site, seen) = with_five_acts().await;
    let report = verify(&site.site.db.read(), &seen).await.unwrap();
    assert_eq!((report.chains, report.entries, report.faults), (1, 5, vec![]));
    site.close().await;
}

#[tokio::test]
async fn an_altered_entry_is_named() {
    let (site, seen) = with_five_acts().await;
    site.keep(async |tx| {
        ledger_entry::Entity::update_many()
            .col_expr(ledger_entry::Column::Action, Expr::value("account.read"))
            .filter(ledger_entry::Column::Seq.eq(3))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    let found = faults(&site, &seen).await;
    assert!(matches!(found[..], [Fault::Altered { chain: CHAIN, seq: 3, .. }]), "{found:?}");
    site.close_broken().await;
}

#[tokio::test]
async fn a_removed_entry_is_named() {
    let (site, seen) = with_five_acts().await;
    site.keep(async |tx| {
        gongjian_tables::ledger_salt::Entity::delete_many().exec(tx).await?;
        ledger_entry::Entity::delete_many().filter(ledger_entry::Column::Seq.eq(2)).exec(tx).await?;
        Ok(())
    })
    .await;
    assert_eq!(faults(&site, &seen).await, vec![Fault::Missing { chain: CHAIN, from: 2, to: 2 }]);
    site.close_broken().await;
}

#[tokio::test]
async fn entries_that_changed_places_are_named() {
    let (site, seen) = with_five_acts().await;
    site.keep(async |tx| {
        for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            ledger_entry::Entity::update_many()
                .col_expr(ledger_entry::Column::Seq, Expr::value(to))
                .filter(ledger_entry::Column::Seq.eq(from))
                .exec(tx)
                .await?;
        }
        Ok(())
    })
    .await;
    let found = faults(&site, &seen).await;
    assert!(found.iter().any(|f| matches!(f, Fault::Altered { seq: 2, .. })), "{found:?}");
    assert!(found.iter().any(|f| matches!(f, Fault::Altered { seq: 3, .. })), "{found:?}");
    site.close_broken().await;
}

#[tokio::test]
async fn a_tail_cut_off_with_its_head_shows_against_a_checkpoint() {
    let (site, seen) = with_five_acts().await;
    site.keep(async |tx| {
        gongjian_tables::ledger_salt::Entity::delete_many().exec(tx).await?;
        ledger_entry::Entity::delete_many().filter(ledger_entry::Column::Seq.gt(3)).exec(tx).await?;
        let last =
            ledger_entry::Entity::find().filter(ledger_entry::Column::Seq.eq(3)).one(tx).await?.unwrap();
        ledger_head::Entity::update_many()
            .col_expr(ledger_head::Column::Seq, Expr::value(3))
            .col_expr(ledger_head::Column::Hash, Expr::value(last.hash))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    assert_eq!(faults(&site, &[]).await, vec![], "without a checkpoint the cut cannot be seen");
    assert_eq!(faults(&site, &seen).await, vec![Fault::Truncated { chain: CHAIN, expected: 5, found: 3 }]);
    site.close_broken().await;
}

#[tokio::test]
async fn a_rewritten_entry_stays_rewritten_after_the_next_checkpoint() {
    let (site, _) = with_five_acts().await;
    site.keep(async |tx| {
        let last =
            ledger_entry::Entity::find().filter(ledger_entry::Column::Seq.eq(5)).one(tx).await?.unwrap();
        ledger_entry::Entity::update_many()
            .col_expr(ledger_entry::Column::Hash, Expr::value("forged"))
            .filter(ledger_entry::Column::Id.eq(last.id))
            .exec(tx)
            .await?;
        ledger_head::Entity::update_many()
            .col_expr(ledger_head::Column::Hash, Expr::value("forged"))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    let file = site.site.checkpoints();
    let known = file.last().unwrap();
    let refused = checkpoint::write(&site.site.db.read(), &file, &known, site.site.clock.now()).await;
    assert!(refused.is_err(), "a head that went another way is no new checkpoint");
    let found = faults(&site, &file.all().unwrap()).await;
    assert!(found.iter().any(|f| matches!(f, Fault::Rewritten { seq: 5, .. })), "{found:?}");
    site.close_broken().await;
}

#[tokio::test]
async fn an_entry_smuggled_in_before_the_first_is_named() {
    let (site, seen) = with_five_acts().await;
    site.keep(async |tx| {
        let first =
            ledger_entry::Entity::find().filter(ledger_entry::Column::Seq.eq(1)).one(tx).await?.unwrap();
        for seq in [0, i64::MAX] {
            let forged = ledger_entry::Model {
                id: site.site.clock.uuid(),
                seq,
                hash: "x".to_owned(),
                ..first.clone()
            };
            let row = sea_orm::ActiveModelTrait::reset_all(ledger_entry::ActiveModel::from(forged));
            ledger_entry::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Ok(())
    })
    .await;
    let found = faults(&site, &seen).await;
    assert!(found.iter().any(|f| matches!(f, Fault::Altered { seq: 0, .. })), "{found:?}");
    assert!(found.iter().any(|f| matches!(f, Fault::Missing { from: 6, .. })), "{found:?}");
    site.close_broken().await;
}

#[tokio::test]
async fn a_change_without_an_entry_is_rolled_back() {
    let site = TestSite::new().await;
    let parts = &site.site;
    let outcome: Result<(), AppError> = parts
        .db
        .write(async |tx| {
            gongjian_site::job::enqueue(tx, &parts.clock, "test", serde_json::json!({})).await?;
            Ok(())
        })
        .await;
    assert!(outcome.is_err());
    assert!(gongjian_site::job::unfinished(&parts.db.read()).await.unwrap().is_empty());
    site.close().await;
}

#[tokio::test]
async fn rows_written_by_a_change_that_says_it_changed_nothing_are_a_fault_and_not_lost_in_silence() {
    let site = TestSite::new().await;
    let parts = &site.site;
    let outcome: Result<(), AppError> = parts
        .db
        .write(async |tx| {
            gongjian_site::job::enqueue(tx, &parts.clock, "test", serde_json::json!({})).await?;
            tx.nothing_changed();
            Ok(())
        })
        .await;
    assert!(outcome.is_err());
    let nothing: Result<(), AppError> = parts
        .db
        .write(async |tx| {
            tx.hold(CHAIN).await?;
            store::by_name(tx, "nobody").await?;
            tx.nothing_changed();
            Ok(())
        })
        .await;
    assert!(nothing.is_ok(), "waiting and reading write nothing");
    site.close().await;
}

#[tokio::test]
async fn an_emptied_ledger_is_not_whole() {
    let (site, _) = with_five_acts().await;
    site.keep(async |tx| {
        gongjian_tables::ledger_salt::Entity::delete_many().exec(tx).await?;
        ledger_entry::Entity::delete_many().exec(tx).await?;
        ledger_head::Entity::delete_many().exec(tx).await?;
        Ok(())
    })
    .await;
    let (tx, now) = (site.site.db.read(), site.site.clock.now());
    assert_eq!(audit(&tx, &[], now).await.unwrap().faults, vec![Fault::Emptied]);
    site.close_broken().await;
    let empty = TestSite::new().await;
    assert_eq!(audit(&empty.site.db.read(), &[], now).await.unwrap().faults, vec![]);
    empty.close().await;
}

#[tokio::test]
async fn a_chain_no_checkpoint_knows_is_a_fault_once_the_checkpoint_is_due() {
    let (site, seen) = with_five_acts().await;
    let (tx, now) = (site.site.db.read(), site.site.clock.now());
    let later = now + chrono::TimeDelta::hours(1);
    assert_eq!(audit(&tx, &seen, later).await.unwrap().faults, vec![]);
    assert_eq!(audit(&tx, &[], now).await.unwrap().faults, vec![], "the checkpoint is not due yet");
    assert_eq!(audit(&tx, &[], later).await.unwrap().faults, vec![Fault::Unwitnessed { chain: CHAIN }]);
    // A copy is held to the moment it is from: what began later cannot stand in it.
    let of_another = Checkpoint { chain: Uuid::from_u128(7), seq: 0, hash: String::new(), at: now };
    let copy = [of_another];
    assert_eq!(audit(&tx, &copy, copied_at(&copy, later)).await.unwrap().faults, vec![]);
    site.close().await;
}
