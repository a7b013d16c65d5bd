"""Runs the blocks marked `python` and `sql` of documents, in order, in the current directory: `python blocks.py FILE...`.

The tables that they read must be there: worlds.csv, results, indices.json. A question in SQL must have an answer.
"""

import re
import sys
from pathlib import Path

import duckdb

for document in map(Path, sys.argv[1:]):
    blocks = re.findall(r"^```(python|sql)\n(.*?)^```$", document.read_text(encoding="utf-8"), re.M | re.S)
    assert blocks, f"{document} has no blocks"
    for language, code in blocks:
        print(f"-- {document.name}: {language}")
        if language == "python":
            exec(compile(code, str(document), "exec"), {})
        else:
            rows = duckdb.sql(code).fetchall()
            assert rows and None not in rows[0], f"no answer to:\n{code}"
            print(*rows[:3], sep="\n")
