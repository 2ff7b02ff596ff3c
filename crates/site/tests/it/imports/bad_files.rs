//! Files nobody should send: each gets a page with the reason, and nothing of it is kept.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use gongjian_tables::{import_file, import_row};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{IDS, Place, csv, made, rows, seen, sent, take};

/// A compound file whose directory names this stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

fn bomb() -> Vec<u8> {
    made::workbook(&" ".repeat(48 << 20), &[])
}

fn million_columns() -> Vec<u8> {
    let sheet = r#"<worksheet><dimension ref="A1:BDWGN9"/><sheetData><row r="1"><c r="BDWGN1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"#;
    made::workbook("", &[("xl/worksheets/sheet1.xml", sheet)])
}

#[tokio::test]
async fn every_hostile_file_gets_a_page_with_the_reason_and_leaves_nothing_behind() {
    let place = Place::new().await;
    let college = place.organisation("020100").await.to_string();
    let before = place.counts().await;
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("图片.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "这是一张图片"),
        ("加密.xlsx", compound("EncryptedPackage"), "打开密码"),
        ("宏.xlsm", made::workbook("", &[("xl/vbaProject.bin", "x")]), "宏"),
        ("炸弹.xlsx", bomb(), "大得不合常理"),
        ("宽.xlsx", million_columns(), "列，最多可以读"),
        ("空.csv", b" \r\n".to_vec(), "文件是空的"),
        ("乱码.csv", b"\xe5\xa7\x93\xe5\x90\x8d,\xff\xfe\n\xe5\xa7,\xff\n".to_vec(), "文字编码有误"),
        ("引号.csv", "姓名,身份证号,党支部编码\n\"李雷,1,2\n".into(), "引号没有成对"),
        ("网页.xls", b"<html><table></table></html>".to_vec(), "网页"),
        ("别的表.csv", "年级,班级\n1,2\n".into(), "没有找到表头"),
    ];
    for (name, bytes, reason) in files {
        let answer = sent(&place.college, &college, name, &bytes).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}");
        let page = place.college.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        let text = page.main_text();
        assert!(text.contains(reason) && text.contains("什么都没有导入"), "{name}: {text}");
        assert_eq!(place.college.get_json(answer.location()).await.json()["state"], "failed");
    }
    assert_eq!(place.counts().await, before);
    let tx = place.site.site.db.read();
    assert_eq!(import_file::Entity::find().count(&tx).await.unwrap(), 0, "no hostile file is kept");
    let kept = import_row::Entity::find().all(&tx).await.unwrap();
    assert!(kept.iter().all(|row| row.part != 0), "no row of them is kept");
    place.site.close().await;
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_with_the_limit_and_not_kept() {
    let place = Place::new().await;
    let college = place.organisation("020100").await.to_string();
    let answer = sent(&place.college, &college, "大.xlsx", &vec![b'a'; (20 << 20) + 1]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.main_text().contains("超过 20 MB"), "{}", answer.main_text());
    let program = place
        .college
        .request(Method::POST, "/imports", "application/json")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from_stream(endless(200 << 20, &college)))
        .unwrap();
    let answer = place.college.send(program).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.json()["status"], 413);
    place.site.close().await;
}

/// A form with a file of so many bytes, made while it is sent.
fn endless(
    bytes: usize,
    into: &str,
) -> impl futures_util::Stream<Item = Result<Vec<u8>, std::convert::Infallible>> + use<> {
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"into\"\r\n\r\n{into}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
    );
    let chunk = 1 << 20;
    let body = std::iter::repeat_n(vec![b'a'; chunk], bytes / chunk);
    let parts = std::iter::once(head.into_bytes()).chain(body).chain([b"\r\n--b--\r\n".to_vec()]);
    futures_util::stream::iter(parts.map(Ok))
}

#[tokio::test]
async fn a_request_that_is_no_upload_or_breaks_off_is_refused_as_such() {
    let place = Place::new().await;
    let request = |content_type: &str, body: &'static str| {
        place
            .college
            .request(Method::POST, "/imports", "text/html")
            .header(header::CONTENT_TYPE, content_type)
            .body(Body::from(body))
            .unwrap()
    };
    let cut = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc";
    for (content_type, body) in [
        ("application/json", "{}"),
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=b", cut),
        ("multipart/form-data; boundary=b", "nothing of the kind"),
    ] {
        let answer = place.college.send(request(content_type, body)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{content_type} {body}: {}", answer.main_text());
    }
    place.site.close().await;
}

#[tokio::test]
async fn names_with_hidden_characters_are_refused_and_rare_ones_stay_whole() {
    let place = Place::new().await;
    let bytes = csv(&[
        &["李\u{200B}雷", IDS[0]],
        &["李\u{202E}雷", IDS[1]],
        &["𠮷田䶮", IDS[2]],
        &["堃\u{2F8A2}", IDS[3]],
        &["=李雷", IDS[4]],
    ]);
    let id = place.roster(&place.college, "020100", "名\u{202E}册.csv", &bytes).await;
    let all = rows(&place.college, &id).await;
    let kind = |at: usize| all[at]["problems"][0]["kind"].as_str().map(str::to_owned);
    assert_eq!([kind(0), kind(1)], [Some("name_control".to_owned()), Some("name_control".to_owned())]);
    assert_eq!(seen(&place.college, &id).await["file_name"], "名册.csv");
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    assert_eq!(place.person("𠮷田䶮").await.name, "𠮷田䶮");
    assert_eq!(place.person("堃\u{2F8A2}").await.name, "堃\u{2F8A2}");
    place.site.close().await;
}

#[tokio::test]
async fn a_formula_in_a_cell_is_refused_and_never_computed() {
    let place = Place::new().await;
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let heads = [text("A1", "姓名"), text("B1", "身份证号码"), text("C1", "党支部编码")].concat();
    let cells = format!(
        r#"<c r="A2" t="str"><f>HYPERLINK("http://x","李雷")</f><v>李雷</v></c>{}{}"#,
        text("B2", IDS[0]),
        text("C2", "020100002")
    );
    let bytes = made::workbook(&format!(r#"<row r="1">{heads}</row><row r="2">{cells}</row>"#), &[]);
    let id = place.roster(&place.college, "020100", "公式.xlsx", &bytes).await;
    let all = rows(&place.college, &id).await;
    assert_eq!(all[0]["problems"][0]["kind"], "formula", "{all:?}");
    place.site.close().await;
}
