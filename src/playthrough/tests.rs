//! The game driven without a screen.

mod compare;
mod roles;

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use super::fixture::{facts, game};
use super::*;
use crate::model::calendar::Month;
use crate::model::lever::Lever;

const CONTROLS: Lever = Lever::UsExportControls;

#[test]
fn history_runs_by_itself_until_the_player_takes_over() {
    let snapshot = game().snapshot();
    assert_eq!((snapshot.now, snapshot.played.months()), (Month(16), 16));
    assert!(!snapshot.can_undo && snapshot.unmoved.is_none());
}

#[test]
fn everything_can_be_taken_back() {
    let mut game = game();
    let start = game.snapshot();
    for value in [0.9, 0.1] {
        game.set_lever(CONTROLS, Some(value));
        for _ in 0..9 {
            game.step();
        }
    }
    assert_ne!(game.snapshot().levers, start.levers);
    let mut undone = 0;
    while game.undo() {
        undone += 1;
    }
    let end = game.snapshot();
    assert_eq!(undone, 20);
    assert_eq!((end.now, &end.levers), (start.now, &start.levers));
    assert_eq!(end.played, start.played);
    assert!(end.unmoved.is_none());
}

#[test]
fn what_is_taken_back_and_done_again_is_the_same_world() {
    let mut game = game();
    game.set_lever(CONTROLS, Some(0.9));
    (0..8).for_each(|_| assert!(game.step()));
    let once = game.snapshot();
    (0..5).for_each(|_| assert!(game.undo()));
    (0..5).for_each(|_| assert!(game.step()));
    let again = game.snapshot();
    assert_eq!(once.played, again.played);
    assert_eq!(once.unmoved, again.unmoved);
}

#[test]
fn the_unmoved_world_is_the_one_without_the_moves() {
    let (mut moved, mut still) = (game(), game());
    moved.set_lever(CONTROLS, Some(1.0));
    for _ in 0..12 {
        moved.step();
        still.step();
    }
    let (moved, still) = (moved.snapshot(), still.snapshot());
    assert_eq!(moved.unmoved.as_ref(), Some(&still.played));
    assert_ne!(moved.played, still.played);
}

#[test]
fn futures_start_from_the_present_with_seeds_of_their_own() {
    let mut game = game();
    game.project();
    let snapshot = game.snapshot();
    let futures = snapshot.futures.clone().expect("projected");
    assert!(futures.complete() && snapshot.fresh);
    assert_eq!(futures.from, snapshot.now);
    let months = 84 - snapshot.played.months();
    assert!(futures.runs.iter().all(|run| run.track.months.len() == months));
    assert!(futures.runs.windows(2).all(|pair| pair[0].track != pair[1].track));
    (0..months).for_each(|_| assert!(game.step()));
    let played = Track::of(&game.snapshot().played, Month(16));
    assert!(futures.runs.iter().all(|run| run.track != played), "the played future is not among them");
}

#[test]
fn futures_before_and_after_a_move_pair() {
    let mut game = game();
    game.project();
    let before = game.snapshot().futures.expect("projected");
    // A move that takes effect only in the last month leaves every future as it was until then.
    for _ in 0..3 {
        game.set_lever(CONTROLS, Some(0.8));
        game.project();
        let after = game.snapshot().futures.expect("projected");
        assert_ne!(before.runs, after.runs);
        assert_eq!(game.snapshot().unmoved_futures.as_ref(), Some(&before));
        game.set_lever(CONTROLS, None);
        assert_eq!(game.snapshot().futures.as_ref(), Some(&before));
    }
}

#[test]
fn a_move_back_onto_the_path_follows_its_later_steps() {
    let mut game = game();
    game.set_lever(CONTROLS, Some(0.9));
    game.step();
    game.set_lever(CONTROLS, None);
    let levers = game.snapshot().levers;
    let path = levers.path(CONTROLS);
    let at = |m| path.value(Month(m));
    assert_eq!([at(15), at(16), at(17), at(39), at(40), at(83)], [0.35, 0.9, 0.35, 0.35, 0.5, 0.5]);
}

#[test]
fn what_is_no_move_is_not_written_down() {
    let mut game = game();
    game.set_lever(CONTROLS, Some(f64::NAN));
    game.set_lever(CONTROLS, None);
    assert!(!game.snapshot().can_undo);
    game.set_lever(CONTROLS, Some(7.0));
    assert_eq!(game.snapshot().levers.path(CONTROLS).value(Month(16)), 1.0);
    game.set_lever(CONTROLS, Some(0.6));
    assert_eq!(game.snapshot().journal.moves().count(), 2);
}

#[test]
fn the_end_is_the_end() {
    let mut game = game();
    while game.step() {}
    let end = game.snapshot();
    assert!(end.at_end());
    assert_eq!(end.played.months(), 84);
    game.set_lever(CONTROLS, Some(1.0));
    assert_eq!(game.snapshot().levers, end.levers);
    assert!(game.wishes().is_empty());
}

/// Runs a session over some commands until all futures of its last state are there.
fn session(threads: usize, commands: &[Command]) -> Vec<Arc<Snapshot>> {
    let (sender, receiver) = mpsc::channel();
    let session = Session::start(game, threads, move |snapshot| {
        let _ = sender.send(snapshot);
    })
    .expect("threads");
    commands.iter().for_each(|command| session.send(command.clone()));
    let mut seen: Vec<Arc<Snapshot>> = Vec::new();
    let done = |s: &Snapshot| s.fresh && s.futures.as_ref().is_some_and(|f| f.complete());
    loop {
        let snapshot = receiver.recv_timeout(Duration::from_secs(60)).expect("an answer");
        let last = snapshot.journal.moves().count() == commands.len() && done(&snapshot);
        seen.push(snapshot);
        if last {
            return seen;
        }
    }
}

#[test]
fn the_same_futures_on_any_number_of_threads() {
    let moves =
        [Command::SetLever(CONTROLS, Some(0.9)), Command::SetLever(Lever::UsStateRegimes, Some(20.0))];
    let mut by_hand = game();
    by_hand.set_lever(CONTROLS, Some(0.9));
    by_hand.set_lever(Lever::UsStateRegimes, Some(20.0));
    by_hand.project();
    let expected = by_hand.snapshot().futures;
    for threads in [1, 3] {
        let seen = session(threads, &moves);
        assert_eq!(seen.last().map(|s| s.futures.clone()), Some(expected.clone()), "{threads} threads");
    }
}

#[test]
fn futures_come_in_stages_and_only_for_the_newest_state() {
    let seen = session(2, &[Command::SetLever(CONTROLS, Some(0.9))]);
    for snapshot in &seen {
        let Some(futures) = &snapshot.futures else { continue };
        assert!([6, 12].contains(&futures.runs.len()), "{}", futures.runs.len());
        assert_eq!(futures.wanted, facts().futures);
    }
}

fn run_on(game: &mut Game, months: usize) {
    (0..months).for_each(|_| assert!(game.step()));
}

#[test]
fn a_draft_shows_its_futures_and_changes_nothing_until_it_is_applied() {
    let mut game = game();
    game.project();
    let start = game.snapshot();
    game.try_out(LeverMove::step(CONTROLS, start.now, Some(0.9)));
    game.project();
    let tried = game.snapshot();
    assert_eq!((&tried.applied, tried.draft.len()), (&start.applied, 1));
    assert_ne!(tried.futures, start.futures);
    assert_eq!(tried.before, start.futures);
    assert_eq!(tried.unmoved_futures, start.futures);
    assert!(game.apply() && game.wishes().is_empty(), "the futures of the draft hold");
    assert_eq!(game.snapshot().futures, tried.futures);
    assert!(game.undo());
    assert_eq!(game.snapshot().levers, start.levers);
    game.try_out(LeverMove::step(CONTROLS, start.now, Some(0.9)));
    assert!(game.drop_draft());
    let dropped = game.snapshot();
    assert_eq!((dropped.levers, dropped.can_undo), (start.levers, false));
}

#[test]
fn a_game_can_be_gone_through_both_ways() {
    let mut game = game();
    let ramp = LeverMove { lever: CONTROLS, from: Month(18), value: Some(0.9), until: Some(Month(30)) };
    game.set_lever(Lever::UsStateRegimes, Some(20.0));
    run_on(&mut game, 5);
    game.try_out(ramp);
    run_on(&mut game, 15);
    game.set_lever(CONTROLS, None);
    run_on(&mut game, 9);
    let end = game.snapshot();
    for month in [40, 17, 16, 30, 45] {
        game.go_to(Month(month));
        assert_eq!(game.snapshot().now, Month(month));
        let there = game.snapshot();
        let again = Game::resumed(facts(), there.journal.clone());
        assert_eq!(again.snapshot().played, there.played, "{month}");
        assert_eq!(there.unmoved.is_some(), !there.levers.eq(&facts().setup.levers));
    }
    while game.redo() {}
    let again = game.snapshot();
    assert_eq!((again.played, again.unmoved, again.journal), (end.played, end.unmoved, end.journal));
}

#[test]
fn lines_are_kept_apart_and_can_be_taken_up_again() {
    let mut game = game();
    game.set_lever(CONTROLS, Some(0.9));
    run_on(&mut game, 6);
    let first = game.snapshot();
    assert!(game.branch(Month(16), "no controls"));
    assert_eq!(game.snapshot().journal.moves().count(), 0);
    game.set_lever(CONTROLS, Some(0.0));
    run_on(&mut game, 6);
    let second = game.snapshot();
    assert_eq!(second.lines.all().len(), 2);
    assert!(game.switch(LineId(0)));
    assert_eq!(game.snapshot().played, first.played);
    assert!(!game.remove(LineId(0)) && game.switch(LineId(1)));
    assert_eq!(game.snapshot().played, second.played);
    assert!(game.rename(LineId(0), "tight") && game.remove(LineId(0)));
}

#[test]
fn acts_that_were_taken_back_stay_as_a_line_of_their_own() {
    let mut game = game();
    run_on(&mut game, 2);
    game.set_lever(CONTROLS, Some(0.9));
    run_on(&mut game, 2);
    let old = game.snapshot().journal;
    game.go_to(Month(17));
    run_on(&mut game, 1);
    assert_eq!(game.snapshot().lines.all().len(), 1, "a month is only done again");
    game.go_to(Month(17));
    game.set_lever(CONTROLS, Some(0.1));
    let lines = game.snapshot().lines;
    assert_eq!(lines.all().len(), 2);
    assert_eq!(lines.all()[1].journal, old);
}

#[test]
fn an_inquiry_says_what_a_move_has_done_and_nothing_where_nothing_was_done() {
    let mut game = game();
    game.set_lever(Lever::UsMarketBan, Some(1.0));
    run_on(&mut game, 3);
    let inquiries = [Inquiry::Without(Cause::Moves(0)), Inquiry::Without(Cause::Event(0))];
    game.inquire(&inquiries).expect("threads");
    let snapshot = game.snapshot();
    for inquiry in &inquiries {
        let Some(Finding::Contrast(contrast)) = snapshot.findings.get(inquiry).map(|f| &**f) else {
            panic!("no answer to {inquiry:?}")
        };
        assert!(contrast.differences.iter().any(|d| d.end.spread.mean != 0.0), "{inquiry:?}");
    }
    while game.undo() {}
    assert!(game.snapshot().findings.is_empty(), "what was undone is not explained any more");
}
