//! `design` and its keys: which points, and whether they are too many.

use super::factors::Read;
use super::{LARGEST_MOST_RUNS, MOST_RUNS, Reader, optional};
use crate::experiment::design::{
    Axis, Design, Grid, LatinHypercube, MOST_DIMENSIONS, Morris, Saltelli, Sobol,
};
use crate::experiment::study::Levels;
use crate::model::random::Seed;
use crate::scenario::{Field, Node};

/// The keys of each design.
const KEYS: [(&str, &[&str]); 6] = [
    ("grid", &["levels"]),
    ("list", &["file"]),
    ("lhs", &["points"]),
    ("sobol", &["points", "scramble"]),
    ("morris", &["trajectories", "levels"]),
    ("saltelli", &["base", "second_order", "scramble"]),
];
/// Most points, trajectories or rows that a file may ask for; how many runs it may ask for is another matter.
const MOST: i64 = 1 << 32;
/// Levels of a Morris design, and most of any design.
const MORRIS_LEVELS: i64 = 4;
const MOST_LEVELS: i64 = 1_000_000;

/// How large a study is beside its points.
#[derive(Clone, Copy)]
pub struct Size {
    pub scenarios: usize,
    pub replicates: usize,
}

impl Reader {
    /// The design; none if anything about it is wrong, or it is too large.
    pub fn design(
        &self,
        root: &Node<'_>,
        factors: Option<&[Read<'_>]>,
        seed: Option<Seed>,
        size: Size,
    ) -> Option<Design> {
        let most = optional(root, "most_runs", Some(MOST_RUNS as i64), |f| f.whole_in(1, LARGEST_MOST_RUNS));
        let (kind, field) = kind(root, factors)?;
        stray_keys(root, kind);
        if kind != "grid" {
            factors.iter().copied().flatten().for_each(|read| read.no_levels(kind));
        }
        let asked = match kind {
            "list" => return self.list(root, factors?, size, most?),
            "grid" => grid(root, factors),
            "lhs" | "sobol" => points(root, kind, factors),
            "morris" => morris(root, factors),
            _ => saltelli(root, factors),
        };
        let asked = asked?;
        let place = field.or_else(|| root.field("scenarios"))?;
        fits(&place, asked.points(), size, most? as u64)
            .then(|| asked.design(factors.unwrap_or_default().len(), seed))?
    }

    fn list(&self, root: &Node<'_>, factors: &[Read<'_>], size: Size, most: i64) -> Option<Design> {
        let field = root.need("file", "the CSV file with the points")?;
        let factors: Vec<_> = factors.iter().map(|read| &read.factor).collect();
        let list = self.points_of(&field, &factors)?;
        fits(&field, list.points() as u128, size, most as u64).then_some(Design::List(list))
    }
}

/// Which design, and where it is named. A study without factors has one point and need not say so.
fn kind<'a>(root: &Node<'a>, factors: Option<&[Read<'_>]>) -> Option<(&'static str, Option<Field<'a>>)> {
    let none = factors.is_some_and(<[_]>::is_empty);
    let Some(field) = root.field("design") else {
        if none {
            return Some(("grid", None));
        }
        root.missing("design", &format!("one of: {}", Design::NAMES.join(", ")));
        return None;
    };
    let word = field.one_of("design", &Design::NAMES)?;
    let kind = Design::NAMES.into_iter().find(|name| *name == word)?;
    if none && kind != "grid" {
        let help = "add [[factors]], or take out `design`: the scenarios are then run as they are";
        field.report(format!("the design `{kind}` has no factors"), Some(help.to_owned()));
        return None;
    }
    Some((kind, Some(field)))
}

fn stray_keys(root: &Node<'_>, kind: &str) {
    let own = KEYS.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, keys)| keys);
    let of_designs = |field: &Field<'_>| KEYS.iter().any(|(_, keys)| keys.contains(&field.key));
    for field in root.fields().filter(|field| of_designs(field) && !own.contains(&field.key)) {
        let message = format!("`{}` does not belong to the design `{kind}`", field.key);
        let help = match (kind, field.key) {
            ("morris", "points") => {
                "give `trajectories`: each has one point more than there are factors".to_owned()
            }
            ("saltelli", "points") => {
                "give `base`, the rows of its base matrices; the points follow from it".to_owned()
            }
            ("grid", "points") => "give `levels`; the points follow from them".to_owned(),
            _ => format!("its keys are: {}", own.join(", ")),
        };
        field.report_key(message, Some(help));
    }
}

/// A design that is asked for, before its size is known to be bearable.
enum Asked {
    Grid(Vec<Axis>),
    Lhs(usize),
    Sobol { points: usize, scramble: bool },
    Morris { dimensions: usize, trajectories: usize, levels: usize },
    Saltelli { dimensions: usize, base: usize, second_order: bool, scramble: bool },
}

impl Asked {
    fn points(&self) -> u128 {
        match self {
            Self::Grid(axes) => {
                axes.iter().fold(1_u128, |points, axis| points.saturating_mul(axis.levels() as u128))
            }
            Self::Lhs(points) | Self::Sobol { points, .. } => *points as u128,
            Self::Morris { dimensions, trajectories, .. } => {
                *trajectories as u128 * (*dimensions as u128 + 1)
            }
            Self::Saltelli { dimensions, base, second_order, .. } => {
                let rows = (1 + u128::from(*second_order)) * *dimensions as u128 + 2;
                *base as u128 * rows
            }
        }
    }

    fn design(self, dimensions: usize, seed: Option<Seed>) -> Option<Design> {
        let seed = seed?;
        Some(match self {
            Self::Grid(axes) => Design::Grid(Grid::new(axes)),
            Self::Lhs(points) => Design::Lhs(LatinHypercube::new(dimensions, points, seed)),
            Self::Sobol { points, scramble } => {
                Design::Sobol(Sobol::new(dimensions, points, scramble.then_some(seed)))
            }
            Self::Morris { trajectories, levels, .. } => {
                Design::Morris(Morris::new(dimensions, trajectories, levels, seed))
            }
            Self::Saltelli { base, second_order, scramble, .. } => {
                Design::Saltelli(Saltelli::new(dimensions, base, second_order, scramble.then_some(seed)))
            }
        })
    }
}

fn grid(root: &Node<'_>, factors: Option<&[Read<'_>]>) -> Option<Asked> {
    let common = optional(root, "levels", Some(None), |field| field.whole_in(1, MOST_LEVELS).map(Some))?;
    let needs = |read: &Read<'_>| read.levels.is_none() && matches!(read.factor.levels, Levels::Range { .. });
    if let Some(read) = factors?.iter().find(|read| needs(read) && common.is_none()) {
        root.missing("levels", &format!("into how many values the range of `{}` is cut", read.factor.name));
        return None;
    }
    let axis = |read: &Read<'_>| match &read.factor.levels {
        Levels::Values(values) => Axis::Middles(values.len()),
        Levels::Range { .. } => Axis::Ends(read.levels.unwrap_or(common.unwrap_or(1) as usize)),
    };
    Some(Asked::Grid(factors?.iter().map(axis).collect()))
}

fn points(root: &Node<'_>, kind: &str, factors: Option<&[Read<'_>]>) -> Option<Asked> {
    let field = root.need("points", "how many points are looked at");
    let points = field.and_then(|field| field.whole_in(1, MOST)).map(|points| points as usize);
    if kind == "lhs" {
        return points.map(Asked::Lhs);
    }
    let scramble = optional(root, "scramble", Some(true), Field::flag);
    enough_dimensions(root, factors, MOST_DIMENSIONS)?;
    Some(Asked::Sobol { points: points?, scramble: scramble? })
}

fn morris(root: &Node<'_>, factors: Option<&[Read<'_>]>) -> Option<Asked> {
    let field = root.need("trajectories", "how many trajectories are walked");
    let trajectories = field.and_then(|field| field.whole_in(1, MOST));
    let levels = optional(root, "levels", Some(MORRIS_LEVELS), |field| {
        let levels = field.whole_in(2, MOST_LEVELS)?;
        if levels % 2 == 1 {
            field.wrong_with("an even number", Some("4 is the usual one".to_owned()));
            return None;
        }
        Some(levels)
    });
    let (trajectories, levels) = (trajectories? as usize, levels? as usize);
    Some(Asked::Morris { dimensions: factors?.len(), trajectories, levels })
}

fn saltelli(root: &Node<'_>, factors: Option<&[Read<'_>]>) -> Option<Asked> {
    let field = root.need("base", "rows of the base matrices, a power of two");
    let base = field.and_then(|field| power_of_two(&field));
    let second_order = optional(root, "second_order", Some(false), Field::flag);
    let scramble = optional(root, "scramble", Some(true), Field::flag);
    enough_dimensions(root, factors, MOST_DIMENSIONS / 2)?;
    let dimensions = factors?.len();
    Some(Asked::Saltelli { dimensions, base: base?, second_order: second_order?, scramble: scramble? })
}

fn power_of_two(field: &Field<'_>) -> Option<usize> {
    let base = field.whole_in(1, MOST)? as u64;
    if !base.is_power_of_two() {
        let above = base.next_power_of_two();
        let help = format!("the nearest are {} and {above}", above / 2);
        field.wrong_with("a power of two: only then do the rows cover the space evenly", Some(help));
        return None;
    }
    Some(base as usize)
}

fn enough_dimensions(root: &Node<'_>, factors: Option<&[Read<'_>]>, most: usize) -> Option<()> {
    let (count, field) = (factors?.len(), root.field("design")?);
    if count > most {
        field.report(format!("{count} factors, more than the {most} that this design can have"), None);
        return None;
    }
    Some(())
}

/// Whether a design has no more runs than allowed; reported if it has.
fn fits(field: &Field<'_>, points: u128, size: Size, most: u64) -> bool {
    let runs = points.saturating_mul(size.scenarios as u128).saturating_mul(size.replicates as u128);
    if runs <= u128::from(most) {
        return true;
    }
    let (points, runs) = (told(points), told(runs));
    let (scenarios, replicates) =
        (counted(size.scenarios, "scenario"), counted(size.replicates, "replicate"));
    let message = format!(
        "the study is too large: {points} points, {scenarios} and {replicates} make {runs} runs, more than {most}"
    );
    let help = "ask for fewer points or replicates, or allow as many with `most_runs = ...`";
    field.report(message, Some(help.to_owned()));
    false
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A number, rounded where it is longer than anybody reads.
fn told(number: u128) -> String {
    if number < 1_000_000_000_000 { number.to_string() } else { format!("{:.1e}", number as f64) }
}
