//! The people a list shows, in one question, and how many there are, in another.
//!
//! Two shapes of the same condition: where few organisations are asked about, the
//! people are found from their memberships; where many are, each person in the
//! order of the list is asked for a membership until a page is full. Either way
//! the work follows the size of the page, not of the register.

use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::unit::OrganisationKind;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::filter::{Search, Wanted};
use crate::db::{StoreError, Tx, containing, count_up_to, rows, short_name, starting};
use crate::people::store::{holds_on, stage_on};
use crate::policy::actions::{ReadParticulars, ReadPerson, ReadPersonUnit};
use crate::policy::{Actor, Scope};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// From this many organisations on, people are read in the order of the list.
const FEW_ORGANISATIONS: usize = 64;

/// The columns of a person that only those see who may see particulars.
const PARTICULARS: [&str; 11] = [
    "sex",
    "born_on",
    "ethnicity",
    "native_place",
    "education",
    "introducers",
    "applied_on",
    "activist_on",
    "target_on",
    "joined_on",
    "full_on",
];

/// What somebody may see of whom.
pub struct Reach {
    /// Whose pages may be opened.
    pub read: Scope,
    /// Whose unit may be seen.
    pub unit: Scope,
    /// Whose dates and staff number may be seen, and where they were on another day than today.
    pub particulars: Scope,
}

impl Reach {
    /// How far `actor` sees people.
    ///
    /// # Errors
    ///
    /// When a policy fails.
    pub fn of(actor: &Actor) -> Result<Self, StoreError> {
        Ok(Self {
            read: actor.scope::<ReadPerson>()?,
            unit: actor.scope::<ReadPersonUnit>()?,
            particulars: actor.scope::<ReadParticulars>()?,
        })
    }

    /// Everybody, as far as `scope` goes, in full.
    #[must_use]
    pub fn whole(scope: &Scope) -> Self {
        Self { read: scope.clone(), unit: scope.clone(), particulars: scope.clone() }
    }
}

/// One row of the list.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct PersonLine {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The stage on the day looked at.
    pub stage: Option<String>,
    /// The Party organisation.
    pub organisation: Option<Uuid>,
    /// Its short name, or its name.
    pub organisation_name: Option<String>,
    /// `formal` or `participating`.
    pub membership: Option<String>,
    /// The kind of side in a joint branch.
    pub side: Option<String>,
    /// The character of the side's seal.
    pub seal: Option<String>,
    /// The unit, where it may be seen.
    pub unit_name: Option<String>,
    /// The staff number, where it may be seen.
    pub staff_number: Option<String>,
}

/// One person of an exported roster: what may not be seen is empty.
#[derive(FromQueryResult)]
pub struct RosterLine {
    /// The person.
    pub id: Uuid,
    /// Whether the identity number may leave with the file.
    pub full: bool,
    /// Whether the particulars do.
    pub detailed: bool,
    pub(super) name: String,
    pub(super) stage: Option<String>,
    pub(super) id_number_sealed: Option<Vec<u8>>,
    pub(super) sex: Option<String>,
    pub(super) born_on: Option<NaiveDate>,
    pub(super) ethnicity: Option<String>,
    pub(super) native_place: Option<String>,
    pub(super) education: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) introducers: Option<String>,
    pub(super) applied_on: Option<NaiveDate>,
    pub(super) activist_on: Option<NaiveDate>,
    pub(super) target_on: Option<NaiveDate>,
    pub(super) joined_on: Option<NaiveDate>,
    pub(super) full_on: Option<NaiveDate>,
    pub(super) staff_number: Option<String>,
    pub(super) role: Option<String>,
    pub(super) unit_name: Option<String>,
    pub(super) branch_code: Option<String>,
    pub(super) branch_name: Option<String>,
    pub(super) committee_code: Option<String>,
}

/// An organisation one may choose in the filter.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct OrganisationChoice {
    /// The organisation.
    pub id: Uuid,
    /// Its short name, or its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
}

/// The organisations a scope reaches: all of them while they are few, else committees and general branches.
#[derive(Debug, Default)]
pub struct Reached {
    /// What may be chosen, by code.
    pub choices: Vec<OrganisationChoice>,
    few: Option<Vec<OrganisationId>>,
}

/// The organisations `scope` reaches.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn reached(tx: &Tx, scope: &Scope) -> Result<Reached, StoreError> {
    let mut question = Query::select()
        .column(("o", "id"))
        .expr_as(short_name("o"), "name")
        .column(("o", "kind"))
        .from_as("party_organisation", "o")
        .and_where(Expr::col(("o", "dissolved_on")).is_null())
        .order_by(("o", "code"), Order::Asc)
        .take();
    if !scope.everything {
        question.and_where(scope.covers(("o", "id")));
    }
    let all = question.clone().limit(FEW_ORGANISATIONS as u64 + 1).take();
    let found: Vec<OrganisationChoice> = rows(tx, &all).await?;
    if found.len() <= FEW_ORGANISATIONS && !scope.everything {
        return Ok(Reached { few: Some(found.iter().map(|o| o.id.into()).collect()), choices: found });
    }
    let leading = [OrganisationKind::Committee, OrganisationKind::GeneralBranch];
    question.and_where(Expr::col(("o", "kind")).is_in(leading.map(OrganisationKind::as_str)));
    Ok(Reached { choices: rows(tx, &question).await?, few: None })
}

/// The organisation and everything below it, while that is little.
async fn few_below(tx: &Tx, organisation: Uuid) -> Result<Option<Vec<OrganisationId>>, StoreError> {
    let question = Query::select()
        .column("organisation_id")
        .from("organisation_ancestor")
        .and_where(Expr::col("ancestor_id").eq(organisation))
        .limit(FEW_ORGANISATIONS as u64 + 1)
        .take();
    let found = tx.query_all(&question).await?;
    let ids = found.iter().map(|row| row.try_get_by_index::<Uuid>(0).map(OrganisationId::from));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    Ok((ids.len() <= FEW_ORGANISATIONS).then_some(ids))
}

/// The people asked for, as a condition on the table `person` called `p`.
pub struct Question {
    wanted: Wanted,
    /// What is asked of them.
    asked: SelectStatement,
    /// Whom the reader may see in this list.
    seen: Scope,
    /// The organisations `seen` reaches, while they are few.
    few: Option<Vec<OrganisationId>>,
    reach: Reach,
}

impl Question {
    /// The people `wanted` who may be seen within `reach`.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn new(tx: &Tx, wanted: Wanted, reach: Reach, reached: &Reached) -> Result<Self, StoreError> {
        let below = match wanted.organisation {
            Some(organisation) => few_below(tx, organisation).await?,
            None => None,
        };
        let mut found = Query::select().from_as("person", "p").take();
        // Where somebody was on another day is told of those alone whose particulars may be seen.
        let (seen, few) = match wanted.as_of {
            None => (reach.read.clone(), reached.few.clone()),
            Some(_) => (reach.particulars.clone(), None),
        };
        if wanted.organisation.is_some() || wanted.side.is_some() {
            // Sides are those of joint branches alone, so their members are few as well.
            let few = below.is_some() || wanted.side.is_some();
            found.and_where(belongs(wanted.day(), place(&wanted, below.as_deref()), few));
        } else if wanted.as_of.is_some() {
            found.and_where(belongs(wanted.day(), Expr::val(1).eq(1), false));
        }
        if let Some(stage) = wanted.stage {
            found.and_where(stage_on(wanted.as_of).eq(stage.as_str()));
        }
        if let Some(unit) = wanted.unit {
            // What may not be seen may not be found either, or a filter would tell it.
            found.and_where(affiliated(unit, wanted.day()));
            found.and_where(visible(&reach.unit, wanted.today, None));
        }
        if let Some(search) = &wanted.search {
            found.and_where(matches(search));
            if matches!(search, Search::StaffNumber(_)) {
                found.and_where(visible(&reach.particulars, wanted.today, None));
            }
        }
        Ok(Self { wanted, asked: found, seen, few, reach })
    }

    /// The people asked for whom the reader may see.
    fn found(&self) -> SelectStatement {
        self.asked.clone().and_where(visible(&self.seen, self.wanted.today, self.few.as_deref())).take()
    }

    /// One page of the list.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn page(&self, tx: &Tx, after: Option<Uuid>) -> Result<(Vec<PersonLine>, Paging), StoreError> {
        let count = self.count(tx).await?;
        let mut page = self.found();
        page.column(("p", "id")).order_by(("p", "initials"), Order::Asc).order_by(("p", "id"), Order::Asc);
        page.limit(PAGE_ROWS + 1);
        if let Some(after) = after {
            page.and_where(follows(after));
        }
        let mut lines: Vec<PersonLine> = rows(tx, &self.lines(page)).await?;
        let more = lines.len() as u64 > PAGE_ROWS;
        lines.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
        let next = more.then(|| lines.last().map(|line| line.id.to_string())).flatten();
        Ok((lines, Paging::counted(count, next)))
    }

    /// The first few, for a search over everything.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn first(&self, tx: &Tx, limit: u64) -> Result<Vec<PersonLine>, StoreError> {
        let mut page = self.found();
        page.column(("p", "id")).order_by(("p", "initials"), Order::Asc).order_by(("p", "id"), Order::Asc);
        page.limit(limit);
        rows(tx, &self.lines(page)).await
    }

    /// Everybody, for a file: with what `full` and `contact` and the reach itself let through.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub(super) async fn roster(
        &self,
        tx: &Tx,
        full: &Scope,
        contact: &Scope,
    ) -> Result<Vec<RosterLine>, StoreError> {
        let today = self.wanted.today;
        let mut everybody = self.found();
        everybody.column(("p", "id"));
        let mut lines = self.joined(everybody);
        let only = |scope: &Scope, column: &'static str| {
            Expr::case(visible(scope, today, None), Expr::col(("p", column)))
        };
        let only_of = |row: &'static str, column: &'static str| {
            Expr::case(visible(&self.reach.particulars, today, None), Expr::col((row, column)))
        };
        let exported = Scope { own: None, ..full.clone() };
        lines
            .columns([("p", "id"), ("p", "name")])
            .expr_as(visible(&exported, today, None), "full")
            .expr_as(visible(&self.reach.particulars, today, None), "detailed")
            .expr_as(stage_on(self.wanted.as_of), "stage")
            .expr_as(only(&exported, "id_number_sealed"), "id_number_sealed")
            .expr_as(only(contact, "phone"), "phone")
            .expr_as(only(contact, "email"), "email")
            .expr_as(only_of("a", "staff_number"), "staff_number")
            .expr_as(only_of("a", "role"), "role")
            .expr_as(Expr::col(("u", "name")), "unit_name")
            .expr_as(Expr::col(("o", "code")), "branch_code")
            .expr_as(Expr::col(("o", "name")), "branch_name")
            .expr_as(Expr::col(("c", "code")), "committee_code");
        for column in PARTICULARS {
            lines.expr_as(only(&self.reach.particulars, column), column);
        }
        let parent = Expr::col(("c", "id")).equals(("o", "parent_id"));
        lines.join_as(JoinType::LeftJoin, "party_organisation", "c", parent);
        rows(tx, &lines).await
    }

    /// How many there are, counted no further than the cap needs.
    async fn count(&self, tx: &Tx) -> Result<u64, StoreError> {
        let up_to = async |mut found: SelectStatement, most| {
            count_up_to(tx, found.column(("p", "id")).take(), most).await
        };
        let Some(own) = self.seen.own.filter(|_| self.few.is_none() && !self.seen.everything) else {
            return up_to(self.found(), COUNT_CAP + 1).await;
        };
        // Whoever is seen through an organisation is counted without the actor, who may be none of them: with both
        // in one condition neither database stops early.
        let covered = belongs(self.wanted.today, covered(&self.seen), false);
        let others = up_to(self.asked.clone().and_where(covered.clone()).take(), COUNT_CAP + 1).await?;
        if others > COUNT_CAP {
            return Ok(others);
        }
        let alone = covered.not().and(Expr::col(("p", "id")).eq(own.uuid()));
        Ok(others + up_to(self.asked.clone().and_where(alone).take(), 1).await?)
    }

    /// The people of `page` with the place they belong to, looked up for those rows alone.
    fn lines(&self, page: SelectStatement) -> SelectStatement {
        let mut lines = self.joined(page);
        lines
            .columns([("p", "id"), ("p", "name")])
            .expr_as(stage_on(self.wanted.as_of), "stage")
            .expr_as(Expr::col(("o", "id")), "organisation")
            .expr_as(short_name("o"), "organisation_name")
            .expr_as(Expr::col(("m", "kind")), "membership")
            .expr_as(Expr::col(("s", "kind")), "side")
            .column(("s", "seal"))
            .expr_as(short_name("u"), "unit_name");
        if self.reach.particulars == self.reach.unit {
            lines.column(("a", "staff_number"));
        } else {
            let seen = visible(&self.reach.particulars, self.wanted.today, None);
            lines.expr_as(Expr::case(seen, Expr::col(("a", "staff_number"))), "staff_number");
        }
        lines
    }

    /// `page` joined with the membership that is shown (`m`, `o`, `s`) and, where the unit may be
    /// seen, with the affiliation (`a`, `u`).
    pub(in crate::people) fn joined(&self, page: SelectStatement) -> SelectStatement {
        let day = self.wanted.day();
        let placed = self.wanted.organisation.is_some() || self.wanted.side.is_some();
        let shown = if placed { place(&self.wanted, None) } else { Expr::val(1).eq(1) };
        let membership = Query::select()
            .column(("m1", "id"))
            .from_as("membership", "m1")
            .and_where(Expr::col(("m1", "person_id")).equals(("p", "id")))
            .and_where(holds_on("m1", day))
            .and_where(shown)
            .order_by(("m1", "kind"), Order::Asc)
            .order_by(("m1", "id"), Order::Asc)
            .limit(1)
            .take();
        let mut affiliation = Query::select()
            .column(("a1", "id"))
            .from_as("affiliation", "a1")
            .and_where(Expr::col(("a1", "person_id")).equals(("p", "id")))
            .and_where(holds_on("a1", day))
            .order_by(("a1", "id"), Order::Asc)
            .limit(1)
            .take();
        if self.reach.unit != self.reach.read {
            affiliation.and_where(visible(&self.reach.unit, self.wanted.today, None));
        }
        let is = |row: (&'static str, &'static str), found: SelectStatement| {
            Expr::col(row).eq(Expr::SubQuery(None, Box::new(found.into())))
        };
        let by_id = |one: (&'static str, &'static str), other: (&'static str, &'static str)| {
            Expr::col(one).equals(other)
        };
        Query::select()
            .from_subquery(page, "page")
            .join_as(JoinType::InnerJoin, "person", "p", by_id(("p", "id"), ("page", "id")))
            .join_as(JoinType::LeftJoin, "membership", "m", is(("m", "id"), membership))
            .join_as(
                JoinType::LeftJoin,
                "party_organisation",
                "o",
                by_id(("o", "id"), ("m", "organisation_id")),
            )
            .join_as(JoinType::LeftJoin, "side", "s", by_id(("s", "id"), ("m", "side_id")))
            .join_as(JoinType::LeftJoin, "affiliation", "a", is(("a", "id"), affiliation))
            .join_as(JoinType::LeftJoin, "unit", "u", by_id(("u", "id"), ("a", "unit_id")))
            .order_by(("p", "initials"), Order::Asc)
            .order_by(("p", "id"), Order::Asc)
            .take()
    }
}

/// That the person may be seen: belongs today to an organisation `scope` covers, or is the actor.
fn visible(scope: &Scope, today: NaiveDate, few: Option<&[OrganisationId]>) -> Expr {
    if scope.everything {
        return Expr::val(1).eq(1);
    }
    let covered = match few {
        Some(few) => covered(&Scope { at: few.to_vec(), sides: scope.sides.clone(), ..Scope::default() }),
        None => covered(scope),
    };
    let Some(own) = scope.own else { return belongs(today, covered, few.is_some()) };
    let is_own = Expr::col(("p", "id")).eq(own.uuid());
    if few.is_some() {
        return belongs(today, covered, true).or(is_own);
    }
    // Beside another condition PostgreSQL answers an EXISTS by gathering everybody first; one membership
    // of the person at hand it looks up.
    let mut membership = members(today, covered);
    membership.column(("m1", "id")).and_where(Expr::col(("m1", "person_id")).equals(("p", "id"))).limit(1);
    Expr::SubQuery(None, Box::new(membership.take().into())).is_not_null().or(is_own)
}

/// That the membership `m1` is one `scope` covers.
fn covered(scope: &Scope) -> Expr {
    scope.covers_membership(("m1", "organisation_id"), ("m1", "side_id"))
}

/// The memberships `m1` that hold on `day` and fulfil `condition`.
fn members(day: NaiveDate, condition: Expr) -> SelectStatement {
    Query::select().from_as("membership", "m1").and_where(condition).and_where(holds_on("m1", day)).take()
}

/// That the person has on `day` a membership `m1` which fulfils `condition`. Where few do, they are found first.
fn belongs(day: NaiveDate, condition: Expr, few: bool) -> Expr {
    let mut memberships = members(day, condition);
    if few {
        return Expr::col(("p", "id")).in_subquery(memberships.column(("m1", "person_id")).take());
    }
    memberships.expr(Expr::val(1)).and_where(Expr::col(("m1", "person_id")).equals(("p", "id")));
    Expr::exists(memberships.take())
}

/// That the membership `m1` lies in the organisation and on the kind of side asked for.
fn place(wanted: &Wanted, below: Option<&[OrganisationId]>) -> Expr {
    let mut condition = Expr::val(1).eq(1);
    match (wanted.organisation, below) {
        (Some(_), Some(few)) => {
            let few = few.iter().map(|id| id.uuid());
            condition = condition.and(Expr::col(("m1", "organisation_id")).is_in(few));
        }
        (Some(organisation), None) => {
            let below = Query::select()
                .column("organisation_id")
                .from("organisation_ancestor")
                .and_where(Expr::col("ancestor_id").eq(organisation))
                .take();
            condition = condition.and(Expr::col(("m1", "organisation_id")).in_subquery(below));
        }
        (None, _) => {}
    }
    if let Some(side) = wanted.side {
        let sides =
            Query::select().column("id").from("side").and_where(Expr::col("kind").eq(side.as_str())).take();
        condition = condition.and(Expr::col(("m1", "side_id")).in_subquery(sides));
    }
    condition
}

fn affiliated(unit: Uuid, day: NaiveDate) -> Expr {
    let people = Query::select()
        .column(("a1", "person_id"))
        .from_as("affiliation", "a1")
        .and_where(Expr::col(("a1", "unit_id")).eq(unit))
        .and_where(holds_on("a1", day))
        .take();
    Expr::col(("p", "id")).in_subquery(people)
}

fn matches(search: &Search) -> Expr {
    match search {
        Search::Name(part) => Expr::col(("p", "name")).like(containing(part)),
        Search::Initials(start) => Expr::col(("p", "initials")).like(starting(start)),
        Search::StaffNumber(start) => {
            let people = Query::select()
                .column(("a1", "person_id"))
                .from_as("affiliation", "a1")
                .and_where(Expr::col(("a1", "staff_number")).like(starting(start)))
                .take();
            Expr::col(("p", "id")).in_subquery(people)
        }
    }
}

/// What comes after the person with this id, in the order of the list.
fn follows(after: Uuid) -> Expr {
    let initials =
        Query::select().column("initials").from("person").and_where(Expr::col("id").eq(after)).take();
    let initials = Expr::SubQuery(None, Box::new(initials.into()));
    Expr::tuple([Expr::col(("p", "initials")), Expr::col(("p", "id"))])
        .gt(Expr::tuple([initials, Expr::val(after)]))
}
