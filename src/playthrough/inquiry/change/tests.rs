//! Accounts add up.

use super::appeal::shapley;
use super::*;
use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::lever::Lever;
use crate::playthrough::{Finding, Game, Inquiry, fixture};
use proptest::prelude::*;

fn change(game: &mut Game, scope: Scope, group: Group, month: Month) -> Option<Change> {
    let inquiry = Inquiry::Change(scope, group, month);
    game.inquire(std::slice::from_ref(&inquiry)).expect("threads");
    match game.snapshot().findings.get(&inquiry).map(AsRef::as_ref) {
        Some(Finding::Change(change)) => Some(change.clone()),
        _ => None,
    }
}

/// A game with moves in it, some of them bans that drive people from one model to another.
fn played() -> Game {
    let mut game = fixture::game();
    for (lever, value) in [(Lever::UsMarketBan, 0.6), (Lever::EuropeSovereignPreference, 0.9)] {
        game.set_lever(lever, Some(value));
        (0..6).for_each(|_| assert!(game.step()));
    }
    game
}

fn adds_up(change: &Change, game: &Game, scope: Scope, group: Group) {
    let [before, after] = change.users.map(i64::from);
    let flows: i64 = change.flows.iter().map(|flow| flow.net()).sum();
    assert_eq!(after - before, i64::from(change.newcomers[0]) + flows);
    assert_eq!(i64::from(change.all[1]) - i64::from(change.all[0]), i64::from(change.newcomers[1]));
    let [share_before, share_after] = change.shares();
    let moved = share_after - share_before;
    assert!((change.parts().iter().sum::<f64>() - moved).abs() < 1e-12);
    let by_offer: f64 = change.offers.iter().map(|part| part.shares[1] - part.shares[0]).sum();
    assert!((by_offer - moved).abs() < 1e-12);
    let appeal = &change.appeal;
    let by_trait: f64 = appeal.traits.iter().map(|(_, part)| part).sum();
    assert!((by_trait - (appeal.shares[1] - appeal.shares[0])).abs() < 1e-12);
    // What was run anew is what was played.
    let snapshot = game.snapshot();
    let grouping = group.grouping();
    let place = grouping.groups(&snapshot.facts.setup.labs).iter().position(|g| *g == group).expect("a line");
    let shares = snapshot.shares(scope, grouping);
    let row = |month: Month| usize::try_from(month - snapshot.facts.setup.start).expect("a row");
    assert!((shares[row(change.from)][place] - share_before).abs() < 1e-12);
    assert!((shares[row(change.to)][place] - share_after).abs() < 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_parts_of_a_change_add_up(
        month in 1u16..28, region in 0usize..5, segment in 0usize..6, kind in 0usize..4, which in 0usize..5,
    ) {
        let mut game = played();
        let scope = Scope { region: Bloc::ALL.get(region).copied(), segment: Segment::ALL.get(segment).copied() };
        let group = match kind {
            0 => Group::BlocAccess(Bloc::ALL[which % 4], Access::ALL[which % 2]),
            1 => Group::Bloc(Bloc::ALL[which % 4]),
            2 => Group::Access(Access::ALL[which % 2]),
            _ => Group::Lab(which),
        };
        if let Some(change) = change(&mut game, scope, group, Month(month)) {
            prop_assert_eq!(change.from, Month(month.saturating_sub(12)));
            adds_up(&change, &game, scope, group);
        }
    }
}

#[test]
fn trust_in_rules_and_the_demands_of_the_work_are_traits_once_they_count() {
    let traits = |counts: bool| {
        let mut facts = fixture::facts();
        let p = &mut facts.setup.parameters;
        let (trust, shift) = if counts { (1.0, 0.8) } else { (0.0, 0.0) };
        (p.regulation_trust, p.demand_shift) = ([trust; 5], [shift; 5]);
        let mut game = Game::new(facts);
        game.set_lever(Lever::UsStateRegimes, Some(12.0));
        (0..6).for_each(|_| assert!(game.step()));
        let (scope, group) = (Scope { region: Some(Bloc::Row), segment: None }, Group::Bloc(Bloc::Us));
        let now = Month(game.course().now().0 - 1);
        let change = change(&mut game, scope, group, now).expect("an answer");
        adds_up(&change, &game, scope, group);
        change.appeal.traits
    };
    let part = |traits: &[(Trait, f64)], of| traits.iter().find(|(t, _)| *t == of).map(|(_, part)| *part);
    let (silent, told) = (traits(false), traits(true));
    assert_eq!((part(&silent, Trait::Rules), part(&silent, Trait::Needs)), (None, None));
    assert!(part(&told, Trait::Rules).is_some_and(|part| part > 0.01), "{told:?}");
    assert!(part(&told, Trait::Needs).is_some_and(|part| part != 0.0), "{told:?}");
}

#[test]
fn a_ban_shows_as_people_leaving_and_as_a_trait() {
    let mut game = played();
    let scope = Scope { region: Some(Bloc::Us), segment: None };
    let change = change(&mut game, scope, Group::Bloc(Bloc::China), Month(27)).expect("an answer");
    assert!(change.parts()[2] < 0.0);
    let bans = change.appeal.traits.iter().find(|(t, _)| *t == Trait::Bans).expect("bans came");
    assert!(bans.1 < 0.0, "{:?}", change.appeal);
}

#[test]
fn months_that_are_not_there_have_no_answer() {
    let mut game = fixture::game();
    for month in [0, 16, 40] {
        assert_eq!(change(&mut game, Scope::default(), Group::Bloc(Bloc::Us), Month(month)), None);
    }
    assert!(change(&mut game, Scope::default(), Group::Bloc(Bloc::Us), Month(15)).is_some());
}

#[test]
fn shapley_values_of_a_known_game() {
    // Owen's glove game: one left glove (bit 0), two right ones; a pair is worth 1.
    let value = |mask: usize| f64::from(u8::from(mask & 1 == 1 && mask & 6 != 0));
    let values: Vec<f64> = (0..8).map(value).collect();
    let parts = shapley(&values);
    for (part, expected) in parts.iter().zip([4.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]) {
        assert!((part - expected).abs() < 1e-12, "{parts:?}");
    }
    assert_eq!(shapley(&[3.0]), Vec::<f64>::new());
    assert_eq!(shapley(&[3.0, 5.0]), [2.0]);
}
