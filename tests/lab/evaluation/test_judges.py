"""The judges: what they see, and that nobody else uses them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import torch

from studio.core.errors import ModelError
from studio.engines.diffusion import identity, latent_backbone, reader
from studio.lab.evaluation.judges import ExpressionJudge, IdentityJudge, Judges, at_judged_size
from studio.lab.evaluation.scores import control_errors, errors_by_control, mean_correlation, top_one

STUDIO = Path(identity.__file__).parents[2]
ALLOWED = ("lab/evaluation/", "lab/training/judge_task.py", "cli_commands/lab_evaluate.py")


def _small() -> Judges:
    return Judges(IdentityJudge(8, [1, 1, 1]), ExpressionJudge(8, [1, 1, 1]))


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_judges_are_used_by_nothing_else() -> None:
    users = [
        path.relative_to(STUDIO).as_posix()
        for path in STUDIO.rglob("*.py")
        if any(
            name.startswith(("studio.lab.evaluation.judges", "studio.lab.training.judge_task"))
            for name in _imports(path)
        )
    ]
    assert users, "the search finds those that may"
    assert [user for user in users if not user.startswith(ALLOWED)] == []


def test_judges_share_no_part_with_what_they_judge() -> None:
    theirs = {type(part) for part in _small().modules() if type(part).__module__.startswith("studio")}
    others = {
        type(part)
        for network in (identity.PortraitIdentity(8, 8), reader.ExpressionReader(8, 8))
        for part in network.modules()
    }
    assert not theirs & others
    assert latent_backbone.__name__ not in _imports(STUDIO / "lab" / "evaluation" / "judges.py")


def test_they_look_at_small_pictures_of_any_size() -> None:
    judges = _small()
    pictures, resting = torch.rand(2, 2, 4, 256, 256)
    vectors, read = judges(pictures, resting)
    assert vectors.shape == (2, 256)
    assert torch.allclose(vectors.norm(dim=1), torch.ones(2), atol=1e-5)
    assert read.shape == (2, 55)
    small = at_judged_size(pictures, 128), at_judged_size(resting, 128)
    assert torch.equal(judges(*small)[1], read)
    assert torch.allclose(judges.identity(at_judged_size(pictures)), vectors, atol=1e-5)
    with pytest.raises(ValueError, match="64"):
        judges.identity(torch.rand(1, 4, 96, 96))
    with pytest.raises(ValueError, match="128"):
        judges(torch.rand(1, 4, 64, 64), torch.rand(1, 4, 64, 64))


def test_the_resting_face_matters_to_expressions_alone() -> None:
    judges = _small()
    pictures, resting, other = torch.rand(3, 2, 4, 128, 128)
    assert torch.equal(judges(pictures, resting)[0], judges(pictures, other)[0])
    assert not torch.equal(judges(pictures, resting)[1], judges(pictures, other)[1])


def test_folder_gives_them_back(tmp_path: Path) -> None:
    judges = _small()
    judges.save_pretrained(tmp_path)
    again = Judges.from_pretrained(tmp_path)
    pictures, resting = torch.rand(2, 2, 4, 128, 128)
    for one, other in zip(judges(pictures, resting), again(pictures, resting), strict=True):
        assert torch.allclose(one, other, atol=5e-3)
    (tmp_path / "expression" / "config.json").unlink()
    with pytest.raises(ModelError):
        Judges.from_pretrained(tmp_path)


def test_scores_of_known_cases() -> None:
    gallery = torch.eye(4)
    assert top_one(gallery, gallery[[2, 1, 0]], torch.tensor([2, 1, 3])) == pytest.approx(2 / 3)
    truth = torch.zeros(6, 55)
    truth[:, 0] = torch.tensor([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    assert mean_correlation(truth, truth) == pytest.approx(1)
    assert mean_correlation(1 - truth, truth) == pytest.approx(-1)
    assert mean_correlation(torch.zeros(6, 55), truth) == 0
    numbers = control_errors(truth * 0.5, truth)
    assert numbers["active_error"] == pytest.approx(0.3)
    assert numbers["resting_error"] == 0
    assert list(errors_by_control(truth * 0.5, truth)) == ["eyeBlinkLeft"]
