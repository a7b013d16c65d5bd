//! The header of a sweep's results: all that must be known to read its journal and to put its tables together.

use serde::{Deserialize, Serialize};

use super::FORMAT;
use super::label::Label;
use crate::experiment::study::Study;
use crate::experiment::sweep::Part;
use crate::playthrough::record::MODEL_VERSION;
use crate::report::provenance::Drawn;

/// What results are of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The version of the results directory.
    pub format: u32,
    /// The version of the program.
    pub version: String,
    /// The version of the model's numbers.
    pub model: u32,
    /// The experiment's name.
    pub name: String,
    /// The digest of the study.
    pub digest: String,
    /// The seed of the study.
    pub seed: u64,
    /// Number of points.
    pub points: u64,
    /// Replicates of each point in each scenario.
    pub replicates: u64,
    /// Number of runs, all parts together.
    pub runs: u64,
    /// Names of the factors.
    pub factors: Vec<String>,
    /// The scenarios.
    pub scenarios: Vec<World>,
    /// All series, of whatever scenario.
    pub series: Vec<Label>,
    /// The experiment file, in one way of writing it.
    pub experiment: String,
    /// The part of the runs that these are; none if all.
    pub shard: Option<Shard>,
}

/// A scenario of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// Its name.
    pub name: String,
    /// The digest of what its runs start from.
    pub digest: String,
    /// Digest of the posterior from which replicates took parameters, or `none`.
    #[serde(default = "none")]
    pub posterior: String,
    /// First and last month.
    pub first: String,
    /// Last month.
    pub last: String,
    /// The months kept.
    pub months: Vec<String>,
    /// Its series, by their places in [`Header::series`].
    pub series: Vec<usize>,
}

/// A part of the runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// Its number, from 1.
    pub number: u64,
    /// Of how many.
    pub of: u64,
}

impl Header {
    /// The header of a study's results, or of a part of them. `experiment` is the text of its file.
    pub fn of(study: &Study, part: Part, experiment: String) -> Self {
        let mut series: Vec<Label> = Vec::new();
        let scenarios = (0..study.scenarios.len()).map(|place| world(study, place, &mut series)).collect();
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: MODEL_VERSION,
            name: study.name.clone(),
            digest: study.digest().to_string(),
            seed: study.seed.0,
            points: study.points() as u64,
            replicates: study.replicates as u64,
            runs: study.runs(),
            factors: study.factors.iter().map(|factor| factor.name.clone()).collect(),
            scenarios,
            series,
            experiment,
            shard: (!part.is_whole()).then_some(Shard { number: part.number(), of: part.of() }),
        }
    }

    /// The part of the runs that these are; none if there is no such part.
    pub fn part(&self) -> Option<Part> {
        self.shard.map_or(Some(Part::WHOLE), |Shard { number, of }| Part::new(number, of).ok())
    }

    /// Number of runs of this part.
    pub fn part_runs(&self) -> u64 {
        self.part().map_or(0, |part| part.runs(self.runs))
    }

    /// Whether all places in it lead to something, so that it can be read by.
    pub fn is_sound(&self) -> bool {
        let places = |world: &World| world.series.iter().all(|&place| place < self.series.len());
        self.part().is_some() && !self.scenarios.is_empty() && self.scenarios.iter().all(places)
    }
}

/// What stands for no posterior.
pub(super) fn none() -> String {
    Drawn::key(None).to_owned()
}

fn world(study: &Study, place: usize, all: &mut Vec<Label>) -> World {
    let scenario = &study.scenarios[place];
    let mut place_of = |label: Label| {
        all.iter().position(|other| *other == label).unwrap_or_else(|| {
            all.push(label);
            all.len() - 1
        })
    };
    let labels = study.series[place].iter().map(|key| Label::of(key, &scenario.setup.labs));
    World {
        name: scenario.name.clone(),
        digest: study.scenario_digest(place).to_string(),
        posterior: Drawn::key(Drawn::of(&study.models(place), study.replicates).as_ref()).to_owned(),
        first: scenario.setup.start.to_string(),
        last: scenario.setup.end.to_string(),
        months: study.months(place).iter().map(ToString::to_string).collect(),
        series: labels.map(&mut place_of).collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The header of results of two factors, three series and two months.
    pub fn header() -> Header {
        let label = |measure: &str| Label {
            measure: measure.to_owned(),
            bloc: "all".to_owned(),
            access: "all".to_owned(),
            region: "all".to_owned(),
            segment: "all".to_owned(),
            lab: String::new(),
            pair: String::new(),
        };
        let world = World {
            name: "two-worlds".to_owned(),
            digest: "0123456789".to_owned(),
            posterior: none(),
            first: "2024-01".to_owned(),
            last: "2024-12".to_owned(),
            months: vec!["2024-06".to_owned(), "2024-12".to_owned()],
            series: vec![0, 1, 2],
        };
        Header {
            format: FORMAT,
            version: "0.1.0".to_owned(),
            model: 1,
            name: "small".to_owned(),
            digest: "abc".to_owned(),
            seed: 3,
            points: 5,
            replicates: 2,
            runs: 10,
            factors: vec!["us.export_controls".to_owned(), "eu.programme".to_owned()],
            scenarios: vec![world],
            series: vec![label("market_index"), label("adoption_rate"), label("concentration")],
            experiment: "name = \"small\"\n".to_owned(),
            shard: None,
        }
    }

    #[test]
    fn a_part_has_its_share_of_the_runs() {
        let part = Header { shard: Some(Shard { number: 2, of: 4 }), ..header() };
        assert_eq!((header().part_runs(), part.part_runs()), (10, 3));
        let none = Header { shard: Some(Shard { number: 5, of: 4 }), ..header() };
        assert!(none.part().is_none() && !none.is_sound());
    }

    #[test]
    fn a_header_reads_as_it_is_written() {
        let text = serde_json::to_string(&header()).unwrap();
        assert_eq!(serde_json::from_str::<Header>(&text).unwrap(), header());
        let mut broken = header();
        broken.scenarios[0].series[1] = 3;
        assert!(header().is_sound() && !broken.is_sound());
    }
}
