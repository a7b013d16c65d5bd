"""SALib makes the sample, `weights sweep` runs it as a list of points, and SALib finds Sobol' indices."""

import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from SALib.analyze import sobol
from SALib.sample import sobol as sampler

PROGRAM = os.environ.get("WEIGHTS", "weights")
SHARE = "adoption_share__bloc_china"

problem = {
    "num_vars": 3,
    "names": ["network_strength", "distrust_relief", "licence_aversion"],
    "bounds": [[1.0, 3.5], [0.0, 1.0], [0.5, 4.0]],
}
sample = sampler.sample(problem, 16, calc_second_order=False, seed=1)

EXPERIMENT = """
format     = 1
name       = "salib"
scenarios  = ["history"]
design     = "list"
file       = "points.csv"
replicates = 4
adopters   = 300
series     = "none"
measures   = ["adoption_share"]
"""
for name, bounds in zip(problem["names"], problem["bounds"]):
    EXPERIMENT += f'\n[[factors]]\nname = "{name}"\nrange = {bounds}\n'

with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    np.savetxt(folder / "points.csv", sample, delimiter=",", header=",".join(problem["names"]), comments="")
    (folder / "experiment.toml").write_text(EXPERIMENT)
    subprocess.run([PROGRAM, "sweep", folder / "experiment.toml", "--out", folder / "results"], check=True)
    runs = pl.read_parquet(folder / "results" / "runs.parquet")

# Replicates share their seeds between points, so their mean is a smooth function of the factors.
means = runs.group_by("point").agg(pl.col(SHARE).mean()).sort("point")
assert means.height == len(sample)
indices = sobol.analyze(problem, means[SHARE].to_numpy(), calc_second_order=False, seed=1)
for name, first, total in zip(problem["names"], indices["S1"], indices["ST"]):
    print(f"{name:20} S1 {first:5.2f}  ST {total:5.2f}")
assert indices["ST"].max() > 0.1 and np.all(indices["ST"] > -0.1)
