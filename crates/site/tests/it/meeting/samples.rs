use gongjian_site::home::HomePage;
use gongjian_site::meeting;
use gongjian_site::web::View;
use gongjian_site::web::shell::{Shell, Theme};
use gongjian_site::web::words::Lang;

/// Renders every sample in each language; no sentence may be missing.
fn holds<V: View>(name: &str) {
    for lang in Lang::ALL {
        for (number, sample) in V::samples().iter().enumerate() {
            let html = sample.html(&Shell::bare(lang, Theme::Auto, "/")).unwrap();
            let text: Vec<&str> =
                html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            for word in text.join(" ").split_whitespace() {
                let key = [
                    "meeting-",
                    "book-",
                    "calendar-",
                    "file-",
                    "home-",
                    "notice-",
                    "deadline-",
                    "field-",
                    "month-",
                ]
                .iter()
                .any(|family| word.starts_with(family));
                assert!(!key, "{name} {number} in {lang}: {word} is not written");
            }
        }
    }
}

#[test]
fn every_page_of_a_meeting_renders_in_each_state_and_language() {
    holds::<HomePage>("home");
    holds::<meeting::list::MeetingsPage>("list");
    holds::<meeting::record::RecordPage>("record");
    holds::<meeting::print::PrintPage>("print");
    holds::<meeting::plan_form::PlanPage>("plan");
    holds::<meeting::invite::InvitePage>("invite");
    holds::<meeting::reply::ReplyPage>("reply");
    holds::<meeting::presence::PresencePage>("presence");
    holds::<meeting::minutes::MinutesPage>("minutes");
    holds::<meeting::send_back::SendBackPage>("send back");
    holds::<meeting::addendum::AddendumPage>("addendum");
    holds::<meeting::cancel::CancelPage>("cancel");
    holds::<meeting::book::BookPage>("book");
    holds::<meeting::book::BookPaper>("book paper");
    holds::<meeting::calendar::CalendarPage>("calendar");
}
