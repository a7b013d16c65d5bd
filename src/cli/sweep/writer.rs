//! Writes the journal: each run at its end, to the disk from time to time.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a run may wait in memory; a kill loses no more.
const WAIT: Duration = Duration::from_secs(1);
/// How long a run may wait in the system's memory; a power failure loses no more.
const SYNC: Duration = Duration::from_secs(10);
const BUFFER: usize = 256 << 10;

/// The end of a journal.
#[derive(Debug)]
pub struct Writer {
    file: BufWriter<File>,
    flushed: Instant,
    done: u64,
    /// Ends the thread that has the disk written when it is dropped.
    alive: Option<Sender<()>>,
    syncing: Option<JoinHandle<io::Result<()>>>,
}

impl Writer {
    /// Goes on with a journal of so many runs at the place where its file stands.
    pub fn new(file: File, done: u64) -> Self {
        let (alive, watched) = channel::<()>();
        // A disk that is being written shall hold up nobody: another thread waits for it.
        let syncing = file.try_clone().ok().map(|file| {
            thread::spawn(move || {
                while watched.recv_timeout(SYNC) == Err(RecvTimeoutError::Timeout) {
                    file.sync_data()?;
                }
                Ok(())
            })
        });
        let file = BufWriter::with_capacity(BUFFER, file);
        Self { file, flushed: Instant::now(), done, alive: Some(alive), syncing }
    }

    /// Runs written.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Writes a run.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        if self.flushed.elapsed() >= WAIT {
            self.file.flush()?;
            self.flushed = Instant::now();
            if self.syncing.as_ref().is_some_and(JoinHandle::is_finished) {
                self.synced()?;
            }
        }
        self.done += 1;
        Ok(())
    }

    /// Makes sure that all is on the disk.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn close(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.synced()?;
        self.file.get_ref().sync_all()
    }

    /// Ends the thread that has the disk written and says how it fared.
    fn synced(&mut self) -> io::Result<()> {
        drop(self.alive.take());
        let outcome = self.syncing.take().map(JoinHandle::join);
        outcome.map_or(Ok(()), |joined| {
            joined.unwrap_or_else(|_| Err(io::Error::other("the disk was not written")))
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_an_error_at_the_latest_at_the_end() {
        let full = || Writer::new(File::options().write(true).open("/dev/full").unwrap(), 3);
        let mut writer = full();
        writer.push(b"one").unwrap();
        let done = writer.done();
        assert_eq!((done, writer.close().unwrap_err().kind()), (4, io::ErrorKind::StorageFull));
        let mut writer = full();
        let error = writer.push(&[0; 2 * BUFFER]).unwrap_err();
        assert_eq!((error.kind(), writer.done()), (io::ErrorKind::StorageFull, 3));
    }
}
