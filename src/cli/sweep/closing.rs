//! The last word of a sweep or a merge: what was done, where it is, and what to do with it.

use std::path::Path;
use std::time::Duration;

use crate::cli::progress::duration;
use crate::experiment::sweep::Part;

/// What was done.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// Of which part.
    pub part: Part,
    /// Runs of the part.
    pub runs: u64,
    /// Those of them that were there before.
    pub before: u64,
    /// Runs that failed.
    pub failed: u64,
    /// How long it took.
    pub took: Duration,
    /// Where it is.
    pub out: &'a Path,
}

impl Closing<'_> {
    /// It in words, with the next command.
    pub fn text(&self) -> String {
        let Self { part, runs, out, .. } = self;
        let before = match self.before {
            0 => String::new(),
            there => format!(" ({there} of them before)"),
        };
        let failed = match self.failed {
            0 => "none failed".to_owned(),
            some => format!("{some} failed"),
        };
        let (runs, out) = (format!("{runs} {}", if *runs == 1 { "run" } else { "runs" }), out.display());
        let took = duration(self.took.as_secs_f64());
        if part.is_whole() {
            return format!(
                "done: {runs}{before} in {took}, {failed}; results in {out}\nnext: weights analyse {out}"
            );
        }
        format!(
            "done: part {part}, {runs}{before} in {took}, {failed}; kept in {out}\n\
             next: weights merge with the directories of all {} parts, once they are done",
            part.of()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_was_done_where_it_is_and_what_comes_next() {
        let whole = Closing {
            part: Part::WHOLE,
            runs: 3300,
            before: 0,
            failed: 0,
            took: Duration::from_millis(46_400),
            out: Path::new("grid"),
        };
        assert_eq!(
            whole.text(),
            "done: 3300 runs in 46 s, none failed; results in grid\nnext: weights analyse grid"
        );
        let part = Closing { part: Part::new(2, 3).unwrap(), runs: 1100, before: 400, failed: 2, ..whole };
        assert_eq!(
            part.text(),
            "done: part 2/3, 1100 runs (400 of them before) in 46 s, 2 failed; kept in grid\n\
             next: weights merge with the directories of all 3 parts, once they are done"
        );
    }
}
