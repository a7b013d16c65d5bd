//! A scenario in the making: what a file's ancestors say, with the file's own keys put over it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::dilemma::Dilemma;
use super::document::FileError;
use super::mistake::ScenarioError;
use super::node::Node;
use super::posterior::Posterior;
use super::record;
use super::role::Role;
use super::section;
use super::sheet::Sheet;
use super::{Reference, Scenario};
use crate::model::calendar::Month;
use crate::model::lab::LabSpec;
use crate::model::lever::LeverPaths;
use crate::model::parameters::{Entry, Marked, Parameters};
use crate::model::setup::{ScheduledEvent, ScheduledKind, Setup};

/// A scenario in the making. Its fields are those of [`Scenario`] and [`Setup`].
#[derive(Clone)]
pub struct Draft {
    pub name: String,
    pub title: String,
    pub summary: String,
    pub briefing: String,
    pub question: String,
    pub notice: Vec<String>,
    pub to_try: Vec<String>,
    pub sources: Vec<Reference>,
    pub starts: Month,
    pub play_from: Month,
    pub ends: Month,
    pub pinned: bool,
    pub adopters: usize,
    pub levers: LeverPaths,
    pub parameters: Parameters,
    pub given: Marked,
    /// From which posterior runs take parameters; the program's own where no file says.
    pub posterior: Option<Option<Arc<Posterior>>>,
    pub labs: Vec<LabSpec>,
    pub events: Vec<DraftEvent>,
    /// Names of recorded releases that the scenario takes out.
    pub unrecorded: BTreeSet<String>,
    pub roles: Vec<Role>,
    pub dilemmas: Vec<Dilemma>,
}

/// A scheduled event whose lab is still a name.
#[derive(Clone)]
pub struct DraftEvent {
    pub id: String,
    pub month: Month,
    pub lab: String,
    pub kind: ScheduledKind,
    pub label: String,
}

impl Draft {
    /// What holds where no file says anything.
    pub fn blank() -> Self {
        let setup = Setup::empty();
        Self {
            name: String::new(),
            title: String::new(),
            summary: String::new(),
            briefing: String::new(),
            question: String::new(),
            notice: Vec::new(),
            to_try: Vec::new(),
            sources: Vec::new(),
            starts: setup.start,
            play_from: setup.start,
            ends: setup.end,
            pinned: false,
            adopters: setup.adopters,
            levers: setup.levers,
            parameters: setup.parameters,
            given: setup.given,
            posterior: None,
            labs: setup.labs,
            events: Vec::new(),
            unrecorded: BTreeSet::new(),
            roles: Vec::new(),
            dilemmas: Vec::new(),
        }
    }

    /// Puts a file's keys but for its dilemmas over what stands; mistakes are noted on its sheet.
    pub fn apply(&mut self, root: &Node<'_>) {
        section::head::read(root, self);
        section::time::read(root, self);
        section::labs::read(root, self);
        section::levers::read(root, self);
        section::parameters::read(root, self);
        section::events::read(root, self);
        section::roles::read(root, self);
        section::dilemmas::strike(self);
    }

    /// Gives a structural parameter a value.
    pub fn give(&mut self, entry: Entry, value: f64) {
        entry.set(&mut self.parameters, value);
        self.given.mark(entry);
    }

    /// The position of a lab.
    pub fn lab(&self, id: &str) -> Option<usize> {
        self.labs.iter().position(|lab| lab.id == id)
    }

    /// The scenario, where the draft is whole.
    pub fn finish(self, sheet: &Sheet, extends: Option<String>) -> Result<Scenario, ScenarioError> {
        if self.labs.is_empty() {
            let help = "write `extends = \"history\"` at the top, or give [[labs]]";
            sheet.report_whole("the scenario has no labs", help);
        }
        sheet.verdict(())?;
        let record = if self.pinned { record::read()? } else { Vec::new() };
        let posterior = match &self.posterior {
            Some(chosen) => chosen.clone(),
            None => Some(Posterior::shipped().map_err(FileError::into_mistakes)?),
        };
        Ok(self.into_scenario(&record, posterior, extends))
    }

    fn into_scenario(
        self,
        record: &[record::Release],
        posterior: Option<Arc<Posterior>>,
        extends: Option<String>,
    ) -> Scenario {
        let events = self.schedule(record);
        let setup = Setup {
            parameters: self.parameters,
            given: self.given,
            levers: self.levers,
            labs: self.labs,
            events,
            adopters: self.adopters,
            start: self.starts,
            end: self.ends,
            pinned_until: (self.pinned && self.play_from > self.starts).then_some(self.play_from),
            ..Setup::empty()
        };
        Scenario {
            name: self.name,
            extends,
            title: self.title,
            summary: self.summary,
            briefing: self.briefing,
            question: self.question,
            notice: self.notice,
            to_try: self.to_try,
            sources: self.sources,
            play_from: self.play_from,
            setup,
            posterior,
            roles: self.roles,
            dilemmas: self.dilemmas,
        }
    }

    /// All events in order: the scenario's own within its horizon, and the recorded releases before play
    /// (a release of the scenario's own takes the place of a recorded one of that lab and month).
    fn schedule(&self, record: &[record::Release]) -> Vec<ScheduledEvent> {
        let own = self.events.iter().filter(|event| event.month <= self.ends).filter_map(|event| {
            let lab = self.lab(&event.lab)?;
            let (id, label) = (event.id.clone(), event.label.clone());
            Some(ScheduledEvent { id, month: event.month, lab, kind: event.kind, label })
        });
        let mut events: Vec<ScheduledEvent> = own.collect();
        let recorded = record
            .iter()
            .filter(|release| release.month < self.play_from && !self.unrecorded.contains(&release.id));
        for release in recorded {
            let Some(lab) = self.lab(&release.lab) else { continue };
            let taken = |event: &ScheduledEvent| {
                let same_slot = event.lab == lab && event.month == release.month;
                same_slot && matches!(event.kind, ScheduledKind::Release(_)) || event.id == release.id
            };
            if !events.iter().any(taken) {
                let (id, label) = (release.id.clone(), release.model.clone());
                let kind = ScheduledKind::Release(release.mode);
                events.push(ScheduledEvent { id, month: release.month, lab, kind, label });
            }
        }
        let rank = |kind: &ScheduledKind| matches!(kind, ScheduledKind::Release(_));
        events.sort_by(|a, b| {
            (a.month, rank(&a.kind), a.lab, &a.id).cmp(&(b.month, rank(&b.kind), b.lab, &b.id))
        });
        events
    }
}
