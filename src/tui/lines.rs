//! The lines of the chart, read from a snapshot: names, hues, medians, bands, ghosts.

use super::theme::Hue;
use super::wording;
use crate::model::bloc::{Access, Bloc};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::playthrough::{Futures, Group, Grouping, Scope, Snapshot, Spread, shares_of};

/// A line before it has a colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose line it is.
    pub group: Group,
    /// Written at its end.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// Its letter, for want of colour.
    pub marker: char,
    /// Shares by month: as played, then the median of the futures.
    pub points: Vec<f64>,
    /// The 10 to 90 % of the futures, from the last played month on.
    pub band: Vec<(f64, f64)>,
    /// What would have been with no lever moved, from where it differs.
    pub ghost: Vec<f64>,
}

/// A line that never reaches this share is left out.
const NEGLIGIBLE: f64 = 0.01;
/// Among labs, only so many lines have a band: eleven would be a fog.
const BANDS_OF_LABS: usize = 3;

/// All lines of some weight, the largest at the end first.
pub fn of(snapshot: &Snapshot, scope: Scope, grouping: Grouping) -> Vec<Line> {
    let setup = &snapshot.facts.setup;
    let labs = &setup.labs;
    let months = setup.months();
    let played = snapshot.shares(scope, grouping);
    let unmoved = snapshot.unmoved.as_ref().map(|history| shares_of(history, scope, grouping, labs));
    let spreads = |futures: &Futures| (futures.from, futures.spreads(scope, grouping, labs));
    let futures = snapshot.futures.as_deref().map(spreads);
    let ghosts = snapshot.unmoved.as_ref().and(snapshot.unmoved_futures.as_deref()).map(spreads);
    let mut lines = Vec::new();
    for (i, group) in grouping.groups(labs).into_iter().enumerate() {
        let course = |past: &[Vec<f64>], spread: Option<(Month, &Spread)>| {
            continued(past, i, spread, snapshot, months)
        };
        let of_group =
            |all: &'_ Option<(Month, Vec<Spread>)>| all.as_ref().map(|(from, s)| (*from, s[i].clone()));
        let (spread, ghost_spread) = (of_group(&futures), of_group(&ghosts));
        let points = course(&played, spread.as_ref().map(|(from, s)| (*from, s)));
        let ghost = unmoved.as_ref().map(|past| course(past, ghost_spread.as_ref().map(|(f, s)| (*f, s))));
        let line = Line {
            group,
            name: wording::group(group, labs),
            hue: hue(group, labs),
            marker: marker(group),
            band: spread.map(|(from, s)| band(&points, from, &s, snapshot)).unwrap_or_default(),
            ghost: ghost.map(|ghost| where_it_differs(ghost, &points)).unwrap_or_default(),
            points,
        };
        let reach =
            line.points.iter().chain(&line.ghost).copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        if reach >= NEGLIGIBLE {
            lines.push(line);
        }
    }
    let last = |line: &Line| line.points.iter().rev().copied().find(|v| v.is_finite()).unwrap_or(0.0);
    lines.sort_by(|a, b| last(b).total_cmp(&last(a)));
    if grouping == Grouping::Lab {
        lines.iter_mut().skip(BANDS_OF_LABS).for_each(|line| line.band.clear());
    }
    lines
}

/// The highest value drawn.
pub fn highest(lines: &[Line]) -> f64 {
    let values = lines.iter().flat_map(|line| {
        let bands = line.band.iter().map(|edges| edges.1);
        line.points.iter().copied().chain(bands).chain(line.ghost.iter().copied())
    });
    values.filter(|value| value.is_finite()).fold(0.0, f64::max)
}

fn continued(
    past: &[Vec<f64>],
    group: usize,
    spread: Option<(Month, &Spread)>,
    snapshot: &Snapshot,
    months: usize,
) -> Vec<f64> {
    let mut points: Vec<f64> = past.iter().map(|shares| shares[group]).take(months).collect();
    if let Some((from, spread)) = spread {
        let later =
            (points.len()..months).map(|i| at(&spread.median, snapshot.facts.setup.start + i as u16, from));
        points.extend(later.collect::<Vec<_>>());
    }
    points
}

/// The band opens from the last played value.
fn band(points: &[f64], from: Month, spread: &Spread, snapshot: &Snapshot) -> Vec<(f64, f64)> {
    let now = snapshot.played.months();
    let edge = |i: usize| {
        let month = snapshot.facts.setup.start + i as u16;
        (at(&spread.low, month, from), at(&spread.high, month, from))
    };
    (0..points.len())
        .map(|i| match i + 1 {
            next if next < now => (f64::NAN, f64::NAN),
            next if next == now => (points[i], points[i]),
            _ => edge(i),
        })
        .collect()
}

fn at(values: &[f64], month: Month, from: Month) -> f64 {
    usize::try_from(month - from).ok().and_then(|i| values.get(i)).copied().unwrap_or(f64::NAN)
}

/// Nothing, up to the month before the first difference that can be seen.
fn where_it_differs(mut ghost: Vec<f64>, points: &[f64]) -> Vec<f64> {
    let same = ghost.iter().zip(points).take_while(|(a, b)| (*a - *b).abs() < 0.002 || a.is_nan()).count();
    ghost[..same.saturating_sub(1)].fill(f64::NAN);
    if same >= points.len().min(ghost.len()) { Vec::new() } else { ghost }
}

/// The hue of a bloc's models.
pub fn bloc_hue(bloc: Bloc, access: Access) -> Hue {
    match (bloc, access) {
        (Bloc::Us, Access::Closed) => Hue::Sky,
        (Bloc::Us, Access::Open) => Hue::Blue,
        (Bloc::China, Access::Open) => Hue::Vermilion,
        (Bloc::China, Access::Closed) => Hue::Orange,
        (Bloc::Europe, Access::Open) => Hue::Green,
        (Bloc::Europe, Access::Closed) => Hue::Mint,
        (Bloc::Row, Access::Open) => Hue::Purple,
        (Bloc::Row, Access::Closed) => Hue::Lilac,
    }
}

/// The hue of a bloc as a whole.
pub fn origin_hue(bloc: Bloc) -> Hue {
    match bloc {
        Bloc::Us => Hue::Sky,
        Bloc::China => Hue::Vermilion,
        Bloc::Europe => Hue::Green,
        Bloc::Row => Hue::Purple,
    }
}

fn hue(group: Group, labs: &[LabSpec]) -> Hue {
    match group {
        Group::BlocAccess(bloc, access) => bloc_hue(bloc, access),
        Group::Bloc(bloc) => origin_hue(bloc),
        Group::Access(Access::Closed) => Hue::Sky,
        Group::Access(Access::Open) => Hue::Orange,
        // Labs of one bloc wear its two hues in turn.
        Group::Lab(lab) => {
            let bloc = labs[lab].bloc;
            let before = labs[..lab].iter().filter(|other| other.bloc == bloc).count();
            let first = if bloc == Bloc::Us { Access::Closed } else { Access::Open };
            let second = Access::ALL[1 - first.index()];
            bloc_hue(bloc, if before % 2 == 0 { first } else { second })
        }
    }
}

/// The letter of a bloc's models: a capital for closed ones, a small letter for open ones.
pub fn letter(bloc: Bloc, access: Access) -> char {
    let letter = ['U', 'C', 'E', 'R'][bloc.index()];
    if access == Access::Open { letter.to_ascii_lowercase() } else { letter }
}

/// A letter for each line: capitals for closed models, small ones for open.
fn marker(group: Group) -> char {
    match group {
        Group::BlocAccess(bloc, access) => letter(bloc, access),
        Group::Bloc(bloc) => letter(bloc, Access::Closed),
        Group::Access(Access::Closed) => 'C',
        Group::Access(Access::Open) => 'o',
        Group::Lab(lab) => char::from(b'a' + (lab % 26) as u8),
    }
}
