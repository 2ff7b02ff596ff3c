//! The kinds of things that have ids. They exist as types only.

use crate::id::Id;

/// One human being.
pub enum Person {}
/// A school, college, enterprise, association, park or authority.
pub enum Unit {}
/// A committee, general branch, branch or joint branch.
pub enum PartyOrganisation {}
/// One party's part of a joint body.
pub enum Side {}
/// The founding of a joint branch, from the draft on.
pub enum Founding {}
/// A meeting of a Party organisation.
pub enum Meeting {}
/// The case of one person in member development.
pub enum DevelopmentCase {}
/// One person as a mentor in a case.
pub enum MentorAssignment {}
/// One side's half-yearly form about somebody.
pub enum Observation {}
/// One stay of a student in an enterprise.
pub enum Placement {}
/// One file somebody brought to be imported.
pub enum Import {}
/// A name and a password somebody signs in with.
pub enum Account {}
/// The installation itself.
pub enum Installation {}
/// A job of the server.
pub enum Job {}

/// The id of one person.
pub type PersonId = Id<Person>;
/// The id of one unit.
pub type UnitId = Id<Unit>;
/// The id of one Party organisation.
pub type OrganisationId = Id<PartyOrganisation>;
/// The id of one side of a joint body.
pub type SideId = Id<Side>;
/// The id of one founding.
pub type FoundingId = Id<Founding>;
/// The id of one meeting.
pub type MeetingId = Id<Meeting>;
/// The id of one import.
pub type ImportId = Id<Import>;
/// The id of one case of member development.
pub type CaseId = Id<DevelopmentCase>;
/// The id of one assignment of a mentor.
pub type AssignmentId = Id<MentorAssignment>;
/// The id of one observation.
pub type ObservationId = Id<Observation>;
/// The id of one placement.
pub type PlacementId = Id<Placement>;
