mod busy;
mod export;
mod log;
mod slow;
mod typed;

#[test]
fn names_are_strung_together_as_each_language_does_it() {
    use gongjian_domain::reason::Reason;
    use gongjian_site::web::words::Lang;

    let sides = vec!["校方".to_owned(), "企方".to_owned()];
    let waiting = Reason::new("meeting-wait-confirm").with("sides", sides);
    assert_eq!(Lang::Chinese.reason(&waiting), "等校方、企方确认");
    assert_eq!(Lang::English.reason(&waiting), "Waiting for 校方, 企方 to confirm");
}
