//! Every page there is, with its samples: what a designer looks through and a test renders in each language.
//!
//! A new page is added here; a test compares the list with the pages the source holds.

use crate::web::{Shell, View};

/// Renders one sample within a shell.
type Render = Box<dyn Fn(&Shell) -> Result<String, askama::Error>>;

/// One page in one state.
pub struct Sample {
    /// The page's name in the code.
    pub name: &'static str,
    /// Which of its states, from 0.
    pub number: usize,
    render: Render,
}

impl Sample {
    /// The page as HTML within `shell`.
    ///
    /// # Errors
    ///
    /// When the template fails.
    pub fn html(&self, shell: &Shell) -> Result<String, askama::Error> {
        (self.render)(shell)
    }
}

fn of<V: View + 'static>(name: &'static str, samples: &mut Vec<Sample>) {
    for (number, view) in V::samples().into_iter().enumerate() {
        samples.push(Sample { name, number, render: Box::new(move |shell| view.html(shell)) });
    }
}

macro_rules! gallery {
    ($($($path:ident)::+;)*) => {
        // Each line adds the samples of one page, under the page's path.
        /// Every sample of every page.
        #[must_use]
        pub fn samples() -> Vec<Sample> {
            let mut samples = Vec::new();
            $(of::<crate::$($path)::+>(stringify!($($path)::+), &mut samples);)*
            samples
        }
    };
}

gallery! {
    account::accounts::AccountsPage;
    account::give::GivePage;
    account::own::OwnPage;
    account::set_up::SetUpPage;
    account::sign_in::SignInPage;
    account::welcome::WelcomePage;
    development::batch::BatchPage;
    development::batch_report::BatchReportPage;
    development::batch_take::BatchPreviewPage;
    development::board::BoardPage;
    development::due_calendar::DueCalendarPage;
    development::leave::LeavePage;
    development::leaving::LeavingPage;
    development::list::CasesPage;
    development::open::OpenPage;
    development::own::OwnCoursePage;
    development::radar::RadarPage;
    development::record::CasePage;
    development::step::StepPage;
    development::take_back::TakeBackPage;
    founding::committee::FoundingCommitteePage;
    founding::found::FoundPage;
    founding::list::FoundingsPage;
    founding::people::FoundingPeoplePage;
    founding::reply::FoundingReplyPage;
    founding::sides_page::FoundingSidesPage;
    founding::view::FoundingPage;
    home::HomePage;
    imports::bring::BringPage;
    imports::history::ImportsPage;
    imports::preview::ImportPage;
    job::page::JobsPage;
    ledger::page::LedgerPage;
    meeting::addendum::AddendumPage;
    meeting::book::page::BookPage;
    meeting::book::paper::BookPaper;
    meeting::calendar::month::CalendarPage;
    meeting::cancel::CancelPage;
    meeting::invite::InvitePage;
    meeting::list::MeetingsPage;
    meeting::minutes::MinutesPage;
    meeting::plan_form::PlanPage;
    meeting::presence::PresencePage;
    meeting::print::PrintPage;
    meeting::record::RecordPage;
    meeting::reply::ReplyPage;
    meeting::send_back::SendBackPage;
    meeting::theme_days::ThemeDaysPage;
    organisation::ChangeOrganisationPage;
    organisation::AppointPage;
    organisation::OrganisationPage;
    organisation::tree::TreePage;
    organisation::units::change::ChangeUnitPage;
    organisation::units::list::UnitsPage;
    organisation::units::record::UnitPage;
    people::change::ChangePersonPage;
    people::list::PeoplePage;
    people::record::PersonPage;
    people::search::SearchPage;
    rules::check::CheckPage;
    rules::explain::RulePage;
    rules::list::RulesPage;
    web::error::RefusalPage;
}
