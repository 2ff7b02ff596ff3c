//! Opening the installation a command works on.

use std::path::Path;
use std::sync::Arc;

use gongjian_domain::rule::RuleBook;
use gongjian_door::Door;
use gongjian_site::clock::Clock;
use gongjian_site::db::{Db, Url};
use gongjian_site::imports::under_way::UnderWay;
use gongjian_site::job::papers::Papers;
use gongjian_site::keys;
use gongjian_site::ledger::checkpoint;
use gongjian_site::policy::ActorCache;
use gongjian_site::web::guard::Patience;
use gongjian_site::{Parts, Site};

use crate::config::Config;
use crate::{Failure, Place};

/// The database of the configuration.
pub(crate) fn url(config: &Config) -> Url {
    config.database.url.as_deref().map_or_else(|| Url::embedded(&config.data.dir), Url::given)
}

/// Opens the installation; the database is brought up to this version first.
pub(crate) async fn site(config: &Config, demo: bool, papers: Papers) -> Result<Site, Failure> {
    make_private(&config.data.dir)
        .map_err(|error| format!("the data folder {}: {error}", config.data.dir.display()))?;
    let db = Db::connect(&url(config)).await?;
    db.migrate().await?;
    if config.data.keys.is_none() {
        make_private(&config.keys())?;
    }
    let keys = keys::open_for(&db.read(), &config.keys()).await?;
    let parts = Parts {
        db,
        clock: Clock::system(),
        keys,
        door: Arc::new(Door::hang()?),
        book: RuleBook::shipped()?,
        jurisdictions: config.rules.jurisdictions.clone(),
        data: config.data.dir.clone(),
        papers,
        public_url: config.server.public_url.clone(),
        proxy: config.proxies()?,
        demo,
        patience: Patience::default(),
        actors: ActorCache::default(),
        under_way: UnderWay::default(),
    };
    let site = Site::new(parts);
    if !keys::recognises(&site).await? {
        let folder = config.keys();
        let folder = folder.display();
        return Err(
            format!("the keys in {folder} are not those this database was made with; restore them").into()
        );
    }
    Ok(site)
}

/// Makes the data folder; what lies in it is for the owner alone, also in a folder that was there.
pub(crate) fn make_private(dir: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    #[cfg(unix)]
    std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Opens the installation for one command at the command line.
pub(crate) async fn for_command(place: &Place) -> Result<Site, Failure> {
    site(&Config::read(place)?, false, Papers::Here).await
}

/// Ends a command: the ledger's new heads go into the file of checkpoints.
pub(crate) async fn close(site: Site) -> Result<(), Failure> {
    let known = site.checkpoints().last()?;
    checkpoint::write(&site.db.read(), &site.checkpoints(), &known, site.clock.now()).await?;
    site.db.clone().close().await;
    Ok(())
}

/// `gongjian migrate`
pub(crate) async fn migrate(place: &Place) -> Result<(), Failure> {
    let site = for_command(place).await?;
    say!("the database is up to date");
    close(site).await
}
