//! `weights calibrate`: fits structural parameters to published observations.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::ensemble::{Threads, with_progress};
use super::output::Output;
use super::{Failure, print};
use crate::experiment::calibration::{Calibration, Cloud, Fitted, Leg, Likelihood, Plan};
use crate::experiment::ensemble::{EnsembleError, Workers};
use crate::experiment::observed::Predictions;
use crate::model::calendar::Month;
use crate::report::calibration::state::State;
use crate::report::calibration::{posterior, table};
use crate::scenario::Scenario;
use crate::scenario::observation::Observations;

/// What to fit, and where the result goes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Calibration file: what is fitted, with which priors and how much effort
    calibration: PathBuf,
    /// File for the posterior; a state to go on from stands beside it, with `.part` after its name, until it is done
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    /// Uses observations up to this month, in place of the file's own last month
    #[arg(long, value_name = "MONTH")]
    until: Option<Month>,
    /// Observations in a CSV file, in place of those that the program carries
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Goes on where an earlier call was cut off; begins where there is nothing to go on from
    #[arg(long)]
    resume: bool,
    #[command(flatten)]
    threads: Threads,
}

/// The observations asked for: a file's, or those that the program carries.
///
/// # Errors
/// With all mistakes of the file.
pub fn observations(file: Option<&Path>) -> Result<Observations, Failure> {
    Ok(file.map_or_else(Observations::built_in, Observations::read)?)
}

/// Does what is asked.
///
/// # Errors
/// If the input is wrong, there is nothing to fit to, or the result cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let mut plan = Plan::load(&args.calibration)?;
    plan.until = args.until.unwrap_or(plan.until);
    let scenario = Scenario::load(&plan.scenario)?;
    let calibration = Calibration::new(plan, &scenario.setup, &observations(args.data.as_deref())?);
    let law = calibration.likelihood();
    if law.rows() == 0 {
        return Err(Failure::Input(anyhow!(
            "there is no scored observation up to {}\n  help: choose a later month",
            calibration.plan.until
        )));
    }
    let output = Output::open(Some(&args.out))?;
    let job =
        Job { calibration: &calibration, law, part: part_of(&args.out), workers: args.threads.workers()? };
    let fitted = job.to_the_end(args.resume)?;
    output.write(&posterior(&calibration, &fitted))?;
    job.forget()?;
    print(&table(&fitted))
}

/// Where the state stands of what is to be written to a path.
fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

struct Job<'c> {
    calibration: &'c Calibration,
    law: Likelihood,
    part: PathBuf,
    workers: Workers,
}

impl Job<'_> {
    fn to_the_end(&self, resume: bool) -> Result<Fitted, Failure> {
        let (mut cloud, mut posterior) = self.begin(resume)?;
        if posterior.is_empty() {
            self.go(&mut cloud, &Leg::Posterior(&self.law), &posterior)?;
            posterior = cloud.units();
            cloud.set_out();
            self.keep(&cloud, &posterior)?;
        }
        self.go(&mut cloud, &Leg::Point(&self.law), &posterior)?;
        let workers = &self.workers;
        let point = with_progress(self.calibration.point_runs(), |progress| {
            self.calibration.point(&cloud, &self.law, workers, progress)
        })?;
        Ok(self.calibration.result(&posterior, &point))
    }

    /// The cloud to go on with, and the posterior if it is done.
    fn begin(&self, resume: bool) -> Result<(Cloud<Predictions>, Vec<Vec<f64>>), Failure> {
        let Some(state) = self.kept(resume)? else {
            let cloud = self.step(1, |progress| self.calibration.start(&self.workers, progress))?;
            self.keep(&cloud, &[])?;
            return Ok((cloud, Vec::new()));
        };
        let at = (state.step, state.temper, state.stride);
        let cloud = self.step(1, |p| self.calibration.resume(at, state.units, &self.workers, p))?;
        Ok((cloud, state.posterior))
    }

    fn go(
        &self,
        cloud: &mut Cloud<Predictions>,
        leg: &Leg<'_>,
        posterior: &[Vec<f64>],
    ) -> Result<(), Failure> {
        while cloud.temper < 1.0 {
            let moves = self.calibration.plan.walk.moves;
            self.step(moves, |progress| self.calibration.advance(cloud, leg, &self.workers, progress))?;
            self.keep(cloud, posterior)?;
            self.tell(cloud, leg);
        }
        Ok(())
    }

    fn step<T: Send>(
        &self,
        moves: usize,
        work: impl FnOnce(&crate::experiment::ensemble::Progress) -> Result<T, EnsembleError> + Send,
    ) -> Result<T, Failure> {
        let plan = &self.calibration.plan;
        with_progress(moves * plan.walk.particles * plan.runs, work)
    }

    /// The state to go on from, if there is one.
    fn kept(&self, resume: bool) -> Result<Option<State>, Failure> {
        let part = self.part.display();
        let text = match fs::read_to_string(&self.part) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            outcome => outcome.with_context(|| format!("{part} cannot be read")).map_err(Failure::Input)?,
        };
        if !resume {
            return Err(Failure::Input(anyhow!(
                "{part} holds the state of a calibration that was cut off\n  help: add --resume to go on from there, or remove that file"
            )));
        }
        let state: State = toml::from_str(&text)
            .with_context(|| format!("{part} is damaged; remove it to begin anew"))
            .map_err(Failure::Input)?;
        match state.differs_in(self.calibration) {
            None => Ok(Some(state)),
            Some(what) => Err(Failure::Input(anyhow!(
                "{part} is of another calibration: {what} differs\n  help: remove it to begin anew, or name another --out"
            ))),
        }
    }

    fn keep(&self, cloud: &Cloud<Predictions>, posterior: &[Vec<f64>]) -> Result<(), Failure> {
        let text = toml::to_string(&State::of(self.calibration, cloud, posterior));
        let text = text.context("the state cannot be told").map_err(Failure::Failed)?;
        Output::open(Some(&self.part))?.write(&text)
    }

    fn forget(&self) -> Result<(), Failure> {
        let removed = fs::remove_file(&self.part);
        removed.with_context(|| format!("{} cannot be removed", self.part.display())).map_err(Failure::Failed)
    }

    /// One line a step on a terminal. A closed stderr is no reason to fail.
    fn tell(&self, cloud: &Cloud<Predictions>, leg: &Leg<'_>) {
        if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
            let _ = writeln!(
                std::io::stderr(),
                "step {} to {}: {:.1} % of the way, {:.0} % of walks were taken",
                cloud.step,
                if matches!(leg, Leg::Point(_)) { "the point" } else { "the posterior" },
                100.0 * cloud.temper,
                100.0 * cloud.acceptance
            );
        }
    }
}
