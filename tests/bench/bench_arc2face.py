"""Throughput of Arc2Face sets against the stock diffusers pipeline, called once for each expression.

    python -m tests.bench.bench_arc2face             # a tiny random model, on the processor
    python -m tests.bench.bench_arc2face --full      # the published sizes with random weights, on a graphics card

Both draw the same 16 expressions of one person at the same steps and guidance. Ours makes identity and reference once
and draws in batches; the stock pipeline is called as the published demo calls it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from studio.engines.arc2face.attention import AttentionState
from studio.engines.arc2face.layout import MemberSettings, WeightPaths, find_weights
from studio.engines.arc2face.loading import Arc2FaceParts, load_parts, load_tokenizer
from studio.engines.arc2face.network import Arc2FaceNetwork, layer_widths
from studio.engines.arc2face.pipeline import Arc2FacePipeline, Sampling, Shot
from studio.engines.arc2face.prompt import IdentityPrompter
from studio.engines.diffusion.schedules import SD15_SCHEDULE, SamplerName, make_scheduler

EXPRESSIONS = 16
WHO = np.random.default_rng(0).standard_normal(512).astype(np.float32)
_GIB = 1 << 30


def full_size(device: str, dtype: torch.dtype, folder: Path) -> Arc2FaceParts:
    """Stable Diffusion 1.5's shapes with random weights and both adapters."""
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    from studio.engines.arc2face.adapters import ExpressionAdapter, ExpressionProjector
    from studio.engines.arc2face.codecs import StableCodec
    from studio.lab.training.arc2face_parts import write_tokenizer

    with torch.device(device):
        unet = UNet2DConditionModel(
            sample_size=64, block_out_channels=(320, 640, 1280, 1280), cross_attention_dim=768, attention_head_dim=8
        )
        encoder = CLIPTextModel(CLIPTextConfig(
            vocab_size=49408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12
        ))  # fmt: skip
        blocks = 4
        vae = AutoencoderKL(
            block_out_channels=(128, 256, 512, 512), down_block_types=("DownEncoderBlock2D",) * blocks,
            up_block_types=("UpDecoderBlock2D",) * blocks, layers_per_block=2, latent_channels=4,
        )  # fmt: skip
        projector = ExpressionProjector({
            "proj.0.weight": torch.randn(110, 55), "proj.0.bias": torch.randn(110),
            "proj.2.weight": torch.randn(3072, 110), "proj.2.bias": torch.randn(3072),
            "norm.weight": torch.ones(768), "norm.bias": torch.zeros(768),
        }, 768)  # fmt: skip
        layers = tuple((torch.randn(size, 768) / 28, torch.randn(size, 768) / 28)
                       for size in layer_widths(unet, "attn2").values())  # fmt: skip
        lora = {
            name: {part: (torch.randn(128, size) / size**0.5, torch.randn(size, 128) / 50)
                   for part in ("to_q", "to_k", "to_v", "to_out")}
            for name, size in layer_widths(unet, "attn1").items()
        }  # fmt: skip
    network = Arc2FaceNetwork(unet, ExpressionAdapter(projector, layers), lora).to(device, dtype).eval()
    tokenizer = load_tokenizer(write_tokenizer(folder / "tokenizer"))
    tokenizer.model_max_length = 77
    prompter = IdentityPrompter(encoder.to(device, dtype).eval(), tokenizer)
    paths = WeightPaths(folder, folder, folder, folder, None, None, None, None, None, None, None, MemberSettings())
    return Arc2FaceParts(paths, network.requires_grad_(False), prompter, StableCodec(vae.eval()), dict(SD15_SCHEDULE))


def ours(pipeline: Arc2FacePipeline, steps: int, batch: int, has_reference: bool) -> Callable[[], None]:
    """A set of 16 in batches."""
    shots = [Shot(np.random.default_rng(index).standard_normal(55).astype(np.float32), index)
             for index in range(EXPRESSIONS)]  # fmt: skip

    def run() -> None:
        person = pipeline.person(WHO)
        if has_reference:
            photo = torch.rand(1, 3, pipeline.size_px, pipeline.size_px)
            person = type(person)(person.prompt, person.negative, pipeline.bank(photo, person))
        for _ in pipeline.draw(person, shots, Sampling(steps, batch=batch)):
            pass

    return run


def stock(parts: Arc2FaceParts, steps: int) -> Callable[[], None]:
    """`StableDiffusionPipeline`, once for each expression, with its own attention and the prompt made each time."""
    from diffusers import StableDiffusionPipeline
    from diffusers.models.attention_processor import AttnProcessor2_0

    unet = parts.network.unet
    unet.set_attn_processor(AttnProcessor2_0())
    pipe = StableDiffusionPipeline(
        vae=parts.codec.network, text_encoder=parts.prompter.encoder, tokenizer=parts.prompter.tokenizer, unet=unet,  # type: ignore[attr-defined]
        scheduler=make_scheduler(SamplerName.DPM, parts.schedule), safety_checker=None, feature_extractor=None,
        requires_safety_checker=False,
    )  # fmt: skip
    pipe.set_progress_bar_config(disable=True)
    parts.codec.network.to(unet.dtype)  # type: ignore[attr-defined]

    def run() -> None:
        for index in range(EXPRESSIONS):
            face = torch.from_numpy(WHO / np.linalg.norm(WHO))[None].to(unet.device)
            embeds, negative = parts.prompter.embeds(face), parts.prompter.negative()
            pipe(prompt_embeds=embeds, negative_prompt_embeds=negative, num_inference_steps=steps, guidance_scale=3.0,
                 generator=torch.Generator().manual_seed(index), output_type="np")  # fmt: skip

    return run


def timed(run: Callable[[], None], repeats: int) -> tuple[float, float]:
    """Best seconds of a few runs after a warm-up, and the peak of the card's memory in GiB."""
    has_card = torch.cuda.is_available()
    run()
    if has_card:
        torch.cuda.reset_peak_memory_stats()
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        if has_card:
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - start)
    return best, torch.cuda.max_memory_allocated() / _GIB if has_card else 0.0


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--full", action="store_true")
    asked.add_argument("--steps", type=int, default=25)
    asked.add_argument("--repeats", type=int, default=2)
    asked.add_argument("--tiny", type=Path, help="folder of a tiny model; by default one is made")
    chosen = asked.parse_args()
    if chosen.full and not torch.cuda.is_available():
        print("NOT MEASURED: there is no graphics card here; run it on a machine with one.")
        return
    with tempfile.TemporaryDirectory() as place:
        if chosen.full:
            parts = full_size("cuda", torch.float16, Path(place))
        else:
            from tests.engines.arc2face.tiny import make_folder

            parts = load_parts(find_weights(chosen.tiny or make_folder(Path(place) / "tiny")))
        pipeline = Arc2FacePipeline(parts)
        rows: list[tuple[str, tuple[float, float]]] = []
        processors: Any = dict(parts.network.unet.attn_processors)
        for batch in (16, 8, 1):
            rows.append(
                (f"ours, batches of {batch}", timed(ours(pipeline, chosen.steps, batch, False), chosen.repeats))
            )
        rows.append(
            ("ours, batches of 16, with a reference", timed(ours(pipeline, chosen.steps, 16, True), chosen.repeats))
        )
        parts.network.set_state(AttentionState())
        rows.append(("stock, one call an expression (no adapters)", timed(stock(parts, chosen.steps), chosen.repeats)))
        parts.network.unet.set_attn_processor(processors)
    reference = rows[-1][1][0]
    print(f"{EXPRESSIONS} expressions, {pipeline.size_px} px, {chosen.steps} steps")
    for name, (seconds, memory) in rows:
        speed, ratio = EXPRESSIONS / seconds, reference / seconds
        print(f"{name:45s} {seconds:8.2f} s  {speed:7.2f} pictures/s  x{ratio:5.2f}  {memory:5.1f} GiB")


if __name__ == "__main__":
    main()
