mod change;
mod export;
mod list;
mod record;
mod search;
mod stage;

use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_domain::people::identity_number::IdentityNumber;
use gongjian_site::people::sealed_identity;
use gongjian_tables::person;
use gongjian_testkit::TestSite;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A committee with two branches below it, and a park of its own.
pub(crate) struct College {
    pub(crate) site: TestSite,
    pub(crate) committee: OrganisationId,
    pub(crate) teachers: OrganisationId,
    pub(crate) students: OrganisationId,
    pub(crate) park: OrganisationId,
}

pub(crate) async fn college() -> College {
    let site = TestSite::new().await;
    let committee = site.organisation("0201", "创意设计学院党委").committee().create().await;
    let teachers = site.organisation("020101", "教工党支部").below(committee).create().await;
    let students = site.organisation("020102", "学生党支部").below(committee).create().await;
    let park = site.organisation("0301", "创意园党支部").create().await;
    College { site, committee, teachers, students, park }
}

/// Gives a person an identity number and a phone.
pub(crate) async fn with_number(site: &TestSite, id: PersonId, number: &str) {
    let number = IdentityNumber::parse(number, site.site.clock.today()).unwrap();
    let (sealed, index) = sealed_identity(&site.site.keys, number).unwrap();
    site.keep(async |tx| {
        person::Entity::update_many()
            .col_expr(person::Column::IdNumberSealed, Expr::value(Some(sealed)))
            .col_expr(person::Column::IdNumberIndex, Expr::value(Some(index)))
            .col_expr(person::Column::Phone, Expr::value(Some("13812345678")))
            .filter(person::Column::Id.eq(id.uuid()))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
}

pub(crate) const NUMBER: &str = "110101200001010010";
