//! Experiment files: every mistake gives its exact message, and the examples are read. The files of
//! `tests/invalid-experiments` hold one mistake each, with the message beside them;
//! `BLESS=1 cargo test --test experiment_files` rewrites the messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use weights_of_nations::experiment::study::Study;
use weights_of_nations::report::screening::Screening;

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

#[test]
fn every_mistake_gives_its_message() {
    let files = files("tests/invalid-experiments");
    assert!(files.len() > 80, "{} files", files.len());
    let mut parted = Vec::new();
    for path in &files {
        let actual = match Study::load(path) {
            Ok(_) => panic!("{} is read", path.display()),
            Err(error) => format!("{}\n", error.to_string().replace('\\', "/")),
        };
        let expected_path = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default().replace("\r\n", "\n");
        if actual != expected {
            parted.push(format!("{}\nexpected:\n{expected}\nactual:\n{actual}", path.display()));
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}

#[test]
fn every_message_has_its_file() {
    for entry in fs::read_dir("tests/invalid-experiments").unwrap() {
        let path = entry.unwrap().path();
        assert!(path.is_dir() || path.with_extension("toml").is_file(), "{} has no file", path.display());
    }
}

#[test]
fn the_examples_are_read_and_every_point_of_them_has_a_setup() {
    let files = files("experiments");
    assert!(files.len() >= 4, "{} files", files.len());
    for path in files {
        let study = match Study::load(&path) {
            Ok(study) => study,
            Err(error) => panic!("{error}"),
        };
        let stem = path.file_stem().unwrap().to_string_lossy();
        assert_eq!(study.name, stem);
        for scenario in 0..study.scenarios.len() {
            for point in 0..study.points() {
                assert!(study.setup(scenario, point).is_ok(), "{stem} {point}");
            }
        }
    }
}

#[test]
fn the_screening_kept_is_of_the_experiment_that_is_kept() {
    let study = Study::load(Path::new("experiments/screening.toml")).unwrap();
    let kept = Screening::kept().unwrap();
    assert_eq!((study.points(), study.replicates), (kept.points, kept.replicates));
    // The lowest and highest value that each factor takes are the ends of its range.
    let values: Vec<Vec<f64>> = (0..study.points()).map(|point| study.values(point)).collect();
    let ends = |place: usize| {
        let column = values.iter().map(|point| point[place]);
        column
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    };
    let experiment: Vec<_> = study.factors.iter().map(|f| f.name.clone()).zip((0..).map(ends)).collect();
    let screening: Vec<_> = kept.parameters.iter().map(|p| (p.name.clone(), p.range)).collect();
    for ((name, (low, high)), (kept, (from, to))) in experiment.iter().zip(&screening) {
        assert_eq!(name, kept);
        assert!(
            (low - from).abs() < 1e-9 && (high - to).abs() < 1e-9,
            "{name}: {low} to {high}, {from} to {to}"
        );
    }
    assert_eq!(experiment.len(), screening.len());
}

/// The value of `network_strength` at each point of a list.
fn listed(list: &str) -> Vec<f64> {
    let folder = tempfile::tempdir().unwrap();
    let text = "format = 1\nname = \"test\"\nscenarios = [\"history\"]\ndesign = \"list\"\nfile = \"points\"\n\
                [[factors]]\nname = \"us.export_controls\"\n[[factors]]\nname = \"network_strength\"\n";
    fs::write(folder.path().join("test.toml"), text).unwrap();
    fs::write(folder.path().join("points"), list).unwrap();
    let study = Study::load(&folder.path().join("test.toml")).unwrap();
    (0..study.points()).map(|point| study.values(point)[1]).collect()
}

#[test]
fn lists_are_read_with_and_without_names_and_with_any_delimiter() {
    let lists = [
        "network_strength,us.export_controls\n2,0.5\n2.5,tight\n",
        "\u{feff}\"us.export_controls\";\"network_strength\"\r\n0.5; 2\r\n\r\n# a remark\r\n0.5;2.5",
        "us.export_controls\tnetwork_strength\n0.5\t2\n0\t2.5\n",
        "5.00000000e-01 2.00000000e+00\n7.50000000e-01 2.50000000e+00\n",
        "0.5,2\n1,2.5",
    ];
    for list in lists {
        assert_eq!(listed(list), [2.0, 2.5], "{list}");
    }
}

#[test]
fn the_digest_knows_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let here = Path::new("experiments/points-of-another-tool.toml");
    for name in ["points-of-another-tool.toml", "points.csv"] {
        fs::copy(here.with_file_name(name), folder.path().join(name)).unwrap();
    }
    let there = Study::load(&folder.path().join("points-of-another-tool.toml")).unwrap();
    assert_eq!(there.digest(), Study::load(here).unwrap().digest());
    fs::write(
        folder.path().join("points.csv"),
        fs::read_to_string("experiments/points.csv").unwrap() + "0.07,0,0\n",
    )
    .unwrap();
    let other = Study::load(&folder.path().join("points-of-another-tool.toml")).unwrap();
    assert_ne!(other.digest(), there.digest());
}
