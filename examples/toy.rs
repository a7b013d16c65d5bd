//! Temporary.
fn main() -> anyhow::Result<()> {
    let a: Vec<String> = std::env::args().collect();
    weights_of_nations::tui::run(weights_of_nations::tui::Options { scenario: a.get(1).filter(|s| !s.is_empty() && !s.starts_with('-')).cloned(), seed: 7, futures: 100, no_mouse: false, ascii: a.iter().any(|x| x == "--ascii"), mono: a.iter().any(|x| x == "--mono") })
}
