//! A browser or a program that visits the site under test.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

/// Somebody who visits: signed in or not.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    session: Option<String>,
    lang: &'static str,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Visitor {
    pub(crate) fn new(router: Router, session: Option<String>) -> Self {
        Self { router, session, lang: "zh-CN" }
    }

    /// The same visitor reading English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.lang = "en";
        self
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path, "text/html").body(Body::empty()).expect("a request")).await
    }

    /// Opens the same address as a program.
    pub async fn get_json(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path, "application/json").body(Body::empty()).expect("a request"))
            .await
    }

    /// Sends a form as a browser does.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            form.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        let request = self
            .request(Method::POST, path, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .expect("a request");
        self.send(request).await
    }

    /// Sends JSON as a program does.
    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        let request = self
            .request(Method::POST, path, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.send(request).await
    }

    /// Sends a form with a file in it.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        let boundary = "gongjian-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let (field, name, bytes) = file;
        body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{boundary}--\r\n").bytes());
        let request = self
            .request(Method::POST, path, "text/html")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    /// A request with this visitor's cookies and headers, to be finished by hand.
    #[must_use]
    pub fn request(&self, method: Method, path: &str, accept: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))))
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, self.lang)
            .header(header::ACCEPT, accept);
        if let Some(session) = &self.session {
            request = request.header(header::COOKIE, format!("__Host-gongjian={session}"));
        }
        request
    }

    /// Sends a request made by hand.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body").to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    ///
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// Where the answer sends the visitor.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The words a reader sees in the page's main part, one line for each block.
    #[must_use]
    pub fn main_text(&self) -> String {
        let text = self.text();
        let main = text.split_once("<main").map_or(text.as_str(), |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let main = main.split_once('>').map_or(main, |(_, rest)| rest);
        words(main)
    }
}

fn words(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match (in_tag, c) {
            (_, '<') => {
                in_tag = true;
                out.push('\n');
            }
            (true, '>') => in_tag = false,
            (true, _) => {}
            (false, c) => out.push(c),
        }
    }
    let unescaped = out
        .replace("&#38;", "&")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'");
    let lines: Vec<&str> = unescaped.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
