"""The EMA workbench drives the simulation, keeps its results, and finds by PRIM where Chinese models spread."""

import tempfile
from pathlib import Path

import numpy as np
from closed_loop import Loop
from ema_workbench import (
    ArrayOutcome,
    Model,
    Policy,
    RealParameter,
    ScalarOutcome,
    SequentialEvaluator,
    load_results,
    save_results,
)
from ema_workbench.analysis import prim

SHARE = "adoption_share__bloc_china"
GAP = "frontier_gap__pair_us_china"


def simulate(network_strength, distrust_relief, controls=0.35):
    settings = {
        "network_strength": network_strength,
        "distrust_relief": distrust_relief,
        "us.export_controls@2026-01": controls,
    }
    answer = loop(settings=settings, measures=[SHARE], series=[GAP])
    return {"share": answer["measures"][SHARE], "gap": answer["series"][GAP]}


model = Model("WeightsOfNations", function=simulate)
model.uncertainties = [RealParameter("network_strength", 1.0, 3.5), RealParameter("distrust_relief", 0.0, 1.0)]
model.levers = [RealParameter("controls", 0.0, 1.0)]
model.outcomes = [ScalarOutcome("share"), ArrayOutcome("gap")]
policies = [Policy("no controls", controls=0.0), Policy("total", controls=1.0)]

with Loop("history", "--adopters", "300", "--replicates", "4") as loop:
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=40, policies=policies)

with tempfile.TemporaryDirectory() as folder:
    archive = str(Path(folder) / "results.tar.gz")
    save_results((experiments, outcomes), archive)
    experiments, outcomes = load_results(archive)

assert outcomes["share"].shape == (80,) and outcomes["gap"].shape == (80, 84)
gap = outcomes["gap"][:, -1]
total = (experiments["policy"] == "total").to_numpy()
print(f"months of lag: {gap[~total].mean():.1f} without controls, {gap[total].mean():.1f} with total ones")
assert gap[total].mean() > gap[~total].mean()

high = outcomes["share"] > np.median(outcomes["share"])
box = prim.Prim(experiments.drop(columns=["model", "policy", "scenario"]), high, threshold=0.5).find_box()
print(box.peeling_trajectory[["coverage", "density", "mean"]].tail(1))
assert box.peeling_trajectory["density"].iloc[-1] > high.mean()
