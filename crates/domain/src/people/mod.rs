//! People: who they are and what a roster says of them.
