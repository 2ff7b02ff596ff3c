use super::college;

#[tokio::test]
async fn one_search_finds_people_organisations_and_units_each_by_its_own_reach() {
    let c = college().await;
    c.site.unit("enterprise", "创意文化公司").await;
    c.site.person("创一").member_of(c.park).create().await;
    let own = c.site.person("创二").member_of(c.students).create().await;
    let page = c.site.visitor(own).await.get_json("/search?q=%E5%88%9B").await.json();
    let names = |kind: &str| {
        let rows = page[kind].as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("people"), ["创二"]);
    assert_eq!(names("organisations"), ["创意设计学院党委", "创意园党支部"]);
    assert_eq!(names("units"), ["创意文化公司"]);
    let nothing = c.site.visitor(own).await.get("/search?q=%3Cscript%3E").await;
    assert!(nothing.main_text().contains("没有找到“<script>”"), "{}", nothing.main_text());
    c.site.close().await;
}
