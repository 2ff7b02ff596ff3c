//! The binary as an operator uses it: exit codes, standard output, standard error.

#![cfg(test)]

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn gongjian(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongjian"));
    command
        .current_dir(data)
        .arg("--data")
        .arg(data.join("data"))
        .args(args)
        .env_remove("GONGJIAN__SERVER__LISTEN");
    command
}

fn run(data: &Path, args: &[&str]) -> Output {
    gongjian(data, args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_account_with_an_office_gets_a_token() {
    let dir = tempfile::tempdir().unwrap();
    let mut adding = gongjian(dir.path(), &["user", "add", "wang", "--role", "system", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    adding.stdin.take().unwrap().write_all("江南可采莲莲叶何田田\n".as_bytes()).unwrap();
    assert!(adding.wait().unwrap().success());
    let token = run(dir.path(), &["user", "token", "wang"]);
    assert!(token.status.success(), "{}", err(&token));
    assert!(out(&token).starts_with("gongjian_"));
}

#[test]
fn the_operator_makes_an_administrator_a_new_link() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["user", "add", "wang", "--role", "system"]).status.success());
    let links = [(); 2].map(|()| out(&run(dir.path(), &["user", "welcome", "wang"])));
    assert!(links.iter().all(|link| link.starts_with("http://127.0.0.1:8080/welcome/")), "{links:?}");
    assert_ne!(links[0], links[1]);
    assert!(out(&run(dir.path(), &["audit", "verify"])).contains("the ledger is whole"));
}

#[test]
fn what_cannot_be_done_is_said_on_standard_error_with_exit_code_1() {
    let dir = tempfile::tempdir().unwrap();
    let cases: [(&[&str], &str); 5] = [
        (&["user", "add", "li", "--role", "king"], "there is no role king"),
        (&["user", "add", "li", "--role", "organiser"], "needs --organisation CODE"),
        (
            &["user", "add", "li", "--role", "organiser", "--organisation", "990000"],
            "no Party organisation with the code 990000",
        ),
        (&["user", "token", "nobody"], "there is no account nobody"),
        (&["user", "welcome", "nobody"], "there is no account nobody"),
    ];
    for (args, why) in cases {
        let refused = run(dir.path(), args);
        assert_eq!(refused.status.code(), Some(1), "{args:?}");
        assert!(err(&refused).contains(why), "{args:?}: {}", err(&refused));
        assert_eq!(out(&refused), "", "{args:?}");
    }
    assert_eq!(run(dir.path(), &["user", "add"]).status.code(), Some(2));
}

#[test]
fn the_audit_names_a_tampered_entry_and_ends_with_1() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a1", "a2", "a3"] {
        assert!(run(dir.path(), &["user", "add", name, "--role", "member"]).status.success());
    }
    let whole = run(dir.path(), &["audit", "verify"]);
    assert!(whole.status.success() && out(&whole).contains("the ledger is whole"), "{}", err(&whole));

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("sqlite://{}", dir.path().join("data/gongjian.db").display());
    runtime.block_on(async {
        use sea_orm::ConnectionTrait;
        let db = sea_orm::Database::connect(url).await.unwrap();
        db.execute_unprepared("UPDATE ledger_entry SET action = 'page.open' WHERE seq = 2").await.unwrap();
    });
    let tampered = run(dir.path(), &["audit", "verify", "--json"]);
    assert_eq!(tampered.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&tampered.stdout).unwrap();
    assert_eq!(report["faults"][0]["fault"], "altered");
    assert_eq!(report["faults"][0]["seq"], 2);
    assert!(err(&tampered).contains("entry 2"));
}

#[test]
fn a_backup_restores_into_an_empty_folder_only() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["user", "add", "wang", "--role", "system"]).status.success());
    let saved = run(dir.path(), &["backup", "saved.tar"]);
    assert!(saved.status.success(), "{}", err(&saved));
    assert_eq!(run(dir.path(), &["backup", "saved.tar"]).status.code(), Some(1), "nothing is overwritten");
    assert_eq!(run(dir.path(), &["restore", "saved.tar"]).status.code(), Some(1), "the folder is not empty");

    let elsewhere = tempfile::tempdir().unwrap();
    let file = dir.path().join("saved.tar");
    let restored = run(elsewhere.path(), &["restore", file.to_str().unwrap()]);
    assert!(restored.status.success() && out(&restored).contains("is whole"), "{}", err(&restored));
    assert!(run(elsewhere.path(), &["user", "token", "wang"]).status.success(), "the account came along");
}

#[test]
fn the_doctor_finds_a_healthy_installation_well_and_a_missing_key_not() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["migrate"]).status.success());
    let well = run(dir.path(), &["doctor"]);
    assert!(well.status.success(), "{}", out(&well));
    std::fs::remove_file(dir.path().join("data/keys/seal.key")).unwrap();
    let ill = run(dir.path(), &["doctor"]);
    assert_eq!(ill.status.code(), Some(1));
    assert!(out(&ill).contains("seal.key"), "{}", out(&ill));
}

#[test]
fn a_database_of_a_newer_version_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["migrate"]).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("sqlite://{}", dir.path().join("data/gongjian.db").display());
    runtime.block_on(async {
        use sea_orm::ConnectionTrait;
        let db = sea_orm::Database::connect(url).await.unwrap();
        db.execute_unprepared(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)",
        )
        .await
        .unwrap();
    });
    let refused = run(dir.path(), &["migrate"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        err(&refused).contains("newer version") && err(&refused).contains("m9999_future"),
        "{}",
        err(&refused)
    );
}

#[test]
fn an_unknown_key_in_the_configuration_is_named() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("gongjian.toml"), "[server]\nlissen = \"127.0.0.1:1\"\n").unwrap();
    let refused = run(dir.path(), &["config", "check"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("lissen"), "{}", err(&refused));
}

/// Runs `sql` on the database in `data`.
fn change(dir: &Path, sql: &str) {
    use sea_orm::ConnectionTrait;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("sqlite://{}", dir.join("data/gongjian.db").display());
    runtime.block_on(async {
        let db = sea_orm::Database::connect(url).await.unwrap();
        db.execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    });
}

#[test]
fn a_missing_key_is_named_and_no_other_is_made_beside_the_data() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["user", "add", "wang", "--role", "system"]).status.success());
    let key = dir.path().join("data/keys/index.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let refused = run(dir.path(), &["user", "token", "wang"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("index.key") && err(&refused).contains("restore"), "{}", err(&refused));
    assert!(!key.exists(), "no new key was made");
    std::fs::write(&key, kept).unwrap();
    assert!(run(dir.path(), &["user", "token", "wang"]).status.success());
}

#[test]
fn other_keys_than_the_databases_own_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["user", "add", "wang", "--role", "system"]).status.success());
    std::fs::write(dir.path().join("data/keys/index.key"), [7; 32]).unwrap();
    let refused = run(dir.path(), &["user", "token", "wang"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("not those this database was made with"), "{}", err(&refused));
}

#[test]
fn an_emptied_ledger_without_its_checkpoints_is_not_called_whole() {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["user", "add", "wang", "--role", "system"]).status.success());
    let copy = dir.path().join("copy.jsonl");
    std::fs::copy(dir.path().join("data/checkpoints.jsonl"), &copy).unwrap();
    let against = ["audit", "verify", "--checkpoints", "copy.jsonl"];
    assert!(run(dir.path(), &against).status.success());
    change(dir.path(), "DELETE FROM ledger_salt; DELETE FROM ledger_entry; DELETE FROM ledger_head");
    std::fs::remove_file(dir.path().join("data/checkpoints.jsonl")).unwrap();
    let emptied = run(dir.path(), &["audit", "verify"]);
    assert_eq!(emptied.status.code(), Some(1));
    assert!(err(&emptied).contains("emptied"), "{}", err(&emptied));
    let seen = run(dir.path(), &against);
    assert_eq!(seen.status.code(), Some(1));
    assert!(err(&seen).contains("0 were found"), "{}", err(&seen));
    let missing = run(dir.path(), &["audit", "verify", "--checkpoints", "nowhere.jsonl"]);
    assert!(err(&missing).contains("nowhere.jsonl"), "{}", err(&missing));
}

#[test]
fn whoever_reads_the_output_may_stop_reading() {
    let dir = tempfile::tempdir().unwrap();
    for args in [&["openapi"][..], &["config", "check"], &["rules", "list"], &["migrate"]] {
        let mut child =
            gongjian(dir.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(err(&ended), "", "{args:?}");
        assert!(ended.status.success(), "{args:?}");
    }
}

#[test]
fn the_address_of_a_database_never_shows_its_password() {
    let dir = tempfile::tempdir().unwrap();
    let refused = run(dir.path(), &["migrate", "--database-url", "mysql://user:geheim@host/db"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!err(&refused).contains("geheim") && err(&refused).contains("postgres://"), "{}", err(&refused));
}

#[test]
fn the_demonstration_is_not_shown_to_other_machines() {
    let dir = tempfile::tempdir().unwrap();
    let abroad = run(dir.path(), &["serve", "--demo", "--listen", "0.0.0.0:0"]);
    assert_eq!(abroad.status.code(), Some(1));
    assert!(err(&abroad).contains("this machine only"), "{}", err(&abroad));
    let named = gongjian(dir.path(), &["serve", "--demo", "--listen", "127.0.0.1:0"])
        .env("GONGJIAN__SERVER__PUBLIC_URL", "https://gongjian.example.edu.cn")
        .output()
        .unwrap();
    assert_eq!(named.status.code(), Some(1));
    assert!(err(&named).contains("public_url"), "{}", err(&named));
    assert!(!dir.path().join("data").exists(), "nothing was begun");
}

#[test]
fn the_demonstration_says_where_to_sign_in_and_is_not_served_as_a_real_installation() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = gongjian(dir.path(), &["serve", "--demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(server.stdout.take().unwrap()).lines();
    let mut lines = Vec::new();
    while !lines.last().is_some_and(|line: &String| line.ends_with("/sign-in")) {
        lines.push(said.next().unwrap().unwrap());
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(lines[0].contains("演示数据"), "{lines:?}");
    assert!(lines.last().unwrap().starts_with("http://127.0.0.1:"), "{lines:?}");
    let real = run(dir.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(real.status.code(), Some(1));
    assert!(err(&real).contains("start it with --demo"), "{}", err(&real));
}
