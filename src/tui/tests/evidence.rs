//! The Evidence screen: sequences of keys, the mouse, and frames.

use std::sync::LazyLock;

use super::*;
use crate::experiment::ensemble::{Progress, Workers};
use crate::model::parameters::{entries, find};
use crate::model::random::Seed;
use crate::scenario::Scenario;
use crate::tui::action::Action;
use crate::tui::backtester::{Found, Known, find as backtest, observed};
use crate::tui::screens::evidence::{Act, View};

/// A small back-test, made once.
static FOUND: LazyLock<Arc<Found>> = LazyLock::new(|| {
    let mut scenario = Scenario::built_in("history").expect("a built-in");
    scenario.setup.adopters = 400;
    let workers = Workers::new(0).expect("threads");
    Arc::new(backtest(&scenario, Seed(1), 12, &workers, &Progress::default()).expect("a back-test"))
});

/// On the Evidence screen, its back-test made.
fn on_screen() -> Bench {
    let mut bench = Bench::playing();
    bench.press("6");
    assert!(bench.app.wants_evidence());
    bench.app.evidence = Known::Found(Arc::clone(&FOUND));
    bench
}

fn series(bench: &Bench) -> usize {
    bench.world().evidence.series
}

#[test]
fn figures_are_shown_before_the_model_is() {
    let mut bench = Bench::playing();
    bench.press("6");
    bench.app.evidence = Known::Running(40);
    assert!(!bench.app.wants_evidence(), "nobody asks twice");
    let frame = bench.draw(120, 36);
    assert!(frame.contains("Simulating 40 of 100 runs of the past"), "{frame}");
    assert!(frame.contains("downloads-cumulative") && frame.contains('●'), "{frame}");
    bench.app.evidence = Known::Failed("no threads".into());
    assert!(bench.draw(80, 24).contains("No back-test: no threads."));
}

#[test]
fn series_and_figures_are_gone_through() {
    let mut bench = on_screen();
    bench.press("down down down down");
    assert_eq!(series(&bench), 4);
    let frame = bench.draw(120, 36);
    assert!(frame.contains("Open share of American enterprises' use"), "{frame}");
    assert!(frame.contains("Oct to Dec 2023: observed 20%, tolerance 15% to 25%; trust medium."), "{frame}");
    bench.press("right right right");
    let frame = bench.draw(120, 36);
    assert!(frame.contains("Jun to Aug 2025: observed 13%") && frame.contains("Figure 3 of 3"), "{frame}");
    bench.press("left");
    assert_eq!(bench.world().evidence.figure, 1);
    bench.press("pagedown down");
    assert_eq!((bench.world().evidence.figure, bench.world().evidence.scroll, series(&bench)), (0, 0, 5));
    for _ in 0..40 {
        bench.press("down");
    }
    assert_eq!(series(&bench), 28, "the last one");
    bench.press("esc");
    assert_eq!(bench.world().tab, Tab::World);
    bench.press("6");
    assert!(series(&bench) == 28 && !bench.app.wants_evidence(), "what was found is kept");
}

#[test]
fn the_scores_are_those_that_were_found() {
    let mut bench = on_screen();
    bench.press("down down down down");
    let frame = bench.draw(200, 60);
    let rows = observed().expect("data");
    let place = rows.find("enterprise-open").expect("a series");
    let one = FOUND.whole.series(place).expect("tested");
    for skill in one.skills.iter().flatten() {
        assert!(frame.contains(&format!("{:.3}", skill.crps)), "{skill:?}: {frame}");
    }
    let share = format!("{:.0} % of the votes of", FOUND.whole.agreement.share() * 100.0);
    assert!(frame.contains(&share) && frame.contains("12 runs of history with 400 adopters"), "{frame}");
    let (won, both) = FOUND.whole.won()[1];
    assert!(frame.contains(&format!("Model better than last value in {won} of {both}")), "{frame}");
}

#[test]
fn parameters_are_found_sorted_and_explained() {
    let mut bench = on_screen();
    bench.press("tab");
    assert_eq!(bench.world().evidence.view, View::Parameters);
    let frame = bench.draw(120, 36);
    assert!(frame.contains("region_weight") && frame.contains("matters"), "{frame}");
    bench.press("/ c h i p _ d q");
    assert!(bench.app.is_typing(), "a letter is a letter");
    bench.press("backspace");
    let frame = bench.draw(120, 36);
    assert!(frame.contains("/ chip_d") && frame.contains("1 left"), "{frame}");
    let entry = find("chip_dependence").expect("a parameter");
    assert!(frame.contains("By how much it moves outcomes of Dec 2030"), "{frame}");
    assert!(frame.contains(&entry.family.source[..12]), "{frame}");
    bench.press("enter");
    assert!(!bench.app.is_typing() && bench.world().evidence.filter == "chip_d");
    bench.press("esc");
    assert!(bench.world().evidence.filter.is_empty() && bench.world().tab == Tab::Evidence);
    bench.press("m");
    let first = entries().nth(bench.world().evidence.parameter).expect("a parameter");
    let told = format!("{}  {} in the model", first.name(), first.family.symbol);
    assert!(bench.draw(120, 36).contains(&told), "{}", bench.draw(120, 36));
    bench.press("down");
    assert!(bench.draw(80, 24).contains("those first on which most"), "{}", bench.draw(80, 24));
    bench.press("m tab");
    assert_eq!(bench.world().evidence.view, View::Series);
    bench.press("/ z z z z");
    assert!(bench.draw(80, 24).contains("No parameter holds these words."));
}

#[test]
fn the_mouse_selects() {
    let mut bench = on_screen();
    bench.draw(120, 36);
    let click = |bench: &mut Bench, act: Act| {
        let places: Vec<_> =
            bench.app.regions.iter().filter(|region| region.click == Some(Action::Evidence(act))).collect();
        let area = places.first().map(|region| region.area).expect("a place");
        bench.click(area.x, area.y);
        bench.draw(120, 36);
    };
    click(&mut bench, Act::Series(9));
    assert_eq!(series(&bench), 9);
    click(&mut bench, Act::Figure(2));
    assert_eq!(bench.world().evidence.figure, 2);
    click(&mut bench, Act::View(View::Parameters));
    click(&mut bench, Act::Parameter(6));
    assert_eq!(bench.world().evidence.parameter, 6);
}

#[test]
fn evidence_at_every_size() {
    let mut bench = on_screen();
    bench.press("down down down down down down down right right");
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("evidence_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("tab down down");
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        insta::assert_snapshot!(format!("parameters_{w}x{h}"), bench.draw(w, h));
    }
}

#[test]
fn the_plain_screen_is_plain_here_as_well() {
    let mut bench = Bench::new(Depth::None, Glyphs::Ascii);
    bench.press("enter 6");
    bench.app.evidence = Known::Found(Arc::clone(&FOUND));
    for (w, h) in [(60, 18), (80, 24), (120, 36), (200, 60)] {
        for key in ["down", "right", "tab", "m", "tab"] {
            bench.press(key);
            let frame = bench.draw(w, h);
            let odd: String = frame.chars().filter(|c| !c.is_ascii()).collect();
            assert_eq!(odd, "", "{w}x{h} {key}");
            assert_eq!(
                frame.matches('?').count(),
                frame.matches("? help").count() + frame.matches("tolerance?").count(),
                "{frame}"
            );
        }
    }
    bench.app.look.accessible = true;
    assert!(bench.draw(120, 36).contains(": observed "), "{}", bench.draw(120, 36));
}

#[test]
fn the_world_chart_has_published_figures_where_they_are_its_lines() {
    let mut bench = Bench::playing();
    assert!(!bench.draw(120, 36).contains("observed"), "the world's use is no published figure");
    bench.press("r s s g g");
    let frame = bench.draw(120, 36);
    assert!(frame.contains("● observed: enterprise-open"), "{frame}");
    assert_eq!(bench.world().observed.as_ref().map(|observed| observed.points.len()), Some(2));
    for (w, h) in [(80, 24), (120, 36)] {
        insta::assert_snapshot!(format!("world_observed_{w}x{h}"), bench.draw(w, h));
    }
    bench.press("g");
    assert!(!bench.draw(120, 36).contains("observed"), "labs are not");
}
