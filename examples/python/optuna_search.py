"""Optuna looks for the American policies under which China's best model trails the most."""

import optuna
from closed_loop import Loop

LAG = "frontier_gap__pair_us_china"

optuna.logging.set_verbosity(optuna.logging.WARNING)
study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))

with Loop("history", "--adopters", "500", "--replicates", "10", "--measure", LAG) as loop:
    nothing_moved = loop()["measures"][LAG]
    for _ in range(25):
        trial = study.ask()
        settings = {
            "us.export_controls@2026-01": trial.suggest_float("controls", 0.0, 1.0),
            "us.state_regimes@2026-01": trial.suggest_float("state laws", 0.0, 50.0),
        }
        study.tell(trial, loop(settings=settings)["measures"][LAG])

print(f"nothing moved: {nothing_moved:.2f} months; best found: {study.best_value:.2f} with {study.best_params}")
assert len(study.trials) == 25 and study.best_value > nothing_moved
