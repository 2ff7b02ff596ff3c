use serde_json::json;

use crate::people::college;

#[tokio::test]
async fn each_organisation_stands_below_its_parent_with_everybody_below_it_counted() {
    let c = college().await;
    c.site.person("书记").member_of(c.teachers).secretary_of(c.teachers, None).create().await;
    c.site.person("李雷").member_of(c.students).at_stage("activist").create().await;
    let own = c.site.person("韩梅").member_of(c.students).at_stage("probationary").create().await;
    let visitor = c.site.visitor(own).await;
    let page = visitor.get_json("/organisations").await.json();
    let lines: Vec<_> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            json!([
                row["depth"],
                row["code"],
                row["secretaries"],
                row["counts"]["full"],
                row["counts"]["activist"]
            ])
        })
        .collect();
    assert_eq!(
        lines,
        [
            json!([0, "0201", [], 1, 1]),
            json!([1, "020101", ["书记"], 1, 0]),
            json!([1, "020102", [], 0, 1]),
            json!([0, "0301", [], 0, 0]),
        ]
    );
    insta::assert_snapshot!(visitor.get("/organisations").await.main_text());
    c.site.close().await;
}

#[tokio::test]
async fn the_tree_of_an_earlier_day_counts_who_belonged_then_at_the_stage_of_then() {
    let c = college().await;
    let own = c.site.person("韩梅").member_of(c.students).create().await;
    let visitor = c.site.visitor(own).await;
    let full = async |day: &str| {
        let page = visitor.get_json(&format!("/organisations?as_of={day}&q=020102")).await.json();
        page["rows"][0]["counts"]["full"].clone()
    };
    assert_eq!(full("2019-12-31").await, 0);
    assert_eq!(full("2020-01-01").await, 1);
    assert_eq!(full("").await, 1);
    c.site.close().await;
}

#[tokio::test]
async fn the_tree_is_found_by_name_initials_and_code() {
    let c = college().await;
    let own = c.site.person("韩梅").member_of(c.students).create().await;
    let visitor = c.site.visitor(own).await;
    for q in ["%E5%AD%A6%E7%94%9F", "xsdzb", "020102"] {
        let page = visitor.get_json(&format!("/organisations?q={q}")).await.json();
        assert_eq!(page["rows"][0]["name"], "学生党支部", "{q}");
        assert_eq!(page["rows"][0]["parent_name"], "创意设计学院党委");
        assert_eq!(page["count"], 1);
    }
    let rows = visitor.get("/organisations/export/json?q=xs").await.json();
    assert_eq!(rows[0]["parent_code"], "0201");
    assert_eq!(rows[0]["kind"], "党支部");
    c.site.close().await;
}
