//! Two lines side by side, the end, and what was said beforehand.

use super::*;
use crate::playthrough::{Comparison, Other};

/// A game with two lines that part in month 19: the first tightens controls, the second lifts them.
fn two_lines() -> Game {
    let mut game = game();
    run_on(&mut game, 3);
    assert!(game.branch(Month(19), "lifted"));
    game.set_lever(CONTROLS, Some(0.0));
    run_on(&mut game, 4);
    assert!(game.switch(LineId(0)));
    game.set_lever(CONTROLS, Some(1.0));
    run_on(&mut game, 2);
    game
}

fn compared(game: &mut Game, line: LineId, other: Other) -> Comparison {
    let inquiry = Inquiry::Compare(line, other);
    game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
    match game.snapshot().findings.get(&inquiry).map(|finding| &**finding) {
        Some(Finding::Comparison(comparison)) => (**comparison).clone(),
        other => panic!("no comparison: {other:?}"),
    }
}

#[test]
fn a_line_differs_from_itself_by_exactly_nothing() {
    let mut game = two_lines();
    let same = compared(&mut game, LineId(0), Other::Line(LineId(0)));
    assert_eq!(same.parting, None);
    for difference in &same.contrast.differences {
        assert!(
            difference.low.iter().chain(&difference.high).all(|edge| *edge == 0.0),
            "{:?}",
            difference.of
        );
        assert_eq!((difference.end.spread.mean, difference.distinguishable_from()), (0.0, None));
    }
    let parts = same.breakdown.iter().flat_map(|breakdown| &breakdown.months);
    assert!(parts.flat_map(|parts| parts.offers.iter().chain(&parts.cells)).all(|part| *part == 0.0));
    assert_eq!(same.contrast.odds[0], same.contrast.odds[1]);
}

#[test]
fn sides_that_change_places_change_the_sign_and_the_parts_add_up() {
    let mut game = two_lines();
    let (one, two) = (LineId(0), LineId(1));
    let there = compared(&mut game, one, Other::Line(two));
    let back = compared(&mut game, two, Other::Line(one));
    assert_eq!((there.parting, there.contrast.from), (Some(Month(19)), Month(19)));
    assert!(there.contrast.differences.iter().any(|difference| difference.end.spread.mean != 0.0));
    for (there, back) in there.contrast.differences.iter().zip(&back.contrast.differences) {
        let opposite = |a: f64, b: f64| (a + b).abs() < 1e-12 || (a.is_nan() && b.is_nan());
        assert!(there.low.iter().zip(&back.high).all(|(low, high)| opposite(*low, *high)), "{:?}", there.of);
        assert_eq!([there.levels[0], there.levels[1]], [back.levels[1], back.levels[0]]);
    }
    assert_eq!(there.breakdown.len(), 11);
    for breakdown in &there.breakdown {
        let mean = there.contrast.of(breakdown.of).end.spread.mean;
        let parts = breakdown.months.last().expect("a month");
        for sum in [parts.offers.iter().sum::<f64>(), parts.cells.iter().sum::<f64>()] {
            assert!((sum - mean).abs() < 1e-12, "{:?}: {sum} {mean}", breakdown.of);
        }
        assert_eq!(breakdown.months.len(), there.contrast.of(breakdown.of).low.len());
    }
}

#[test]
fn a_comparison_holds_while_months_go_by_and_not_when_something_is_done() {
    let mut game = two_lines();
    let inquiry = Inquiry::Compare(LineId(0), Other::Baseline);
    let first = compared(&mut game, LineId(0), Other::Baseline);
    assert_eq!(first.parting, Some(Month(19)));
    run_on(&mut game, 2);
    assert!(game.has_found(&inquiry));
    assert_eq!(compared(&mut game, LineId(0), Other::Baseline), first);
    game.set_lever(Lever::UsMarketBan, Some(1.0));
    assert!(!game.has_found(&inquiry));
    assert!(game.switch(LineId(1)));
    assert_eq!(compared(&mut game, LineId(1), Other::Baseline).parting, Some(Month(19)));
}

#[test]
fn a_line_that_is_gone_is_not_compared() {
    let mut game = two_lines();
    let inquiry = Inquiry::Compare(LineId(0), Other::Line(LineId(7)));
    game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
    assert!(game.snapshot().findings.is_empty());
}

#[test]
fn the_end_is_held_against_doing_nothing() {
    let mut game = game();
    let ending = |game: &mut Game| {
        game.inquire(&[Inquiry::Ending]).expect("threads");
        match game.snapshot().findings.get(&Inquiry::Ending).map(|finding| &**finding) {
            Some(Finding::Ending(ending)) => ending.clone(),
            other => panic!("no ending: {other:?}"),
        }
    };
    let idle = ending(&mut game);
    assert_eq!(idle.contrast.odds[0], idle.contrast.odds[1]);
    assert_eq!((idle.contrast.from, idle.goal.clone()), (Month(16), None));
    game.set_lever(Lever::UsMarketBan, Some(1.0));
    run_on(&mut game, 4);
    let moved = ending(&mut game);
    assert_eq!(moved.contrast.odds[0], idle.contrast.odds[0], "doing nothing stays what it was");
    assert!(moved.contrast.differences.iter().any(|difference| difference.end.spread.mean != 0.0));
    for odds in moved.contrast.odds {
        assert!((odds.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn what_was_said_is_taken_back_and_said_again_with_its_moves() {
    let mut game = game();
    let said = Prediction { of: Headline::ChinaShare, change: -0.05 };
    game.try_out(LeverMove::step(CONTROLS, Month(16), Some(0.9)));
    game.predict(said);
    assert!(game.apply());
    let journal = game.snapshot().journal;
    let found = foresights(&journal);
    assert_eq!(found, [Foresight { entry: 0, moves: 1, prediction: said }]);
    assert!(game.undo() && game.journal().is_empty(), "both are gone at once");
    assert!(game.redo());
    assert_eq!(game.journal().done(), journal.done());
    game.inquire(&[Inquiry::Without(Cause::Moves(1))]).expect("threads");
    let snapshot = game.snapshot();
    let Some(Finding::Contrast(contrast)) =
        snapshot.findings.get(&Inquiry::Without(Cause::Moves(1))).map(|finding| &**finding)
    else {
        panic!("no outcome")
    };
    assert!(Score::of(said, contrast.of(said.of)).is_some());
}
