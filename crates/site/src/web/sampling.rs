//! Renders the samples of a page in every language and looks for unwritten words.

use super::answer::View;
use super::shell::{Shell, Theme};
use super::words::Lang;

/// Holds that every sample of `V` renders in every language, with all its words written.
pub(crate) fn assert_samples_speak<V: View>(prefixes: &[&str]) {
    let samples = V::samples();
    assert!(!samples.is_empty(), "a page has no samples");
    for lang in Lang::ALL {
        for sample in &samples {
            let html = sample.html(&Shell::bare(lang, Theme::Light, "/")).unwrap();
            for piece in html.split('>').filter_map(|piece| piece.split('<').next()) {
                let unwritten = piece.split_whitespace().find(|word| {
                    prefixes.iter().any(|prefix| word.starts_with(&format!("{prefix}-")) && word.is_ascii())
                });
                assert_eq!(unwritten, None, "unwritten in {}", lang.as_str());
            }
        }
    }
}
