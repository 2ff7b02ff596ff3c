//! Writes every page in every state to a folder, for eyes and for the accessibility checks in a browser.
//!
//! ```text
//! cargo run -p gongjian-site --example gallery FOLDER
//! ```
//!
//! Files are `FOLDER/<language>-<theme>/<Page>-<state>.html`; their styles and scripts are the server's, below `/static`.

use std::error::Error;
use std::path::PathBuf;

use gongjian_site::gallery;
use gongjian_site::web::Shell;
use gongjian_site::web::shell::{NavItem, Theme, Who};
use gongjian_site::web::words::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("usage: gallery FOLDER")?.into();
    let mut written = 0;
    for lang in Lang::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            let place = folder.join(format!("{lang}-{}", theme.as_str()));
            std::fs::create_dir_all(&place)?;
            let shell = signed_in(lang, theme);
            for sample in gallery::samples() {
                let page = sample.name.rsplit("::").next().unwrap_or(sample.name).trim();
                std::fs::write(place.join(format!("{page}-{}.html", sample.number)), sample.html(&shell)?)?;
                written += 1;
            }
        }
    }
    println!("{written} pages");
    Ok(())
}

/// What stands around a page when somebody with a full menu reads it.
fn signed_in(lang: Lang, theme: Theme) -> Shell {
    let item = |href, key, icon| NavItem { href, key, icon, current: href == "/meetings" };
    let nav = vec![
        item("/", "nav-home", "home"),
        item("/meetings", "nav-meetings", "calendar-event"),
        item("/book", "nav-book", "notebook"),
        item("/people", "nav-people", "users"),
        item("/organisations", "nav-organisations", "sitemap"),
        item("/foundings", "nav-foundings", "users-group"),
        item("/units", "nav-units", "building-community"),
        item("/imports", "nav-imports", "file-import"),
        item("/ledger", "nav-ledger", "list-check"),
        item("/rules", "nav-rules", "scale"),
    ];
    let who = Who { name: "欧阳䶮".into(), line: "组织员".into(), href: "/account".into() };
    Shell { nav, who: Some(who), waiting: 3, ..Shell::bare(lang, theme, "/somewhere") }
}
