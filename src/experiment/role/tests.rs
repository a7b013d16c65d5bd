//! Tests of roles on trial.

use super::*;
use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive};
use crate::model::lab::Mode;
use crate::model::lever::Lever;
use crate::model::simulation::{Model, Simulation};
use std::sync::Arc;

fn scenario(name: &str) -> Scenario {
    let mut scenario = Scenario::built_in(name).unwrap();
    scenario.setup.adopters = 400;
    scenario
}

/// A role that stands apart from what files say.
fn role(text: &str) -> Role {
    let head = "format = 1\ntitle = \"T\"\nextends = \"history\"\n[roles.me]\ngoal = \"G\"\n";
    let scenario = Scenario::from_text("mine", &format!("{head}{text}")).unwrap();
    scenario.roles.into_iter().find(|role| role.id == "me").unwrap()
}

fn government() -> Role {
    role(
        "levers = [\"china.public_compute\", \"china.stack_export\"]\ncapital = 30\nincome = 10\n\
         costs = { \"china.public_compute\" = 80 }\n\
         targets = [{ measure = \"adoption_share\", bloc = \"china\", region = \"china\", op = \">=\", value = 0.6 }]",
    )
}

fn lab() -> Role {
    role(
        "lab = \"openai\"\n\
         targets = [{ measure = \"lab_share\", lab = \"openai\", region = \"china\", op = \">=\", value = 0.1 }]",
    )
}

fn steps(role: &Role, aims: &[(Lever, f64)]) -> Vec<(u16, Lever, f64)> {
    let setup = Scenario::built_in("history").unwrap().setup;
    let steps = spend(role, &setup.levers, (Month(12), Month(83)), aims);
    assert!(
        (12..84).all(|m| role.capital_left(Month(12), &setup.levers, &steps, Month(m)) > -1e-9),
        "never more than there is"
    );
    let last =
        |lever: Lever, month: Month| steps.iter().filter(|s| (s.lever, s.month) == (lever, month)).count();
    assert!(steps.iter().all(|step| last(step.lever, step.month) == 1), "a month's net change, once");
    steps.iter().map(|step| (step.month.0, step.lever, (step.to * 1e6).round() / 1e6)).collect()
}

#[test]
fn capital_goes_to_the_first_aim_until_it_is_reached_and_then_to_the_next() {
    let (compute, export) = (Lever::ChinaPublicCompute, Lever::ChinaStackExport);
    let role = government();
    // 30 of 80 at once, 10 a quarter: 30 + 10 + 10 + 10 + 10 + 10 = 80 after five quarters.
    let first = [(12, 0.375), (15, 0.5), (18, 0.625), (21, 0.75), (24, 0.875), (27, 1.0)];
    let mut expected: Vec<_> = first.iter().map(|&(month, to)| (month, compute, to)).collect();
    // The export programme stands at 0.2 and costs 40: 32 to go.
    expected.extend([(30, export, 0.45), (33, export, 0.7), (36, export, 0.95), (39, export, 1.0)]);
    assert_eq!(steps(&role, &[(compute, 1.0), (export, 1.0)]), expected);
    assert_eq!(steps(&role, &[(export, 0.2)]), [], "there already");
    assert_eq!(steps(&role, &[(export, 0.0)]), [(12, export, 0.0)]);
}

#[test]
fn a_lever_that_is_where_it_should_be_is_kept_there_for_nothing() {
    let role = Role { capital: 0.0, income: 0.0, levers: vec![Lever::UsMarketBan], ..government() };
    let mut setup = Scenario::built_in("history").unwrap().setup;
    setup.levers.path_mut(Lever::UsMarketBan).set_from(Month(20), 0.5);
    let kept = spend(&role, &setup.levers, (Month(12), Month(83)), &[(Lever::UsMarketBan, 0.0)]);
    assert_eq!(kept, [crate::scenario::Step { month: Month(12), lever: Lever::UsMarketBan, to: 0.0 }]);
    assert_eq!(spend(&role, &setup.levers, (Month(12), Month(83)), &[(Lever::UsMarketBan, 1.0)]), []);
}

#[test]
fn a_lab_policy_is_a_word_for_every_month() {
    let (scenario, role) = (scenario("two-worlds"), lab());
    let setup = role.setup(&scenario);
    let policy = Policy::default()
        .and(Move::Mode(Month(40), Mode::OpenPermissive))
        .and(Move::Mode(Month(16), Mode::Dual))
        .and(Move::Price(0.25))
        .and(Move::Price(-0.25));
    let play = policy.play(&role, &setup, scenario.play_from);
    let told = |month, act| play.directives.contains(&Directive { month: Month(month), lab: 0, act });
    assert!(told(16, Act::Release(Mode::Dual)) && told(39, Act::Release(Mode::Dual)));
    assert!(told(40, Act::Release(Mode::OpenPermissive)) && told(83, Act::Release(Mode::OpenPermissive)));
    assert!(told(16, Act::Price(-0.25)) && play.directives.len() == 68 + 1, "{:?}", play.directives.len());
}

#[test]
fn what_is_judged_is_the_very_run_that_a_player_would_have() {
    let (scenario, role) = (scenario("two-worlds"), government());
    let (trial, workers) = (Trial { seed: Seed(3), runs: 4 }, Workers::new(2).unwrap());
    let policy = Policy::default().and(Move::Lever(Lever::ChinaPublicCompute, 1.0));
    let policies = [Policy::default(), policy.clone()];
    let outcomes = trial.outcomes(&scenario, &role, &policies, &workers, &Progress::default()).unwrap();
    for (policy, outcomes) in policies.iter().zip(&outcomes) {
        for (k, outcome) in outcomes.iter().enumerate() {
            let setup = role.setup(&scenario);
            let model = Model::new(setup.clone()).with(policy.play(&role, &setup, scenario.play_from));
            let history = Simulation::new(Arc::new(model), Seed(3).of_run(k as u64)).run();
            assert_eq!(outcome.reached(&role), role.is_reached(&history, &setup));
            let series = role.targets[0].series(&setup.labs).unwrap();
            let evaluation = crate::model::measure::Evaluation::new(&history, &setup.parameters);
            assert_eq!(outcome.values, [evaluation.value(&series, 83)]);
        }
    }
    assert_ne!(outcomes[0], outcomes[1]);
}

#[test]
fn other_governments_react_and_the_role_s_own_levers_are_left_alone() {
    let scenario = scenario("two-worlds");
    let run = |role: &Role| Simulation::new(Arc::new(Model::new(role.setup(&scenario))), Seed(5)).run();
    let moved = |history: &crate::model::history::History, lever: Lever| {
        let (first, last) = (&history.rows[20], &history.rows[83]);
        first.levers[lever.index()] != last.levers[lever.index()]
    };
    let america = role("levers = [\"us.export_controls\", \"us.stack_export\", \"us.open_model_programme\"]");
    let history = run(&america);
    assert!(!moved(&history, Lever::UsExportControls) && moved(&history, Lever::EuropeSovereignPreference));
    let calm = Role { reactive: false, ..america };
    assert!(!moved(&run(&calm), Lever::EuropeSovereignPreference));
    let history = run(&role("levers = [\"europe.sovereign_preference\"]"));
    assert!(moved(&history, Lever::UsExportControls) && !moved(&history, Lever::EuropeSovereignPreference));
}

#[test]
fn a_trial_is_the_same_for_any_number_of_threads_and_finds_what_works() {
    let (scenario, trial) = (scenario("history"), Trial { seed: Seed(2), runs: 12 });
    let of = |jobs| {
        let workers = Workers::new(jobs).unwrap();
        trial.of(&scenario, &government(), &workers, &Progress::default()).unwrap().unwrap()
    };
    let (one, two) = (of(1), of(3));
    assert_eq!(one.policy, two.policy);
    assert_eq!((&one.idle, &one.best), (&two.idle, &two.best));
    assert!(one.best.reached > one.idle.reached, "{:?}", one.policy);
    assert!(one.levers_that_matter().count() > 0);
    let aimless = Role { targets: Vec::new(), ..lab() };
    let found = trial.of(&scenario, &aimless, &Workers::new(1).unwrap(), &Progress::default()).unwrap();
    assert!(found.is_none());
}

#[test]
fn rules_are_strict_on_a_full_sample_and_allow_for_chance_on_a_small_one() {
    let attempt = |runs, reached| Attempt { runs, reached, measures: Vec::new() };
    let finding =
        |idle, best| Finding { role: lab(), idle, best, policy: Policy::default(), influences: Vec::new() };
    let broken = |idle, best| finding(idle, best).broken();
    assert_eq!(broken(attempt(200, 70), attempt(200, 120)), [Broken::Levers]);
    assert_eq!(broken(attempt(200, 71), attempt(200, 119)), [Broken::Idle, Broken::Best, Broken::Levers]);
    // Two standard errors of 25 runs: 19 points at 35 %, 20 at 60 %.
    assert_eq!(broken(attempt(25, 13), attempt(25, 11)), [Broken::Levers]);
    assert_eq!(broken(attempt(25, 14), attempt(25, 10)), [Broken::Idle, Broken::Best, Broken::Levers]);
}
