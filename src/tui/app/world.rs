//! What the player looks at in a game.

use std::sync::Arc;
use std::time::Duration;

use super::Replay;
use crate::model::calendar::Month;
use crate::model::lever::{LEVERS, Lever};
use crate::playthrough::{Finding, Grouping, Inquiry, LeverMove, LeverStudy, Scope, Snapshot};
use crate::tui::action::{Panel, Tab};
use crate::tui::archetypes;
use crate::tui::lines::{self, Line};
use crate::tui::observed::{self, Observed};
use crate::tui::overlays::why::Subject;
use crate::tui::panels::goal::{Standing, standings};
use crate::tui::panels::news::Filter;
use crate::tui::panels::reveal::Reveal;
use crate::tui::screens::{adopters, compare, evidence, labs, policy};
use crate::tui::widgets::time_chart::nice_top;

/// How long a month lasts at the slowest speed: at the usual one, 2×, it is two seconds, time to read the news.
pub const SLOWEST: Duration = Duration::from_secs(4);
/// How many times the slowest, by speed.
pub const SPEEDS: [u32; 5] = [1, 2, 4, 8, 16];

/// The World screen.
#[derive(Clone, Debug)]
pub struct World {
    /// The game as last handed out; none while its history is being run.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The same with the labs' own names, whatever they are shown by.
    named: Option<Arc<Snapshot>>,
    /// Which screen of the game is shown.
    pub tab: Tab,
    /// The Adopters screen.
    pub adopters: adopters::State,
    /// The Labs screen.
    pub labs_screen: labs::State,
    /// The Policy screen.
    pub policy: policy::State,
    /// The Compare screen.
    pub compare: compare::State,
    /// The Evidence screen.
    pub evidence: evidence::State,
    /// The prediction that waits for its outcome.
    pub reveal: Reveal,
    /// Whether the end has been shown.
    pub end_seen: bool,
    /// The month chosen to go back to from the end; none for the strongest turning point's.
    pub back_to: Option<Month>,
    /// How offers are put into lines.
    pub grouping: Grouping,
    /// Whose use is looked at.
    pub scope: Scope,
    /// The month that is looked at; none for now.
    pub cursor: Option<Month>,
    /// The selected lever.
    pub lever: Lever,
    /// The panel in focus.
    pub panel: Panel,
    /// The selected piece of news, the latest first.
    pub news: usize,
    /// Which news are shown.
    pub filter: Filter,
    /// The selected row of the labs.
    pub labs: usize,
    /// What a screen wants to have explained; it is taken up at once.
    pub why: Option<Subject>,
    /// Whether time runs.
    pub playing: bool,
    /// Position in [`SPEEDS`].
    pub speed: usize,
    /// A month has been asked for and has not come yet.
    pub waiting: bool,
    /// A lever's value that has been asked for and has not come yet.
    pub draft: Option<(Lever, f64)>,
    /// How the goal of the role stands, read from the snapshot.
    pub goal: Vec<Standing>,
    /// The last change is being shown once more.
    pub replay: Option<Replay>,
    /// The lines of the chart, read from the snapshot.
    pub lines: Vec<Line>,
    /// Published figures that are a line's own quantity, over the simulated past.
    pub(in crate::tui) observed: Option<Observed>,
    /// Value at the chart's upper edge.
    pub top: f64,
}

impl Default for World {
    fn default() -> Self {
        Self {
            snapshot: None,
            named: None,
            tab: Tab::default(),
            adopters: adopters::State::default(),
            labs_screen: labs::State::default(),
            policy: policy::State::default(),
            compare: compare::State::default(),
            evidence: evidence::State::default(),
            reveal: Reveal::default(),
            end_seen: false,
            back_to: None,
            grouping: Grouping::default(),
            scope: Scope::default(),
            cursor: None,
            lever: LEVERS[0].lever,
            panel: Panel::Levers,
            news: 0,
            filter: Filter::default(),
            labs: 0,
            why: None,
            playing: false,
            speed: 1,
            waiting: false,
            draft: None,
            goal: Vec::new(),
            replay: None,
            lines: Vec::new(),
            observed: None,
            top: 1.0,
        }
    }
}

impl World {
    /// Takes a new state of the game, with labs shown by their archetypes or by their names.
    pub fn take(&mut self, snapshot: Arc<Snapshot>, archetypes: bool) {
        self.named = Some(Arc::clone(&snapshot));
        let snapshot = if archetypes { archetypes::renamed(&snapshot) } else { snapshot };
        if let Some((lever, value)) = self.draft
            && has_landed(&snapshot, lever, value)
        {
            self.draft = None;
        }
        self.replay = self.replay.filter(|_| snapshot.before.is_some());
        if let Some(before) = &self.snapshot
            && before.now != snapshot.now
        {
            (self.waiting, self.cursor) = (false, None);
        }
        self.playing &= !snapshot.at_end();
        self.reveal.take(&snapshot);
        let first = self.snapshot.as_ref().is_none_or(|before| before.futures.is_none());
        self.adopters.take(&snapshot);
        if self.snapshot.is_none()
            && let Some(lever) = Lever::all().find(|lever| snapshot.facts.holds(*lever))
        {
            self.lever = lever;
        }
        // What a lab wants and what it can do stands with the odds.
        if self.snapshot.is_none() && snapshot.facts.lab().is_some() {
            self.panel = Panel::Worlds;
        }
        let same_past = |before: &Arc<Snapshot>| Arc::ptr_eq(&before.played, &snapshot.played);
        if !self.snapshot.as_ref().is_some_and(same_past) {
            self.goal = standings(&snapshot);
        }
        self.snapshot = Some(snapshot);
        self.read_lines(first);
    }

    /// Shows labs by their archetypes, or by their names again.
    pub fn rename(&mut self, archetypes: bool) {
        let renamed = |named: &Arc<Snapshot>| match archetypes {
            true => archetypes::renamed(named),
            false => Arc::clone(named),
        };
        self.snapshot = self.named.as_ref().map(renamed);
        self.read_lines(false);
    }

    /// Reads the lines anew; the upper edge of the chart stays where it is as long as it fits, unless
    /// something else is being looked at.
    pub fn read_lines(&mut self, other: bool) {
        let Some(snapshot) = self.shown() else { return };
        self.lines = lines::of(&snapshot, self.scope, self.grouping);
        self.observed = observed::of(&snapshot, self.scope, &self.lines);
        let figures = self.observed.iter().flat_map(|observed| observed.points.iter().map(|point| point.1));
        let highest = figures.fold(lines::highest(&self.lines), f64::max);
        let wanted = nice_top(highest);
        let too_high = highest < 0.8 * self.top && self.replay.is_none();
        if other || wanted > self.top || too_high {
            self.top = wanted;
        }
    }

    /// Where a lever stands this month, or to where it is being moved.
    pub fn value(&self, lever: Lever) -> f64 {
        let aim = self.tried(lever).and_then(|tried| tried.value);
        match (self.draft, &self.snapshot) {
            (Some((moving, value)), _) if moving == lever => value,
            (_, Some(_)) if aim.is_some() => aim.unwrap_or_default(),
            (_, Some(snapshot)) => snapshot.levers.path(lever).value(snapshot.now),
            _ => lever.spec().default,
        }
    }

    /// Whether something waits for an answer.
    pub fn is_asked(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.question.is_some())
    }

    /// Whether the player decides for a lab.
    pub fn plays_lab(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.facts.lab().is_some())
    }

    /// What is shown here that takes simulations to find: what the selected lever does, while time is held.
    pub fn wants(&self) -> Vec<Inquiry> {
        let held = !self.playing && !self.waiting && self.replay.is_none();
        let asked = held && self.panel == Panel::Levers && self.snapshot.is_some() && !self.at_end();
        if asked { vec![Inquiry::Lever(self.lever)] } else { Vec::new() }
    }

    /// What is known of a lever's effects as the game stands.
    pub fn study(&self, lever: Lever) -> Option<&LeverStudy> {
        match &**self.snapshot.as_ref()?.findings.get(&Inquiry::Lever(lever))? {
            Finding::Lever(study) => Some(study),
            _ => None,
        }
    }

    /// Whether the player may move a lever.
    pub fn holds(&self, lever: Lever) -> bool {
        self.snapshot.as_ref().is_none_or(|snapshot| snapshot.facts.holds(lever))
    }

    /// Whether the keys for moving a lever mean the selected one.
    pub fn is_on_lever(&self) -> bool {
        self.tab == Tab::Policy || self.panel == Panel::Levers
    }

    /// Whether the moves being tried can be paid for.
    pub fn affords_draft(&self) -> bool {
        let purse = self.snapshot.as_ref().and_then(|snapshot| snapshot.purse);
        purse.is_none_or(|purse| purse.affords_draft())
    }

    /// Whether keys write into a field of the screen.
    pub fn is_typing(&self) -> bool {
        match self.tab {
            Tab::Adopters => self.adopters.typing.is_some(),
            Tab::Evidence => self.evidence.typing,
            _ => false,
        }
    }

    /// Whether moves are being tried.
    pub fn is_trying(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| !snapshot.draft.is_empty())
    }

    /// Whether a list is in focus whose entries can be asked about.
    pub fn is_reading(&self) -> bool {
        self.tab == Tab::World && matches!(self.panel, Panel::Labs | Panel::News)
    }

    /// The move of a lever that is being tried.
    pub fn tried(&self, lever: Lever) -> Option<&LeverMove> {
        self.snapshot.as_ref()?.draft.iter().find(|tried| tried.lever == lever)
    }

    /// Where a lever stands this month without the moves being tried.
    pub fn applied(&self, lever: Lever) -> f64 {
        match &self.snapshot {
            Some(snapshot) => snapshot.applied.path(lever).value(snapshot.now),
            None => lever.spec().default,
        }
    }

    /// Where the scenario has a lever this month.
    pub fn given(&self, lever: Lever) -> f64 {
        match &self.snapshot {
            Some(snapshot) => snapshot.facts.setup.levers.path(lever).value(snapshot.now),
            None => lever.spec().default,
        }
    }

    /// The first month of the present move of a lever.
    pub fn moved_since(&self, lever: Lever) -> Option<Month> {
        let snapshot = self.snapshot.as_ref()?;
        let setup = &snapshot.facts.setup;
        let differs = |month: &Month| {
            snapshot.levers.path(lever).value(*month) != setup.levers.path(lever).value(*month)
        };
        (setup.start.0..=snapshot.now.0).rev().map(Month).take_while(differs).last()
    }

    /// Whether the player has a lever off the scenario's path, now or later.
    pub fn moved(&self, lever: Lever) -> bool {
        let Some(snapshot) = &self.snapshot else { return false };
        let (own, setup) = (snapshot.levers.path(lever), &snapshot.facts.setup);
        let given = setup.levers.path(lever);
        self.value(lever) != self.given(lever)
            || (snapshot.now.0..=setup.end.0).map(Month).any(|month| own.value(month) != given.value(month))
    }

    /// The scenario's next step of a lever after this month: when, and to which value.
    pub fn planned(&self, lever: Lever) -> Option<(Month, f64)> {
        let snapshot = self.snapshot.as_ref()?;
        let (setup, given) = (&snapshot.facts.setup, self.given(lever));
        let later = |(month, _): &(Month, f64)| *month > snapshot.now && *month <= setup.end;
        setup.levers.path(lever).steps().filter(later).find(|(_, value)| *value != given)
    }

    /// Whether the last month has been run.
    pub fn at_end(&self) -> bool {
        self.snapshot.as_ref().is_some_and(|snapshot| snapshot.at_end())
    }
}

/// Whether a value that was asked for has come: it is being tried, or the lever's path leads to it.
fn has_landed(snapshot: &Snapshot, lever: Lever, value: f64) -> bool {
    let tried = snapshot.draft.iter().find(|tried| tried.lever == lever).and_then(|tried| tried.value);
    let path = snapshot.levers.path(lever);
    let mut months = (snapshot.now.0..=snapshot.facts.setup.end.0).map(Month);
    match tried {
        Some(aim) => aim == value,
        None => months.any(|month| path.value(month) == value),
    }
}
