//! A file as a browser sends it: read with a limit, its name made harmless.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartRejection};
use gongjian_domain::reason::Reason;

use crate::job::papers::Paper;
use crate::web::AppError;

/// The largest file taken, in megabytes.
pub(super) const LARGEST_MB: u64 = 20;
const LARGEST: usize = (LARGEST_MB as usize) << 20;
/// So much is received of a file that is too large, so that the sender reads why instead of a broken connection.
const RECEIVED: usize = 512 << 20;
/// The longest field besides the file.
const LONGEST_FIELD: usize = 256;
/// Characters of a file's name that are kept.
const LONGEST_NAME: usize = 120;

/// What was sent.
pub(super) struct Upload {
    /// Where the file is to go: an organisation's id, or `organisations`.
    pub(super) into: String,
    /// The file; none when none was chosen.
    pub(super) paper: Option<Paper>,
    /// Whether the file was larger than what is taken. It is not kept then.
    pub(super) too_large: bool,
}

fn unreadable() -> AppError {
    AppError::Unreadable(Reason::new("import-upload-unreadable"))
}

impl Upload {
    /// Reads the fields `into` and `file`.
    ///
    /// # Errors
    ///
    /// When the request is no such form, or breaks off.
    pub(super) async fn read(form: Result<Multipart, MultipartRejection>) -> Result<Self, AppError> {
        let mut form = form.map_err(|_| unreadable())?;
        let mut upload = Self { into: String::new(), paper: None, too_large: false };
        while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
            match field.name() {
                Some("into") => {
                    let (bytes, whole) = receive(field, LONGEST_FIELD).await?;
                    let text = String::from_utf8(bytes).map_err(|_| unreadable())?;
                    upload.into = if whole { text.trim().to_owned() } else { String::new() };
                }
                Some("file") => {
                    let name = harmless(field.file_name().unwrap_or_default());
                    let (bytes, whole) = receive(field, LARGEST).await?;
                    upload.too_large = !whole;
                    upload.paper = (whole && !(name.is_empty() && bytes.is_empty()))
                        .then(|| Paper { name: or_unnamed(name), bytes });
                }
                _ => return Err(AppError::Unreadable(Reason::new("import-upload-field"))),
            }
        }
        Ok(upload)
    }
}

/// The field's content, and whether it is whole. What lies beyond the limit is received and dropped.
async fn receive(mut field: Field<'_>, limit: usize) -> Result<(Vec<u8>, bool), AppError> {
    let (mut bytes, mut received) = (Vec::new(), 0_usize);
    while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
        received += chunk.len();
        if received > RECEIVED {
            return Err(too_large());
        }
        if received <= limit {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok((bytes, received <= limit))
}

pub(super) fn too_large() -> AppError {
    let limit = i64::try_from(LARGEST_MB).unwrap_or(i64::MAX);
    AppError::TooLarge(Reason::new("import-too-large").with("limit", limit))
}

/// The last part of a path, without characters that hide or turn what stands beside them.
pub(crate) fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|c| !c.is_control() && !gongjian_domain::script::is_invisible(*c));
    shown.take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

pub(crate) fn or_unnamed(name: String) -> String {
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_loses_its_path_and_what_hides_in_it() {
        assert_eq!(harmless("C:\\fakepath\\党员 名册.xlsx"), "党员 名册.xlsx");
        assert_eq!(harmless("../../etc/passwd"), "passwd");
        assert_eq!(harmless("a\u{202E}xslx.exe\u{0}"), "axslx.exe");
        assert_eq!(harmless(&"长".repeat(500)).chars().count(), LONGEST_NAME);
        assert_eq!(or_unnamed(harmless(" / ")), "file");
    }
}
