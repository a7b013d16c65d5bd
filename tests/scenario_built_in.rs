//! The built-in scenarios: they load, differ from history as they say, and tell only what the world they play in did.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use weights_of_nations::model::bloc::Bloc;
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::event::EventKind;
use weights_of_nations::model::lab::Mode::{self, Closed, Dual, OpenPermissive, OpenRestricted};
use weights_of_nations::model::lever::Lever;
use weights_of_nations::model::random::Seed;
use weights_of_nations::model::setup::ScheduledKind;
use weights_of_nations::model::simulation::{Model, Simulation};
use weights_of_nations::scenario::{Scenario, built_ins, is_name, recorded_releases};

fn all() -> Vec<Scenario> {
    built_ins().into_iter().map(|name| Scenario::built_in(name).unwrap_or_else(|e| panic!("{e}"))).collect()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

#[test]
fn a_scenario_can_go_to_other_threads() {
    fn travels<T: Send + Sync + Clone + 'static>() {}
    travels::<Scenario>();
}

#[test]
fn every_built_in_is_whole() {
    assert_eq!(built_ins().len(), 13);
    for (name, scenario) in built_ins().into_iter().zip(all()) {
        assert_eq!(scenario.name, name);
        assert!(is_name(name));
        assert_eq!(scenario.extends.is_none(), name == "history", "{name}");
        assert!(scenario.summary.len() <= 100, "{name}: the summary is one line");
        assert!(scenario.question.ends_with('?'), "{name}");
        assert!((3..=6).contains(&scenario.paragraphs().len()), "{name}");
        assert!((3..=5).contains(&scenario.notice.len()), "{name}");
        assert!((2..=4).contains(&scenario.to_try.len()), "{name}");
        assert!(!scenario.sources.is_empty() && !scenario.roles.is_empty(), "{name}");
        assert_eq!(scenario.setup.labs.len(), 11, "{name}");
        let starts_late = scenario.play_from > scenario.setup.start;
        assert_eq!(scenario.setup.pinned_until, starts_late.then_some(scenario.play_from), "{name}");
        let ids: std::collections::BTreeSet<_> =
            scenario.setup.events.iter().map(|event| &event.id).collect();
        assert_eq!(ids.len(), scenario.setup.events.len(), "{name}: events have ids of their own");
        assert!(scenario.setup.events.is_sorted_by_key(|event| event.month), "{name}");
    }
}

#[test]
fn play_begins_when_the_list_says() {
    let expected = [
        "2024-01", "2025-05", "2025-10", "2025-06", "2025-05", "2025-05", "2024-01", "2025-10", "2025-06",
        "2025-06", "2025-05", "2025-05", "2025-05",
    ];
    for (scenario, expected) in all().iter().zip(expected) {
        assert_eq!(scenario.play_from, month(expected), "{}", scenario.name);
    }
}

#[test]
fn what_was_before_play_stays_and_something_differs_after() {
    let history = Scenario::built_in("history").unwrap();
    for scenario in all().iter().skip(1) {
        for m in (0..scenario.play_from.0).map(Month) {
            assert_eq!(
                scenario.setup.levers.values(m),
                history.setup.levers.values(m),
                "{} {m}",
                scenario.name
            );
        }
        let own = |s: &Scenario| {
            let mut events = s.setup.events.clone();
            events.retain(|event| !matches!(event.kind, ScheduledKind::Release(_)));
            (
                events,
                s.setup.parameters.clone(),
                (0..84).map(|m| s.setup.levers.values(Month(m))).collect::<Vec<_>>(),
            )
        };
        assert_ne!(own(scenario), own(&history), "{} differs in nothing", scenario.name);
    }
}

#[test]
fn history_has_the_policies_of_the_record() {
    let setup = Scenario::built_in("history").unwrap().setup;
    let cases = [
        (Lever::UsExportControls, "2024-12", 0.30),
        (Lever::UsExportControls, "2025-01", 0.35),
        (Lever::UsExportControls, "2025-04", 0.50),
        (Lever::UsExportControls, "2030-12", 0.35),
        (Lever::UsStateRegimes, "2025-08", 3.0),
        (Lever::UsStateRegimes, "2030-12", 4.0),
        (Lever::UsOpenModelProgramme, "2025-06", 0.0),
        (Lever::UsOpenModelProgramme, "2025-07", 0.35),
        (Lever::ChinaChipProgramme, "2025-01", 0.8),
        (Lever::ChinaSovereignPreference, "2024-01", 1.0),
        (Lever::EuropeAiActBurden, "2024-08", 0.2),
        (Lever::EuropeAiActBurden, "2025-08", 0.6),
        (Lever::EuropeOpenModelProgramme, "2025-10", 0.4),
        (Lever::UsGovernmentBan, "2025-07", 0.8),
        (Lever::UsAscendGuidance, "2025-05", 0.5),
        (Lever::WorldReactiveGovernments, "2030-12", 0.0),
    ];
    for (lever, at, expected) in cases {
        assert_eq!(setup.levers.path(lever).value(month(at)), expected, "{} {at}", lever.name());
    }
}

#[test]
fn the_ends_of_the_counterfactuals_are_as_their_names_say() {
    let value = |name: &str, lever: Lever, at: &str| {
        Scenario::built_in(name).unwrap().setup.levers.path(lever).value(month(at))
    };
    assert_eq!(value("fifty-states", Lever::UsStateRegimes, "2028-12"), 50.0);
    assert_eq!(value("fifty-states", Lever::UsStateRegimes, "2030-12"), 50.0);
    assert_eq!(value("chip-wall", Lever::UsExportControls, "2025-06"), 1.0);
    assert_eq!(value("open-gates", Lever::UsExportControls, "2030-12"), 0.0);
    assert_eq!(value("tit-for-tat", Lever::WorldReactiveGovernments, "2025-04"), 0.0);
    assert_eq!(value("tit-for-tat", Lever::WorldReactiveGovernments, "2025-05"), 1.0);
    let events = |name: &str| Scenario::built_in(name).unwrap().setup.events;
    assert!(events("no-deepseek").iter().all(|event| event.id != "r1"));
    assert!(events("history").iter().any(|event| event.id == "r1"));
    let shocks = events("visual-tokens");
    assert_eq!(shocks.iter().filter(|e| matches!(e.kind, ScheduledKind::Breakthrough(_))).count(), 6);
}

#[test]
fn the_record_holds_one_release_a_lab_and_month_with_its_source() {
    let labs: Vec<String> =
        Scenario::built_in("history").unwrap().setup.labs.into_iter().map(|lab| lab.id).collect();
    let record = recorded_releases().unwrap();
    assert!(record.len() > 40);
    let mut slots = std::collections::BTreeSet::new();
    let mut ids = std::collections::BTreeSet::new();
    for release in &record {
        assert!(labs.contains(&release.lab), "{}", release.id);
        assert!(slots.insert((release.month, &release.lab)), "{}", release.id);
        assert!(ids.insert(&release.id), "{}", release.id);
        assert!(release.address.starts_with("https://") && !release.source.is_empty(), "{}", release.id);
        assert!(release.mode != Dual || release.note.is_some(), "{}: why dual?", release.id);
    }
}

/// The releases that briefings tell of: scenario, words of the briefing, the recorded model, lab, month, mode.
#[rustfmt::skip]
const TOLD: &[(&str, &str, &str, &str, &str, Mode)] = &[
    ("two-worlds", "In January DeepSeek published R1 under a permissive licence", "DeepSeek-R1", "deepseek", "2025-01", OpenPermissive),
    ("two-worlds", "in April Alibaba did the same with Qwen3-235B-A22B", "Qwen3-235B-A22B", "alibaba", "2025-04", OpenPermissive),
    ("two-worlds", "Meta published Llama 4 Maverick in April under a restricted licence", "Llama 4 Maverick", "meta", "2025-04", OpenRestricted),
    ("two-worlds", "GPT-4.5, Claude 3.7 Sonnet and Gemini 2.5 Pro came in February and March", "GPT-4.5", "openai", "2025-02", Closed),
    ("two-worlds", "GPT-4.5, Claude 3.7 Sonnet and Gemini 2.5 Pro came in February and March", "Claude 3.7 Sonnet", "anthropic", "2025-02", Closed),
    ("two-worlds", "GPT-4.5, Claude 3.7 Sonnet and Gemini 2.5 Pro came in February and March", "Gemini 2.5 Pro", "google", "2025-03", Dual),
    ("chinas-game", "Moonshot published Kimi K2 in July", "Kimi K2", "zhipu_moonshot", "2025-07", OpenRestricted),
    ("chinas-game", "Zhipu GLM-4.5 in August and GLM-4.6 in September", "GLM-4.5", "zhipu_moonshot", "2025-08", OpenPermissive),
    ("chinas-game", "Zhipu GLM-4.5 in August and GLM-4.6 in September", "GLM-4.6", "zhipu_moonshot", "2025-09", OpenPermissive),
    ("chinas-game", "In August OpenAI brought out GPT-5 and, in the same month, open weights", "GPT-5", "openai", "2025-08", Dual),
    ("chinas-game", "brought out Qwen3-Max in September as a service only", "Qwen3-Max", "alibaba", "2025-09", Dual),
    ("chip-wall", "R1 came in January", "DeepSeek-R1", "deepseek", "2025-01", OpenPermissive),
    ("closed-frontier", "Meta's Llama 4 Maverick of April", "Llama 4 Maverick", "meta", "2025-04", OpenRestricted),
];

/// The policies that briefings tell of: scenario, words of the briefing, lever, month of its last move upward.
#[rustfmt::skip]
const DECIDED: &[(&str, &str, Lever, &str)] = &[
    ("two-worlds", "Washington stopped sales of H20 chips to China in April", Lever::UsExportControls, "2025-04"),
    ("two-worlds", "warned against Huawei's Ascend chips in May", Lever::UsAscendGuidance, "2025-05"),
    ("chinas-game", "The United States has an AI Action Plan since July", Lever::UsOpenModelProgramme, "2025-07"),
    ("fifty-states", "New York's legislature has passed a law", Lever::UsStateRegimes, "2025-06"),
    ("chip-wall", "In April the United States stopped sales of H20 chips to China", Lever::UsExportControls, "2025-04"),
    ("chip-wall", "In May it warned the world against Huawei's Ascend chips", Lever::UsAscendGuidance, "2025-05"),
    ("open-gates", "H20 chips have needed a licence since April", Lever::UsExportControls, "2025-04"),
    ("european-champion", "duties for makers of general models begin in August", Lever::EuropeAiActBurden, "2025-08"),
    ("tit-for-tat", "In April Washington stopped sales of H20 chips to China", Lever::UsExportControls, "2025-04"),
    ("tit-for-tat", "in May it warned the world against Chinese ones", Lever::UsAscendGuidance, "2025-05"),
];

fn briefing(scenario: &Scenario) -> String {
    scenario.paragraphs().join(" ")
}

#[test]
fn briefings_tell_of_policies_at_their_month() {
    for &(name, words, lever, at) in DECIDED {
        let scenario = Scenario::built_in(name).unwrap();
        assert!(briefing(&scenario).contains(words), "{name}: {words}");
        let path = scenario.setup.levers.path(lever);
        let (at, before) = (month(at), Month(month(at).0 - 1));
        assert!(path.value(at) > path.value(before), "{name}: {} at {at}", lever.name());
    }
    let labs = Scenario::built_in("european-champion").unwrap().setup.labs;
    assert_eq!(labs.iter().filter(|lab| lab.bloc == Bloc::Europe).count(), 1);
}

#[test]
fn briefings_tell_of_no_release_but_those_listed_here() {
    let record = recorded_releases().unwrap();
    for scenario in all() {
        let text = briefing(&scenario);
        let told = |model: &str| {
            TOLD.iter().any(|(name, words, listed, ..)| {
                *name == scenario.name && listed.contains(model) && text.contains(words)
            })
        };
        for release in &record {
            let model = release.model.split(" (").next().unwrap();
            let stands = text.split(|c: char| !c.is_alphanumeric() && !"-. ".contains(c)).any(|part| {
                part.split_whitespace()
                    .collect::<Vec<_>>()
                    .windows(model.split(' ').count())
                    .any(|words| words.join(" ").trim_end_matches('.') == model)
            });
            assert!(!stands || told(model), "{} tells of {model}", scenario.name);
        }
    }
}

#[test]
fn pinned_worlds_did_what_their_briefing_tells_whatever_the_seed() {
    for mut scenario in all().into_iter().filter(|scenario| scenario.setup.pinned_until.is_some()) {
        scenario.setup.adopters = 500;
        let model = Arc::new(Model::new(scenario.setup.clone()));
        for run in 0..100 {
            let mut simulation = Simulation::new(Arc::clone(&model), Seed(7).of_run(run));
            simulation.run_until(scenario.play_from);
            check_played(&scenario, &simulation, run);
        }
    }
}

/// In a world played until play begins: what was scheduled happened, and nothing else of its kind.
fn check_played(scenario: &Scenario, simulation: &Simulation, run: u64) {
    let labs = &scenario.setup.labs;
    let mut happened: Vec<(Month, usize, String)> = simulation
        .history()
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Release { lab, mode, .. } => Some((event.month, *lab, mode.key().to_owned())),
            EventKind::Breakthrough { lab, .. } => Some((event.month, *lab, "breakthrough".to_owned())),
            EventKind::Setback { lab, .. } => Some((event.month, *lab, "setback".to_owned())),
            _ => None,
        })
        .collect();
    let scheduled = scenario.setup.events.iter().filter(|event| event.month < scenario.play_from);
    let mut expected: Vec<_> = scheduled
        .map(|event| {
            let kind = match event.kind {
                ScheduledKind::Release(mode) => mode.key(),
                ScheduledKind::Breakthrough(_) => "breakthrough",
                ScheduledKind::Setback(_) => "setback",
            };
            (event.month, event.lab, kind.to_owned())
        })
        .collect();
    happened.sort();
    expected.sort();
    assert_eq!(happened, expected, "{}, run {run}", scenario.name);
    for (_, words, model, lab, at, mode) in TOLD.iter().filter(|told| told.0 == scenario.name) {
        assert!(briefing(scenario).contains(words), "{}: {words}", scenario.name);
        let place = labs.iter().position(|l| l.id == *lab).unwrap();
        assert!(
            happened.contains(&(month(at), place, mode.key().to_owned())),
            "{}, run {run}: {model} of {at}",
            scenario.name
        );
    }
}
