"""A program that edits without end, through the real controllers; run by test_recovery.py, which kills it."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from studio.models.results import Cell, Recipe, Variant
from studio.services.jobs import JobSpec, Lane, Phase
from tests.controllers.desk import Desk
from tests.services.test_job_queue import counting


def main(root: Path, project: Path, log: Path, seed: int) -> None:
    from dataclasses import replace

    app = QCoreApplication([])
    chance = random.Random(seed)
    desk = Desk(root)
    lines = log.open("w", buffering=1, encoding="utf-8")
    counter = 0
    work = counting(10**9, pause_s=0.005)
    desk.jobs.set_paused(True)

    def edit() -> None:
        """One to three steps: names, drags, undo, and now and then a drawing with pixels of its own."""
        nonlocal counter
        counter += 1
        kind = chance.random()
        if kind < 0.3:
            picture = desk.workspace.document.blobs.put(chance.randbytes(chance.randrange(1000, 200_000)))
            cell = Cell("ann", f"e{counter}", (Variant("v", picture, Recipe("puppet", "1", 0, "joy", {}, "r")),))
            now = desk.workspace.project
            desk.workspace.edit("Draw", replace(now, name=str(counter), cells=(*now.cells, cell)[-40:]))
        elif kind < 0.5:
            desk.rename(str(counter), "drag")
        else:
            desk.rename(str(counter))
        lines.write(f"{time.time():.4f} {counter}\n")
        QTimer.singleShot(chance.randrange(1, 60), edit)

    def begin() -> None:
        desk.jobs.submit(JobSpec("Draw the set", (Phase(Lane.INFERENCE, work),), "set", restore={"cells": ["joy"]}))
        edit()

    desk.workspace.document_replaced.connect(begin)
    desk.files.open(project)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
