//! What the first step's form shows.

use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::sides::{FoundingSidesForm, fits};
use super::store::{NamedOrganisation, NamedUnit};
use crate::web::{Choice, FieldError, Shell, view};

/// Up to how many units of one kind are found by looking.
const FEW_UNITS: usize = 12;

/// Something that can be chosen, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Offered {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One side in the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SideBlock {
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: &'static str,
    /// The character it signs with; empty while a side chooses its own.
    pub seal: String,
    /// What it is called; empty for the usual name.
    pub name: String,
    /// The organisations whose people it may bring.
    pub homes: Vec<Offered>,
    /// The units it may be made of.
    pub units: Vec<Offered>,
}

impl SideBlock {
    pub(super) fn of(
        kind: SideKind,
        form: &FoundingSidesForm,
        homes: &[NamedOrganisation],
        units: &[NamedUnit],
    ) -> Self {
        let (home, chosen, name) = form.of(kind);
        let home_offered = |one: &NamedOrganisation| Offered {
            id: one.id.uuid(),
            name: one.name.clone(),
            chosen: Some(one.id) == home,
        };
        let unit_offered = |unit: &NamedUnit| Offered {
            id: unit.id.uuid(),
            name: unit.name.clone(),
            chosen: chosen.contains(&unit.id),
        };
        Self {
            kind: kind.as_str(),
            seal: kind.usual_seal().map_or_else(|| form.other_seal.clone(), |seal| seal.to_string()),
            name: name.to_owned(),
            homes: homes.iter().map(home_offered).collect(),
            units: units.iter().filter(|unit| fits(kind, unit.kind)).map(unit_offered).collect(),
        }
    }

    /// The name of one of its fields, such as `school_units`.
    #[must_use]
    pub fn field(&self, part: &str) -> String {
        format!("{}_{part}", self.kind)
    }

    /// Whether it chooses the character it signs with.
    #[must_use]
    pub fn chooses_seal(&self) -> bool {
        self.kind == SideKind::Other.as_str()
    }

    /// The organisations as options, after one that chooses none.
    #[must_use]
    pub fn home_choices(&self, shell: &Shell) -> Vec<Choice> {
        let none = Choice::new("", shell.t("founding-home-none"), !self.homes.iter().any(|o| o.chosen));
        std::iter::once(none).chain(self.homes.iter().map(choice)).collect()
    }

    /// The units as options.
    #[must_use]
    pub fn unit_choices(&self) -> Vec<Choice> {
        self.units.iter().map(choice).collect()
    }
}

fn choice(offered: &Offered) -> Choice {
    Choice::new(offered.id.to_string(), offered.name.clone(), offered.chosen)
}

/// The first step of a founding.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundingSidesPage {
    /// The founding; none while it is new.
    pub founding: Option<Uuid>,
    /// The name of the committee above.
    pub above: String,
    /// Only units with this in their name are offered.
    pub q: String,
    /// What is typed so far.
    pub form: FoundingSidesForm,
    /// The sides that may take part.
    pub blocks: Vec<SideBlock>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl FoundingSidesPage {
    /// Whether so many units are offered that looking for one by name helps.
    #[must_use]
    pub fn offers_many(&self) -> bool {
        !self.q.is_empty() || self.blocks.iter().any(|block| block.units.len() > FEW_UNITS)
    }

    /// Where the form goes.
    #[must_use]
    pub fn action(&self) -> String {
        self.founding.map_or_else(|| "/foundings".to_owned(), |id| format!("/foundings/{id}/sides"))
    }

    /// Where the way back leads.
    #[must_use]
    pub fn back(&self) -> String {
        self.founding.map_or_else(|| "/foundings".to_owned(), |id| format!("/foundings/{id}"))
    }

    /// The address of the same form, for the filter of units.
    #[must_use]
    pub fn here(&self) -> String {
        self.founding.map_or_else(|| "/foundings/new".to_owned(), |id| format!("/foundings/{id}/sides"))
    }
}

view!(FoundingSidesPage, "founding/sides.html", || {
    let offered = |name: &str, chosen| Offered { id: Uuid::nil(), name: name.to_owned(), chosen };
    let block = |kind, seal: &str, units: Vec<Offered>| SideBlock {
        kind,
        seal: seal.to_owned(),
        name: String::new(),
        homes: vec![offered("创意设计学院党委", true), offered("创意园党总支", false)],
        units,
    };
    let blocks = vec![
        block("school", "校", vec![offered("创意设计学院", true)]),
        block(
            "enterprise",
            "企",
            vec![offered("某某市拾光文创有限公司", true), offered("某某市木与石设计有限公司", false)],
        ),
        block("association", "行", vec![]),
        block("other", "", vec![offered("某某市创意园", false)]),
    ];
    let fresh = Self { above: "创意设计学院党委".into(), blocks, ..Self::default() };
    let refused = FieldError::new("enterprise_units", Reason::new("founding-side-empty"));
    let form = FoundingSidesForm {
        name: "文创艺术党支部".into(),
        code: "020100004".into(),
        ..FoundingSidesForm::default()
    };
    vec![
        fresh.clone(),
        Self {
            founding: Some(Uuid::nil()), form, fields: vec![refused], q: "文创".into(), ..fresh.clone()
        },
        Self { blocks: vec![], ..fresh },
    ]
});
