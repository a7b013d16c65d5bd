"""Turns the results of a sweep into an archive of the EMA workbench: `python ema_archive.py DIR results.tar.gz`.

Every run is an experiment: its factors, point, scenario and replicate. Measures at the end are scalar outcomes, series
are array outcomes (`..._series`, a row a run, a column a month kept).
"""

import sys
import tomllib
from pathlib import Path

import numpy as np
import polars as pl
from ema_workbench import ArrayOutcome, ScalarOutcome, load_results, save_results

GROUPS = ["bloc", "access", "region", "segment", "lab", "pair"]


def name_of(key):
    """The name of a series as in the columns of runs: the measure, then each group that is not all."""
    measure, *members = key
    named = [f"__{group}_{member}" for group, member in zip(GROUPS, members) if member not in ("", "all")]
    return measure + "".join(named).replace("-", "_")


def read(folder):
    """Experiments and outcomes of a results directory, as EMA's `perform_experiments` returns them."""
    manifest = tomllib.loads((folder / "manifest.toml").read_text())
    runs = pl.read_parquet(folder / "runs.parquet").filter(pl.col("status") == "ok").sort("run")
    columns = runs.columns
    factors = columns[columns.index("error") + 1 : columns.index("world")]
    measures = columns[columns.index("world") + 1 :]
    experiments = runs.select(factors + ["point", "scenario", "replicate"]).to_pandas()
    experiments["scenario"] = experiments["scenario"].astype("category")
    experiments["policy"] = "None"
    experiments["model"] = manifest["experiment"]["name"]
    experiments = experiments.astype({"policy": "category", "model": "category"})
    outcomes = {}
    for measure in measures:
        ScalarOutcome(measure)
        outcomes[measure] = runs[measure].to_numpy()
    if (folder / "series.parquet").exists():
        for key, rows in series(folder):
            ArrayOutcome(f"{name_of(key)}_series")
            wide = rows.pivot("month", index="run", values="value").sort("run")
            whole = runs.select("run").join(wide, on="run", how="left").sort("run").drop("run")
            outcomes[f"{name_of(key)}_series"] = whole.select(sorted(whole.columns)).to_numpy().astype(float)
    return experiments, outcomes


def series(folder):
    """One series after the other, so that only one is held in memory."""
    table = pl.scan_parquet(folder / "series.parquet")
    keys = table.select("measure", *GROUPS).unique().sort("measure", *GROUPS).collect()
    for key in keys.iter_rows():
        wanted = [pl.col(column) == member for column, member in zip(["measure", *GROUPS], key)]
        yield key, table.filter(*wanted).select("run", "month", "value").collect()


if __name__ == "__main__":
    folder, archive = Path(sys.argv[1]), sys.argv[2]
    experiments, outcomes = read(folder)
    save_results((experiments, outcomes), archive)
    again, loaded = load_results(archive)
    assert list(again.columns) == list(experiments.columns) and len(again) == len(experiments)
    for name, values in outcomes.items():
        assert np.allclose(loaded[name], values, equal_nan=True), name
    print(f"{len(experiments)} experiments, {len(outcomes)} outcomes -> {archive}")
