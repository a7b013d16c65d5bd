"""Drives `weights eval`: a point goes in, its answer comes out."""

import json
import os
import subprocess

PROGRAM = os.environ.get("WEIGHTS", "weights")


class Loop:
    """A running `weights eval`; use it in a `with` statement."""

    def __init__(self, scenario, *options):
        command = [PROGRAM, "eval", scenario, *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, **point):
        self.process.stdin.write(json.dumps(point) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if answer["status"] != "ok":
            raise ValueError(f"{answer['message']} ({answer.get('help', '')})")
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
