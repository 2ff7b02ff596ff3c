//! Units 单位: schools, colleges, enterprises, associations, parks and authorities, and what ties them together.

pub mod change;
pub mod list;
pub mod record;
pub mod store;
pub mod ties;
