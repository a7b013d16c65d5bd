//! Which part of a sweep to do: as given, or as a Slurm job array says.

use std::env;
use std::str::FromStr;

use anyhow::anyhow;

use crate::cli::Failure;
use crate::experiment::sweep::{Part, PartError};

/// A part as given on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shard {
    /// This one.
    Given(Part),
    /// That of the task of a Slurm job array that runs the program.
    Slurm,
}

impl FromStr for Shard {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        if text == "slurm" { Ok(Self::Slurm) } else { text.parse().map(Self::Given) }
    }
}

impl Shard {
    /// The part.
    ///
    /// # Errors
    /// If this is no task of a Slurm job array, or of one with gaps.
    pub fn part(&self) -> Result<Part, Failure> {
        match *self {
            Self::Given(part) => Ok(part),
            Self::Slurm => of_array(&|name| env::var(name).ok()).map_err(Failure::Input),
        }
    }
}

/// The part of a task, by what Slurm says in the environment.
fn of_array(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Part> {
    let number = |name: &str| -> anyhow::Result<u64> {
        let text = variable(name).ok_or_else(|| {
            anyhow!(
                "--shard slurm takes the part from a Slurm job array, but {name} is not set\n  help: submit the job with \
                 `sbatch --array=1-N`, or name the part: --shard 1/N"
            )
        })?;
        text.parse().map_err(|_| anyhow!("{name} is `{text}`, which is no whole number"))
    };
    let (task, count) = (number("SLURM_ARRAY_TASK_ID")?, number("SLURM_ARRAY_TASK_COUNT")?);
    let (min, max) = (number("SLURM_ARRAY_TASK_MIN")?, number("SLURM_ARRAY_TASK_MAX")?);
    // A list of tasks has gaps: then its members cannot tell which number they have.
    let step = variable("SLURM_ARRAY_TASK_STEP").and_then(|text| text.parse().ok()).unwrap_or(1).max(1);
    let is_even = max >= min && (max - min) / step + 1 == count && task >= min && (task - min) % step == 0;
    if !is_even {
        return Err(anyhow!(
            "the job array has gaps (tasks {min} to {max}, {count} of them), so that its tasks cannot tell their parts\n  \
             help: submit the whole array 1-N; to do one part again, name it: --shard {task}/N"
        ));
    }
    Part::new((task - min) / step + 1, count).map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(task: &str, count: &str, min: &str, max: &str, step: Option<&str>) -> Result<String, String> {
        let of = |name: &str| match name {
            "SLURM_ARRAY_TASK_ID" => Some(task.to_owned()),
            "SLURM_ARRAY_TASK_COUNT" => Some(count.to_owned()),
            "SLURM_ARRAY_TASK_MIN" => Some(min.to_owned()),
            "SLURM_ARRAY_TASK_MAX" => Some(max.to_owned()),
            "SLURM_ARRAY_TASK_STEP" => step.map(str::to_owned),
            _ => None,
        };
        of_array(&of).map(|part| part.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn tasks_of_an_array_are_its_parts_wherever_it_begins() {
        assert_eq!(told("3", "7", "1", "7", Some("1")), Ok("3/7".to_owned()));
        assert_eq!(told("0", "7", "0", "6", None), Ok("1/7".to_owned()));
        assert_eq!(told("16", "4", "10", "16", Some("2")), Ok("4/4".to_owned()));
    }

    #[test]
    fn an_array_with_gaps_or_none_at_all_is_an_error_with_help() {
        assert!(told("5", "3", "1", "7", Some("1")).unwrap_err().contains("has gaps"));
        assert!(told("x", "3", "1", "7", None).unwrap_err().contains("`x`"));
        let none = of_array(&|_| None).unwrap_err().to_string();
        assert!(none.contains("SLURM_ARRAY_TASK_ID is not set") && none.contains("sbatch --array"), "{none}");
    }

    #[test]
    fn a_part_is_given_or_slurms() {
        assert_eq!("slurm".parse(), Ok(Shard::Slurm));
        assert_eq!(
            "2/3".parse::<Shard>().map(|shard| shard.part().unwrap().to_string()),
            Ok("2/3".to_owned())
        );
        assert!("Slurm".parse::<Shard>().is_err());
    }
}
