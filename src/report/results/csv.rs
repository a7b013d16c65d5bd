//! The tables as CSV: UTF-8, commas, quotes only where a field needs them, `\n` at the end of each line. A missing value is an
//! empty field; numbers are written with as many digits as give the same number back.

use std::fmt::{Display, Write as _};
use std::io::Write;

use super::header::Header;
use super::label::COLUMNS;
use super::{TableError, Tables, status};
use crate::experiment::sweep::{Record, Sample};

/// Both tables as CSV.
#[derive(Debug)]
pub struct Csv<W: Write> {
    runs: W,
    series: W,
    header: Header,
    /// Of each series of each scenario: the fields of its groups.
    labels: Vec<Vec<String>>,
    text: String,
}

impl<W: Write> Csv<W> {
    /// Tables in two files, which get their first lines.
    ///
    /// # Errors
    /// If they cannot be written to.
    pub fn new(header: &Header, mut runs: W, mut series: W) -> Result<Self, TableError> {
        let mut first = String::from("run,point,scenario,replicate,seed,status,error");
        header.factors.iter().for_each(|factor| field(&mut first, factor));
        first.push_str(",world");
        header.series.iter().for_each(|label| field(&mut first, &label.column()));
        writeln!(runs, "{first}")?;
        writeln!(series, "run,month,{},value", COLUMNS.join(","))?;
        let label = |place: &usize| header.series[*place].values().join(",");
        let labels = header.scenarios.iter().map(|world| world.series.iter().map(label).collect()).collect();
        Ok(Self { runs, series, header: header.clone(), labels, text: String::new() })
    }

    fn series_rows(&mut self, run: u64, scenario: usize, sample: &Sample) -> Result<(), TableError> {
        let months = &self.header.scenarios[scenario].months;
        let mut values = sample.values.iter();
        for label in &self.labels[scenario] {
            self.text.clear();
            for (month, value) in months.iter().zip(values.by_ref()) {
                // Writing to a string cannot fail.
                let _ = write!(self.text, "{run},{month},{label}");
                number(&mut self.text, value, value.is_nan());
                self.text.push('\n');
            }
            self.series.write_all(self.text.as_bytes())?;
        }
        Ok(())
    }
}

impl<W: Write> Tables for Csv<W> {
    fn push(&mut self, record: Record) -> Result<(), TableError> {
        let run = &record.run;
        let world = &self.header.scenarios[run.scenario];
        let mut line = format!("{},{}", run.index, run.point);
        field(&mut line, &world.name);
        let _ = write!(line, ",{},{},{}", run.replicate, run.seed.0, status(&record));
        field(&mut line, record.outcome.as_ref().err().map_or("", String::as_str));
        record.factors.iter().for_each(|value| number(&mut line, value, value.is_nan()));
        let mut ends = vec![f64::NAN; self.header.series.len()];
        if let Ok(sample) = &record.outcome {
            field(&mut line, sample.world.key());
            world.series.iter().zip(&sample.ends).for_each(|(&place, end)| ends[place] = *end);
        } else {
            line.push(',');
        }
        ends.iter().for_each(|value| number(&mut line, value, value.is_nan()));
        writeln!(self.runs, "{line}")?;
        match &record.outcome {
            Ok(sample) => self.series_rows(run.index, run.scenario, sample),
            Err(_) => Ok(()),
        }
    }

    fn finish(&mut self) -> Result<(), TableError> {
        self.runs.flush()?;
        Ok(self.series.flush()?)
    }
}

fn field(line: &mut String, text: &str) {
    line.push(',');
    if text.contains([',', '"', '\n', '\r']) {
        let _ = write!(line, "\"{}\"", text.replace('"', "\"\""));
    } else {
        line.push_str(text);
    }
}

fn number(line: &mut String, value: &impl Display, is_missing: bool) {
    line.push(',');
    if !is_missing {
        let _ = write!(line, "{value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::study::RunId;
    use crate::model::measure::EndWorld;
    use crate::model::random::Seed;
    use crate::report::results::header::tests::header;

    #[test]
    fn a_failed_run_is_a_row_with_its_error_and_no_series() {
        let run = |index| RunId { index, scenario: 0, point: 4, replicate: 1, seed: Seed(u64::MAX) };
        let ends = vec![0.1, f64::NAN, -3.0];
        let values = vec![0.1, 0.2, f32::NAN, 0.25, 1.0, 2.0];
        let sample = Sample { world: EndWorld::Contested, ends, values };
        let (mut runs, mut series) = (Vec::new(), Vec::new());
        let mut csv = Csv::new(&header(), &mut runs, &mut series).unwrap();
        csv.push(Record { run: run(0), factors: vec![0.5, 1.0], outcome: Ok(sample) }).unwrap();
        let error = "no \"lab\", none".to_owned();
        csv.push(Record { run: run(1), factors: vec![0.5, 1.0], outcome: Err(error) }).unwrap();
        csv.finish().unwrap();
        assert_eq!(
            String::from_utf8(runs).unwrap(),
            "run,point,scenario,replicate,seed,status,error,us.export_controls,eu.programme,world,market_index,\
             adoption_rate,concentration\n\
             0,4,two-worlds,1,18446744073709551615,ok,,0.5,1,contested,0.1,,-3\n\
             1,4,two-worlds,1,18446744073709551615,failed,\"no \"\"lab\"\", none\",0.5,1,,,,\n"
        );
        assert_eq!(
            String::from_utf8(series).unwrap(),
            "run,month,measure,bloc,access,region,segment,lab,pair,value\n\
             0,2024-06,market_index,all,all,all,all,,,0.1\n0,2024-12,market_index,all,all,all,all,,,0.2\n\
             0,2024-06,adoption_rate,all,all,all,all,,,\n0,2024-12,adoption_rate,all,all,all,all,,,0.25\n\
             0,2024-06,concentration,all,all,all,all,,,1\n0,2024-12,concentration,all,all,all,all,,,2\n"
        );
    }
}
