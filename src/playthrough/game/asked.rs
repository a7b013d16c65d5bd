//! What the worlds of a game are asked, and what comes of it.

use std::sync::Arc;

use super::Game;
use crate::experiment::ensemble::{EnsembleError, Workers};
use crate::playthrough::Facts;
use crate::playthrough::course::Course;
use crate::playthrough::futures::Futures;
use crate::playthrough::inquiry::{Basis, Finding, Inquiry, Material};
use crate::playthrough::line::Lines;
use crate::playthrough::lot::Lots;
use crate::playthrough::projection::{Answer, Branch, Wish, run};
use crate::playthrough::snapshot::Snapshot;

/// So many answers are kept at once.
const MOST_FINDINGS: usize = 256;

impl Game {
    /// Starts a game in which these lines have been played.
    pub fn with_lines(facts: Facts, lines: Lines) -> Self {
        let mut game = Self::new(facts);
        game.lines = lines;
        game.play_again();
        game
    }

    /// The futures still wanted for this moment.
    pub fn wishes(&self) -> Vec<Wish> {
        if self.is_over() || self.facts.futures == 0 {
            return Vec::new();
        }
        let tried = self.tried();
        let played = (Branch::Played, &self.played, self.played.model_under(&tried));
        let given = |course: &Course| course.model_under(&self.facts.setup.play());
        let unmoved = self.unmoved.as_ref().map(|course| (Branch::Unmoved, course, given(course)));
        let wanted = std::iter::once(played).chain(unmoved).filter(|(_, course, _)| !course.is_seen());
        let wish = |(branch, course, model): (Branch, &Course, _)| Wish {
            branch,
            revision: course.state,
            present: Arc::new(course.simulation().world().clone()),
            model,
            lots: Lots::of(&self.facts),
            runs: self.facts.futures,
        };
        wanted.map(wish).collect()
    }

    /// Takes futures in; those of an earlier moment are refused.
    pub fn take(&mut self, answer: Answer) -> bool {
        let course = match answer.branch {
            Branch::Played => Some(&mut self.played),
            Branch::Unmoved => self.unmoved.as_mut(),
        };
        let Some(course) = course.filter(|course| course.state == answer.revision) else { return false };
        course.futures = Some(answer.futures);
        course.futures_of = answer.revision;
        true
    }

    /// Runs all wanted futures here and now.
    pub fn project(&mut self) {
        for wish in self.wishes() {
            let runs = (0..wish.runs).filter_map(|k| run(&wish, k, || true)).map(Arc::new).collect();
            let futures = Futures { from: wish.present.month, wanted: wish.runs, runs };
            self.take(Answer { branch: wish.branch, revision: wish.revision, futures: Arc::new(futures) });
        }
    }

    /// Lets go of answers that hold no more, and of some that do where there are too many.
    fn forget(&mut self) {
        if self.findings.len() <= MOST_FINDINGS {
            return;
        }
        let mut kept = std::mem::take(&mut self.findings);
        kept.retain(|inquiry, (basis, _)| *basis == self.basis(inquiry));
        while kept.len() > MOST_FINDINGS / 2 {
            kept.pop_first();
        }
        self.findings = kept;
    }

    /// What inquiries are answered from.
    pub fn material(&self) -> Material {
        Material {
            facts: Arc::clone(&self.facts),
            opening: Arc::clone(&self.opening),
            played: Arc::new(self.played.clone()),
            lines: self.lines.clone(),
            draft: self.draft.clone(),
        }
    }

    /// What an answer to an inquiry hangs on, as the game stands.
    pub fn basis(&self, inquiry: &Inquiry) -> Basis {
        inquiry.basis(self.journal(), &self.draft, &self.lines, &self.facts)
    }

    /// Whether the answer to an inquiry is here and still holds.
    pub fn has_found(&self, inquiry: &Inquiry) -> bool {
        self.findings.get(inquiry).is_some_and(|(basis, _)| *basis == self.basis(inquiry))
    }

    /// Takes an answer in; one that hangs on another state of the game is refused.
    pub fn take_finding(&mut self, inquiry: Inquiry, basis: Basis, finding: Finding) -> bool {
        let holds = basis == self.basis(&inquiry);
        if holds {
            self.findings.insert(inquiry, (basis, Arc::new(finding)));
            self.forget();
        }
        holds
    }

    /// Answers inquiries here and now, but those whose answers are here and still hold.
    ///
    /// # Errors
    /// If the system grants no threads.
    pub fn inquire(&mut self, inquiries: &[Inquiry]) -> Result<(), EnsembleError> {
        let open: Vec<_> = inquiries.iter().filter(|inquiry| !self.has_found(inquiry)).collect();
        if open.is_empty() {
            return Ok(());
        }
        let workers = Workers::new(0)?;
        for inquiry in open {
            let basis = self.basis(inquiry);
            if let Some(finding) = inquiry.answer(&self.material(), &workers, &|| true) {
                self.take_finding(inquiry.clone(), basis, finding);
            }
        }
        Ok(())
    }

    /// The game as it stands.
    pub fn snapshot(&self) -> Snapshot {
        let holds = |(inquiry, (basis, finding)): (&Inquiry, &(Basis, Arc<Finding>))| {
            (*basis == self.basis(inquiry)).then(|| (inquiry.clone(), Arc::clone(finding)))
        };
        Snapshot {
            facts: Arc::clone(&self.facts),
            revision: self.changes,
            now: self.now(),
            levers: self.tried().levers,
            applied: self.applied().levers,
            draft: self.draft.clone(),
            can_undo: !self.journal().is_empty(),
            can_redo: self.journal().can_redo(),
            journal: self.journal().clone(),
            lines: self.lines.clone(),
            played: Arc::clone(self.played.history()),
            unmoved: self.unmoved.as_ref().map(|course| Arc::clone(course.history())),
            futures: self.played.futures.clone(),
            unmoved_futures: self.unmoved.as_ref().and_then(|course| course.futures.clone()),
            before: self.before.clone(),
            findings: self.findings.iter().filter_map(holds).collect(),
            question: self.question.clone(),
            purse: self.purse(),
            fresh: self.played.is_fresh(),
        }
    }
}
