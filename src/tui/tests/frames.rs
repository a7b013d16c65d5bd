//! Frames of every size, as text.

use super::*;
use crate::tui::layout::SMALLEST;

/// A game some months on, with a lever moved, so that everything has something to show.
fn played() -> Bench {
    let mut bench = Bench::playing();
    bench.press("right right right right . . .");
    bench
}

#[test]
fn start_screen() {
    for (w, h) in [(60, 18), (80, 24), (120, 36)] {
        let mut bench = Bench::start();
        bench.press("down");
        insta::assert_snapshot!(format!("start_{w}x{h}"), bench.draw(w, h));
    }
}

#[test]
fn world_screen() {
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("world_{w}x{h}"), played().draw(w, h));
    }
}

#[test]
fn panels_of_the_narrow_screen() {
    let mut bench = played();
    for panel in ["worlds", "labs", "news"] {
        bench.press("tab");
        insta::assert_snapshot!(format!("{panel}_80x24"), bench.draw(80, 24));
    }
}

#[test]
fn overlays() {
    let mut bench = played();
    bench.press("?");
    insta::assert_snapshot!("help_120x36", bench.draw(120, 36));
    bench.press("esc i");
    insta::assert_snapshot!("briefing_80x24", bench.draw(80, 24));
    bench.press("esc q");
    insta::assert_snapshot!("question_80x24", bench.draw(80, 24));
}

#[test]
fn plain_frames_are_plain() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        assert!(bench.draw(w, h).is_ascii());
    }
    bench.press("enter right right . ");
    for (w, h) in [(60, 18), (120, 36), (200, 60)] {
        let frame = bench.draw(w, h);
        let odd: String = frame.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd, "", "{w}x{h}");
    }
    bench.press("?");
    assert!(bench.draw(120, 60).is_ascii());
    bench.press("esc");
    insta::assert_snapshot!("ascii_80x24", bench.draw(80, 24));
}

#[test]
fn without_colour_no_cell_has_one() {
    use ratatui::style::Color;
    let mut bench = Bench::new(Depth::None, Glyphs::Braille);
    bench.press("enter right . tab");
    for (w, h) in [(80, 24), (120, 36)] {
        let buf = frame(&mut bench.app, w, h);
        assert!(buf.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }
    insta::assert_snapshot!("mono_80x24", bench.draw(80, 24));
}

#[test]
fn a_terminal_too_small_is_told_so() {
    let mut bench = played();
    let narrow = bench.draw(SMALLEST.0 - 1, 30);
    assert!(narrow.contains("needs at least 60x18, this is 59x30"), "{narrow}");
    assert!(bench.draw(100, SMALLEST.1 - 1).contains("needs at least 60x18"));
    for (w, h) in (0..70).flat_map(|w| (0..22).map(move |h| (w, h))) {
        bench.draw(w, h);
    }
}

#[test]
fn the_band_opens_from_now() {
    let bench = played();
    let world = bench.world();
    let now = world.snapshot.as_ref().map(|s| s.played.months()).expect("a game");
    for line in world.lines.iter().filter(|line| !line.band.is_empty()) {
        assert!(line.band[..now - 1].iter().all(|edges| edges.0.is_nan()));
        assert_eq!(line.band[now - 1], (line.points[now - 1], line.points[now - 1]));
        assert!(line.band[now..].iter().all(|(low, high)| low <= high));
        assert_eq!(line.points.len(), 84);
    }
}
