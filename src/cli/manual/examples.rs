//! What no definition of a command says: examples, files and variables of the environment.

type Entries = Vec<(&'static str, &'static str)>;

/// Examples, each with what it is for: by the words of the command after the program's name.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("", "weights run two-worlds", "Simulate a scenario a hundred times and print who runs on what."),
    (
        "",
        "weights compare two-worlds --b us.market_ban=1@2026-01",
        "See what one policy does, by paired runs.",
    ),
    ("", "weights explain us.export_controls", "Read what a lever means."),
    (
        "run",
        "weights run two-worlds --set us.export_controls=1@2026-01 --runs 1000",
        "Close the chip border in 2026.",
    ),
    ("run", "weights run history --output history.csv", "Write all measures, month by month, as CSV."),
    ("compare", "weights compare two-worlds closed-frontier", "Compare two scenarios, run by run."),
    (
        "compare",
        "weights compare two-worlds --b us.market_ban=1@2026-01 --measure china_share --precision 0.5",
        "Run pairs until the difference of one measure is known to half a point.",
    ),
    (
        "attribute",
        "weights attribute two-worlds --measure china_share",
        "Share an outcome out among its causes.",
    ),
    ("attribute", "weights attribute two-worlds --output causes.svg", "The same as a picture."),
    ("checks", "weights checks run checks/mechanisms.toml", "Hold the checks of a file against the model."),
    ("checks run", "weights checks run checks/mechanisms.toml --out before", "Keep what was measured."),
    (
        "checks run",
        "weights checks run checks/mechanisms.toml --against before",
        "Tell what has moved since.",
    ),
    (
        "eval",
        "weights eval two-worlds --measure frontier_gap__pair_us_china < points.jsonl",
        "Answer the points of a file, a line of JSON each.",
    ),
    (
        "sweep",
        "weights sweep what-matters.toml --dry-run",
        "See how many runs it is, how long and how large.",
    ),
    (
        "sweep",
        "weights sweep what-matters.toml --out results --resume",
        "Begin, or go on where it was stopped.",
    ),
    (
        "sweep",
        "weights sweep what-matters.toml --out part-1 --shard 1/7 --progress lines",
        "Do a part, with a line in the log for each tenth.",
    ),
    ("merge", "weights merge part-1 part-2 part-3 --out results", "Put all parts together."),
    ("analyse", "weights analyse results", "See which factors matter."),
    (
        "analyse",
        "weights analyse results --maximise --measure adoption_share__access_open",
        "Compare policies over what is not known.",
    ),
    (
        "export",
        "weights export results --to ema --out results.tar.gz",
        "Write an archive for the EMA workbench.",
    ),
    ("backtest", "weights backtest", "Score the model and its rivals against published observations."),
    ("backtest", "weights backtest --series router-china", "Draw one series, row by row."),
    (
        "calibrate",
        "weights calibrate calibration/history.toml --out posterior.toml",
        "Fit parameters to all observations.",
    ),
    (
        "calibrate",
        "weights calibrate calibration/history.toml --until 2025-03 --out march.toml",
        "Use only what was known in March 2025.",
    ),
    ("worldview", "weights worldview list", "List the built-in worldviews."),
    ("scenario", "weights scenario list", "List the built-in scenarios."),
    ("explain", "weights explain frontier_gap", "Read what a measure means."),
    ("replay", "weights replay game.toml --text", "Tell a playthrough as text."),
    ("verify", "weights verify game.toml", "See whether it computes to the same bytes here."),
    ("code", "weights code game.toml", "Print its run code."),
    ("findings", "weights findings two-worlds --runs 100", "Measure what each lever does."),
    ("roles", "weights roles two-worlds --runs 100", "Measure how often each role's goal is reached."),
    ("dilemmas", "weights dilemmas --runs 100", "Measure what each answer does."),
    ("completions", "weights completions bash", "What bash needs; source it where the shell starts."),
    ("man", "weights man checks run", "The page of a command within a command."),
    #[cfg(feature = "tui")]
    ("play", "weights play two-worlds", "Play a scenario on the screen."),
];

/// Files of the results of sweeps.
const RESULTS: &[(&str, &str)] = &[
    (
        "manifest.toml",
        "What the results are of: versions, digest, seed, scenarios, the experiment itself. It is written last.",
    ),
    ("runs.parquet, runs.csv", "One row a run: point, scenario, seed, factors, measures at the end."),
    ("series.parquet, series.csv", "One row a run, series and month."),
    ("runs.journal", "The runs of a sweep under way, or of a part; --resume goes on with it."),
];

/// Files of the program.
const OWN: &[(&str, &str)] = &[
    (
        "$XDG_CONFIG_HOME/weights-of-nations/config.toml",
        "Settings of the screen; ~/.config where the variable is not set.",
    ),
    ("$XDG_STATE_HOME/weights-of-nations/", "Games kept; ~/.local/state where the variable is not set."),
];

/// The examples of a command.
pub fn examples(command: &str) -> Entries {
    EXAMPLES.iter().filter(|(of, ..)| *of == command).map(|(_, line, what)| (*line, *what)).collect()
}

/// The files that a command reads or writes by names of its own.
pub fn files(command: &str) -> Entries {
    match command {
        "" | "play" | "config" => OWN.to_vec(),
        "sweep" | "merge" | "analyse" | "export" => RESULTS.to_vec(),
        "checks run" => vec![("checks.jsonl", "What was measured, in the folder of --out and --against.")],
        _ => Vec::new(),
    }
}

/// The variables of the environment that a command heeds.
pub fn variables(command: &str) -> Entries {
    match command {
        "" => vec![
            ("NO_COLOR", "If set, tables and the screen have no colours."),
            ("TERM", "With `dumb` there is no screen."),
            ("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where settings and games are kept."),
        ],
        "sweep" => vec![(
            "SLURM_ARRAY_TASK_ID, _COUNT, _MIN, _MAX, _STEP",
            "With `--shard slurm`, which part of the sweep to do.",
        )],
        "completions" => vec![(
            crate::cli::complete::VARIABLE,
            "By this a shell asks the program for completions; it is not set by hand.",
        )],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_example_is_a_command_that_is_understood_and_stands_at_its_own() {
        for (of, line, _) in EXAMPLES {
            let words = line.split(" < ").next().unwrap_or_default().split_whitespace();
            let parsed = Cli::try_parse_from(words);
            assert!(parsed.is_ok(), "{line}: {}", parsed.err().map(|e| e.to_string()).unwrap_or_default());
            assert!(line.starts_with(&format!("weights {of}")), "{line} is no example of {of}");
        }
    }

    #[test]
    fn every_command_has_an_example() {
        let without = ["help", "config"];
        let has = |command: &&clap::Command| {
            without.contains(&command.get_name()) || !examples(command.get_name()).is_empty()
        };
        let missing: Vec<String> =
            Cli::command().get_subcommands().filter(|c| !has(c)).map(|c| c.get_name().to_owned()).collect();
        assert_eq!(missing, Vec::<String>::new());
    }
}
