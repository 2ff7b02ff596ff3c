//! Passwords: what will do, and how they are kept.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use gongjian_domain::reason::Reason;
use tokio::sync::Semaphore;

use crate::web::AppError;

/// The shortest password, in characters (OWASP ASVS 5.0, 6.2.1 and 6.2.9).
pub const SHORTEST: usize = 8;
/// The longest password, in characters.
pub const LONGEST: usize = 200;

/// Passwords everybody tries first. Length and this list, no rules of composition.
const COMMON: [&str; 16] = [
    "12345678",
    "123456789",
    "1234567890",
    "11111111",
    "00000000",
    "88888888",
    "66666666",
    "password",
    "password1",
    "qwertyui",
    "qwerty123",
    "abcd1234",
    "a1234567",
    "woaini1314",
    "iloveyou",
    "gongjian",
];

/// Hashing takes 19 MiB each time; two at once are enough for two cores.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Two at work and 32 who wait: some seconds. Whoever comes then is asked to come back.
static ROOM: Semaphore = Semaphore::const_new(34);

/// Whether `password` will do for the account `name`.
///
/// # Errors
///
/// Why it will not.
pub fn check(password: &str, name: &str) -> Result<(), Reason> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Reason::new("password-too-short").with("least", i64::try_from(SHORTEST).unwrap_or(0)));
    }
    if length > LONGEST {
        return Err(Reason::new("password-too-long").with("most", i64::try_from(LONGEST).unwrap_or(0)));
    }
    let lower = password.to_lowercase();
    if COMMON.contains(&lower.as_str()) || lower == name.to_lowercase() {
        return Err(Reason::new("password-too-common"));
    }
    Ok(())
}

/// The PHC string to keep for `password`.
///
/// # Errors
///
/// When the system gives no salt.
pub async fn hash(password: String) -> Result<String, AppError> {
    on_a_thread(move || {
        let hashed = Argon2::default().hash_password(password.as_bytes());
        hashed.map(|phc| phc.to_string()).map_err(|error| AppError::Broken(error.to_string().into()))
    })
    .await?
}

/// Whether `password` is the one `kept` was made from. Without `kept`, the same
/// work is done for nothing, so that an unknown name takes as long.
///
/// # Errors
///
/// When the work could not be done.
pub async fn matches(password: String, kept: Option<String>) -> Result<bool, AppError> {
    on_a_thread(move || {
        let Some(kept) = kept else {
            // The hash is thrown away: only the time it takes counts.
            drop(Argon2::default().hash_password(password.as_bytes()));
            return false;
        };
        PasswordHash::new(&kept)
            .is_ok_and(|phc| Argon2::default().verify_password(password.as_bytes(), &phc).is_ok())
    })
    .await
}

async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let place = ROOM.try_acquire().map_err(|_| AppError::Crowded)?;
    let turn = AT_ONCE.acquire().await.map_err(|error| AppError::Broken(Box::new(error)))?;
    // The turn goes along with the work: a visitor who leaves does not free it early.
    let worked = tokio::task::spawn_blocking(move || {
        let (_turn, _place) = (turn, place);
        work()
    });
    worked.await.map_err(|error| AppError::Broken(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_own_names_will_not_do() {
        assert_eq!(check("短", "li").unwrap_err().key, "password-too-short");
        assert_eq!(check("Password1", "li").unwrap_err().key, "password-too-common");
        assert_eq!(check("zhangsan.", "ZhangSan.").unwrap_err().key, "password-too-common");
        assert!(check("春江水暖鸭先知否", "li").is_ok());
    }

    #[tokio::test]
    async fn of_very_many_at_once_some_are_sent_away_instead_of_waiting_in_a_long_line() {
        let attempts = (0..80).map(|_| on_a_thread(|| ()));
        let answers = futures_util::future::join_all(attempts).await;
        let sent_away = answers.iter().filter(|answer| matches!(answer, Err(AppError::Crowded))).count();
        assert!((1..80).contains(&sent_away), "{sent_away} of 80 were sent away");
        assert!(answers.iter().all(|answer| matches!(answer, Ok(()) | Err(AppError::Crowded))));
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_no_other() {
        let kept = hash("a long enough one".to_owned()).await.unwrap();
        assert!(matches("a long enough one".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!matches("another".to_owned(), Some(kept)).await.unwrap());
        assert!(!matches("anything".to_owned(), None).await.unwrap());
    }
}
