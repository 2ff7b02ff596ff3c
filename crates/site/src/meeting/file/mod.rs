//! Photos and files 照片和文件 of a meeting: taken by their content, cleaned, and sent so that nothing runs.
//!
//! They lie in the database, so that a backup is one thing and both databases behave alike. A picture
//! is shown in the page once it has been put together anew; every other kind is only ever downloaded.

mod image;
mod kind;
pub mod store;

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub use kind::FileKind;

use super::find;
use crate::Site;
use crate::web::{AppError, FieldError, Visit, answer};

/// Photos and files of one meeting.
const MOST_FILES: usize = 60;
/// Bytes of one request: a dozen photos at once.
const LARGEST_REQUEST: usize = 64 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(bring)).routes(routes!(send)).routes(routes!(remove))
}

/// A photo or file as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `jpeg`, `png`, `webp`, `pdf`, `docx`, `xlsx` or `pptx`.
    pub kind: &'static str,
    /// Whether it can be shown in the page.
    pub photo: bool,
    /// Bytes.
    pub size: u64,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl FileView {
    /// The size as people say it: 340 KB, 2.1 MB.
    #[must_use]
    pub fn size_words(&self) -> String {
        match self.size {
            0..=1_048_575 => format!("{} KB", self.size.div_ceil(1024)),
            size => format!("{}.{} MB", size / 1_048_576, size % 1_048_576 * 10 / 1_048_576),
        }
    }
}

/// The fields of the form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used: the fields are read as they come")]
struct FilesForm {
    /// Photos, documents, spreadsheets, slides or papers to print.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// `POST /meetings/{id}/files` — brings photos and files; all of them, or none with the reason.
#[utoipa::path(post, path = "/meetings/{id}/files", params(("id" = Uuid, Path)), request_body(content = FilesForm, content_type = "multipart/form-data"), responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 413), (status = 422)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn bring(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let (found, _) = find::change(&site.db.read(), &visit, id).await?;
    found.meeting.open_for_files()?;
    let multipart = multipart.map_err(|_| AppError::Unreadable(Reason::new("refusal-unreadable")))?;
    let sent = received(multipart).await?;
    let files = tokio::task::spawn_blocking(move || looked_at(sent))
        .await
        .map_err(|error| AppError::Broken(Box::new(error)))??;
    site.db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let there = store::of_meeting(tx, found.id).await?.len();
            found.meeting.open_for_files()?;
            if there.saturating_add(files.len()) > MOST_FILES {
                let most = i64::try_from(MOST_FILES).unwrap_or_default();
                return Err(AppError::Refused(
                    Reason::new("file-refused-many").with("most", most),
                    Vec::new(),
                ));
            }
            Ok(store::keep(tx, &site.clock, &permit, visit.person(), files).await?)
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}#files")))
}

/// Reads the files of the request, never more than is taken.
async fn received(mut multipart: Multipart) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let unreadable = |_| AppError::Unreadable(Reason::new("refusal-unreadable"));
    let (mut sent, mut whole) = (Vec::new(), 0_usize);
    while let Some(mut field) = multipart.next_field().await.map_err(unreadable)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            whole = whole.saturating_add(chunk.len());
            if bytes.len().saturating_add(chunk.len()) > kind::LARGEST_FILE || whole > LARGEST_REQUEST {
                let most = i64::try_from(kind::LARGEST_FILE / 1024 / 1024).unwrap_or_default();
                let all = i64::try_from(LARGEST_REQUEST / 1024 / 1024).unwrap_or_default();
                let reason = Reason::new("file-too-large").with("most", most).with("all", all);
                return Err(AppError::TooLarge(reason));
            }
            bytes.extend_from_slice(&chunk);
        }
        // A browser sends an empty part when nothing was chosen.
        if !name.is_empty() && !bytes.is_empty() {
            sent.push((name, bytes));
        }
    }
    if sent.is_empty() {
        return Err(AppError::Invalid(vec![FieldError::new("file", Reason::new("file-none-chosen"))]));
    }
    Ok(sent)
}

fn looked_at(sent: Vec<(String, Vec<u8>)>) -> Result<Vec<kind::Accepted>, AppError> {
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for (name, bytes) in sent {
        match kind::accept(&name, bytes) {
            Ok(file) => files.push(file),
            Err(reason) => refused.push(FieldError::new("file", reason)),
        }
    }
    if refused.is_empty() { Ok(files) } else { Err(AppError::Invalid(refused)) }
}

/// `GET /meetings/{id}/files/{file}` — a picture to be shown, any other file to be kept.
#[utoipa::path(get, path = "/meetings/{id}/files/{file}", params(("id" = Uuid, Path), ("file" = Uuid, Path)), responses((status = 200, content_type = "application/octet-stream"), (status = 403), (status = 404)), extensions(("x-action" = json!("meeting.minutes"))))]
pub async fn send(
    State(site): State<Site>,
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::inside(&tx, &visit, id).await?;
    let file = store::find(&tx, found.id, file).await?.ok_or(AppError::NotFound("file"))?;
    let bytes = store::body(&tx, file.id).await?.ok_or(AppError::NotFound("file"))?;
    let mut response = answer::download(&file.name, file.kind.media_type(), bytes)?;
    let headers = response.headers_mut();
    if file.kind.is_photo() {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300"));
    Ok(response)
}

/// `POST /meetings/{id}/files/{file}/remove` — takes a photo or file away, until the minutes are handed in.
#[utoipa::path(post, path = "/meetings/{id}/files/{file}/remove", params(("id" = Uuid, Path), ("file" = Uuid, Path)), responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn remove(
    State(site): State<Site>,
    visit: Visit,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let file = store::find(tx, found.id, file).await?.ok_or(AppError::NotFound("file"))?;
            found.meeting.open_for_files()?;
            Ok::<_, AppError>(store::remove(tx, &site.clock, &permit, &file).await?)
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}#files")))
}
