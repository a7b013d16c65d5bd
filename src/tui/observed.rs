//! Published figures that are the very quantity of a line of the chart: a stock of use in a scope that can be looked at.

use super::backtester;
use crate::model::bloc::{Access, Bloc, Segment};
use crate::model::observable::Observable;
use crate::playthrough::{Group, Scope, Snapshot};
use crate::scenario::observation::Trust;
use crate::tui::lines::Line;

/// What corresponds to which line. Flows, such as downloads and a router's tokens, are no line of the chart, and use in
/// all regions but China is no scope of it: their series stand on the Evidence screen alone.
const DRAWN: [(Scope, Group, Observable); 3] = [
    (
        Scope { region: Some(Bloc::Us), segment: Some(Segment::Enterprises) },
        Group::Access(Access::Open),
        Observable::OpenUsEnterprises,
    ),
    (
        Scope { region: Some(Bloc::Us), segment: Some(Segment::Government) },
        Group::Bloc(Bloc::Us),
        Observable::UsInUsGovernment,
    ),
    (Scope { region: Some(Bloc::China), segment: None }, Group::Bloc(Bloc::China), Observable::ChinaAtHome),
];

/// Published figures over the simulated past.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The series, by its name in files.
    pub series: String,
    /// How far the figures can be trusted, the least of them.
    pub trust: Trust,
    /// Middle of each figure's months, counted from the scenario's first one, and the figure.
    pub points: Vec<(f64, f64)>,
}

impl Observed {
    /// What the points are called: by how far they can be trusted, where that is not far.
    pub fn name(&self) -> String {
        let trust = if self.trust == Trust::Low { " (low trust)" } else { "" };
        format!("observed: {}{trust}", self.series)
    }

    /// The points in a sentence.
    pub fn sentence(&self) -> String {
        let points = self.points.iter().map(|(_, value)| format!("{:.0}%", value * 100.0));
        format!("{}: {}.", self.name(), points.collect::<Vec<_>>().join(", "))
    }
}

/// The published figures of a line that is drawn, of months that have been simulated; none where there are none.
pub fn of(snapshot: &Snapshot, scope: Scope, lines: &[Line]) -> Option<Observed> {
    let rows = backtester::observed().ok()?;
    let of_line = |(within, group, _): &&(Scope, Group, Observable)| {
        *within == scope && lines.iter().any(|line| line.group == *group)
    };
    let (_, _, observable) = DRAWN.iter().find(of_line)?;
    let start = snapshot.facts.setup.start;
    let is_past = |month| {
        month >= start && usize::try_from(month - start).is_ok_and(|at| at < snapshot.played.months())
    };
    let series = rows.series.iter().position(|series| series.observable == *observable)?;
    let own = rows.rows.iter().filter(|row| row.series == series && is_past(row.from) && is_past(row.to));
    let own: Vec<_> = own.collect();
    let middle = |row: &crate::scenario::observation::Observation| {
        f64::midpoint(f64::from(row.from.0), f64::from(row.to.0)) - f64::from(start.0)
    };
    let trust = own.iter().map(|row| row.trust).max()?;
    Some(Observed {
        series: rows.series[series].id.clone(),
        trust,
        points: own.iter().map(|row| (middle(row), row.value)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::measure::Evaluation;
    use crate::playthrough::{fixture, shares_of};

    #[test]
    fn every_line_is_the_very_quantity_that_its_series_is_set_beside() {
        let facts = fixture::facts();
        let game = fixture::game();
        let history = &game.snapshot().played;
        let evaluation = Evaluation::new(history, &facts.setup.parameters);
        for (scope, group, observable) in DRAWN {
            let grouping = group.grouping();
            let labs = &facts.setup.labs;
            let place = grouping.groups(labs).iter().position(|other| *other == group).unwrap();
            let shares = shares_of(history, scope, grouping, labs);
            for (row, shares) in shares.iter().enumerate() {
                let month = facts.setup.start + row as u16;
                let read = observable.read(&evaluation, month, month);
                assert!(
                    (shares[place] - read).abs() < 1e-12,
                    "{observable:?} {month}: {} {read}",
                    shares[place]
                );
            }
        }
    }

    #[test]
    fn figures_of_months_to_come_are_not_shown() {
        let snapshot = fixture::game().snapshot();
        let [scope, at_home] = [DRAWN[0].0, DRAWN[2].0];
        let lines = |scope, group: Group| crate::tui::lines::of(&snapshot, scope, group.grouping());
        let found = of(&snapshot, scope, &lines(scope, DRAWN[0].1)).unwrap();
        assert_eq!((found.series.as_str(), found.trust), ("enterprise-open", Trust::Medium));
        // Played to April 2025: the figure of the summer of 2025 lies ahead.
        assert_eq!(found.points, [(0.0, 0.2), (10.0, 0.19)]);
        assert_eq!(found.sentence(), "observed: enterprise-open: 20%, 19%.");
        assert_eq!(of(&snapshot, at_home, &lines(at_home, DRAWN[2].1)), None, "its months are not over");
        assert_eq!(of(&snapshot, scope, &lines(scope, DRAWN[1].1)), None, "other lines");
        assert_eq!(of(&snapshot, Scope::default(), &lines(Scope::default(), DRAWN[0].1)), None);
    }
}
