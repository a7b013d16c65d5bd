//! Runs as JSON lines: one object a run, with its series, to be read as they come.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::header::Header;
use super::status;
use crate::experiment::sweep::Record;

/// The line of a record, its end included.
///
/// # Errors
/// If it has no JSON text, which none has.
pub fn line(record: &Record, header: &Header) -> serde_json::Result<String> {
    let mut text = serde_json::to_string(&Line { record, header })?;
    text.push('\n');
    Ok(text)
}

struct Line<'a> {
    record: &'a Record,
    header: &'a Header,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { record, header } = self;
        let (run, world) = (&record.run, &header.scenarios[record.run.scenario]);
        let names: Vec<String> = world.series.iter().map(|&place| header.series[place].column()).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("run", &run.index)?;
        map.serialize_entry("point", &run.point)?;
        map.serialize_entry("scenario", &world.name)?;
        map.serialize_entry("replicate", &run.replicate)?;
        map.serialize_entry("seed", &run.seed.0)?;
        map.serialize_entry("version", &header.version)?;
        map.serialize_entry("model_version", &header.model)?;
        map.serialize_entry("digest", &header.digest)?;
        map.serialize_entry("posterior", &world.posterior)?;
        map.serialize_entry("status", status(record))?;
        map.serialize_entry("error", &record.outcome.as_ref().err())?;
        map.serialize_entry("factors", &Named { names: &header.factors, values: record.factors.iter() })?;
        if let Ok(sample) = &record.outcome {
            map.serialize_entry("world", sample.world.key())?;
            map.serialize_entry("end", &Named { names: &names, values: sample.ends.iter() })?;
            if !world.months.is_empty() {
                map.serialize_entry("months", &world.months)?;
                let values = sample.values.chunks_exact(world.months.len());
                map.serialize_entry("series", &Named { names: &names, values })?;
            }
        }
        map.end()
    }
}

/// Values by name. A missing number is `null`.
struct Named<'a, I> {
    names: &'a [String],
    values: I,
}

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Named<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.names.iter().zip(self.values.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::study::RunId;
    use crate::experiment::sweep::Sample;
    use crate::model::measure::EndWorld;
    use crate::model::random::Seed;
    use crate::report::results::header::tests::header;

    #[test]
    fn a_run_is_a_line() {
        let run = RunId { index: 7, scenario: 0, point: 3, replicate: 1, seed: Seed(9) };
        let values = vec![0.1, 0.2, f32::NAN, 0.25, 1.0, 2.0];
        let sample = Sample { world: EndWorld::Contested, ends: vec![0.2, 0.25, f64::NAN], values };
        let record = Record { run, factors: vec![0.5, 1.0], outcome: Ok(sample) };
        assert_eq!(
            line(&record, &header()).unwrap(),
            "{\"run\":7,\"point\":3,\"scenario\":\"two-worlds\",\"replicate\":1,\"seed\":9,\"version\":\"0.1.0\",\"model_version\":1,\"digest\":\"abc\",\"posterior\":\"none\",\"status\":\"ok\",\
             \"error\":null,\"factors\":{\"us.export_controls\":0.5,\"eu.programme\":1.0},\"world\":\"contested\",\
             \"end\":{\"market_index\":0.2,\"adoption_rate\":0.25,\"concentration\":null},\
             \"months\":[\"2024-06\",\"2024-12\"],\"series\":{\"market_index\":[0.1,0.2],\
             \"adoption_rate\":[null,0.25],\"concentration\":[1.0,2.0]}}\n"
        );
        let failed = Record { outcome: Err("no".to_owned()), ..record };
        let text = line(&failed, &header()).unwrap();
        assert!(
            text.contains("\"status\":\"failed\",\"error\":\"no\",") && text.ends_with("1.0}}\n"),
            "{text}"
        );
    }
}
