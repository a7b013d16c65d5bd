//! Games played as somebody: capital, releases of one's lab, dilemmas.

use super::*;
use crate::model::directive::Act;
use crate::model::lab::Mode;
use crate::scenario::{Role, Scenario};

/// A small game of a role of a built-in scenario, changed.
fn game_of(change: impl FnOnce(&mut Role), dilemmas: bool) -> Game {
    let scenario = Scenario::built_in("two-worlds").expect("a scenario");
    let mut role = scenario.roles.iter().find(|known| known.id == "us_government").expect("a role").clone();
    change(&mut role);
    let mut setup = role.setup(&scenario);
    setup.adopters = 400;
    let dilemmas = if dilemmas { scenario.dilemmas.clone() } else { Vec::new() };
    Game::new(Facts { role: Some(role), dilemmas, setup, play_from: scenario.play_from, ..facts() })
}

fn government(dilemmas: bool) -> Game {
    game_of(|_| (), dilemmas)
}

fn laboratory() -> Game {
    let change = |role: &mut Role| {
        role.lab = Some("deepseek".to_owned());
        role.levers.clear();
    };
    game_of(change, false)
}

#[test]
fn a_government_moves_its_own_levers_as_far_as_its_capital_goes() {
    let mut game = government(false);
    let purse = game.purse().expect("capital");
    game.try_out(LeverMove::step(Lever::ChinaChipProgramme, game.snapshot().now, Some(1.0)));
    assert!(game.snapshot().draft.is_empty(), "not its own");
    let now = game.snapshot().now;
    let role = game.facts().role.clone().expect("a role");
    for lever in &role.levers {
        game.try_out(LeverMove::step(*lever, now, Some(lever.spec().range.1)));
    }
    assert!(!game.purse().expect("capital").affords_draft() && !game.apply() && !game.step());
    game.drop_draft();
    let lever = Lever::UsExportControls;
    let from = game.snapshot().levers.path(lever).value(now);
    game.set_lever(lever, Some(from + 0.1));
    let after = game.purse().expect("capital");
    assert!((purse.left - after.left - role.cost_of(lever) * 0.1).abs() < 1e-9);
    assert_eq!(after.next, now + 3);
    (0..3).for_each(|_| assert!(game.step()));
    assert!((game.purse().expect("capital").left - after.left - role.income).abs() < 1e-9);
}

#[test]
fn a_month_costs_what_it_changes_in_the_end() {
    let mut game = government(false);
    let (lever, now) = (Lever::UsExportControls, game.snapshot().now);
    let left = |game: &Game| game.purse().expect("capital").left;
    let (full, from) = (left(&game), game.snapshot().levers.path(lever).value(now));
    let cost = game.facts().role.as_ref().expect("a role").cost_of_move(lever, from, from + 0.2);
    game.set_lever(lever, Some(from + 0.2));
    assert!((full - left(&game) - cost).abs() < 1e-9);
    game.try_out(LeverMove::step(lever, now, Some(from + 0.1)));
    assert!((game.purse().expect("capital").draft + cost / 2.0).abs() < 1e-9, "half comes back");
    game.set_lever(lever, Some(from));
    assert!((full - left(&game)).abs() < 1e-9, "put back in the same month");
    game.set_lever(lever, Some(from + 0.2));
    game.set_lever(lever, None);
    assert!((full - left(&game)).abs() < 1e-9, "put back on the scenario's path");
    // What is decided for a later month is paid beside it.
    game.set_lever(lever, Some(from + 0.1));
    game.try_out(LeverMove::step(lever, now + 12, Some(from + 0.3)));
    assert!(game.apply());
    assert!((full - left(&game) - 1.5 * cost).abs() < 1e-9);
    game.set_lever(lever, Some(from));
    assert!((full - left(&game)).abs() < 1e-9, "a move from now on overtakes both");
    game.set_lever(lever, Some(from + 0.2));
    assert!(game.step());
    let next = left(&game);
    game.set_lever(lever, Some(from));
    assert!((next - left(&game) - cost).abs() < 1e-9, "another month, another move");
}

#[test]
fn a_lab_is_asked_at_each_of_its_releases_and_does_as_it_is_told() {
    let mut game = laboratory();
    let lab = game.facts().lab().expect("a lab");
    let mut told = 0;
    while !game.snapshot().at_end() {
        match game.question().map(|question| Question::clone(question)) {
            Some(Question::Release(decision)) => {
                assert_eq!((decision.lab, decision.month), (lab, game.snapshot().now));
                assert!(!game.step(), "time waits for the answer");
                let mode = Mode::ALL[told % 4];
                assert!(game.direct(Act::Release(mode)));
                assert!(game.step());
                let history = game.snapshot().played;
                let last = history.decisions.iter().rfind(|made| made.lab == lab).expect("a release");
                assert_eq!((last.month, last.chosen), (decision.month, mode));
                told += 1;
            }
            Some(other) => panic!("{other:?}"),
            None => assert!(game.step()),
        }
    }
    assert!(told > 3, "{told}");
    let journal = game.journal().clone();
    let again = Game::resumed(Facts::clone(game.facts()), journal);
    assert_eq!(again.snapshot().played, game.snapshot().played);
}

#[test]
fn a_delegated_lab_does_as_the_model_says() {
    let (mut asked, mut left) = (laboratory(), laboratory());
    left.delegate_all(true);
    for _ in 0..40 {
        assert!(left.step());
        if !asked.step() {
            assert!(asked.delegate() && asked.step());
        }
    }
    assert_eq!(asked.snapshot().played, left.snapshot().played);
    assert!(asked.snapshot().unmoved.is_none());
}

#[test]
fn dilemmas_wait_for_an_answer_and_can_be_answered_anew() {
    let mut game = government(true);
    while game.question().is_none() {
        assert!(game.step());
    }
    let before = game.snapshot();
    let Some(Question::Dilemma(dilemma)) = before.question.as_deref() else { panic!("a dilemma") };
    assert!(!game.step() && !game.choose(9));
    assert!(game.choose(0) && game.question().is_none());
    assert!(game.undo(), "the answer is taken back");
    assert_eq!(game.snapshot().question, before.question);
    let last = dilemma.options.len() - 1;
    assert!(game.choose(last));
    let cost = before.purse.expect("capital").left - game.purse().expect("capital").left;
    assert!((cost - dilemma.options[last].cost).abs() < 1e-9);
    while game.question().is_none() && game.step() {}
    let again = Game::resumed(Facts::clone(game.facts()), game.journal().clone());
    assert_eq!(again.snapshot().played, game.snapshot().played);
    let entry = game.journal().done().iter().position(|entry| matches!(entry, Entry::Choice { .. }));
    let inquiry = Inquiry::Without(Cause::Moves(entry.expect("the answer")));
    game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
    assert!(game.snapshot().findings.contains_key(&inquiry));
}
