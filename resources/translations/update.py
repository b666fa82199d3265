"""Brings the translations up to date: finds the texts, keeps what is translated, makes what Qt loads.

    python resources/translations/update.py                    update and release studio_*.ts
    python resources/translations/update.py --add fr           begin another language
    python resources/translations/update.py --pseudo FOLDER    only make a mock language there, for tests

Translators edit the .ts files, by hand or with Qt Linguist.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCES = ("studio/views", "studio/controllers", "studio/composition")
PSEUDO = "xx"
_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñöšüýžÁÇÉÍÑÖŠÜÝŽ")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; 0 if all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--add", default="", help="two letters of a new language")
    parser.add_argument("--pseudo", type=Path, help="a folder for the mock language")
    options = parser.parse_args(arguments)
    if options.pseudo is not None:
        make_pseudo(options.pseudo)
        return 0
    files = sorted(HERE.glob("studio_*.ts"))
    if options.add:
        files.append(HERE / f"studio_{options.add}.ts")
    extract(files)
    for file in files:
        release(file, file.with_suffix(".qm"))
        done, total = progress(file)
        print(f"{file.stem}: {done} of {total} texts")
    return 0


def extract(files: Sequence[Path]) -> None:
    """Write all texts of the program into translation files; what is translated stays."""
    sources = sorted(str(path.relative_to(ROOT)) for part in SOURCES for path in (ROOT / part).rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        actions = Path(folder) / "actions.py"
        actions.write_text(_actions_source(), encoding="utf-8")
        genes = Path(folder) / "genes.py"
        genes.write_text(_genes_source(), encoding="utf-8")
        listing = Path(folder) / "sources.txt"
        engines = Path(folder) / "engines.py"
        engines.write_text(_engines_source(), encoding="utf-8")
        listing.write_text("\n".join([*sources, str(actions), str(genes), str(engines)]), encoding="utf-8")
        for file in files:
            language = file.stem.removeprefix("studio_")
            command = [_tool("lupdate"), "-silent", "-no-obsolete", "-locations", "none"]
            command += ["-source-language", "en", "-target-language", language, f"@{listing}", "-ts", str(file)]
            subprocess.run(command, cwd=ROOT, check=True)


def release(source: Path, target: Path) -> None:
    """Make what Qt loads."""
    subprocess.run([_tool("lrelease"), "-silent", str(source), "-qm", str(target)], check=True)


def make_pseudo(folder: Path) -> Path:
    """Make a mock language: every text longer, accented and in brackets, so that what is not translated stands out.

    Returns:
        The file that Qt loads.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"studio_{PSEUDO}.ts"
    extract([source])
    tree = ET.parse(source)
    for message in tree.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        text = pseudo(message.findtext("source", ""))
        forms = translation.findall("numerusform")
        for form in forms:
            form.text = text
        if not forms:
            translation.text = text
        translation.attrib.pop("type", None)
    tree.write(source, encoding="utf-8", xml_declaration=True)
    release(source, source.with_suffix(".qm"))
    return source.with_suffix(".qm")


def pseudo(text: str) -> str:
    """A text in the mock language; names in braces stay."""
    parts, is_name = [], False
    for piece in text.replace("{", "\0{").replace("}", "}\0").replace("%n", "\0{%n\0").split("\0"):
        is_name = piece.startswith("{")
        parts.append(piece.replace("{%n", "%n") if is_name else piece.translate(_ACCENTS))
    return f"⟦{''.join(parts)}{'·' * max(1, len(text) // 4)}⟧"


def progress(file: Path) -> tuple[int, int]:
    """(translated, all) texts of a file."""
    translations = [message.find("translation") for message in ET.parse(file).iter("message")]
    done = sum(one is not None and one.get("type") is None and bool("".join(one.itertext())) for one in translations)
    return done, len(translations)


def _actions_source() -> str:
    """The actions' texts are data; written as code they can be found."""
    sys.path.insert(0, str(ROOT))
    from studio.models.actions import ACTIONS, GROUP_TITLES

    texts = {text for spec in ACTIONS for text in (spec.text, spec.tip) if text} | set(GROUP_TITLES.values())
    lines = [f"        self.tr({text!r})" for text in sorted(texts)]
    return "\n".join(["class ActionSet(QObject):", "    def texts(self):", *lines, ""])


def _genes_source() -> str:
    """The table of genes is data too."""
    from studio.models.character_maker import GROUP_TITLES, STRIP_EXPRESSIONS, choice_title
    from studio.models.genome import GENES

    texts = {text for gene in GENES for text in (gene.title, gene.meaning, *map(choice_title, gene.choices))}
    texts |= {*GROUP_TITLES.values(), *map(choice_title, STRIP_EXPRESSIONS)}
    lines = [f"        self.tr({text!r})" for text in sorted(texts)]
    return "\n".join(["class Genes(QObject):", "    def texts(self):", *lines, ""])


def _engines_source() -> str:
    """What may be chosen of engines is data too."""
    from studio.engines.choices import CHOICES
    from studio.models.engine_choices import WordChoice

    texts = set[str]()
    for choice in (one for choices in CHOICES.values() for one in choices):
        texts |= {choice.title, choice.hint}
        if isinstance(choice, WordChoice):
            texts |= {title for _, title in choice.words}
    lines = [f"        self.tr({text!r})" for text in sorted(texts)]
    return "\n".join(["class Engines(QObject):", "    def texts(self):", *lines, ""])


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(f"pyside6-{name}")
    found = str(beside) if beside.exists() else shutil.which(f"pyside6-{name}")
    if found is None:
        raise SystemExit(f"pyside6-{name} is missing; it comes with PySide6-Essentials.")
    return found


if __name__ == "__main__":
    sys.exit(main())
