//! `weights replay`, `weights verify`, `weights code`: a playthrough shown, recomputed, written as a code.

use std::io::Write as _;

use super::ensemble::Threads;
use super::saved::{self, Saved};
use super::{Failure, print};
use crate::playthrough::record::{Recomputed, Verdict};
use crate::report::story::story;

/// A playthrough.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// File of a playthrough, or a run code
    #[arg(value_name = "FILE|CODE")]
    playthrough: String,
    /// The scenario that was played, where it is not built in: path of its file
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
}

impl Which {
    fn load(&self) -> Result<Saved, Failure> {
        saved::load(&self.playthrough, self.scenario.as_deref())
    }
}

/// Show a playthrough.
#[derive(Debug, clap::Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    which: Which,
    /// Tell it as text, as is done where there is no screen
    #[arg(long)]
    text: bool,
    #[cfg(feature = "tui")]
    #[command(flatten)]
    look: super::play::Look,
}

/// Recompute a playthrough.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    threads: Threads,
}

/// Write a playthrough as a run code.
#[derive(Debug, clap::Args)]
pub struct CodeArgs {
    #[command(flatten)]
    which: Which,
}

/// Shows a playthrough at the end of what was played: on the screen, or as text.
///
/// # Errors
/// If it cannot be read, is of another version, or gives another history here.
pub fn replay(args: &ReplayArgs) -> Result<(), Failure> {
    let saved = args.which.load()?;
    // What does not give the same history here is refused before anything is shown.
    let game = saved.record.resume(saved.facts(0)?).map_err(|misfit| saved.refused(&misfit))?;
    #[cfg(feature = "tui")]
    if !args.text && crate::tui::is_possible() {
        drop(game);
        return super::play::open(saved, None, &args.look, crate::playthrough::record::Shelf::of_user());
    }
    print(&story(&saved.record, &game.snapshot()))
}

/// Recomputes every line of a playthrough and says whether the bytes agree.
///
/// # Errors
/// If they do not, or the playthrough cannot be read or is of another version.
pub fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let saved = args.which.load()?;
    let facts = saved.facts(0)?;
    let workers = args.threads.workers()?;
    let lines = saved.record.recompute(&facts, &workers);
    let (name, seed, adopters) = (&facts.name, facts.seed.0, facts.setup.adopters);
    let mut out = format!("{name}, seed {seed}, {adopters} adopters\n");
    lines.iter().for_each(|line| out.push_str(&row(line)));
    let count = |verdict| lines.iter().filter(|line| line.verdict() == verdict).count();
    let (agree, differ) = (count(Verdict::Agrees), count(Verdict::Differs));
    if differ == 0 && agree > 0 {
        out.push_str("the bytes agree\n");
        return print(&out);
    }
    print(&out)?;
    if differ == 0 {
        return Err(Failure::Input(anyhow::anyhow!(
            "there is nothing to compare with: no line has a `result`"
        )));
    }
    let all = agree + differ;
    Err(Failure::Failed(anyhow::anyhow!("the bytes do not agree: {differ} of {all} lines differ")))
}

fn row(line: &Recomputed) -> String {
    let verdict = match line.verdict() {
        Verdict::Agrees => "agrees",
        Verdict::Differs => "differs",
        Verdict::Unknown => "no result recorded",
    };
    let recorded = match (&line.recorded, line.verdict()) {
        (Some(recorded), Verdict::Differs) => format!(", recorded {recorded}"),
        _ => String::new(),
    };
    let (name, months, acts, here) = (&line.name, line.months, line.acts, &line.here);
    format!("  {name}: {verdict} (months {months}, moves {acts}, digest {here}{recorded})\n")
}

/// Prints the run code of a playthrough.
///
/// # Errors
/// If it cannot be read, is of another version, or gives another history here.
pub fn code(args: &CodeArgs) -> Result<(), Failure> {
    let saved = args.which.load()?;
    let game = saved.record.resume(saved.facts(0)?).map_err(|misfit| saved.refused(&misfit))?;
    // The code carries the result of this very history, recorded in the file or not.
    let mut record = saved.record;
    record.results = crate::playthrough::record::Record::of(&game.snapshot()).results;
    if let Some(left_out) = record.left_out() {
        // A closed stderr is no reason to keep the code back.
        let _ = writeln!(std::io::stderr(), "note: the code holds {left_out}");
    }
    print(&format!("{}\n", record.to_code()))
}
