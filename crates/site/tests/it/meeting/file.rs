use axum::http::{StatusCode, header};
use gongjian_testkit::Answer;

use super::World;

/// A photo with its place in it: JFIF, EXIF with GPS, a frame, a scan, the end.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    };
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x1A\0\0\0\0GPSLatitude 30.2512N");
    [
        vec![0xFF, 0xD8],
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, &exif),
        segment(0xC0, &[8, 0, 48, 0, 64, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 0, 0]),
        vec![1, 2, 3, 0xFF, 0xD9],
    ]
    .concat()
}

fn header(answer: &Answer, name: header::HeaderName) -> String {
    answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn a_photo_is_shown_without_the_place_it_was_taken_at() {
    let world = World::new().await;
    let meeting = world.held().await;
    let zhou = world.as_(world.zhou).await;
    let files = format!("{meeting}/files");
    let brought = zhou.upload(&files, &[], ("file", "合影.JPG", &photo())).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.main_text());
    zhou.upload(&files, &[], ("file", "again.jpg", &photo())).await;
    let record = world.record(&meeting).await;
    let kept = record["files"].as_array().unwrap().clone();
    assert_eq!(kept.len(), 1, "the same photo twice is kept once");
    assert_eq!(kept[0]["name"], "合影.jpeg");
    let address = format!("{files}/{}", kept[0]["id"].as_str().unwrap());
    let shown = world.as_(world.ding).await.get(&address).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.bytes.windows(3).any(|three| three == b"GPS"));
    assert!(shown.bytes.windows(3).any(|three| three == [1, 2, 3]), "the picture stays");
    assert_eq!(header(&shown, header::CONTENT_TYPE), "image/jpeg");
    assert_eq!(header(&shown, header::CONTENT_DISPOSITION), "inline");
    assert_eq!(header(&shown, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(world.as_(world.other).await.get(&address).await.status, StatusCode::NOT_FOUND);
    let elsewhere = world.invited().await;
    let crossed = format!("{elsewhere}/files/{}", kept[0]["id"].as_str().unwrap());
    assert_eq!(zhou.get(&crossed).await.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn other_files_are_only_downloaded_and_can_be_removed_until_the_minutes_are_handed_in() {
    let world = World::new().await;
    let meeting = world.held().await;
    let zhou = world.as_(world.zhou).await;
    let pdf = b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n%%EOF\n";
    zhou.upload(&format!("{meeting}/files"), &[], ("file", "通知.pdf", pdf)).await;
    let id = world.record(&meeting).await["files"][0]["id"].as_str().unwrap().to_owned();
    let sent = zhou.get(&format!("{meeting}/files/{id}")).await;
    assert!(header(&sent, header::CONTENT_DISPOSITION).starts_with("attachment; filename*=UTF-8''%E9%80%9A"));
    assert_eq!(sent.bytes, pdf);
    let ding = world.as_(world.ding).await;
    let remove = format!("{meeting}/files/{id}/remove");
    assert_eq!(ding.post(&remove, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(zhou.post(&remove, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(zhou.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn what_could_run_or_is_broken_or_too_large_is_refused_with_words() {
    let world = World::new().await;
    let meeting = world.held().await;
    let zhou = world.as_(world.zhou).await;
    let files = format!("{meeting}/files");
    for (name, bytes, sentence) in [
        (
            "图.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".as_slice(),
            "不是可以存放的文件",
        ),
        ("图.jpg", b"<html><script>x()</script></html>", "不是可以存放的文件"),
        ("图.jpg", b"GIF89a/*<script>*/=1", "不是可以存放的文件"),
        ("图.jpg", b"\xFF\xD8\xFF\xE0\0\x04ab<script>", "不完整或已损坏"),
        ("表.docx", b"PK\x03\x04<html>", "不完整或已损坏"),
    ] {
        let refused = zhou.upload(&files, &[], ("file", name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.main_text().contains(sentence), "{name}: {}", refused.main_text());
    }
    let nothing = zhou.upload(&files, &[], ("file", "", b"")).await;
    assert!(nothing.main_text().contains("请先选照片或文件"), "{}", nothing.main_text());
    let large = zhou.upload(&files, &[], ("file", "大.pdf", &vec![b'x'; 20 * 1024 * 1024 + 1])).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let heavy = [photo(), vec![0; 10 * 1024 * 1024]].concat();
    let refused = zhou.upload(&files, &[], ("file", "重.jpg", &heavy)).await;
    assert!(refused.main_text().contains("超过 10 MB"), "{}", refused.main_text());
    let form = zhou.post(&files, &[("file", "x")]).await;
    assert!(form.status.is_client_error(), "a form without files: {}", form.status);
    assert_eq!(world.record(&meeting).await["files"].as_array().unwrap().len(), 0);
    world.close().await;
}
