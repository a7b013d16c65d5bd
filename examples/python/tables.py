"""The tables of a sweep in polars, pandas and DuckDB: `python tables.py DIR`."""

import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

results = Path(sys.argv[1])
GAP = "frontier_gap__pair_us_china"

# polars: a row a run, with its factors and what it came to.
runs = pl.read_parquet(results / "runs.parquet")
means = runs.filter(pl.col("status") == "ok").group_by("point").agg(pl.col(GAP).mean()).sort("point")
print(means)

# pandas: the median path of a series, which stands in rows by run and month.
series = pd.read_parquet(results / "series.parquet", filters=[("measure", "==", "frontier_gap")])
path = series[series["pair"] == "us-china"].groupby("month")["value"].median()
print(path.tail(3))

# DuckDB: both tables together, without reading them whole.
odds = duckdb.sql(
    f"""
    SELECT r.world, count(*) AS runs, avg(s.value) AS lag
    FROM '{results}/runs.parquet' r JOIN '{results}/series.parquet' s USING (run)
    WHERE s.measure = 'frontier_gap' AND s.pair = 'us-china' AND s.month = '2030-12'
    GROUP BY r.world ORDER BY runs DESC
    """
).df()
print(odds)

assert means.height == runs["point"].n_unique() and odds["runs"].sum() == runs.height
ends = runs.select("run", GAP).to_pandas().set_index("run")[GAP]
last = series[(series["pair"] == "us-china") & (series["month"] == "2030-12")].set_index("run")["value"]
assert (ends - last).abs().max() < 1e-4
