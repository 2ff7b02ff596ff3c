//! Every route in the interface's document, asked by somebody who is not signed in and by somebody without
//! offices: whoever the policies do not name is turned away, and learns no name on the way.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use gongjian_door::{Asker, Door, Offices, Thing};
use gongjian_site::policy::actions;
use gongjian_site::router::openapi;
use gongjian_testkit::{Answer, Visitor};
use serde_json::{Map, Value, json};

use super::matrix::routes;
use crate::people::{College, college};

const SECRET_NAME: &str = "欧阳不可见";

/// A body that fits the route's schema, so that it is the door that refuses and not the reader.
fn body(document: &Value, method: &str, path: &str) -> Option<Value> {
    let content = &document["paths"][path][method.to_lowercase()]["requestBody"]["content"];
    let content = content.as_object()?;
    let schema = content.get("application/json").or_else(|| content.values().next())?;
    Some(example(document, &schema["schema"]))
}

fn example(document: &Value, schema: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/")) {
        return example(document, &document["components"]["schemas"][name]);
    }
    if let Some(first) = ["oneOf", "anyOf", "allOf"].iter().find_map(|key| schema[key].as_array()) {
        return first.last().map_or(Value::Null, |one| example(document, one));
    }
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find_map(|kind| kind.as_str().filter(|kind| *kind != "null")),
        kind => kind.as_str(),
    };
    match kind {
        Some("object") => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let fields = required.iter().filter_map(Value::as_str);
            let field = |field: &str| (field.to_owned(), example(document, &schema["properties"][field]));
            Value::Object(fields.map(field).collect::<Map<_, _>>())
        }
        Some("array") => json!([]),
        Some("boolean") => json!(false),
        Some("integer" | "number") => json!(1),
        _ => match schema["format"].as_str() {
            Some("uuid") => json!(uuid::Uuid::from_u128(1)),
            Some("date") => json!("2026-01-01"),
            Some("date-time") => json!("2026-01-01T08:00:00Z"),
            _ => json!("系统"),
        },
    }
}

/// The address with real ids of other people's things where there are such.
fn address(c: &College, other: &str, unit: &str, path: &str) -> String {
    let students = c.students.to_string();
    let id = match path.split('/').nth(1) {
        Some("people") => other,
        Some("organisations") => students.as_str(),
        Some("units") => unit,
        _ => "00000000-0000-7000-8000-000000000001",
    };
    let mut address = path.replacen("{id}", id, 1).replace("{format}", "json");
    while let Some((before, rest)) = address.clone().split_once('{') {
        let after = rest.split_once('}').map_or("", |(_, after)| after);
        address = format!("{before}00000000-0000-7000-8000-000000000002{after}");
    }
    address
}

async fn ask(visitor: &Visitor, method: &str, address: &str, body: Option<&Value>) -> Answer {
    let request = visitor
        .request(Method::from_bytes(method.as_bytes()).unwrap(), address, "application/json")
        .header(header::CONTENT_TYPE, "application/json");
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    visitor.send(request.body(body).unwrap()).await
}

/// Whether the policies let this asker do it to something of somebody else.
fn is_named(asker: &Asker, action: &str) -> bool {
    let door = Door::hang().unwrap();
    let asker = door.prepare(asker).unwrap();
    actions::ALL.iter().filter(|(name, _)| *name == action).any(|(_, kind)| {
        let it = Thing {
            kind,
            id: if matches!(action, "own.read" | "own.change") { "me".into() } else { "it".into() },
            ..Thing::default()
        };
        door.allows(&asker, action, &it).unwrap_or(false)
    })
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_from_every_page_that_is_not_open() {
    let c = college().await;
    let document = serde_json::to_value(openapi()).unwrap();
    let other = c.site.person(SECRET_NAME).member_of(c.students).create().await.to_string();
    let unit = c.site.unit("college", "学院").await.to_string();
    for (method, path, action) in routes() {
        let action = action.unwrap();
        let body = body(&document, &method, &path);
        let answer =
            ask(&c.site.stranger(), &method, &address(&c, &other, &unit, &path), body.as_ref()).await;
        assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.status);
        assert!(!answer.text().contains(SECRET_NAME), "{method} {path} names somebody");
        if !is_named(&Asker::Link, &action) {
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{method} {path} ({action}): {}",
                answer.text()
            );
        }
    }
    c.site.close().await;
}

#[tokio::test]
async fn somebody_without_offices_is_turned_away_wherever_the_policies_do_not_say_otherwise() {
    let c = college().await;
    let document = serde_json::to_value(openapi()).unwrap();
    let other = c.site.person(SECRET_NAME).member_of(c.students).create().await.to_string();
    let unit = c.site.unit("college", "学院").await.to_string();
    let nobody = c.site.person("无职务").create().await;
    let asker = Asker::Actor(Box::new(Offices { person: "me".into(), ..Offices::default() }));
    for (method, path, action) in routes() {
        // Signing out or changing the password would end the visit.
        if path.starts_with("/sign-out") || path.starts_with("/account/") {
            continue;
        }
        let action = action.unwrap();
        let visitor = c.site.visitor(nobody).await;
        let body = body(&document, &method, &path);
        let answer = ask(&visitor, &method, &address(&c, &other, &unit, &path), body.as_ref()).await;
        let shown = format!("{method} {path} ({action}): {} {}", answer.status, answer.text());
        assert!(!answer.status.is_server_error(), "{shown}");
        assert!(!answer.text().contains(SECRET_NAME), "{shown}");
        // A list of what one may see is open to everybody and may be empty.
        let is_list = method == "GET" && !path.contains("{id}");
        if !is_named(&asker, &action) && !is_named(&Asker::Link, &action) && !is_list {
            let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status);
            assert!(refused, "{shown}");
        }
    }
    c.site.close().await;
}
