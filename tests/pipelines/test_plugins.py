"""Plugins: read without being run, used only when allowed, named when they break, never in anybody's way."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import InputError, PluginError
from studio.core.jobs import CancelToken
from studio.engines import registry
from studio.engines.registry import engine_names, engine_title, make_engine
from studio.export.formats.registry import format_by_name, format_names
from studio.export.writer import run_export
from studio.models.sheet import Animation, AnimationFrame, ExportSet, LoopMode, Sprite
from studio.pipelines.plugins import PluginState, PluginStatus, actions_of, find_plugins, plugin_folders, use_plugins
from studio.pipelines.wardrobe import builtin_expressions, resolved
from studio.plugins_api import ActionContext
from studio.plugins_api.discovery import plugin_of

REPO = Path(__file__).resolve().parents[2]

MANIFEST = """
id = "{id}"
name = "Test plugin"
version = "1.0"
api = "{api}"
[[contributes.exporters]]
name = "{id}-list"
title = "A list"
format = "code:Format"
[[contributes.actions]]
name = "do"
text = "Do it"
run = "code:do"
"""
CODE = """
from pathlib import PurePosixPath
from studio.plugins_api import ActionResult, InputError, OutputFile
RAN.append(1) if "RAN" in globals() else None
class Format:
    def files(self, request):
        yield OutputFile(PurePosixPath("list.txt"), b"list")
def do(context):
    return ActionResult("done by " + context.character_name)
"""


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    use_plugins([], [])
    for name in [name for name in sys.modules if name.startswith("avatar_plugin_")]:
        del sys.modules[name]


def write(folder: Path, code: str = CODE, manifest: str = MANIFEST, api: str = "1.0") -> Path:
    folder.mkdir(parents=True)
    (folder / "plugin.toml").write_text(manifest.format(id=folder.name, api=api))
    (folder / "code.py").write_text(code)
    return folder


def use(folder: Path, *enabled: str, is_safe: bool = False) -> dict[str, PluginStatus]:
    statuses = use_plugins(find_plugins([(folder, False)], has_packages=False), enabled, is_safe)
    return {status.plugin.id: status for status in statuses}


def scene() -> ExportSet:
    pixels = np.full((4, 6, 4), 200, np.uint8)
    sprites = (Sprite("a", "joy", pixels), Sprite("b", "blink_000", pixels), Sprite("c", "blink_001", pixels))
    still = Animation("a", "joy", (AnimationFrame("a", 1000),))
    blink = Animation("k", "blink", (AnimationFrame("b", 40), AnimationFrame("c", 80)), LoopMode.ONCE)
    return ExportSet("p", "Aria", sprites, (still, blink), (3.0, 4.0))


def context() -> ActionContext:
    return ActionContext("Project", "Aria", {"mouthSmileLeft": 0.5, "headYaw": 4.0}, (), None, CancelToken())


# --- the ones that come with the program


def test_the_bundled_ones_are_found_and_off_until_allowed() -> None:
    found = {plugin.id: plugin for plugin in find_plugins(has_packages=False)}
    assert {"renpy-export", "chat-expressions"} <= set(found)
    assert all(plugin.problem is None and plugin.is_bundled for plugin in found.values())
    statuses = use_plugins(list(found.values()), [])
    assert {status.state for status in statuses} == {PluginState.DISABLED}
    assert "renpy" not in format_names()


def test_every_bundled_plugin_has_the_name_of_its_folder() -> None:
    for plugin in find_plugins([(REPO / "plugins", True)], has_packages=False):
        assert plugin.id == plugin.folder.name


def test_a_preset_pack_adds_its_expressions_and_takes_them_back() -> None:
    before = len(builtin_expressions())
    assert not any(one.group == "chat" for one in builtin_expressions().values())
    use_plugins(find_plugins(has_packages=False), ["chat-expressions"])
    pack = resolved(["chat"], builtin_expressions())
    assert len(pack) == 28
    poses = [tuple(sorted(one.pose.items())) for one in pack]
    assert len(set(poses)) == 28, "no two faces are the same"
    use_plugins(find_plugins(has_packages=False), [])
    assert len(builtin_expressions()) == before


def test_renpy_gets_pictures_and_a_script_that_names_them(tmp_path: Path) -> None:
    use_plugins(find_plugins(has_packages=False), ["renpy-export"])
    report = run_export(scene(), tmp_path, ["renpy"], base_name="aria")
    assert len(report.written) >= 4
    script = (tmp_path / "aria.rpy").read_text()
    assert 'image aria joy = "images/aria/aria_joy.png"' in script
    blink = script[script.index("image aria blink:") :]
    assert "pause 0.040" in blink
    assert "repeat" not in blink, "once is once"
    for line in script.splitlines():
        if ".png" in line:
            assert (tmp_path / line.split('"')[1]).is_file()
    again = run_export(scene(), tmp_path, ["renpy"], base_name="aria")
    assert not again.written


def test_renpys_settings_are_checked(tmp_path: Path) -> None:
    use_plugins(find_plugins(has_packages=False), ["renpy-export"])
    run_export(scene(), tmp_path, ["renpy"], base_name="aria", format_options={"folder": "art/faces"})
    assert (tmp_path / "art/faces/aria/aria_joy.png").is_file()
    for options in ({"folder": "../out"}, {"colour": "red"}):
        with pytest.raises(Exception, match=r"no folder inside|no setting"):
            run_export(scene(), tmp_path, ["renpy"], format_options=options)


def test_the_template_works_as_it_is(tmp_path: Path) -> None:
    shutil.copytree(REPO / "plugins" / "_template", tmp_path / "my-plugin")
    statuses = use(tmp_path, "my-plugin")
    assert statuses["my-plugin"].state is PluginState.ENABLED
    report = run_export(scene(), tmp_path / "out", ["my-list"])
    assert any("list.txt" in str(path) for path in report.written)
    (action,) = actions_of(list(statuses.values()))
    result = action.run(context())
    assert result.pose == {"mouthSmileRight": 0.5, "headYaw": -4.0}


# --- rules


def test_nothing_is_run_before_its_first_use(tmp_path: Path) -> None:
    write(tmp_path / "loud", "raise SystemError('imported')")
    assert use(tmp_path, "loud")["loud"].state is PluginState.ENABLED
    assert "loud-list" in format_names()
    assert format_by_name("loud-list").title == "A list"
    assert "avatar_plugin_loud.code" not in sys.modules


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError('broken at import')",
        "import no_such_module_anywhere",
        "this is no python",
        "",
        CODE.replace('yield OutputFile(PurePosixPath("list.txt"), b"list")', "1 / 0; yield"),
    ],
)
def test_one_that_breaks_is_named_and_the_rest_goes_on(tmp_path: Path, code: str) -> None:
    write(tmp_path / "plugins" / "bad", code)
    write(tmp_path / "plugins" / "good")
    use(tmp_path / "plugins", "bad", "good")
    with pytest.raises(PluginError, match="Test plugin"):
        run_export(scene(), tmp_path / "out", ["bad-list"])
    assert not list((tmp_path / "out").rglob("*.*"))
    assert run_export(scene(), tmp_path / "out", ["good-list"]).written
    assert run_export(scene(), tmp_path / "out2", ["png-sequence"]).written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("id = 'x'", "name"),
        ("no toml at all [", "cannot be used"),
        (MANIFEST.format(id="Bad Id", api="1.0"), "id"),
        (MANIFEST.format(id="fine", api="1.0").replace("code:Format", "os; rm -rf"), "exporters"),
        (MANIFEST.format(id="fine", api="1.0") + "\nsurprise = 1", "surprise"),
        (MANIFEST.format(id="fine", api="2.0"), "interface 2.0"),
        (MANIFEST.format(id="fine", api="1.99"), "interface 1.99"),
    ],
)
def test_manifests_that_cannot_be_used_are_told_in_words(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "plugin.toml").write_text(text)
    (status,) = use(tmp_path, "some", "fine").values()
    assert status.state is PluginState.BROKEN
    assert reason in str(status.problem)


def test_presets_outside_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sneaky").mkdir()
    (tmp_path / "sneaky" / "plugin.toml").write_text(
        'id="sneaky"\nname="S"\nversion="1"\napi="1.0"\n[[contributes.presets]]\nfile="../../secret.json"'
    )
    assert use(tmp_path, "sneaky")["sneaky"].state is PluginState.BROKEN


def test_damaged_presets_do_not_harm_the_others(tmp_path: Path) -> None:
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "plugin.toml").write_text(
        'id="torn"\nname="Torn"\nversion="1"\napi="1.0"\n[[contributes.presets]]\nfile="e.json"'
    )
    (tmp_path / "torn" / "e.json").write_text('{"format": "avatar-studio-expressions", "version": 1, "expr')
    status = use(tmp_path, "torn")["torn"]
    assert status.state is PluginState.BROKEN
    assert "Torn" in str(status.problem)
    assert builtin_expressions()


def test_two_of_one_name_and_names_that_are_taken(tmp_path: Path) -> None:
    write(tmp_path / "one" / "twin")
    write(tmp_path / "two" / "twin")
    write(tmp_path / "two" / "thief", manifest=MANIFEST.replace("{id}-list", "godot4"))
    plugins = find_plugins([(tmp_path / "one", True), (tmp_path / "two", False)], has_packages=False)
    states = {status.plugin.id: status for status in use_plugins(plugins, ["twin", "thief"])}
    problems = [str(status.problem) for status in states.values() if status.state is PluginState.BROKEN]
    assert any("twice" in text for text in problems)
    assert any("godot4" in text and "already" in text for text in problems)
    assert format_by_name("godot4").title == "Godot 4"


def test_safe_mode_keeps_all_of_them_off(tmp_path: Path) -> None:
    write(tmp_path / "good")
    assert use(tmp_path, "good", is_safe=True)["good"].state is PluginState.ENABLED
    assert "good-list" not in format_names()


def test_an_engine_of_a_plugin_is_offered_and_made(tmp_path: Path) -> None:
    engine = '[[contributes.engines]]\nname = "mine"\ntitle = "Mine"\nengine = "code:Engine"'
    write(
        tmp_path / "drawer", "class Engine:\n    info = 'mine'",
        MANIFEST.split("[[contributes.exporters]]", maxsplit=1)[0] + engine,
    )  # fmt: skip
    use(tmp_path, "drawer")
    assert "mine" in engine_names()
    assert engine_title("mine") != "mine"
    assert make_engine("mine").info == "mine"  # type: ignore[comparison-overlap]
    use(tmp_path)
    with pytest.raises(InputError):
        make_engine("mine")


def test_an_action_that_gives_nonsense_is_named(tmp_path: Path) -> None:
    write(tmp_path / "odd", "def do(context):\n    return 5")
    (action,) = actions_of(list(use(tmp_path, "odd").values()))
    with pytest.raises(PluginError, match="ActionResult"):
        action.run(context())


def test_a_traceback_tells_whose_code_it_went_through(tmp_path: Path) -> None:
    write(tmp_path / "odd", "def do(context):\n    return {}['key']")
    plugins = find_plugins([(tmp_path, False)], has_packages=False)
    (action,) = actions_of(use_plugins(plugins, ["odd"]))
    with pytest.raises(PluginError) as told:
        action.run(context())
    assert told.value.__cause__ is not None
    guilty = plugin_of(told.value.__cause__, plugins)
    assert guilty is not None
    assert guilty.id == "odd"
    assert plugin_of(ValueError(), plugins) is None


def test_the_users_own_folder_is_looked_at() -> None:
    folders = plugin_folders()
    assert folders[0] == (REPO / "plugins", True)
    write(folders[1][0] / "mine")
    assert "mine" in {plugin.id for plugin in find_plugins(has_packages=False)}


def test_what_is_offered_is_never_gone_while_it_is_read() -> None:
    """Jobs draw with what plugins bring while the same plugins are asked for again."""
    registry.add_engine("brought", lambda: object, "Brought")
    seen = list[bool]()

    def again() -> Iterator[registry.AddedEngine]:
        seen.append("brought" in registry.engine_names())
        yield registry.AddedEngine("brought", lambda: object)

    try:
        registry.replace_added(again())
        assert seen == [True], "while the new ones are collected the old ones are offered"
        assert registry.engine_title("brought") == "brought"
    finally:
        registry.forget_added()
    assert "brought" not in registry.engine_names()
