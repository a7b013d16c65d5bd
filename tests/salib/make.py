"""Writes the planted tables of this folder and what SALib finds in them.

    python -m venv venv && venv/bin/pip install -r tests/salib/requirements.txt
    venv/bin/python tests/salib/make.py

Each table is a design with an output `y`; expected.json holds SALib's indices of each. The program's own indices of
the same tables are compared with them in tests/sensitivity.rs.
"""

import csv
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from SALib.analyze import delta, morris, sobol
from SALib.sample import latin
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import rankdata

HERE = Path(__file__).parent
RESAMPLES = 2000


def problem(bounds):
    return {"num_vars": len(bounds), "names": [f"x{i + 1}" for i in range(len(bounds))], "bounds": bounds}


def write(name, problem, x, y):
    with open(HERE / f"{name}.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*problem["names"], "y"])
        rows.writerows([*map(repr, map(float, point)), repr(float(value))] for point, value in zip(x, y))


def plain(indices):
    def cell(value):
        value = np.ma.filled(value, np.nan) if np.ma.isMaskedArray(value) else value
        array = np.asarray(value, dtype=float)
        return [cell(row) for row in array] if array.ndim else (None if np.isnan(array) else float(array))

    return {key: list(value) if key == "names" else cell(value) for key, value in indices.items()}


def crossed(name, bounds, blocks, second_order, f, seed):
    p = problem(bounds)
    x = sobol_sample.sample(p, blocks, calc_second_order=second_order, seed=seed)
    y = f(x)
    write(name, p, x, y)
    found = sobol.analyze(p, y, calc_second_order=second_order, num_resamples=RESAMPLES, seed=seed)
    return {"bounds": bounds, "second_order": second_order, **plain(found)}


def trajectories(name, bounds, number, levels, f, seed):
    p = problem(bounds)
    x = morris_sample.sample(p, number, num_levels=levels, seed=seed)
    y = f(x)
    write(name, p, x, y)
    found = morris.analyze(p, x, y, num_resamples=RESAMPLES, num_levels=levels, seed=seed)
    return {"bounds": bounds, "levels": levels, **plain(found)}


def given(name, bounds, number, f, seed):
    p = problem(bounds)
    x = latin.sample(p, number, seed=seed)
    y = f(x)
    write(name, p, x, y)
    # The strata of delta.analyze, on the whole table: delta.analyze itself takes a random part of it.
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - number) / 500.0))
    strata = int(np.round(min(int(np.ceil(number**exponent)), 48)))
    edges = np.linspace(0, number, strata + 1)
    first = [delta.sobol_first(y, x[:, j], edges) for j in range(len(bounds))]
    conf = [delta.sobol_first_conf(y, x[:, j], edges, RESAMPLES, 0.95, number) for j in range(len(bounds))]
    ranks = np.apply_along_axis(rankdata, 0, np.column_stack([x, y]))
    z = (ranks - ranks.mean(axis=0)) / ranks.std(axis=0)
    coefficients, residual, *_ = np.linalg.lstsq(z[:, :-1], z[:, -1], rcond=None)
    fit = 1.0 - residual[0] / number
    return {"bounds": bounds, "S1": first, "S1_conf": conf, "SRRC": coefficients.tolist(), "fit": float(fit)}


def linear(x):
    return 5.0 + 3.0 * x[:, 0] - 2.0 * x[:, 1] + x[:, 2] * x[:, 3] + np.exp(0.1 * x[:, 3])


def main():
    np.random.seed(1)
    pi = float(np.pi)
    a = np.array([0.0, 1.0, 4.5, 9.0])
    four = [[0.0, 1.0], [-2.0, 2.0], [0.0, 10.0], [1.0, 3.0]]
    expected = {
        "versions": {name: version(name) for name in ("SALib", "numpy", "scipy")},
        "ishigami": crossed("ishigami", [[-pi, pi]] * 3, 64, True, lambda x: Ishigami.evaluate(x) + 100.0, 1),
        "g_function": crossed("g_function", [[0.0, 1.0]] * 4, 64, False, lambda x: Sobol_G.evaluate(x, a), 2),
        "morris_4": trajectories("morris_4", four, 12, 4, linear, 3),
        "morris_6": trajectories("morris_6", [[0.0, 1.0]] * 4, 20, 6, lambda x: Sobol_G.evaluate(x, a), 4),
        "given": given("given", four, 300, linear, 5),
    }
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
