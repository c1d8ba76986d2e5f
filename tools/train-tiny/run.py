"""Makes the tiny pair from nothing: `python run.py --all`. Single stages: `python run.py corpus train export ...`."""

import subprocess
import sys

import corpus
from settings import HERE, TRAINING

ORDER = ("corpus", "train", "items", "export", "verify", "measure", "effect", "card")


def train_both() -> None:
    """The two models at the same time, one process and one thread each."""
    running = [subprocess.Popen([sys.executable, "train.py", name], cwd=HERE) for name in TRAINING]
    if any(process.wait() != 0 for process in running):
        raise SystemExit("a training process failed")


def main(chosen: list[str]) -> None:
    if chosen == ["--all"]:
        chosen = list(ORDER)
    if not chosen or set(chosen) - set(ORDER):
        raise SystemExit(f"usage: python run.py --all | one or more of: {' '.join(ORDER)}")
    scripts = {"items": "make_items.py", "export": "export.py", "verify": "verify.py", "measure": "measure.py", "effect": "check_effect.py",
               "card": "model_card.py"}
    for stage in (stage for stage in ORDER if stage in chosen):
        print(f"== {stage}", flush=True)
        if stage == "corpus":
            corpus.build()
        elif stage == "train":
            train_both()
        else:
            subprocess.run([sys.executable, scripts[stage]], cwd=HERE, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
