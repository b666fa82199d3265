from __future__ import annotations

import pytest
import torch

from studio.engines.diffsfsr.attention import BalancedAttention
from studio.engines.diffsfsr.model import SwapModel

from .tiny import CHANNELS, tiny_model


def _inputs(count: int = 2, seed: int = 0) -> dict:
    noise = torch.Generator().manual_seed(seed)

    def drawn(*shape):
        return torch.randn(shape, generator=noise)

    mask = torch.zeros(count, 1, 16, 16)
    mask[:, :, 4:12, 4:12] = 1
    return {
        "noisy": drawn(count, CHANNELS, 16, 16), "times": torch.tensor([900, 100][:count]),
        "background": drawn(count, CHANNELS, 16, 16), "mask": mask,
        "identity": (drawn(count, 5, 48), drawn(count, 64), drawn(count, CHANNELS, 16, 16)),
        "controls": drawn(count, 55),
    }  # fmt: skip


def velocity(model: SwapModel, **given) -> torch.Tensor:
    return model(**given)[0]


@pytest.fixture(params=[True, False])
def model(request):
    return tiny_model(request.param)


def test_what_lies_in_the_hole_is_not_looked_at(model):
    given = _inputs()
    before = velocity(model, **given)
    hidden = dict(given, background=given["background"] + 100 * given["mask"])
    assert torch.equal(velocity(model, **hidden), before)
    shown = dict(given, background=given["background"] + (1 - given["mask"]))
    assert not torch.allclose(velocity(model, **shown), before)


def test_both_conditions_matter_and_rows_do_not_mix(model):
    given = _inputs()
    before = velocity(model, **given)
    assert before.shape == given["noisy"].shape
    for name, other in (
        ("controls", given["controls"] + torch.tensor([[0.0], [1.0]])),
        (
            "identity",
            tuple(part + torch.tensor([0.0, 1.0]).reshape(2, *[1] * (part.ndim - 1)) for part in given["identity"]),
        ),
    ):
        after = velocity(model, **dict(given, **{name: other}))
        assert torch.allclose(after[0], before[0], atol=1e-5), name
        assert not torch.allclose(after[1], before[1], atol=1e-4), name


def test_a_condition_that_is_left_out_does_not_matter(model):
    given = _inputs()
    no = torch.zeros(2, dtype=torch.bool)
    without = velocity(model, **given, keeps_expression=no)
    assert torch.equal(velocity(model, **dict(given, controls=given["controls"] * 3), keeps_expression=no), without)
    without = velocity(model, **given, keeps_identity=no)
    other = tuple(part * 3 for part in given["identity"])
    assert torch.equal(velocity(model, **dict(given, identity=other), keeps_identity=no), without)


def test_balance_holds_however_loud_a_branch_is():
    given = _inputs()
    told, loud = (tiny_model().conditions(given["identity"], given["controls"] * factor) for factor in (1.0, 1.0))
    assert torch.equal(told.tokens, loud.tokens)
    model = tiny_model()
    model.identity.vector.weight.mul_(50)
    told = model.conditions(given["identity"], given["controls"])
    assert torch.allclose(told.tokens.square().mean(dim=-1), torch.ones(told.tokens.shape[:2]), atol=0.05)
    unbalanced = tiny_model(False)
    unbalanced.identity.vector.weight.mul_(50)
    powers = unbalanced.conditions(given["identity"], given["controls"]).tokens.square().mean(dim=-1)
    assert powers.max() > 20 * powers.min()


def test_a_closed_gate_silences_its_branch_alone():
    model, given = tiny_model(), _inputs()
    gates = [layer for layer in model.modules() if isinstance(layer, BalancedAttention)]
    assert len(gates) == len(model.gates()) > 4
    told = model.conditions(given["identity"], given["controls"])
    other = told._replace(tokens=torch.cat([told.tokens[:, :-2], -told.tokens[:, -2:]], dim=1))
    rest = {name: given[name] for name in ("noisy", "times", "background", "mask")}
    assert not torch.allclose(model.denoise(**rest, told=other), model.denoise(**rest, told=told))
    for gate in gates:
        gate.expression_gate.zero_()
    assert torch.equal(model.denoise(**rest, told=other), model.denoise(**rest, told=told))
    assert set(model.gates().values()) == {(1.0, 0.0)}


def test_expression_comes_from_a_picture_too():
    model, given = tiny_model(), _inputs()
    features = torch.randn(2, 256, generator=torch.Generator().manual_seed(5))
    seen = velocity(model, **given, features=features)
    assert torch.equal(velocity(model, **dict(given, controls=given["controls"] * 2), features=features), seen)
    mixed = velocity(model, **given, features=features, from_features=torch.tensor([True, False]))
    assert torch.allclose(mixed[0], seen[0], atol=1e-5)
    assert torch.allclose(mixed[1], velocity(model, **given)[1], atol=1e-5)


def test_it_is_saved_and_read(model, tmp_path):
    model.save_pretrained(tmp_path)
    again = SwapModel.from_pretrained(tmp_path).eval()
    given = _inputs()
    with torch.no_grad():
        assert torch.allclose(velocity(again, **given), velocity(model, **given), atol=1e-5)


def test_the_shipped_size_is_what_a_core_can_teach():
    from torch.utils.flop_counter import FlopCounterMode

    model, given = SwapModel(CHANNELS), _inputs()
    given["identity"] = (torch.randn(2, 64, 240), torch.randn(2, 512), given["identity"][2])
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        velocity(model, **given)
    assert counter.get_total_flops() / 2 < 0.8e9, "forward and back must stay under 2.4 GFLOP a picture"
