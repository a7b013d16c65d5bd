"""Loads a file of `weights analyse DIR --format salib` as SALib's own results: python tests/salib/load.py FILE"""

import json
import sys
from types import MethodType

import numpy as np
from SALib.analyze.sobol import to_df
from SALib.util import ResultDict

with open(sys.argv[1], encoding="utf-8") as file:
    loaded = json.load(file)
for result in loaded["results"]:
    names = result["Si"].pop("names")
    si = ResultDict((key, np.array(value, dtype=float)) for key, value in result["Si"].items())
    print(result["scenario"], result["measure"], result["function"])
    if "ST" in si:
        si.problem = loaded["problem"]
        si.to_df = MethodType(to_df, si)
    else:
        si["names"] = names
    tables = si.to_df()
    for table in tables if isinstance(tables, list) else [tables]:
        print(table)
