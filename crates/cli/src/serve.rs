//! `gongjian serve`: the server with its jobs and checkpoints, until it is told to stop.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use clap::Args;
use gongjian_site::account::set_up;
use gongjian_site::demo::Part;
use gongjian_site::job::papers::Papers;
use gongjian_site::ledger::checkpoint;
use gongjian_site::{Site, demo, job, router};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Log};
use crate::{Failure, Place, open};

/// How to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// The address to listen on [default: 127.0.0.1:8080].
    #[arg(long)]
    listen: Option<String>,
    /// Fill an empty installation with invented people and offer their accounts, on this machine only.
    #[arg(long)]
    demo: bool,
    /// How the log is written [default: as configured, else text].
    #[arg(long, value_name = "FORM", value_parser = ["text", "json"])]
    log: Option<String>,
}

/// How often grown chains are written to the file of checkpoints.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

pub(crate) async fn run(place: &Place, options: Options) -> Result<(), Failure> {
    let mut config = Config::read(place)?;
    if let Some(listen) = options.listen {
        config.server.listen = listen;
    }
    if let Some(form) = &options.log {
        config.log.json = form == "json";
    }
    log(&config.log)?;
    let listener = TcpListener::bind(&config.server.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", config.server.listen))?;
    if options.demo {
        stays_here(&config, listener.local_addr()?)?;
    }
    let site = open::site(&config, options.demo, Papers::Worker(std::env::current_exe()?)).await?;
    demo::check(&site).await?;
    if options.demo {
        fill(&site).await?;
    }
    greet(&site, &listener).await?;

    let (stop, stopping) = watch::channel(false);
    let jobs = tokio::spawn(job::work(site.clone(), stopping.clone()));
    let checkpoints = tokio::spawn(keep_checkpoints(site.clone(), stopping));
    let served = axum::serve(
        listener,
        router::router(site.clone())?.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(told_to_stop())
    .await;
    stop.send_replace(true);
    for task in [jobs, checkpoints] {
        task.await?;
    }
    open::close(site).await?;
    Ok(served?)
}

/// Everybody knows the passwords of the demonstration: nobody but this machine may reach it.
fn stays_here(config: &Config, address: SocketAddr) -> Result<(), Failure> {
    if !address.ip().is_loopback() {
        return Err(format!(
            "--demo listens on this machine only, such as 127.0.0.1:8080, and not on {address}: everybody knows its passwords"
        )
        .into());
    }
    if config.server.public_url.is_some() {
        return Err("--demo takes no server.public_url: everybody knows its passwords".into());
    }
    Ok(())
}

/// Fills the demonstration and says how far it is.
async fn fill(site: &Site) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut told = false;
    let tell = |part| {
        if !told {
            say!("装入演示数据 / filling in the demonstration");
            told = true;
        }
        let words = match part {
            Part::Register => "名册与账号 / rosters and accounts",
            Part::Founding => "联合党支部 / the joint branch",
            Part::ThemeDays => "一年的主题党日 / a year of theme days",
            Part::Cases => "发展党员 / member development",
        };
        say!("  {words}");
    };
    demo::fill(site, tell).await?;
    if told {
        say!("  {:.1} s", begun.elapsed().as_secs_f32());
    }
    Ok(())
}

/// Begins the log on standard error. A level that cannot be read is an error like any other wrong key.
fn log(log: &Log) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&log.level)
        .map_err(|error| format!("log.level = {:?} cannot be read: {error}", log.level))?;
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    if log.json { builder.json().flatten_event(true).try_init() } else { builder.try_init() }
}

/// Says where to look; at first start, where the first administrator is made.
async fn greet(site: &Site, listener: &TcpListener) -> Result<(), Failure> {
    let address = listener.local_addr()?;
    let base = site.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let base = base.trim_end_matches('/');
    say!("共建 Gongjian: {base}/");
    if site.demo {
        say!(
            "演示账号都在登录页上，点一下就能登录 / every demonstration account is on the sign-in page, one click each:"
        );
        say!("{base}/sign-in");
    }
    if let Some(secret) = set_up::prepare(site).await? {
        say!("首次启用，请用这个一次性地址指定管理员 / first start, name the administrators here (once):");
        say!("{base}/set-up/{secret}");
    }
    Ok(())
}

async fn keep_checkpoints(site: Site, mut stop: watch::Receiver<bool>) {
    let mut known = match site.checkpoints().last() {
        Ok(known) => known,
        Err(error) => {
            tracing::error!(%error, "the file of checkpoints cannot be read; none are written");
            return;
        }
    };
    let mut written = u64::MAX;
    while !*stop.borrow() {
        let recorded = site.db.recorded();
        if recorded != written {
            match checkpoint::write(&site.db.read(), &site.checkpoints(), &known, site.clock.now()).await {
                Ok(now) => {
                    known = now;
                    written = recorded;
                }
                Err(error) => tracing::error!(%error, "no checkpoint could be written"),
            }
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(CHECKPOINT_EVERY) => {}
        }
    }
}

async fn told_to_stop() {
    let interrupt = async { tokio::signal::ctrl_c().await.is_ok() };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}
