//! The game itself: the played world, the unmoved one beside it, the journal, and the lines set aside.

mod asked;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::course::Course;
use super::futures::Futures;
use super::inquiry::{Basis, Finding, Inquiry};
use super::journal::{Entry, Journal, LeverMove, Prediction, moved};
use super::line::{LineId, Lines};
use super::purse::Purse;
use super::question::Question;
use super::session::Command;
use super::snapshot::Facts;
use crate::model::calendar::Month;
use crate::model::directive::{Act, Directive};
use crate::model::lever::Lever;
use crate::model::setup::Play;

/// A game in progress. It knows no thread and no terminal: it says which futures it wants and takes them.
pub struct Game {
    facts: Arc<Facts>,
    /// The world when the player took over; every line starts from it.
    opening: Arc<Course>,
    lines: Lines,
    /// Moves that the player tries out: futures show them, the journal does not know them yet.
    draft: Vec<LeverMove>,
    played: Course,
    /// The same world with no lever moved; none while no lever is moved or tried.
    unmoved: Option<Course>,
    /// The futures before the last change, to be shown beside those after it.
    before: Option<Arc<Futures>>,
    findings: BTreeMap<Inquiry, (Basis, Arc<Finding>)>,
    question: Option<Arc<Question>>,
    /// Whether the player's lab releases by itself, without being asked about.
    delegating: bool,
    changes: u64,
}

impl Game {
    /// Starts a game: history up to the first month of play runs at once.
    pub fn new(facts: Facts) -> Self {
        let opening = Course::opening(&facts);
        let mut game = Self {
            played: opening.clone(),
            facts: Arc::new(facts),
            opening: Arc::new(opening),
            lines: Lines::default(),
            draft: Vec::new(),
            unmoved: None,
            before: None,
            findings: BTreeMap::new(),
            question: None,
            delegating: false,
            changes: 1,
        };
        game.ask();
        game
    }

    /// Starts a game and plays a journal.
    pub fn resumed(facts: Facts, journal: Journal) -> Self {
        let mut game = Self::new(facts);
        game.lines.set_journal(journal);
        game.play_again();
        game
    }

    /// Counts the changes of the game.
    pub fn revision(&self) -> u64 {
        self.changes
    }

    /// What never changes.
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The journal of the line in play.
    pub fn journal(&self) -> &Journal {
        self.lines.journal()
    }

    /// The world as played.
    pub fn course(&self) -> &Course {
        &self.played
    }

    fn now(&self) -> Month {
        self.played.now()
    }

    fn is_over(&self) -> bool {
        self.now() > self.facts.setup.end
    }

    /// Levers, events and directives with all that was done.
    fn applied(&self) -> Play {
        self.journal().plan(&self.facts)
    }

    /// The same with the moves that are being tried as well.
    fn tried(&self) -> Play {
        self.journal().plan_with(&self.draft, &self.facts)
    }

    /// What the role can spend; none where nobody counts.
    pub fn purse(&self) -> Option<Purse> {
        let role = self.facts.role.as_ref().filter(|role| !role.levers.is_empty())?;
        Some(Purse::of(role, self.journal(), &self.draft, &self.facts))
    }

    /// What waits for an answer before time goes on.
    pub fn question(&self) -> Option<&Arc<Question>> {
        self.question.as_ref()
    }
}

/// What the player does.
impl Game {
    /// Lets a month go by; what was being tried is applied first. False at the end.
    pub fn step(&mut self) -> bool {
        if self.is_over() || self.question.is_some() || (!self.draft.is_empty() && !self.apply()) {
            return false;
        }
        self.push(Entry::Month);
        self.a_month_on();
        true
    }

    /// Answers the dilemma that waits; false where none does, or there is no such answer.
    pub fn choose(&mut self, option: usize) -> bool {
        let Some(Question::Dilemma(dilemma)) = self.question.as_deref() else { return false };
        if option >= dilemma.options.len() {
            return false;
        }
        let entry = Entry::Choice { dilemma: dilemma.id.clone(), option };
        self.act(entry);
        true
    }

    /// Tells the player's lab what to do this month; false where the player has no lab.
    pub fn direct(&mut self, act: Act) -> bool {
        let Some(lab) = self.facts.lab().filter(|_| !self.is_over()) else { return false };
        let answers = matches!(self.question.as_deref(), Some(Question::Release(_)));
        if !answers && !matches!(act, Act::Price(_)) {
            return false;
        }
        self.act(Entry::Direct(Directive { month: self.now(), lab, act }));
        true
    }

    /// Leaves the release that waits to the lab itself; false where none waits.
    pub fn delegate(&mut self) -> bool {
        let waits = matches!(self.question.as_deref(), Some(Question::Release(_)));
        if waits {
            self.act(Entry::Delegate);
        }
        waits
    }

    /// Leaves all releases to the lab itself from now on, or asks again.
    pub fn delegate_all(&mut self, all: bool) {
        self.delegating = all;
        self.changes += 1;
        self.ask();
    }

    fn act(&mut self, entry: Entry) {
        self.drop_draft();
        self.remember_futures();
        self.push(entry);
        self.levers_changed();
    }

    fn a_month_on(&mut self) {
        self.changes += 1;
        for course in std::iter::once(&mut self.played).chain(&mut self.unmoved) {
            course.step();
            course.state = self.changes;
        }
        self.ask();
    }

    /// Looks for what waits for an answer now.
    fn ask(&mut self) {
        let question = Question::pending(&self.facts, self.lines.journal(), &self.played);
        let left_to_it = |question: &Question| self.delegating && matches!(question, Question::Release(_));
        self.question = question.filter(|question| !left_to_it(question)).map(Arc::new);
    }

    /// Tries a move out, in place of what was being tried with this lever.
    pub fn try_out(&mut self, step: LeverMove) {
        if self.is_over() || !self.facts.holds(step.lever) {
            return;
        }
        let step = step.bounded(self.now());
        let place = self.draft.iter().position(|tried| tried.lever == step.lever);
        let (before, was_empty) = (self.draft.clone(), self.draft.is_empty());
        match place {
            Some(i) => self.draft[i] = step,
            None => self.draft.push(step),
        }
        let (applied, given, end) = (self.applied().levers, &self.facts.setup.levers, self.facts.setup.end);
        let alone = |step: &LeverMove| moved(&applied, given, &[*step], end) != applied;
        self.draft.retain(alone);
        if self.draft != before {
            if was_empty {
                self.remember_futures();
            }
            self.levers_changed();
        }
    }

    /// Drops what was being tried; false where nothing was.
    pub fn drop_draft(&mut self) -> bool {
        if self.draft.is_empty() {
            return false;
        }
        self.draft.clear();
        self.levers_changed();
        true
    }

    /// Applies what was being tried; false where nothing was, or it cannot be afforded.
    pub fn apply(&mut self) -> bool {
        if self.draft.is_empty() || self.purse().is_some_and(|purse| !purse.affords_draft()) {
            return false;
        }
        let moves = std::mem::take(&mut self.draft);
        self.push(Entry::Moves(moves));
        // The futures shown are those of the draft, which is now what holds.
        self.changes += 1;
        self.played.set_play(&self.applied());
        self.ask();
        true
    }

    /// Moves a lever from this month on at once; no value puts it back on the scenario's path.
    pub fn set_lever(&mut self, lever: Lever, value: Option<f64>) {
        self.try_out(LeverMove::step(lever, self.now(), value));
        self.apply();
    }

    /// Writes down what the player expects of the moves being tried.
    pub fn predict(&mut self, prediction: Prediction) {
        self.push(Entry::Prediction(prediction));
        self.changes += 1;
    }

    /// Drops what was being tried, or takes the last entry of the journal back; false where there is nothing.
    pub fn undo(&mut self) -> bool {
        if self.drop_draft() {
            return true;
        }
        let journal = self.lines.journal_mut();
        let Some(entry) = journal.undo() else { return false };
        // What was said of moves goes with them.
        while matches!(entry, Entry::Moves(_)) && matches!(journal.done().last(), Some(Entry::Prediction(_)))
        {
            journal.undo();
        }
        match entry {
            Entry::Month => self.rewound(),
            // Moves are undone in the month in which they were made, before they have moved anything.
            _ => {
                self.remember_futures();
                self.levers_changed();
            }
        }
        true
    }

    /// Does again what was taken back last; false where there is nothing.
    pub fn redo(&mut self) -> bool {
        self.drop_draft();
        let journal = self.lines.journal_mut();
        let Some(mut entry) = journal.redo() else { return false };
        while let (Entry::Prediction(_), Some(next)) = (&entry, journal.redo()) {
            entry = next;
        }
        match entry {
            Entry::Month => self.a_month_on(),
            _ => {
                self.remember_futures();
                self.levers_changed();
            }
        }
        true
    }

    /// Goes to a month of this line, backward or as far forward as it has been played.
    pub fn go_to(&mut self, month: Month) -> bool {
        let first = self.facts.play_from;
        let wanted = u16::try_from(month - first).unwrap_or(0).min(self.journal().months_of_all());
        if wanted == self.journal().months() {
            return false;
        }
        self.drop_draft();
        let journal = self.lines.journal_mut();
        if wanted < journal.months() {
            // Back to the moment when the month had just begun.
            while journal.months() > wanted || journal.done().last().is_some_and(Entry::is_act) {
                journal.undo();
            }
            self.rewound();
        } else {
            while journal.months() < wanted && journal.redo().is_some() {}
            self.play_again();
        }
        true
    }

    /// Begins a new line in a month of this one; what this line has beyond it stays with the old line.
    pub fn branch(&mut self, month: Month, name: &str) -> bool {
        let first = self.facts.play_from;
        let months = u16::try_from(month - first).unwrap_or(0).min(self.journal().months());
        let journal = if months == self.journal().months() {
            Journal::of(self.journal().done().to_vec())
        } else {
            self.journal().up_to(months)
        };
        self.drop_draft();
        let begun = self.lines.begin(journal, first + months, name);
        if begun {
            self.play_again();
        }
        begun
    }

    /// Goes over to another line.
    pub fn switch(&mut self, line: LineId) -> bool {
        self.drop_draft();
        let switched = self.lines.switch(line);
        if switched {
            self.play_again();
        }
        switched
    }

    /// Gives a line another name.
    pub fn rename(&mut self, line: LineId, name: &str) -> bool {
        let renamed = self.lines.rename(line, name);
        self.changes += u64::from(renamed);
        renamed
    }

    /// Strikes a line out that is not in play.
    pub fn remove(&mut self, line: LineId) -> bool {
        let removed = self.lines.remove(line);
        self.changes += u64::from(removed);
        removed
    }
}

/// How the worlds follow.
impl Game {
    /// Carries out what a player asks for; what cannot be done changes nothing.
    pub fn carry_out(&mut self, command: Command) {
        match command {
            Command::Step => drop(self.step()),
            Command::TryOut(step) => self.try_out(step),
            Command::Apply => drop(self.apply()),
            Command::Drop => drop(self.drop_draft()),
            Command::SetLever(lever, value) => self.set_lever(lever, value),
            Command::Predict(prediction) => self.predict(prediction),
            Command::Undo => drop(self.undo()),
            Command::Redo => drop(self.redo()),
            Command::GoTo(month) => drop(self.go_to(month)),
            Command::Branch(month, name) => drop(self.branch(month, &name)),
            Command::Switch(line) => drop(self.switch(line)),
            Command::Rename(line, name) => drop(self.rename(line, &name)),
            Command::Remove(line) => drop(self.remove(line)),
            Command::Choose(option) => drop(self.choose(option)),
            Command::Direct(act) => drop(self.direct(act)),
            Command::Delegate => drop(self.delegate()),
            Command::DelegateAll(all) => self.delegate_all(all),
            Command::Want(_) => {}
        }
    }

    fn push(&mut self, entry: Entry) {
        let now = self.now();
        self.lines.push(entry, now);
    }

    /// The futures as they are become those before the change.
    fn remember_futures(&mut self) {
        if self.played.is_fresh() {
            self.before.clone_from(&self.played.futures);
        }
    }

    /// Whether anything is not as the scenario has it.
    fn is_moved(&self) -> bool {
        self.tried() != self.facts.setup.play()
    }

    /// The worlds are those of the journal, which has become shorter by months.
    fn rewound(&mut self) {
        self.changes += 1;
        self.played.rewind(self.lines.journal(), &self.facts);
        self.played.state = self.changes;
        let idle = Journal::of(vec![Entry::Month; usize::from(self.journal().months())]);
        self.unmoved = match self.unmoved.take() {
            _ if !self.is_moved() => None,
            Some(mut unmoved) => {
                unmoved.rewind(&idle, &self.facts);
                unmoved.state = self.changes;
                Some(unmoved)
            }
            None => Some(self.left_alone()),
        };
        self.ask();
    }

    /// The played world is run anew from the opening.
    fn play_again(&mut self) {
        self.changes += 1;
        self.played = Course::replayed(&self.opening, self.lines.journal(), &self.facts);
        self.played.state = self.changes;
        self.before = None;
        self.unmoved = self.is_moved().then(|| self.left_alone());
        self.ask();
    }

    /// Puts the levers where journal and draft say, and divides or joins the two worlds.
    fn levers_changed(&mut self) {
        self.changes += 1;
        if !self.is_moved() {
            if let Some(unmoved) = self.unmoved.take() {
                self.played = unmoved;
            }
        } else {
            if self.unmoved.is_none() {
                self.unmoved = Some(self.left_alone());
            }
            self.played.set_play(&self.applied());
            self.played.state = self.changes;
        }
        self.ask();
    }

    /// The world of this month had nothing been moved.
    fn left_alone(&self) -> Course {
        if self.played.simulation().model().setup().play() == self.facts.setup.play() {
            return self.played.clone();
        }
        let mut course = Course::clone(&self.opening);
        course.run_to(self.now());
        course.state = self.changes;
        course
    }
}
