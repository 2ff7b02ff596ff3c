//! Rules that cite their source and explain themselves.
