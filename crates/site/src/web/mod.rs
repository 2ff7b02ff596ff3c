//! Between HTTP and the features: who visits, in which words, and how answers go out.

pub mod answer;
pub mod body;
pub mod choices;
pub mod error;
pub mod export;
pub mod findings;
pub mod guard;
pub mod log;
pub mod paging;
pub mod proxies;
pub mod shell;
pub mod typed;
pub mod visit;
pub mod words;

pub(crate) use answer::view;
pub use answer::{View, Wants};
pub use body::Body;
pub use choices::Choice;
pub use error::{AppError, FieldError};
pub use findings::ShownFinding;
pub use shell::Shell;
pub use typed::Fields;
pub use visit::{Guest, Visit};
