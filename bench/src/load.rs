//! Requests from several clients over connections that stay open.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process;

/// What is to be sent, to whom, and whose time is counted.
pub(crate) struct Order {
    pub(crate) address: String,
    pub(crate) token: String,
    pub(crate) method: String,
    /// An address and, after a tab, the JSON body to send to it.
    pub(crate) paths: Vec<String>,
    pub(crate) clients: usize,
    pub(crate) seconds: u64,
    pub(crate) processes: Vec<u32>,
}

/// Sends until the time is over, or until every address was written to once.
pub(crate) fn run(order: &Order) -> Result<Value, Box<dyn Error>> {
    let turn = AtomicUsize::new(0);
    let times = Mutex::new(Vec::new());
    let failures = Mutex::new(Vec::new());
    let (began, cpu_before) = (Instant::now(), process::cpu_ms(&order.processes)?);
    let until = began + Duration::from_secs(order.seconds);
    std::thread::scope(|scope| {
        for _ in 0..order.clients {
            scope.spawn(|| {
                if let Err(error) = client(order, &turn, until, &times) {
                    lock(&failures).push(error.to_string());
                }
            });
        }
    });
    let seconds = began.elapsed().as_secs_f64();
    let cpu = process::cpu_ms(&order.processes)? - cpu_before;
    let memory = process::resident_mb(&order.processes)?;
    if let Some(failure) = lock(&failures).first() {
        return Err(failure.clone().into());
    }
    let mut times = std::mem::take(&mut *lock(&times));
    times.sort_by(f64::total_cmp);
    let count = f64::from(u32::try_from(times.len())?);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    Ok(json!({
        "requests": times.len(),
        "clients": order.clients,
        "per_second": round(count / seconds),
        "cpu_ms_each": round(cpu / count),
        "p50_ms": round(at(50)),
        "p99_ms": round(at(99)),
        "resident_mb": memory,
    }))
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn client(
    order: &Order,
    turn: &AtomicUsize,
    until: Instant,
    times: &Mutex<Vec<f64>>,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let stream = TcpStream::connect(&order.address)?;
    stream.set_nodelay(true)?;
    let (mut out, mut answers) = (stream.try_clone()?, BufReader::new(stream));
    while Instant::now() < until {
        let number = turn.fetch_add(1, Ordering::Relaxed);
        let line = if order.method == "POST" {
            order.paths.get(number)
        } else {
            order.paths.get(number % order.paths.len().max(1))
        };
        let Some(line) = line else { return Ok(()) };
        let began = Instant::now();
        out.write_all(request(order, line).as_bytes())?;
        let status = answer(&mut answers)?;
        lock(times).push(began.elapsed().as_secs_f64() * 1000.0);
        if !(200..400).contains(&status) {
            return Err(format!("{line}: {status}").into());
        }
    }
    Ok(())
}

fn request(order: &Order, line: &str) -> String {
    let (path, body) = line.split_once('\t').unwrap_or((line, ""));
    let accept = if order.method == "POST" { "application/json" } else { "text/html" };
    format!(
        "{} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nAccept: {accept}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        order.method,
        order.address,
        order.token,
        body.len()
    )
}

/// Reads one whole answer and returns its status.
fn answer(answers: &mut BufReader<TcpStream>) -> Result<u16, Box<dyn Error + Send + Sync>> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
    let (mut length, mut chunked) = (0, false);
    loop {
        line.clear();
        answers.read_line(&mut line)?;
        let header = line.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        chunked |= header.strip_prefix("transfer-encoding:").is_some_and(|value| value.contains("chunked"));
    }
    if chunked {
        read_chunks(answers)?;
    } else {
        std::io::copy(&mut answers.take(length), &mut std::io::sink())?;
    }
    Ok(status)
}

fn read_chunks(answers: &mut BufReader<TcpStream>) -> Result<(), Box<dyn Error + Send + Sync>> {
    loop {
        let mut line = String::new();
        answers.read_line(&mut line)?;
        let length = u64::from_str_radix(line.trim(), 16)?;
        std::io::copy(&mut answers.take(length + 2), &mut std::io::sink())?;
        if length == 0 {
            return Ok(());
        }
    }
}
