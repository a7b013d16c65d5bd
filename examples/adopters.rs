//! Do results depend on how many adopters stand for the world? Prints the table of docs/performance.md:
//! `cargo run --release --example adopters [RUNS]`.

use anyhow::Context as _;
use weights_of_nations::experiment::effect::Study;
use weights_of_nations::experiment::ensemble::{Progress, Workers};
use weights_of_nations::model::calendar::Month;
use weights_of_nations::model::random::Seed;
use weights_of_nations::report::adopters::Sizes;
use weights_of_nations::scenario::{DEFAULT, Scenario};

fn main() -> anyhow::Result<()> {
    let runs = match std::env::args().nth(1) {
        Some(text) => text.parse().with_context(|| format!("`{text}` is not a number of runs"))?,
        None => 200,
    };
    let setup = Scenario::built_in(DEFAULT)?.setup;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let study = Study { seed: Seed(1), runs, from: Month(24) };
    let sizes = Sizes::measure(&setup, &study, &Workers::new(threads)?, &Progress::default())?;
    println!("{runs} runs of `{DEFAULT}`, seed 1, at each size; means with 95 % intervals.\n");
    print!("{}", sizes.table());
    Ok(())
}
