//! Every action there is, by its name in the policies.

use gongjian_domain::kinds::{
    DevelopmentCase, Import, Installation, Meeting, Observation, PartyOrganisation, Person, Placement, Side,
    Unit,
};

use super::permit::{Action, AppointsAdministrators, MakesAccounts};

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident: $name:literal on $on:ty;)*) => {
        // Each line becomes a unit struct with `impl Action { type On = …; const NAME = …; }`,
        // and a row of `ALL`.
        $($(#[$doc])* pub struct $action;
        impl Action for $action {
            type On = $on;
            const NAME: &'static str = $name;
        })*

        /// Name and kind of thing of every action, for the policy matrix.
        pub const ALL: &[(&str, &str)] = &[$(($name, stringify!($on))),*];
    };
}

actions! {
    /// Makes the first administrator through the one-time address.
    SetUp: "installation.set_up" on Installation;
    /// Opens a page that is open to everybody.
    OpenPage: "page.open" on Installation;
    /// Opens the own pages: home, search, calendar, account.
    ReadOwn: "own.read" on Person;
    /// Changes the own password, sessions, tokens and preferences.
    ChangeOwn: "own.change" on Person;
    /// Sets the own password through a link.
    Welcome: "account.welcome" on Installation;
    /// Sees the accounts.
    ReadAccounts: "account.read" on Installation;
    /// Creates an account.
    CreateAccount: "account.create" on Installation;
    /// Disables an account or enables it again.
    DisableAccount: "account.disable" on Installation;
    /// Appoints one of the three administrators or ends the appointment.
    AppointAdministrator: "administrator.appoint" on Installation;
    /// Appoints somebody to an office.
    AppointOffice: "office.appoint" on PartyOrganisation;
    /// Appoints somebody who has an account and belongs to no Party organisation as organiser.
    AppointOrganiser: "organiser.appoint" on PartyOrganisation;
    /// Ends an office.
    EndOffice: "office.end" on PartyOrganisation;
    /// Reads the whole ledger.
    ReadLedger: "ledger.read" on Installation;
    /// Sees the jobs and the dead letters.
    ReadJobs: "job.read" on Installation;
    /// Gives a dead letter another round of attempts.
    RetryJob: "job.retry" on Installation;
    /// Does the work of a job.
    RunJob: "job.run" on Installation;
    /// Sees a unit.
    ReadUnit: "unit.read" on Unit;
    /// Enters a unit that is not there yet.
    CreateUnit: "unit.create" on Installation;
    /// Sees whom to call at a unit.
    ReadUnitContact: "unit.contact" on Unit;
    /// Changes a unit, its relations, residency and apprenticeship status.
    ChangeUnit: "unit.change" on Unit;
    /// Sees a Party organisation in the tree.
    ReadOrganisation: "organisation.read" on PartyOrganisation;
    /// Changes a Party organisation or founds one below it.
    ChangeOrganisation: "organisation.change" on PartyOrganisation;
    /// Brings units and Party organisations from a spreadsheet.
    ImportOrganisations: "organisations.import" on Installation;
    /// Opens a person’s page.
    ReadPerson: "person.read" on Person;
    /// Sees the unit of a person.
    ReadPersonUnit: "person.unit" on Person;
    /// Sees the dates and the staff number of a person, not only name, branch, stage and offices.
    ReadParticulars: "person.particulars" on Person;
    /// Sees a person’s phone and mail address in full.
    ReadContact: "person.contact" on Person;
    /// Sees who read a person’s file.
    ReadReaders: "person.readers" on Person;
    /// Sees values that are masked by default; each time stands in the ledger.
    RevealPerson: "person.reveal" on Person;
    /// Gives a person of the roster an account.
    GiveAccount: "account.give" on Person;
    /// Changes what is known of a person.
    ChangePerson: "person.change" on Person;
    /// Brings a roster into an organisation or below.
    ImportPeople: "people.import" on PartyOrganisation;
    /// Exports the roster of an organisation.
    ExportPeople: "people.export" on PartyOrganisation;
    /// Exports the roster of one side of a joint branch.
    ExportSide: "people.export" on Side;
    /// Sees an import and its preview.
    ReadImport: "import.read" on Import;
    /// Takes over the rows of an import or discards it.
    CommitImport: "import.commit" on Import;
    /// Takes an import back as a whole.
    UndoImport: "import.undo" on Import;
    /// Sees proposals for joint branches below an organisation.
    ReadFounding: "founding.read" on PartyOrganisation;
    /// Proposes a joint branch below an organisation.
    ProposeFounding: "founding.propose" on PartyOrganisation;
    /// Replies to a proposal, overrules a warning, founds the branch.
    DecideFounding: "founding.decide" on PartyOrganisation;
    /// Sees a meeting: when, where, what it is about.
    ReadMeeting: "meeting.read" on Meeting;
    /// Sees the roll, the minutes and the files of a meeting.
    ReadMinutes: "meeting.minutes" on Meeting;
    /// Plans a meeting of an organisation.
    PlanMeeting: "meeting.plan" on PartyOrganisation;
    /// Changes, invites, records presence and writes minutes.
    ChangeMeeting: "meeting.change" on Meeting;
    /// Says that one comes, or asks for leave.
    ReplyToMeeting: "meeting.reply" on Meeting;
    /// Confirms or returns minutes on behalf of a side.
    ConfirmMinutes: "meeting.confirm" on Side;
    /// Follows somebody’s calendar through its secret address.
    FollowCalendar: "calendar.follow" on Person;
    /// Reads the branch book and its statistics.
    ReadBook: "book.read" on PartyOrganisation;
    /// Chooses rules for the branches of a committee beyond the rule book.
    ChooseRules: "rules.choose" on PartyOrganisation;
    /// Opens a case of member development for somebody of an organisation.
    OpenCase: "case.open" on PartyOrganisation;
    /// The same for somebody on one side of a joint branch.
    OpenCaseForSide: "case.open" on Side;
    /// Sees a case of member development.
    ReadCase: "case.read" on DevelopmentCase;
    /// Records a step of the branch.
    RecordStep: "case.record" on DevelopmentCase;
    /// Records a step of the committee above.
    DecideStep: "case.decide" on DevelopmentCase;
    /// Corrects what was recorded of a step, with a reason.
    CorrectStep: "case.correct" on DevelopmentCase;
    /// Names the mentors of a case and ends their time.
    AssignMentor: "mentor.assign" on DevelopmentCase;
    /// Answers for an organisation whether one of its members may be a mentor elsewhere.
    ConsentToMentor: "mentor.consent" on PartyOrganisation;
    /// Reads what both sides' mentors observed, side by side.
    CompareObservations: "observation.read" on DevelopmentCase;
    /// Reads one side's observation.
    ReadObservation: "observation.read" on Observation;
    /// Writes the own side's observation.
    WriteObservation: "observation.write" on Observation;
    /// Sends an observation back to its mentor.
    ReturnObservation: "observation.return" on Observation;
    /// Records where a student is placed.
    RecordPlacement: "placement.record" on DevelopmentCase;
    /// Sees a placement and its weeks.
    ReadPlacement: "placement.read" on Placement;
    /// Writes the line of a week.
    WriteWeek: "placement.week" on Placement;
    /// Reads the chain of one organisation.
    ReadOrganisationLedger: "ledger.read" on PartyOrganisation;
}

impl MakesAccounts for SetUp {}
impl MakesAccounts for CreateAccount {}
impl MakesAccounts for GiveAccount {}
impl AppointsAdministrators for SetUp {}
impl AppointsAdministrators for AppointAdministrator {}
