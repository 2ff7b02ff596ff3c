//! What holds of the judge.
