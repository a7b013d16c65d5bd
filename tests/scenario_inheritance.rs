//! What a child inherits, what it replaces, and what it takes out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::lab::Mode;
use weights_of_nations::model::lever::{LEVERS, Lever};
use weights_of_nations::model::setup::ScheduledKind;
use weights_of_nations::scenario::{Scenario, recorded_releases};

fn child(rest: &str) -> Scenario {
    let text = format!("format = 1\ntitle = \"Child\"\nextends = \"history\"\n{rest}");
    Scenario::from_text("child", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn history() -> Scenario {
    Scenario::built_in("history").unwrap()
}

fn values(scenario: &Scenario, lever: Lever) -> Vec<f64> {
    (0..84).map(|m| scenario.setup.levers.path(lever).value(Month(m))).collect()
}

#[test]
fn a_child_that_says_nothing_is_its_parent() {
    let child = child("");
    assert_eq!(child.setup, history().setup);
    assert_eq!(child.briefing, history().briefing);
    assert_eq!((child.name.as_str(), child.extends.as_deref()), ("child", Some("history")));
}

proptest! {
    #[test]
    fn a_path_replaces_the_inherited_one_from_its_first_month_on(
        which in 0..LEVERS.len(), from in 0_u16..84, part in 0.0..=1.0_f64,
    ) {
        let spec = &LEVERS[which];
        let value = spec.range.0 + part * (spec.range.1 - spec.range.0);
        let path = format!("[levers]\n{} = [{{ from = \"{}\", value = {value:?} }}]\n", spec.name, Month(from));
        let (before, after) = (values(&history(), spec.lever), values(&child(&path), spec.lever));
        for m in 0..84 {
            let expected = if m < usize::from(from) { before[m] } else { value };
            prop_assert_eq!(after[m], expected, "{} in month {}", spec.name, m);
        }
    }

    #[test]
    fn a_plain_value_replaces_the_whole_path(which in 0..LEVERS.len(), part in 0.0..=1.0_f64) {
        let spec = &LEVERS[which];
        let value = spec.range.0 + part * (spec.range.1 - spec.range.0);
        let after = values(&child(&format!("[levers]\n{} = {value:?}\n", spec.name)), spec.lever);
        prop_assert!(after.iter().all(|&v| v == value));
    }
}

#[test]
fn a_line_goes_from_month_to_month() {
    let path = "[levers.us]\nstate_regimes = { shape = \"linear\", path = [{ from = \"2026-01\", value = 4 }, \
                { from = \"2026-11\", value = 14 }] }\n";
    let after = values(&child(path), Lever::UsStateRegimes);
    assert_eq!(&after[..24], &values(&history(), Lever::UsStateRegimes)[..24]);
    for step in 0..=10 {
        assert!((after[24 + step] - (4.0 + step as f64)).abs() < 1e-9);
    }
    assert_eq!(after[83], 14.0);
}

#[test]
fn a_grandchild_changes_what_its_parent_changed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, parent: &str, rest: &str| {
        let text = format!("format = 1\ntitle = \"{name}\"\nextends = \"{parent}\"\n{rest}");
        std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    };
    write("parent", "two-worlds", "[levers.us]\nexport_controls = [{ from = \"2026-01\", value = 0.9 }]\n");
    write("grandchild", "parent", "[levers.us]\nexport_controls = [{ from = \"2028-01\", value = 0.1 }]\n");
    let grandchild = Scenario::load_file(&folder.path().join("grandchild.toml")).unwrap();
    let at = |m| grandchild.setup.levers.path(Lever::UsExportControls).value(Month(m));
    assert_eq!([at(12), at(16), at(24), at(47), at(48), at(83)], [0.35, 0.5, 0.9, 0.9, 0.1, 0.1]);
    assert_eq!(grandchild.play_from, Month(16));
    assert_eq!(grandchild.setup.pinned_until, Some(Month(16)));
}

#[test]
fn events_are_changed_added_and_taken_out_by_id() {
    let changed = child("[[events]]\nid = \"r1\"\nsize = 0.2\n");
    let event = changed.setup.events.iter().find(|event| event.id == "r1").unwrap();
    assert_eq!((event.month, event.kind), (Month(12), ScheduledKind::Breakthrough(0.2)));
    assert_eq!(event.label, "R1");

    let removed = child("[[events]]\nid = \"r1\"\nremove = true\n");
    let ids: Vec<_> = removed.setup.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["llama4-delay"]);

    let other = "[[events]]\nid = \"r1\"\nkind = \"release\"\nmode = \"dual\"\n";
    let event = child(other).setup.events.into_iter().find(|event| event.id == "r1").unwrap();
    assert_eq!(event.kind, ScheduledKind::Release(Mode::Dual));

    let added =
        "[[events]]\nid = \"new\"\nmonth = \"2024-02\"\nkind = \"setback\"\nlab = \"mistral\"\nmonths = 3\n";
    let scenario = child(added);
    assert_eq!(scenario.setup.events[0].id, "new", "events stand in order of month");
    assert_eq!(scenario.setup.labs[scenario.setup.events[0].lab].id, "mistral");
}

#[test]
fn labs_are_changed_added_and_taken_out_by_id() {
    let changed = child("[[labs]]\nid = \"mistral\"\ncompute = -0.1\nopen = { licence = 0.8 }\n");
    let (old, new) = (&history().setup.labs[9], &changed.setup.labs[9]);
    assert_eq!((new.compute, new.efficiency, new.closed), (-0.1, old.efficiency, old.closed));
    let (old_open, new_open) = (old.open.unwrap(), new.open.unwrap());
    assert_eq!((new_open.licence, new_open.capability), (0.8, old_open.capability));

    let added = "[[labs]]\nid = \"newcomer\"\nname = \"Newcomer\"\nbloc = \"europe\"\ncompute = -0.5\nefficiency = -0.3\n\
                 complement = 0\nstance = 0\nsize = 0.3\nopen = { capability = -0.9, licence = 1 }\n";
    assert_eq!(child(added).setup.labs[11].archetype, "Newcomer");

    let removed = child("[[labs]]\nid = \"openai\"\nremove = true\n");
    assert_eq!(removed.setup.labs.len(), 10);
    assert!(removed.roles.iter().all(|role| role.id != "openai"), "a role goes with the lab that it plays");
    let lab_of = |id: &str| {
        let event = removed.setup.events.iter().find(|event| event.id == id).unwrap();
        removed.setup.labs[event.lab].id.clone()
    };
    assert_eq!((lab_of("r1").as_str(), lab_of("llama4-delay").as_str()), ("deepseek", "meta"));
}

#[test]
fn parameters_are_set_by_dotted_or_quoted_names_and_in_tables() {
    let dotted =
        child("[parameters]\ntrust.us.china = -1\nlabs.mistral.compute = -0.2\nnetwork_strength = 2\n");
    let quoted =
        "[parameters]\n\"trust.us.china\" = -1\n\"labs.mistral.compute\" = -0.2\nnetwork_strength = 2\n";
    let tables = "[parameters]\nnetwork_strength = 2\n[parameters.trust.us]\nchina = -1\n[parameters.labs.mistral]\n\
                  compute = -0.2\n";
    assert_eq!(dotted.setup, child(quoted).setup);
    assert_eq!(dotted.setup, child(tables).setup);
    assert_eq!(dotted.setup.parameters.trust[0][1], -1.0);
    assert_eq!(dotted.setup.labs[9].compute, -0.2);
}

#[test]
fn other_keys_replace() {
    let child =
        child("notice = [\"One thing.\"]\n[population]\nadopters = 500\n[time]\nends = \"2027-12\"\n");
    assert_eq!(child.notice, ["One thing."]);
    assert_eq!(child.to_try, history().to_try);
    assert_eq!((child.setup.adopters, child.setup.end), (500, Month(47)));
}

#[test]
fn an_inherited_event_after_a_new_end_never_happens() {
    let child = child("[time]\nends = \"2024-12\"\n");
    let ids: Vec<_> = child.setup.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["llama4-delay"]);
}

const PINNED: &str = "[time]\nplay_from = \"2025-09\"\npinned = true\n";

#[test]
fn pinned_history_holds_the_record_until_play_begins() {
    let child = child(PINNED);
    let record = recorded_releases().unwrap();
    let before = record.iter().filter(|release| release.month < Month(20)).count();
    assert_eq!(child.setup.events.len(), before + 2);
    assert_eq!(child.setup.pinned_until, Some(Month(20)));
    let gpt_5 = child.setup.events.iter().find(|event| event.id == "gpt-5").unwrap();
    assert_eq!((gpt_5.month, gpt_5.kind), (Month(19), ScheduledKind::Release(Mode::Dual)));
}

#[test]
fn a_recorded_release_can_be_taken_out_or_overruled() {
    let ids = |scenario: &Scenario| -> Vec<String> {
        scenario.setup.events.iter().filter(|e| e.month == Month(19)).map(|e| e.id.clone()).collect()
    };
    assert!(ids(&child(PINNED)).contains(&"gpt-5".to_owned()));
    let without = child(&format!("{PINNED}[[events]]\nid = \"gpt-5\"\nremove = true\n"));
    assert!(!ids(&without).contains(&"gpt-5".to_owned()));
    let overruled = "[[events]]\nid = \"stays-closed\"\nmonth = \"2025-08\"\nkind = \"release\"\nlab = \"openai\"\n\
                     mode = \"closed\"\n";
    let overruled = ids(&child(&format!("{PINNED}{overruled}")));
    assert!(overruled.contains(&"stays-closed".to_owned()) && !overruled.contains(&"gpt-5".to_owned()));
}

#[test]
fn roles_are_replaced_as_a_whole_and_taken_out() {
    let child =
        child("[roles.openai]\nremove = true\n[roles.mistral]\nlab = \"mistral\"\ngoal = \"Stay.\"\n");
    assert!(child.roles.iter().all(|role| role.id != "openai") && child.roles.len() == 6);
    let mistral = child.roles.iter().find(|role| role.id == "mistral").unwrap();
    assert!(mistral.levers.is_empty() && mistral.targets.is_empty() && mistral.reactive);
    assert_eq!((mistral.capital, mistral.income), (0.0, 0.0));
    let setup = mistral.setup(&child);
    let reactive = setup.levers.path(weights_of_nations::model::lever::Lever::WorldReactiveGovernments);
    assert_eq!((reactive.value(child.play_from), setup.in_hand), (1.0, mistral.levers.clone()));
}

#[test]
fn a_removed_lab_takes_its_recorded_releases_with_it() {
    let child = child(&format!("{PINNED}[[labs]]\nid = \"openai\"\nremove = true\n"));
    assert!(child.setup.events.iter().all(|event| event.id != "gpt-4o"));
    assert!(child.setup.events.iter().any(|event| event.id == "claude-3-opus"));
}
