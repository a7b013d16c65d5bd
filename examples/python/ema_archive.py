"""Loads the results of a sweep into the EMA workbench: `python ema_archive.py DIR results.tar.gz`.

`weights export` writes the archive. Every run is an experiment: its factors, point, scenario and replicate. Measures at the
end are scalar outcomes, series are array outcomes (`..._series`, a row a run, a column a month kept).
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
from ema_workbench import load_results

PROGRAM = os.environ.get("WEIGHTS", "weights")
GROUPS = ["bloc", "access", "region", "segment", "lab", "pair"]


def name_of(key):
    """The name of a series as in the columns of runs: the measure, then each group that is not all."""
    measure, *members = key
    named = [f"__{group}_{member}" for group, member in zip(GROUPS, members) if member not in ("", "all")]
    return measure + "".join(named).replace("-", "_")


def check(folder, experiments, outcomes):
    """What was loaded is what the tables hold."""
    runs = pl.read_parquet(folder / "runs.parquet").filter(pl.col("status") == "ok").sort("run")
    assert len(runs) == len(experiments)
    columns = runs.columns
    factors = columns[columns.index("error") + 1 : columns.index("world")]
    for name in [*factors, "point", "replicate"]:
        assert np.array_equal(experiments[name].to_numpy(), runs[name].to_numpy()), name
    assert list(experiments["scenario"]) == list(runs["scenario"])
    measures = columns[columns.index("world") + 1 :]
    for name in measures:
        assert np.allclose(outcomes[name], runs[name].to_numpy(), equal_nan=True), name
    table = pl.read_parquet(folder / "series.parquet")
    arrays = 0
    for key, rows in table.group_by(["measure", *GROUPS]):
        wide = rows.pivot("month", index="run", values="value")
        whole = runs.select("run").join(wide, on="run", how="left").sort("run").drop("run")
        values = whole.select(sorted(whole.columns)).to_numpy().astype(float)
        assert np.allclose(outcomes[f"{name_of(key)}_series"], values, equal_nan=True), key
        arrays += 1
    assert len(outcomes) == len(measures) + arrays > 0


if __name__ == "__main__":
    folder, archive = Path(sys.argv[1]), sys.argv[2]
    subprocess.run([PROGRAM, "export", folder, "--to", "ema", "--out", archive], check=True)
    experiments, outcomes = load_results(archive)
    check(folder, experiments, outcomes)
    print(f"{len(experiments)} experiments, {len(outcomes)} outcomes <- {archive}")
