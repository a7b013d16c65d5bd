//! The manifest: what results are of, so that they can be cited and computed again on another machine.

use serde::{Deserialize, Serialize};

use super::header::{Header, none};

/// What stands in a results directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the results directory.
    pub format: u32,
    /// The program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The version of the model's numbers.
    pub model_version: u32,
    /// The digest of the study.
    pub digest: String,
    /// The seed of the study.
    pub seed: u64,
    /// Number of points.
    pub points: u64,
    /// Replicates of each point in each scenario.
    pub replicates: u64,
    /// Number of runs.
    pub runs: u64,
    /// Runs that failed.
    pub failed: u64,
    /// The part of the runs that these are, `i/n`; none if all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<String>,
    /// The files with the results.
    pub files: Vec<String>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The experiment file.
    pub experiment: toml::Table,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The digest of what its runs start from.
    pub digest: String,
    /// Digest of the posterior from which replicates took parameters, or `none`.
    #[serde(default = "none")]
    pub posterior: String,
    /// First month.
    pub first: String,
    /// Last month.
    pub last: String,
    /// Months kept of each series.
    pub months_kept: usize,
    /// Number of series.
    pub series: usize,
}

impl Manifest {
    /// The manifest of results with this header, so many of whose runs failed, in these files.
    pub fn new(header: &Header, failed: u64, files: Vec<String>) -> Self {
        let scenarios = header.scenarios.iter().map(|world| Scenario {
            name: world.name.clone(),
            digest: world.digest.clone(),
            posterior: world.posterior.clone(),
            first: world.first.clone(),
            last: world.last.clone(),
            months_kept: world.months.len(),
            series: world.series.len(),
        });
        Self {
            format: header.format,
            program: "weights".to_owned(),
            version: header.version.clone(),
            model_version: header.model,
            digest: header.digest.clone(),
            seed: header.seed,
            points: header.points,
            replicates: header.replicates,
            runs: header.part_runs(),
            failed,
            shard: header.part().filter(|part| !part.is_whole()).map(|part| part.to_string()),
            files,
            scenarios: scenarios.collect(),
            // It was written by this program from such a table.
            experiment: header.experiment.parse().unwrap_or_default(),
        }
    }

    /// Its text.
    ///
    /// # Errors
    /// If the experiment holds something that has no text, which none that was read from a file does.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// The manifest of a text.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// In what it differs from the one that results of this header would have, in words.
    pub fn differences(&self, header: &Header) -> Vec<String> {
        let here = Self::new(header, self.failed, self.files.clone());
        let mut all = Vec::new();
        let mut compare = |what: &str, there: String, here: String| {
            if there != here {
                all.push(format!("{what}: {there} there, {here} here"));
            }
        };
        let name = |one: &Self| {
            one.experiment.get("name").and_then(toml::Value::as_str).unwrap_or("unnamed").to_owned()
        };
        let scenarios = |one: &Self| {
            let word = |s: &Scenario| format!("{} ({})", s.name, s.digest.get(..8).unwrap_or_default());
            one.scenarios.iter().map(word).collect::<Vec<_>>().join(", ")
        };
        let kept = |one: &Self| {
            let word = |s: &Scenario| format!("{} in {} months", s.series, s.months_kept);
            one.scenarios.iter().map(word).collect::<Vec<_>>().join(", ")
        };
        let shard = |one: &Self| one.shard.clone().unwrap_or_else(|| "all".to_owned());
        compare("experiment", name(self), name(&here));
        compare("version of weights", self.version.clone(), here.version.clone());
        compare(
            "version of the model's numbers",
            self.model_version.to_string(),
            here.model_version.to_string(),
        );
        compare("seed", self.seed.to_string(), here.seed.to_string());
        compare("points", self.points.to_string(), here.points.to_string());
        compare("replicates", self.replicates.to_string(), here.replicates.to_string());
        compare("scenarios", scenarios(self), scenarios(&here));
        compare("series kept", kept(self), kept(&here));
        compare("part of the runs", shard(self), shard(&here));
        if all.is_empty() && self.digest != here.digest {
            all.push(format!("digest of the experiment: {} there, {} here", self.digest, here.digest));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::results::header::Shard;
    use crate::report::results::header::tests::header;

    #[test]
    fn a_manifest_reads_as_it_is_written_and_names_nothing_of_the_machine() {
        let manifest = Manifest::new(&header(), 1, vec!["runs.parquet".to_owned()]);
        let text = manifest.text().unwrap();
        assert_eq!(Manifest::read(&text).unwrap(), manifest);
        assert!(text.starts_with("format = 1\nprogram = \"weights\"\nversion = \"0.1.0\"\n"), "{text}");
        assert!(text.ends_with("[experiment]\nname = \"small\"\n"), "{text}");
        assert_eq!(manifest.differences(&header()), [""; 0]);
    }

    #[test]
    fn another_part_or_experiment_is_named() {
        let manifest = Manifest::new(&header(), 0, Vec::new());
        let part = Header { shard: Some(Shard { number: 1, of: 2 }), ..header() };
        assert_eq!(manifest.differences(&part), ["part of the runs: all there, 1/2 here"]);
        let other = Header { digest: "abd".to_owned(), ..header() };
        assert_eq!(manifest.differences(&other), ["digest of the experiment: abc there, abd here"]);
    }
}
