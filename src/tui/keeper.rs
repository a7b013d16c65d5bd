//! Keeps the game in a file while it is played: at most once a second, and at every way out.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::app::Saving;
use crate::playthrough::record::{Digest, Record, Shelf, is_worth_keeping};
use crate::playthrough::{Journal, LineId, Lines, Snapshot};

/// At most one write in this time while the game is played.
const EVERY: Duration = Duration::from_secs(1);

/// What keeps the game. When it goes, for whatever reason, what has not been written is written first.
pub struct Keeper {
    shelf: Option<Shelf>,
    /// The file of this game, once there is one.
    file: Option<PathBuf>,
    /// The lines as they stand in the file.
    kept: Option<Lines>,
    /// A state that has not been written yet.
    pending: Option<Arc<Snapshot>>,
    last: Option<Instant>,
    /// Digests of lines that were in play before, each with the journal that it belongs to.
    results: Vec<(LineId, Journal, Digest)>,
    saving: Saving,
}

impl Keeper {
    /// A keeper with a folder to keep games in; without one nothing is kept.
    pub fn new(shelf: Option<Shelf>) -> Self {
        let saving = if shelf.is_some() { Saving::Empty } else { Saving::Off };
        Self { shelf, file: None, kept: None, pending: None, last: None, results: Vec::new(), saving }
    }

    /// A new game begins; the one before is written first.
    pub fn begin(&mut self) {
        self.flush();
        *self = Self::new(self.shelf.take());
    }

    /// A game goes on that stands in a record, and in a file if it is to be kept there.
    pub fn go_on(&mut self, record: &Record, file: Option<PathBuf>) {
        self.begin();
        let lines = record.lines.all().iter().zip(&record.results);
        let known = |(line, result): (&crate::playthrough::Line, &Option<Digest>)| {
            Some((line.id, line.journal.clone(), result.clone()?))
        };
        self.results = lines.filter_map(known).collect();
        if let Some(file) = file.filter(|_| self.shelf.is_some()) {
            self.saving = Saving::At(file.clone());
            (self.file, self.kept) = (Some(file), Some(record.lines.clone()));
        }
    }

    /// A new state of the game.
    pub fn take(&mut self, snapshot: &Arc<Snapshot>) {
        // A line that is left before it was written keeps its digest all the same.
        let left =
            self.pending.take().filter(|waits| waits.lines.current().id != snapshot.lines.current().id);
        left.iter().for_each(|left| self.remember(&Record::of(left)));
        let is_new = self.kept.as_ref() != Some(&snapshot.lines);
        let is_worth = self.file.is_some() || is_worth_keeping(&snapshot.lines);
        self.pending = (self.shelf.is_some() && is_new && is_worth).then(|| Arc::clone(snapshot));
    }

    /// How long until the next write; none where nothing waits for it.
    pub fn due(&self) -> Option<Duration> {
        self.pending.as_ref()?;
        Some(self.last.map_or(Duration::ZERO, |last| EVERY.saturating_sub(last.elapsed())))
    }

    /// Writes what waits, if its time has come; whether it is kept, where that has changed.
    pub fn write_if_due(&mut self) -> Option<Saving> {
        if !self.due()?.is_zero() {
            return None;
        }
        self.flush()
    }

    /// Writes what waits; whether it is kept, where that has changed.
    pub fn flush(&mut self) -> Option<Saving> {
        let snapshot = self.pending.take()?;
        self.last = Some(Instant::now());
        let saving = match self.write(&snapshot) {
            Ok(file) => {
                self.kept = Some(snapshot.lines.clone());
                self.file = Some(file.clone());
                Saving::At(file)
            }
            Err(error) => Saving::Failed(error.to_string()),
        };
        (saving != self.saving).then(|| {
            self.saving = saving.clone();
            saving
        })
    }

    /// Whether the game is kept.
    pub fn saving(&self) -> &Saving {
        &self.saving
    }

    fn write(&mut self, snapshot: &Snapshot) -> Result<PathBuf, crate::playthrough::record::ShelfError> {
        let record = self.record(snapshot);
        match (&self.file, &self.shelf) {
            (Some(file), _) => Shelf::replace(file, &record).map(|()| file.clone()),
            (None, Some(shelf)) => shelf.add(&record),
            (None, None) => Ok(PathBuf::new()),
        }
    }

    /// The record of the game, with the digests of lines that were in play before.
    fn record(&mut self, snapshot: &Snapshot) -> Record {
        let mut record = Record::of(snapshot);
        self.remember(&record);
        for (line, result) in record.lines.all().iter().zip(&mut record.results) {
            let known = |(id, journal, _): &&(LineId, Journal, Digest)| {
                *id == line.id && journal.done() == line.journal.done()
            };
            if result.is_none() {
                *result = self.results.iter().find(known).map(|(.., digest)| digest.clone());
            }
        }
        record
    }

    /// Remembers the digest of the line in play.
    fn remember(&mut self, record: &Record) {
        let current = record.lines.current();
        if let Some(result) = record.result().cloned() {
            self.results.retain(|(id, ..)| *id != current.id);
            self.results.push((current.id, current.journal.clone(), result));
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Month;
    use crate::model::lever::Lever;
    use crate::playthrough::fixture;

    #[test]
    fn a_game_is_kept_once_something_was_done_and_written_when_the_keeper_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::at(folder.path());
        let mut keeper = Keeper::new(Some(shelf.clone()));
        let mut game = fixture::game();
        keeper.take(&Arc::new(game.snapshot()));
        assert_eq!((keeper.flush(), shelf.files().len()), (None, 0));
        game.set_lever(Lever::UsExportControls, Some(0.9));
        keeper.take(&Arc::new(game.snapshot()));
        let saving = keeper.write_if_due();
        assert!(matches!(saving, Some(Saving::At(_))), "{saving:?}");
        game.step();
        keeper.take(&Arc::new(game.snapshot()));
        assert_eq!(keeper.write_if_due(), None, "not twice a second");
        drop(keeper);
        let files = shelf.files();
        let record = Record::load(&files[0]).expect("whole");
        assert_eq!((files.len(), record.now(), record.acts()), (1, Month(17), 1));
    }

    #[test]
    fn lines_that_were_in_play_keep_their_digests() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::at(folder.path());
        let mut keeper = Keeper::new(Some(shelf.clone()));
        let mut game = fixture::game();
        game.step();
        keeper.take(&Arc::new(game.snapshot()));
        keeper.flush();
        game.branch(Month(16), "other");
        game.step();
        // This one is left before it is written.
        keeper.take(&Arc::new(game.snapshot()));
        game.branch(Month(16), "third");
        game.step();
        keeper.take(&Arc::new(game.snapshot()));
        keeper.flush();
        let record = Record::load(&shelf.files()[0]).expect("whole");
        assert!(record.results.iter().all(Option::is_some), "{}", record.to_text());
        let mut again = Keeper::new(Some(shelf));
        again.go_on(&record, None);
        again.take(&Arc::new(record.resume(fixture::facts()).expect("it fits").snapshot()));
        assert!(matches!(again.flush(), Some(Saving::At(_))));
        let copies: Vec<Record> =
            again.shelf.iter().flat_map(Shelf::files).filter_map(|file| Record::load(&file).ok()).collect();
        assert!(copies.len() == 2 && copies.iter().all(|copy| copy.results == record.results));
    }

    #[test]
    fn where_nothing_can_be_written_it_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("file"), "").expect("a file");
        let mut keeper = Keeper::new(Some(Shelf::at(&folder.path().join("file"))));
        let mut game = fixture::game();
        game.step();
        keeper.take(&Arc::new(game.snapshot()));
        assert!(matches!(keeper.flush(), Some(Saving::Failed(_))));
        let mut off = Keeper::new(None);
        off.take(&Arc::new(game.snapshot()));
        assert_eq!((off.flush(), off.saving()), (None, &Saving::Off));
    }
}
