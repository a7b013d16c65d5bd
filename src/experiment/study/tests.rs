//! Runs, seeds, values, setups and digests of studies.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Factor, KeptMonths, Levels, Pairing, Study, Target};
use crate::experiment::design::{Axis, Design, Grid, LatinHypercube, Sobol};
use crate::model::calendar::Month;
use crate::model::lever::Lever;
use crate::model::random::Seed;

const ISSUE: &str = r#"
format     = 1
name       = "controls-and-programme"
scenarios  = ["two-worlds"]
design     = "lhs"
points     = 200
replicates = 20
adopters   = 10000
seed       = 3
measures   = ["adoption_share", "frontier_gap"]     # all when absent

[[factors]]
name  = "us.export_controls"
range = [0.0, 1.0]
from  = "2026-01"

[[factors]]
name   = "us.open_model_programme"
values = [0.0, 0.35, 1.0]
from   = "2026-01"
"#;

fn study(text: &str) -> Study {
    match Study::from_text("test.toml", text) {
        Ok(study) => study,
        Err(error) => panic!("{error}"),
    }
}

fn refusal(text: &str) -> String {
    Study::from_text("test.toml", text).unwrap_err().to_string()
}

fn with(replacements: &[(&str, &str)]) -> Study {
    study(&replacements.iter().fold(ISSUE.to_owned(), |text, (old, new)| text.replace(old, new)))
}

/// The study of a grid of so many points, with the given number of scenarios and replicates.
fn sized(scenarios: usize, points: usize, replicates: usize) -> Study {
    let mut study = study(ISSUE);
    let scenario = study.scenarios[0].clone();
    study.scenarios = vec![scenario; scenarios];
    study.design = Design::Grid(Grid::new(vec![Axis::Ends(points), Axis::Ends(1)]));
    study.order = Study::order_of(&study.design, study.seed);
    study.replicates = replicates;
    study
}

#[test]
fn every_run_is_asked_for_once_in_any_order_of_points() {
    let base = sized(1, 1, 1);
    let sizes = (1_usize..4, 1_usize..40, 1_usize..5, any::<u64>(), any::<bool>());
    proptest!(ProptestConfig::with_cases(32), |((scenarios, points, replicates, seed, grows) in sizes)| {
        let mut study = base.clone();
        study.scenarios = vec![base.scenarios[0].clone(); scenarios];
        study.design = match grows {
            true => Design::Sobol(Sobol::new(2, points, Some(Seed(seed)))),
            false => Design::Lhs(LatinHypercube::new(2, points, Seed(seed))),
        };
        study.order = Study::order_of(&study.design, Seed(seed));
        study.replicates = replicates;
        let runs: Vec<_> = (0..study.runs()).map(|index| study.run(index)).collect();
        let distinct: BTreeSet<_> = runs.iter().map(|run| (run.scenario, run.point, run.replicate)).collect();
        prop_assert_eq!(distinct.len(), scenarios * points * replicates);
        prop_assert!(runs.iter().all(|run| run.scenario < scenarios && run.point < points));
        prop_assert!(runs.is_sorted_by_key(|run| run.replicate));
        // One scenario after the other at each point.
        prop_assert!(runs.chunks(scenarios).all(|chunk| chunk.iter().all(|run| run.point == chunk[0].point)));
    });
}

#[test]
fn runs_cut_off_cover_the_space() {
    let study = sized(2, 64, 3);
    let quarters: BTreeSet<usize> = (0..32).map(|index| study.run(index).point / 16).collect();
    assert_eq!(quarters.len(), 4);
    assert!((0..128).all(|index| study.run(index).replicate == 0));
}

#[test]
fn paired_runs_share_their_seeds_and_independent_ones_do_not() {
    let mut study = sized(2, 10, 3);
    for run in (0..study.runs()).map(|index| study.run(index)) {
        assert_eq!(run.seed, study.seed.of_run(run.replicate as u64));
    }
    study.pairing = Pairing::Independent;
    let runs: Vec<_> = (0..study.runs()).map(|index| study.run(index)).collect();
    assert_eq!(runs.iter().map(|run| run.seed).collect::<BTreeSet<_>>().len(), 60);
    // Replicates that are added leave the others as they were.
    study.replicates = 5;
    assert!(runs.iter().all(|run| study.run(run.index) == *run));
}

#[test]
fn the_file_of_the_documentation_is_read() {
    let study = study(ISSUE);
    assert_eq!((study.points(), study.runs(), study.seed), (200, 4_000, Seed(3)));
    assert_eq!(study.series[0].iter().map(|key| key.name()).collect::<BTreeSet<_>>().len(), 2);
    assert_eq!(study.months(0).len(), 84);
    let setup = study.setup(0, 17).unwrap();
    let values = study.values(17);
    assert_eq!(setup.adopters, 10_000);
    for (lever, value) in [(Lever::UsExportControls, values[0]), (Lever::UsOpenModelProgramme, values[1])] {
        let (before, after) = (study.scenarios[0].setup.levers.path(lever), setup.levers.path(lever));
        assert!((0..24).map(Month).all(|month| before.value(month) == after.value(month)));
        assert!((24..84).map(Month).all(|month| after.value(month) == value));
    }
}

#[test]
fn values_apart_and_whole_numbers_have_equal_parts_of_the_way() {
    let factor =
        |levels| Factor { name: "adopters".to_owned(), target: Target::Adopters, from: None, levels };
    let count = |factor: &Factor, value: f64| {
        (0..1_000).filter(|i| factor.value((f64::from(*i) + 0.5) / 1e3) == value).count()
    };
    let whole = factor(Levels::Range { low: 100.0, high: 103.0, log: false });
    assert_eq!([100.0, 101.0, 102.0, 103.0].map(|value| count(&whole, value)), [250; 4]);
    let apart = factor(Levels::Values(vec![500.0, 100.0]));
    assert_eq!([500.0, 100.0].map(|value| count(&apart, value)), [500; 2]);
    assert_eq!(
        [whole.value(0.0), whole.value(1.0), apart.value(0.0), apart.value(1.0)],
        [100.0, 103.0, 500.0, 100.0]
    );
    let log = factor(Levels::Range { low: 100.0, high: 10_000.0, log: true });
    assert_eq!([log.value(0.0), log.value(0.5), log.value(1.0)], [100.0, 1_000.0, 10_000.0]);
}

#[test]
fn a_lever_can_be_a_factor_from_more_than_one_month() {
    let two = with(&[
        ("us.open_model_programme", "us.export_controls"),
        ("from   = \"2026-01\"", "from = \"2025-06\""),
    ]);
    let names: Vec<&str> = two.factors.iter().map(|factor| factor.name.as_str()).collect();
    assert_eq!(names, ["us.export_controls@2026-01", "us.export_controls@2025-06"]);
    let (setup, values) = (two.setup(0, 3).unwrap(), two.values(3));
    let path = setup.levers.path(Lever::UsExportControls);
    assert_eq!([path.value(Month(20)), path.value(Month(24))], [values[1], values[0]]);
}

#[test]
fn named_settings_parameters_labs_and_adopters_are_factors() {
    let text = r#"
        format = 1
        name = "all"
        scenarios = ["history"]
        design = "grid"
        [[factors]]
        name = "us.export_controls"
        values = ["none", "as-in-2025", 1]
        [[factors]]
        name = "network_strength"
        range = [1, 3]
        levels = 3
        [[factors]]
        name = "labs.deepseek.compute"
        values = [-1, 0]
        [[factors]]
        name = "adopters"
        values = [200, 400]
    "#;
    let study = study(text);
    assert_eq!((study.points(), study.runs()), (36, 36));
    assert_eq!(study.values(0), [0.0, 1.0, -1.0, 200.0]);
    assert_eq!(study.values(35), [1.0, 3.0, 0.0, 400.0]);
    let setup = study.setup(0, 35).unwrap();
    assert_eq!((setup.parameters.network_strength, setup.adopters), (3.0, 400));
    assert_eq!(setup.labs.iter().find(|lab| lab.id == "deepseek").unwrap().compute, 0.0);
    assert_eq!(setup.levers.path(Lever::UsExportControls).value(Month(0)), 1.0);
}

#[test]
fn a_study_without_factors_runs_its_scenarios_as_they_are() {
    let study =
        study("format = 1\nname = \"plain\"\nscenarios = [\"history\", \"chip-wall\"]\nreplicates = 5");
    assert_eq!((study.points(), study.runs(), study.values(0).len()), (1, 10, 0));
    assert_eq!(study.setup(1, 0).unwrap(), study.scenarios[1].setup);
}

#[test]
fn the_digest_is_of_what_is_asked_not_of_how_it_is_written() {
    let base = study(ISSUE).digest();
    assert_eq!(base, study(ISSUE).digest());
    let mut lines: Vec<&str> = ISSUE.lines().skip(1).take(9).collect();
    lines.reverse();
    let (_, factors) = ISSUE.split_at(ISSUE.find("[[").unwrap());
    assert_eq!(study(&format!("# a remark\n{}\n{factors}", lines.join("\n"))).digest(), base);
    let changes = [
        ("controls-and-programme", "another"),
        ("two-worlds", "chip-wall"),
        ("\"lhs\"", "\"sobol\""),
        ("= 200", "= 201"),
        ("= 20\n", "= 21\n"),
        ("= 10000", "= 10001"),
        ("= 3\n", "= 4\n"),
        (", \"frontier_gap\"", ""),
        ("0.0, 1.0]", "0.0, 0.9]"),
        ("[0.0, 0.35, 1.0]", "[0.0, 1.0, 0.35]"),
        ("from   = \"2026-01\"", "from   = \"2026-02\""),
        ("seed ", "pairing = \"independent\"\nseed "),
        ("seed ", "series = { every = 12 }\nseed "),
    ];
    let digests: BTreeSet<String> =
        changes.iter().map(|change| with(&[*change]).digest().to_string()).collect();
    assert_eq!(digests.len(), changes.len());
    assert!(!digests.contains(&base.to_string()));
}

#[test]
fn the_months_kept_end_with_the_last() {
    let (start, end) = (Month(0), Month(30));
    assert_eq!(KeptMonths::ALL.of(start, end).len(), 31);
    assert!(KeptMonths::None.of(start, end).is_empty());
    let every = |every, from: Option<u16>| KeptMonths::Every { every, from: from.map(Month) }.of(start, end);
    assert_eq!(every(12, None), [0, 12, 24, 30].map(Month));
    assert_eq!(every(10, Some(10)), [10, 20, 30].map(Month));
    assert_eq!(every(99, Some(30)), [Month(30)]);
}

#[test]
fn single_series_are_chosen_by_their_groups() {
    let one = with(&[(
        "\"adoption_share\", ",
        "{ measure = \"adoption_share\", bloc = \"china\", access = \"open\" }, ",
    )]);
    let shares: Vec<_> = one.series[0].iter().filter(|key| key.name() == "adoption_share").collect();
    assert_eq!(shares.len(), 1);
    assert!(shares[0].region.is_none() && shares[0].bloc.is_some());
}

#[test]
fn what_is_too_large_is_told_and_can_be_allowed() {
    let large = ISSUE.replace("= 200", "= 1000000");
    let report = refusal(&large);
    assert!(
        report
            .contains("1000000 points, 1 scenario and 20 replicates make 20000000 runs, more than 10000000"),
        "{report}"
    );
    assert_eq!(study(&large.replace("seed", "most_runs = 20_000_000\nseed")).runs(), 20_000_000);
    let grid = ISSUE.replace("\"lhs\"", "\"grid\"").replace("points     = 200", "levels = 1000000000000");
    assert!(refusal(&grid).contains("a whole number from 1 to 1000000"));
}

#[test]
fn any_text_is_read_or_refused() {
    proptest!(ProptestConfig::with_cases(200), |(at in 0..ISSUE.len(), length in 0_usize..9, new in "[a-z0-9\\[\\]\"=.,\n -]{0,6}")| {
        let (head, tail) = (&ISSUE[..at], &ISSUE[(at + length).min(ISSUE.len())..]);
        if let Ok(study) = Study::from_text("test.toml", &format!("{head}{new}{tail}")) {
            prop_assert!(study.setup(0, study.points() - 1).is_ok());
        }
    });
}
