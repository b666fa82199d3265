"""What `arc2face-mini` is made of, and how its parts become the published files."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from studio.engines.arc2face.adapters import ExpressionAdapter, ExpressionProjector
from studio.engines.arc2face.attention import AttentionState, CrossAttention, SelfAttention
from studio.engines.arc2face.control import EXPRESSION_COUNT, EXPRESSION_SIZE, ExpressionMap, direct_map
from studio.engines.arc2face.layout import WeightPaths
from studio.engines.arc2face.loading import load_diffusers, load_tokenizer, quiet_transformers
from studio.engines.arc2face.network import Arc2FaceNetwork, layer_widths
from studio.engines.arc2face.prompt import IDENTITY_WIDTH, PROMPT, IdentityPrompter
from studio.models.controls import ALL_CONTROLS

LORA_RANK = 16
PROMPT_LENGTH = 8
"""Start, the five words, end, and one to spare: the published 77 would be attended to in vain."""
_TOKENS, _HIDDEN = 4, 110
_MERGES = (
    "p h", "ph o", "pho t", "phot o</w>", "o f</w>", "i d</w>", "p e", "pe r", "per s", "pers o", "perso n</w>",
)  # fmt: skip


class MiniNetwork(nn.Module):
    """UNet with adapters and text encoder, as training sees them.

    Args:
        core: UNet with adapters.
        encoder: CLIP text model.
        tokenizer: Its tokenizer.
    """

    def __init__(self, core: Arc2FaceNetwork, encoder: Any, tokenizer: Any) -> None:
        super().__init__()
        self.core = core
        self.encoder = encoder
        self._tokenizer = tokenizer

    @property
    def prompter(self) -> IdentityPrompter:
        """Faces to prompts."""
        return IdentityPrompter(self.encoder, self._tokenizer)

    def learn(self, stage: str) -> None:
        """Let gradients through to what a stage trains, and to nothing else."""
        self.requires_grad_(False)
        if stage == "base":
            self.requires_grad_(True)
            return
        if stage == "expression" and self.core.projector is not None:
            self.core.projector.requires_grad_(True)
        kind = CrossAttention if stage == "expression" else SelfAttention
        for processor in self.core.unet.attn_processors.values():
            if isinstance(processor, kind):
                processor.requires_grad_(True)

    def forward(
        self, noisy: Tensor, times: Tensor, identities: Tensor, is_dropped: Tensor, worn: Tensor,
        references: Tensor | None = None,
    ) -> Tensor:  # fmt: skip
        """Predicted noise.

        Args:
            noisy: (B, C, h, w).
            times: (B,) steps of the schedule.
            identities: (B, 512).
            is_dropped: (B,) rows that are drawn without a condition.
            worn: (B, 55).
            references: (B, C, h, w) of the same people; None without.
        """
        prompts = self.prompter.encoded(PROMPT, identities)
        negative = self.prompter.encoded("", None)
        prompts = torch.where(is_dropped[:, None, None], negative, prompts)
        everywhere = torch.ones(len(noisy), device=noisy.device)
        bank = None if references is None else self._banks(references, prompts)
        self.core.set_state(AttentionState(
            has_unconditional=False, expression=self.core.expression_tokens(worn), expression_scale=everywhere,
            lora_scale=everywhere if references is not None else None, bank=bank,
        ))  # fmt: skip
        try:
            predicted: Tensor = self.core(noisy, times, prompts)
        finally:
            self.core.set_state(AttentionState())
        return predicted

    def _banks(self, references: Tensor, prompts: Tensor) -> dict[int, Tensor]:
        """Layer -> (B, T, C): each row sees its own reference."""
        written: dict[int, Tensor] = {}
        self.core.set_state(AttentionState(written=written))
        try:
            with torch.no_grad():
                self.core(references, torch.zeros(len(references), device=references.device).long(), prompts)
        finally:
            self.core.set_state(AttentionState())
        return written


def new_network(
    channels: int, blocks: tuple[int, ...] = (96, 160, 224, 224), layers: int = 1, width: int = IDENTITY_WIDTH,
    head_width: int = 32, encoder_layers: int = 1,
) -> MiniNetwork:  # fmt: skip
    """A base with random weights: SD 1.5's topology in small, and expression layers that nothing has trained yet.

    Args:
        channels: Of the latents.
        blocks: Channels of the UNet's four levels.
        layers: Of each level.
        width: Of a word; at least the 512 numbers of an identity.
        head_width: Channels of one attention head.
        encoder_layers: Of the text encoder.
    """
    from diffusers import UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    unet = UNet2DConditionModel(
        sample_size=16, in_channels=channels, out_channels=channels, block_out_channels=tuple(blocks),
        layers_per_block=layers, cross_attention_dim=width, attention_head_dim=[size // head_width for size in blocks],
        norm_num_groups=16,
    )  # fmt: skip
    config = CLIPTextConfig(
        vocab_size=128, hidden_size=width, intermediate_size=2 * width, num_hidden_layers=encoder_layers,
        num_attention_heads=8, max_position_embeddings=PROMPT_LENGTH, projection_dim=width, bos_token_id=126,
        eos_token_id=127, pad_token_id=127,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = load_tokenizer(write_tokenizer(Path(folder) / "tokenizer"))
    return MiniNetwork(Arc2FaceNetwork(unet), CLIPTextModel(config), tokenizer)


def old_network(paths: WeightPaths, stage: str, rank: int = LORA_RANK) -> MiniNetwork:
    """A base from its folder with the adapter of a stage, new, and those of earlier stages, trained.

    Args:
        paths: Of the stage before.
        stage: "expression" or "reference".
        rank: Of a new reference LoRA.

    Raises:
        ModelError: If the folder is not whole.
    """
    from diffusers import UNet2DConditionModel
    from transformers import CLIPTextModel

    from studio.engines.arc2face.adapters import read_expression_adapter

    unet = load_diffusers(UNet2DConditionModel, paths.unet, torch.float32)
    width = int(unet.config["cross_attention_dim"])
    widths = layer_widths(unet, "attn2")
    if stage == "expression" or paths.expression is None:
        adapter = _new_adapter(list(widths.values()), width)
    else:
        adapter = read_expression_adapter(paths.expression, list(widths.values()), width)
    lora = None
    if stage == "reference":
        lora = {name: {part: (torch.randn(rank, size) / size**0.5, torch.zeros(size, rank))
                       for part in ("to_q", "to_k", "to_v", "to_out")}
                for name, size in layer_widths(unet, "attn1").items()}  # fmt: skip
    with quiet_transformers():
        encoder = CLIPTextModel.from_pretrained(paths.encoder, local_files_only=True, dtype=torch.float32)
    return MiniNetwork(Arc2FaceNetwork(unet, adapter, lora), encoder, load_tokenizer(paths.tokenizer))


def _new_adapter(hidden_sizes: list[int], width: int) -> ExpressionAdapter:
    """Values begin at nothing, so that the base draws as before at the first step."""
    first, second = nn.Linear(EXPRESSION_SIZE, _HIDDEN), nn.Linear(_HIDDEN, _TOKENS * width)
    projector = ExpressionProjector({
        "proj.0.weight": first.weight.data, "proj.0.bias": first.bias.data, "proj.2.weight": second.weight.data,
        "proj.2.bias": second.bias.data, "norm.weight": torch.ones(width), "norm.bias": torch.zeros(width),
    }, width)  # fmt: skip
    layers = tuple((torch.randn(size, width) / width**0.5, torch.zeros(size, width)) for size in hidden_sizes)
    return ExpressionAdapter(projector, layers)


def adapter_content(core: Arc2FaceNetwork) -> dict[str, Tensor]:
    """The expression adapter in the published names, flat."""
    assert core.projector is not None
    names = {"first": "proj.0", "second": "proj.2", "norm": "norm"}
    content = {}
    for key, value in core.projector.state_dict().items():
        layer, _, kind = key.partition(".")
        content[f"image_proj.{names[layer]}.{kind}"] = _stored(value)
    processors = [one for one in core.unet.attn_processors.values() if isinstance(one, CrossAttention)]
    for index, one in enumerate(processors):
        assert one.to_k_ip is not None
        assert one.to_v_ip is not None
        content[f"ip_adapter.{2 * index + 1}.to_k_ip.weight"] = _stored(one.to_k_ip)
        content[f"ip_adapter.{2 * index + 1}.to_v_ip.weight"] = _stored(one.to_v_ip)
    return content


def lora_content(core: Arc2FaceNetwork) -> dict[str, Tensor]:
    """The reference adapter in the published names."""
    content = {}
    for name, one in core.unet.attn_processors.items():
        if not isinstance(one, SelfAttention):
            continue
        for part, lora in one.lora.items():
            place = f"unet.{name.removesuffix('.processor')}.{'to_out.0' if part == 'to_out' else part}.lora"
            content[f"{place}.down.weight"], content[f"{place}.up.weight"] = _stored(lora.down), _stored(lora.up)
    return content


def _stored(value: Tensor) -> Tensor:
    return value.detach().half().cpu().contiguous()


def mini_map() -> ExpressionMap:
    """The member's own 55 numbers: lids and jaw where FLAME has them, every other control on an axis of its own.

    There are 47 other controls and three angles of the head, which are the 50 expression axes.
    """
    known = direct_map()
    matrix = np.zeros((len(ALL_CONTROLS), EXPRESSION_SIZE), np.float32)
    axis = 0
    for row, name in enumerate(ALL_CONTROLS):
        if name in known.controls:
            matrix[row] = known.matrix[known.controls.index(name)]
            continue
        matrix[row, axis] = 1.0
        axis += 1
    assert axis == EXPRESSION_COUNT
    return ExpressionMap(ALL_CONTROLS, matrix, source="arc2face-mini: one axis for each control")


def write_tokenizer(folder: Path) -> Path:
    """A CLIP tokenizer that knows the one sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [*letters, *(f"{one}</w>" for one in letters), *("".join(merge.split()) for merge in _MERGES)]
    vocabulary = {word: index for index, word in enumerate(words)} | {"<|startoftext|>": 126, "<|endoftext|>": 127}
    settings = {
        "tokenizer_class": "CLIPTokenizer", "model_max_length": PROMPT_LENGTH, "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>",
    }  # fmt: skip
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(_MERGES) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")
    return folder


__all__ = [
    "LORA_RANK", "MiniNetwork", "adapter_content", "lora_content", "mini_map", "new_network", "old_network",
    "write_tokenizer",
]  # fmt: skip
