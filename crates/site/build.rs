//! Embeds the front-end files, so that the one binary is all there is.

fn main() {
    let embed = !cfg!(debug_assertions);
    memory_serve::load_names_directories([("static", "assets")], embed);
}
