//! The real program, started on a folder and a database of its own, and spoken to over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;

/// Where one installation lies: its folder, and its database when that is on a server.
pub(crate) struct Place {
    dir: tempfile::TempDir,
    server: Option<(String, String)>,
}

impl Place {
    /// An empty installation: embedded, or on the server named by `GONGJIAN_TEST_POSTGRES`.
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let server = std::env::var("GONGJIAN_TEST_POSTGRES").ok().filter(|server| !server.is_empty());
        let server = server.map(|server| {
            let name = format!(
                "kill_{}",
                dir.path().file_name().unwrap().to_str().unwrap().trim_start_matches('.').to_lowercase()
            );
            block_on(async {
                let admin = Database::connect(&server).await.unwrap();
                admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
            });
            (server, name)
        });
        Self { dir, server }
    }

    /// The address of the database.
    pub(crate) fn database_url(&self) -> String {
        match &self.server {
            None => format!("sqlite://{}", self.data().join("gongjian.db").display()),
            Some((server, name)) => {
                let (root, _) = server.rsplit_once('/').unwrap();
                format!("{root}/{name}")
            }
        }
    }

    fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongjian"));
        command.current_dir(self.dir.path()).args(args).arg("--data").arg(self.data());
        if self.server.is_some() {
            command.arg("--database-url").arg(self.database_url());
        }
        command
    }

    /// What a command prints; it must end well.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// The first number of the first row of `question`.
    pub(crate) fn count(&self, question: &str) -> i64 {
        block_on(async {
            let db = Database::connect(self.database_url()).await.unwrap();
            let question = sea_orm::Statement::from_string(db.get_database_backend(), question);
            db.query_one_raw(question).await.unwrap().unwrap().try_get_by_index(0).unwrap()
        })
    }

    /// Starts the server and waits until it says where it listens.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// The same with more options, such as `--demo`.
    pub(crate) fn serve_with(&self, options: &[&str]) -> Server {
        let mut child = self
            .command(&[&["serve", "--listen", "127.0.0.1:0"], options].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("http://").map(|(_, address)| address.trim_end_matches('/').to_owned())
        });
        Server { child, address: address.expect("the server says where it listens") }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            block_on(async {
                let admin = Database::connect(server).await.unwrap();
                admin
                    .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                    .await
                    .unwrap();
            });
        }
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends the process at once, as a power cut ends it: nothing is finished, nothing is folded.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after `kill`; a failed test must not leave a server behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request of a program with a token; `None` when the server was gone before the whole answer was read.
pub(crate) fn ask(address: &str, token: &str, path: &str, body: Option<&Value>) -> Option<Value> {
    let method = if body.is_some() { "POST" } else { "GET" };
    let body = body.map(Value::to_string).unwrap_or_default();
    send(address, token, (method, path), ("application/json", &body))
}

/// Brings a file into an organisation; the address of the import.
pub(crate) fn upload(address: &str, token: &str, into: &str, (name, file): (&str, &str)) -> Option<String> {
    const EDGE: &str = "gongjian-kill-edge";
    let body = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"into\"\r\n\r\n{into}\r\n\
         --{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{file}\r\n--{EDGE}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let answer = send(address, token, ("POST", "/imports"), (&kind, &body))?;
    answer["location"].as_str().map(str::to_owned)
}

fn send(
    address: &str,
    token: &str,
    (method, path): (&str, &str),
    (kind, body): (&str, &str),
) -> Option<Value> {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Accept: application/json\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, content) = answer.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 20"), "{path}: {head}\n{content}");
    serde_json::from_str(content).ok()
}
