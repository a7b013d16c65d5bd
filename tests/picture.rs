//! The picture of the screen in the documents is what the program draws.
#![cfg(feature = "tui")]

use weights_of_nations::model::lever::Lever;
use weights_of_nations::scenario::Scenario;
use weights_of_nations::tui::{Options, frame, still, svg};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/screen.svg");

/// Two worlds, eight months on, with tight export controls. `UPDATE_PICTURE=1 cargo test --test picture` draws it anew.
#[test]
fn the_picture_is_fresh() {
    let options = Options { scenario: Some(Scenario::built_in("two-worlds").unwrap()), ..Options::default() };
    let mut app = still(&options, &[(Lever::UsExportControls, 0.9)], 8).unwrap();
    let drawn = svg::from_buffer(&frame(&mut app, 120, 36));
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(PICTURE, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(PICTURE).unwrap();
    assert!(kept == drawn, "docs/screen.svg is stale: UPDATE_PICTURE=1 cargo test --test picture");
}
