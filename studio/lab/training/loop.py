"""The one training loop: any task, one or many processes, stopped and resumed at any step.

Runs through `accelerate`, so that the same file trains on a CPU, a GPU, several GPUs or several machines
(`accelerate launch -m studio lab train …`).
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from studio.core.errors import InputError
from studio.core.jobs import CancelToken, Progress, ProgressClock
from studio.lab.training.settings import TrainingSettings

CHECKPOINT = "checkpoint.pt"
LOG = "log.jsonl"
_LEAST_RATE = 0.05


class TrainingTask(Protocol):
    """What is trained. `network` holds every trained weight; frozen pieces are kept elsewhere."""

    network: nn.Module

    def batch(self, index: int, device: torch.device) -> Any:
        """The batch with this number, the same whenever it is asked for."""
        ...

    def loss(self, batch: Any, noise: torch.Generator) -> tuple[Tensor, Mapping[str, Tensor]]:
        """What to make small, and parts of it to log. Must call `self.network` as a module (it may be wrapped)."""
        ...

    def sheet(self, averaged: nn.Module) -> NDArray[np.uint8]:
        """(H, W, 4) uint8: how it looks now, drawn with the averaged weights."""
        ...

    def validate(self, averaged: nn.Module) -> Mapping[str, float]:
        """Numbers on held-back data."""
        ...

    def save(self, averaged: nn.Module, folder: Path) -> None:
        """Write the folder that ships."""
        ...


def train(
    task: TrainingTask, settings: TrainingSettings, out: Path, cancel: CancelToken | None = None
) -> Iterator[Progress]:
    """Train until `settings.steps`, going on from the checkpoint in `out` if there is one.

    Writes `checkpoint.pt`, `log.jsonl`, `sheet.png` and `weights/` into `out`. Stopping the generator loses nothing:
    a checkpoint is written first.

    Args:
        task: What is trained.
        settings: How.
        out: Folder of the run.
        cancel: Checked before each step.

    Raises:
        InputError: If `out` holds a run of another task.
        JobCancelled: If `cancel` was set.
    """
    run = _Run(task, settings, out)
    clock = ProgressClock(settings.steps - run.step)
    first = run.step
    try:
        while run.step < settings.steps:
            if cancel is not None:
                cancel.check()
            values = run.one_step()
            if run.step % settings.log_every == 0:
                text = " ".join(f"{name} {value:.4g}" for name, value in values.items())
                yield clock.at(run.step - first, f"{settings.task} {run.step}/{settings.steps} {text}")
            if run.step % settings.checkpoint_every == 0:
                run.save()
            if run.step % settings.sheet_every == 0 or run.step == settings.steps:
                run.show()
    finally:
        run.save()


class _Run:
    def __init__(self, task: TrainingTask, settings: TrainingSettings, out: Path) -> None:
        from accelerate import Accelerator

        self.task, self.settings, self.out = task, settings, out
        out.mkdir(parents=True, exist_ok=True)
        if settings.threads:
            torch.set_num_threads(settings.threads)
        self.accelerator = Accelerator(mixed_precision=settings.precision, cpu=not torch.cuda.is_available())
        self.average = {name: value.detach().clone() for name, value in task.network.state_dict().items()}
        decayed = [value for value in task.network.parameters() if value.ndim > 1]
        plain = [value for value in task.network.parameters() if value.ndim <= 1]
        optimiser = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": plain, "weight_decay": 0.0}],
            lr=settings.learning_rate, betas=(0.9, 0.99),
        )  # fmt: skip
        self.step = 0
        self.bare = task.network
        self._resume(optimiser)
        device = self.accelerator.device
        self.average = {name: value.to(device) for name, value in self.average.items()}
        task.network, self.optimiser = self.accelerator.prepare(task.network, optimiser)
        self.noise = torch.Generator(device=device)
        self.started_s = time.monotonic()
        self.since: list[dict[str, float]] = []

    def _resume(self, optimiser: torch.optim.Optimizer) -> None:
        path = self.out / CHECKPOINT
        if not path.exists():
            torch.manual_seed(self.settings.seed)
            return
        state = torch.load(path, map_location="cpu", weights_only=True)
        if state["task"] != self.settings.task:
            raise InputError(
                f"The folder {self.out} holds a training of {state['task']!r}.", "Take another folder.", "lab.resume"
            )
        self.bare.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        self.average, self.step = state["average"], int(state["step"])

    def rate(self) -> float:
        """The learning rate of this step."""
        settings = self.settings
        warm = min(1.0, (self.step + 1) / max(1, settings.warmup_steps))
        share = self.step / max(1, settings.steps)
        return settings.learning_rate * warm * (_LEAST_RATE + (1 - _LEAST_RATE) * (1 + math.cos(math.pi * share)) / 2)

    def one_step(self) -> dict[str, float]:
        accelerator, settings = self.accelerator, self.settings
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        index = self.step * accelerator.num_processes + accelerator.process_index
        # The noise of a step depends on its number alone, so a resumed run goes on as if it had never stopped.
        self.noise.manual_seed(settings.seed * 1_000_003 + index)
        batch = self.task.batch(index, accelerator.device)
        with accelerator.autocast():
            loss, parts = self.task.loss(batch, self.noise)
        accelerator.backward(loss)
        norm = accelerator.clip_grad_norm_(self.task.network.parameters(), settings.gradient_limit)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._follow()
        values = {"loss": float(loss.detach())} | {name: float(value) for name, value in parts.items()}
        values["gradient"] = float(norm) if norm is not None else 0.0
        return self._log(values)

    def _follow(self) -> None:
        # A young average would be mostly the first weights: let it follow faster at the start.
        decay = min(self.settings.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.bare.state_dict().items():
                kept = self.average[name]
                if kept.dtype.is_floating_point:
                    kept.lerp_(value.detach().to(kept.dtype), 1 - decay)
                else:
                    kept.copy_(value)

    def _log(self, values: dict[str, float]) -> dict[str, float]:
        self.since.append(values)
        if self.step % self.settings.log_every:
            return values
        means = {name: float(np.mean([one[name] for one in self.since])) for name in values}
        self.since.clear()
        seconds = time.monotonic() - self.started_s
        self._append({"step": self.step, "seconds": round(seconds, 1), **means})
        return means

    def _append(self, row: Mapping[str, Any]) -> None:
        if self.accelerator.is_main_process:
            with (self.out / LOG).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")

    def save(self) -> None:
        if not self.accelerator.is_main_process:
            return
        state = {
            "task": self.settings.task, "step": self.step, "network": self.bare.state_dict(),
            "average": self.average, "optimiser": self.optimiser.optimizer.state_dict(),
        }  # fmt: skip
        part = self.out / (CHECKPOINT + ".part")
        torch.save(state, part)
        os.replace(part, self.out / CHECKPOINT)

    def show(self) -> None:
        """Draw the sheet, measure, and write the weights that would ship."""
        if not self.accelerator.is_main_process:
            return
        from PIL import Image

        averaged = self.averaged()
        with torch.no_grad():
            numbers = self.task.validate(averaged)
            sheet = self.task.sheet(averaged)
        self._append({"step": self.step, "validation": dict(numbers)})
        if sheet.size:
            Image.fromarray(sheet).save(self.out / "sheet.png")
        self.task.save(averaged, self.out / "weights")

    def averaged(self) -> nn.Module:
        """A copy of the network with the averaged weights, for looking only."""
        import copy

        network = copy.deepcopy(self.bare)
        network.load_state_dict(self.average)
        return network.eval()


__all__ = ["CHECKPOINT", "LOG", "TrainingTask", "train"]
