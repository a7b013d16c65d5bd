//! Dilemmas in scenario files: what a child changes, includes and loses with a lab.

use std::fs;

use weights_of_nations::scenario::{Dilemma, Scenario};

const OPTIONS: &str = "[[dilemmas.options]]\nlabel = \"Yes\"\ntext = \"It is done.\"\ncost = 3\n\
                       [[dilemmas.options]]\nlabel = \"No\"\ntext = \"It is not.\"\n";

fn child(rest: &str) -> Scenario {
    let text = format!("format = 1\ntitle = \"Child\"\nextends = \"history\"\n{rest}");
    Scenario::from_text("child", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn find<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Dilemma> {
    scenario.dilemmas.iter().find(|dilemma| dilemma.id == id)
}

fn own(id: &str) -> String {
    format!(
        "[[dilemmas]]\nid = \"{id}\"\ntitle = \"T\"\ntext = \"\"\"\nIt\n  happened.\n\"\"\"\nroles = [\"meta\"]\n\
         precedent = {{ title = \"T\", date = \"2025-01\", fact = \"F\", address = \"https://example.org\" }}\n{OPTIONS}"
    )
}

#[test]
fn every_built_in_has_the_dilemmas_of_history() {
    let history = Scenario::built_in("history").unwrap();
    for name in weights_of_nations::scenario::built_ins() {
        assert_eq!(Scenario::built_in(name).unwrap().dilemmas, history.dilemmas, "{name}");
    }
}

#[test]
fn a_child_changes_what_it_names_adds_and_takes_out() {
    let history = Scenario::built_in("history").unwrap();
    let changed = "[[dilemmas]]\nid = \"price-war\"\nfrom = \"2026-01\"\nuntil = \"2027-12\"\n";
    let removed = "[[dilemmas]]\nid = \"election\"\nremove = true\n";
    let scenario = child(&format!("{changed}{removed}{}", own("mine")));
    let (before, after) = (find(&history, "price-war").unwrap(), find(&scenario, "price-war").unwrap());
    assert_eq!(
        (after.from.to_string(), after.until.unwrap().to_string()),
        ("2026-01".into(), "2027-12".into())
    );
    assert_eq!((&after.text, &after.options, &after.when), (&before.text, &before.options, &before.when));
    assert!(find(&scenario, "election").is_none());
    let mine = find(&scenario, "mine").unwrap();
    assert_eq!(
        (mine.text.as_str(), mine.from.to_string(), mine.until),
        ("It happened.", "2024-01".into(), None)
    );
    assert_eq!(scenario.dilemmas.len(), history.dilemmas.len());
}

#[test]
fn a_lab_that_goes_takes_its_dilemmas_with_it() {
    let history = Scenario::built_in("history").unwrap();
    let scenario = child("[[labs]]\nid = \"bytedance\"\nremove = true\n");
    let names = |dilemma: &Dilemma| dilemma.labs().any(|lab| lab == "bytedance");
    let (gone, asked): (Vec<&Dilemma>, Vec<&Dilemma>) = history
        .dilemmas
        .iter()
        .filter(|dilemma| names(dilemma) || dilemma.asks(&["bytedance"]))
        .partition(|dilemma| names(dilemma));
    assert!(!gone.is_empty() && !asked.is_empty());
    assert!(gone.iter().all(|dilemma| find(&scenario, &dilemma.id).is_none()));
    for dilemma in asked {
        let after = find(&scenario, &dilemma.id).unwrap();
        assert!(!after.asks(&["bytedance"]) && !after.roles.is_empty(), "{}", dilemma.id);
    }
    let rest = history.dilemmas.len() - gone.len();
    assert_eq!(scenario.dilemmas.len(), rest);

    let parent = format!("format = 1\ntitle = \"P\"\nextends = \"history\"\n{}", own("mine"));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("parent.toml"), parent).unwrap();
    let events = "[[events]]\nid = \"llama4-delay\"\nremove = true\n";
    let text = format!(
        "format = 1\ntitle = \"C\"\nextends = \"parent\"\n{events}[[labs]]\nid = \"meta\"\nremove = true\n"
    );
    fs::write(folder.path().join("c.toml"), text).unwrap();
    let orphan = Scenario::load_file(&folder.path().join("c.toml")).unwrap();
    assert!(find(&orphan, "mine").is_none(), "a dilemma that asks nobody is gone");
}

#[test]
fn a_file_includes_dilemmas_of_others_and_speaks_last() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("parts")).unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write("parts/one.toml", format!("format = 1\n{}{}", own("first"), own("second")));
    let change = "[[dilemmas]]\nid = \"second\"\ntitle = \"Other\"\n";
    let head = "format = 1\ntitle = \"S\"\nextends = \"history\"\ninclude = [\"parts/one.toml\"]\n";
    write("s.toml", format!("{head}{change}"));
    let scenario = Scenario::load_file(&folder.path().join("s.toml")).unwrap();
    assert_eq!(find(&scenario, "first").unwrap().title, "T");
    assert_eq!(find(&scenario, "second").unwrap().title, "Other");

    write("parts/one.toml", "format = 1\n[levers.us]\nmarket_ban = 1\n".to_owned());
    let refused = Scenario::load_file(&folder.path().join("s.toml")).unwrap_err();
    let report = refused.to_string();
    assert!(report.contains("one.toml:2:2: there is no key `levers`"), "{report}");
}
