//! Time that runs, how fast, and at what it stops.

use super::*;
use crate::scenario::Scenario;
use crate::tui::action::Action;
use crate::tui::wording;

/// Plays on until time stops by itself; whether that was before the end.
fn runs_until_held(bench: &mut Bench) -> bool {
    bench.press("space");
    while bench.world().playing {
        let effects = update::update(&mut bench.app, Action::Step);
        bench.carry_out(effects);
    }
    !bench.world().at_end()
}

#[test]
fn time_stops_at_important_news_and_says_why() {
    let mut bench = Bench::playing();
    assert!(runs_until_held(&mut bench), "something happens on the way");
    let notice = bench.app.notice.clone().expect("a reason");
    assert!(notice.starts_with("Time waits: "), "{notice}");
    let snapshot = bench.world().snapshot.clone().expect("a game");
    let last = Month(snapshot.now.0 - 1);
    let important = |event: &&crate::model::event::Event| {
        event.month == last && wording::is_important(event, &snapshot.played)
    };
    let event = snapshot.played.events.iter().find(important).expect("the news");
    let told = wording::headline(event, &snapshot.facts, &snapshot.played);
    assert!(notice.contains(&told), "{notice}");
    // The switch lets time run past the news.
    bench.press("P");
    assert!(!bench.app.pauses_at_news && bench.app.notice.as_ref().is_some_and(|n| n.contains("runs past")));
    assert!(!runs_until_held(&mut bench));
}

#[test]
fn time_stops_where_the_goal_is_reached_or_lost() {
    let mut bench = Bench::playing();
    let scenario = Scenario::built_in("two-worlds").expect("built in");
    let mut facts = fixture::facts();
    facts.role = scenario.roles.iter().find(|role| role.id == "us_government").cloned();
    let mut game = Game::new(facts);
    update::take(&mut bench.app, Arc::new(game.snapshot()));
    let holds = |bench: &Bench| bench.world().goal.iter().all(|target| target.holds);
    let before = holds(&bench);
    let world = bench.app.world_mut().expect("a game");
    // The standing before is turned round, so that the next month changes it.
    world.goal.iter_mut().for_each(|target| target.holds = !before);
    world.playing = true;
    assert!(game.step());
    update::take(&mut bench.app, Arc::new(game.snapshot()));
    assert_eq!(holds(&bench), before);
    let notice = bench.app.notice.clone().expect("a reason");
    assert!(!bench.world().playing && notice.contains("your goal would"), "{notice}");
}

#[test]
fn a_month_takes_two_seconds_at_the_usual_speed() {
    let mut bench = Bench::playing();
    bench.press("space");
    let lasts = |bench: &Bench| bench.app.month_lasts().map(|lasts| lasts.as_millis());
    assert_eq!(lasts(&bench), Some(2000));
    bench.press("-");
    assert_eq!(lasts(&bench), Some(4000));
    bench.press("+ + + +");
    assert_eq!(lasts(&bench), Some(250));
}
