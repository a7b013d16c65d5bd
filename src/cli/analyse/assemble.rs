//! The table of runs put in order for analysis: by scenario, point and replicate, with what the experiment says of factors.

use std::collections::BTreeMap;

use anyhow::anyhow;

use crate::cli::Failure;
use crate::experiment::analysis::{Column, Factor, Plan, Role, Table};
use crate::experiment::sensitivity::Scale;
use crate::model::lever::Lever;
use crate::model::measure::EndWorld;
use crate::report::results::back::{As, Cells, TableFile};
use crate::report::results::manifest::Manifest;
use crate::scenario::{Quantity, nearest};

/// The column with the end worlds; those of measures stand after it.
pub const WORLD: &str = "world";

/// Factors that are taken as something else than what they are by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Roles<'a> {
    /// Those that can be chosen.
    pub policies: &'a [String],
    /// Those that are not known.
    pub uncertain: &'a [String],
}

/// Reads a table of runs.
///
/// # Errors
/// If it cannot be read ([`Failure::Failed`]), or does not fit the manifest or the roles ([`Failure::Input`]).
pub fn table(
    manifest: &Manifest,
    runs: &TableFile,
    measures: &[String],
    roles: &Roles<'_>,
) -> Result<Table, Failure> {
    let said = Said(&manifest.experiment);
    let names = said.factor_names();
    check(roles, &names)?;
    let mut wanted =
        vec![("point", As::Numbers), ("replicate", As::Numbers), ("scenario", As::Texts), (WORLD, As::Texts)];
    wanted.extend(names.iter().map(|name| (name.as_str(), As::Numbers)));
    wanted.extend(measures.iter().map(|name| (name.as_str(), As::Numbers)));
    let read = runs.read(&wanted).map_err(|error| Failure::Failed(error.into()))?;
    let rows = Rows { cells: read, manifest };
    let order = rows.order().map_err(Failure::Input)?;
    let column = |name: &String| {
        let numbers = rows.numbers(name);
        Column { name: name.clone(), values: order.iter().map(|&row| numbers[row]).collect() }
    };
    let points = rows.points(&names, &order);
    let factors = names.iter().enumerate().map(|(place, name)| Factor {
        name: name.clone(),
        role: roles.of(name),
        scale: said.scale(place, points.iter().map(|point| point[place])),
    });
    Ok(Table {
        name: said.text("name").unwrap_or("unnamed").to_owned(),
        design: said.design().to_owned(),
        plan: said.plan(),
        factors: factors.collect(),
        scenarios: manifest.scenarios.iter().map(|scenario| scenario.name.clone()).collect(),
        replicates: manifest.replicates as usize,
        paired: said.text("pairing") != Some("independent"),
        measures: measures.iter().map(column).collect(),
        worlds: order.iter().map(|&row| rows.world(row)).collect(),
        points,
    })
}

impl Roles<'_> {
    /// What a factor is: policy levers can be chosen, all else is not known, unless asked otherwise.
    fn of(&self, name: &str) -> Role {
        let is_lever = Lever::find(name.split('@').next().unwrap_or(name)).is_some();
        let is_chosen = self.policies.iter().any(|chosen| chosen == name);
        let is_unknown = self.uncertain.iter().any(|unknown| unknown == name);
        if is_chosen || is_lever && !is_unknown { Role::Policy } else { Role::Uncertainty }
    }
}

fn check(roles: &Roles<'_>, factors: &[String]) -> Result<(), Failure> {
    let of = |option: &'static str, names: &'_ [String]| {
        names.iter().map(move |name| (option, name.clone())).collect::<Vec<_>>()
    };
    for (option, name) in of("--policy", roles.policies).into_iter().chain(of("--uncertain", roles.uncertain))
    {
        if !factors.contains(&name) {
            let near = nearest(&name, factors.iter().map(String::as_str));
            let asked = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let all = factors.join(", ");
            return Err(Failure::Input(anyhow!(
                "{option} {name}: the sweep has no such factor{asked}\n  help: its factors are: {all}"
            )));
        }
    }
    match roles.policies.iter().find(|name| roles.uncertain.contains(name)) {
        Some(name) => Err(Failure::Input(anyhow!(
            "{name} is given to both --policy and --uncertain: it can be one of them"
        ))),
        None => Ok(()),
    }
}

/// What the experiment file says, as the manifest keeps it.
struct Said<'a>(&'a toml::Table);

impl Said<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(toml::Value::as_str)
    }

    /// The design; a sweep without factors need not name one.
    fn design(&self) -> &str {
        self.text("design").unwrap_or("grid")
    }

    fn plan(&self) -> Plan {
        match self.design() {
            "morris" => Plan::Morris,
            "saltelli" => {
                let second_order = self.0.get("second_order").and_then(toml::Value::as_bool);
                Plan::Saltelli { second_order: second_order.unwrap_or(false) }
            }
            _ => Plan::Points,
        }
    }

    fn factors(&self) -> &[toml::Value] {
        self.0.get("factors").and_then(toml::Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Names of the factors in the table of runs: those that stand more than once have their month.
    fn factor_names(&self) -> Vec<String> {
        let text = |factor: &toml::Value, key: &str| {
            factor.get(key).and_then(toml::Value::as_str).map(str::to_owned)
        };
        let all: Vec<_> = self
            .factors()
            .iter()
            .map(|factor| (text(factor, "name").unwrap_or_default(), text(factor, "from")))
            .collect();
        let named = |(name, from): &(String, Option<String>)| match from {
            Some(from) if all.iter().filter(|(other, _)| other == name).count() > 1 => {
                format!("{name}@{from}")
            }
            _ => name.clone(),
        };
        all.iter().map(named).collect()
    }

    /// The scale of a factor; one that the file says nothing of has the range of its values.
    fn scale(&self, place: usize, values: impl Iterator<Item = f64>) -> Scale {
        let factor = &self.factors()[place];
        let name = factor.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        let numbers = |key: &str| {
            let items = factor.get(key)?.as_array()?;
            items.iter().map(|item| number(name, item)).collect::<Option<Vec<f64>>>()
        };
        let is_log = factor.get("log").and_then(toml::Value::as_bool) == Some(true);
        match (numbers("values"), numbers("range").as_deref()) {
            (Some(values), _) => Scale::Values(values),
            (None, Some(&[low, high])) if is_log => Scale::Ratios(low, high),
            (None, Some(&[low, high])) => Scale::Range(low, high),
            _ => {
                let (low, high) =
                    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
                Scale::Range(low, high)
            }
        }
    }
}

/// A number, or the value of one of a lever's named settings.
fn number(factor: &str, item: &toml::Value) -> Option<f64> {
    match item {
        toml::Value::Integer(whole) => Some(*whole as f64),
        toml::Value::Float(number) => Some(*number),
        toml::Value::String(text) => Quantity::find(factor).ok()?.number(text).ok(),
        _ => None,
    }
}

/// The rows of a table of runs.
struct Rows<'a> {
    cells: BTreeMap<String, Cells>,
    manifest: &'a Manifest,
}

impl Rows<'_> {
    fn numbers(&self, name: &str) -> &[f64] {
        match self.cells.get(name) {
            Some(Cells::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }

    fn text(&self, name: &str, row: usize) -> Option<&str> {
        match self.cells.get(name) {
            Some(Cells::Texts(texts)) => texts[row].as_deref(),
            _ => None,
        }
    }

    fn world(&self, row: usize) -> Option<EndWorld> {
        let key = self.text(WORLD, row)?;
        EndWorld::ALL.into_iter().find(|world| world.key() == key)
    }

    /// Rows by scenario, point and replicate.
    fn order(&self) -> anyhow::Result<Vec<usize>> {
        let Manifest { points, replicates, runs, scenarios, .. } = self.manifest;
        let (points, replicates, rows) =
            (*points as usize, *replicates as usize, self.numbers("point").len());
        let all = scenarios.len().checked_mul(points).and_then(|all| all.checked_mul(replicates));
        if rows == 0 || rows as u64 != *runs || all != Some(rows) {
            let help = "help: it was changed after the sweep, or copied in part; do the sweep again, or copy it whole";
            return Err(anyhow!("the table of runs has {rows} rows, and the manifest says {runs}\n  {help}"));
        }
        let mut order = vec![usize::MAX; rows];
        for row in 0..rows {
            let name = self.text("scenario", row);
            let scenario = scenarios.iter().position(|scenario| Some(scenario.name.as_str()) == name);
            let [point, replicate] = ["point", "replicate"].map(|column| self.numbers(column)[row]);
            let place = scenario.filter(|_| point < points as f64 && replicate < replicates as f64);
            let place = place.map(|s| (s * points + point as usize) * replicates + replicate as usize);
            match place.map(|place| &mut order[place]) {
                Some(free) if *free == usize::MAX => *free = row,
                _ => {
                    return Err(anyhow!(
                        "row {} of the table of runs (scenario {}, point {point}, replicate {replicate}) stands twice, or \
                         is of another sweep",
                        row + 1,
                        name.unwrap_or("unnamed")
                    ));
                }
            }
        }
        Ok(order)
    }

    fn points(&self, names: &[String], order: &[usize]) -> Vec<Vec<f64>> {
        let (points, replicates) = (self.manifest.points as usize, self.manifest.replicates as usize);
        let columns: Vec<&[f64]> = names.iter().map(|name| self.numbers(name)).collect();
        (0..points)
            .map(|point| columns.iter().map(|column| column[order[point * replicates]]).collect())
            .collect()
    }
}
