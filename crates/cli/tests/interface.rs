//! The document of the interface is what the program says it is.

#![cfg(test)]

use std::path::Path;
use std::process::Command;

#[test]
fn the_committed_document_of_the_interface_is_current() {
    let printed = Command::new(env!("CARGO_BIN_EXE_gongjian")).arg("openapi").output().unwrap();
    assert!(printed.status.success());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let committed = std::fs::read(file).unwrap_or_default();
    assert!(committed == printed.stdout, "docs/api/openapi.json is not current: run make docs");
}
