//! What one may not know of and what does not exist are answered alike, word for word.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::people::college;

const NOWHERE: &str = "00000000-0000-7000-8000-00000000dead";

#[tokio::test]
async fn an_unknown_person_and_one_of_another_organisation_read_alike() {
    let c = college().await;
    let other = c.site.person("园区成员").member_of(c.park).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let same = async |path: &str, body: Option<&Value>| {
        let ask = async |id: &str| {
            let path = path.replace("{id}", id);
            match body {
                Some(body) => visitor.post_json(&path, body).await,
                None => visitor.get_json(&path).await,
            }
        };
        let (known, unknown) = (ask(&other.to_string()).await, ask(NOWHERE).await);
        assert_eq!(known.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!((known.status, known.text()), (unknown.status, unknown.text()), "{path}");
    };
    for page in ["/people/{id}", "/people/{id}/edit", "/people/{id}/account"] {
        same(page, None).await;
    }
    same("/people/{id}", Some(&json!({ "name": "李" }))).await;
    same("/people/{id}/reveal", Some(&json!({}))).await;
    same("/people/{id}/account", Some(&json!({ "name": "li" }))).await;
    same("/people/{id}/affiliations", Some(&json!({ "role": "teacher" }))).await;
    same(&format!("/people/{{id}}/affiliations/{NOWHERE}/end"), Some(&json!({}))).await;
    c.site.close().await;
}

#[test]
fn every_missing_thing_has_words() {
    use gongjian_site::web::words::Lang;
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for kind in text.split("NotFound(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                // These are said in the words of what is hidden.
                if ["person", "import", "meeting", "founding", "case"].contains(&kind) {
                    continue;
                }
                let key = format!("missing-{kind}");
                assert_ne!(Lang::Chinese.t(&key), key, "{}", path.display());
            }
        }
    }
}
