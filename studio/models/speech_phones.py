"""What other tools call mouth shapes and sounds, as visemes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from studio.models.speech import VISEMES

Shares = tuple[tuple[str, float], ...]
"""(viseme, share of the time): a diphthong has two."""

RHUBARB: Mapping[str, str] = {
    "A": "PP", "B": "SS", "C": "E", "D": "aa", "E": "oh", "F": "ou", "G": "FF", "H": "nn", "X": "sil",
}  # fmt: skip
"""Rhubarb Lip Sync's shapes: closed, clenched, open, wide, rounded, puckered, F and V, L, at rest."""

PRESTON_BLAIR: Mapping[str, str] = {
    "ai": "aa", "e": "E", "o": "oh", "u": "ou", "wq": "ou", "l": "nn", "fv": "FF", "mbp": "PP", "etc": "DD",
    "rest": "sil", "cdgknrsthyz": "DD", "closed": "sil",
}  # fmt: skip
"""Preston Blair's shapes as Papagayo and Moho write them, in lower case."""

_ARPABET: Mapping[str, str] = {
    "aa": "aa", "ae": "aa", "ah": "aa", "ao": "oh", "aw": "aa ou", "ax": "E", "ay": "aa ih", "b": "PP", "ch": "CH",
    "d": "DD", "dh": "TH", "dx": "DD", "eh": "E", "er": "RR", "axr": "RR", "ey": "E ih", "f": "FF", "g": "kk",
    "hh": "", "ih": "ih", "ix": "ih", "iy": "ih", "jh": "CH", "k": "kk", "l": "nn", "m": "PP", "n": "nn", "ng": "nn",
    "ow": "oh ou", "oy": "oh ih", "p": "PP", "r": "RR", "s": "SS", "sh": "CH", "t": "DD", "th": "TH", "uh": "ou",
    "uw": "ou", "v": "FF", "w": "ou", "y": "ih", "z": "SS", "zh": "CH",
}  # fmt: skip
_IPA: Mapping[str, str] = {
    "a": "aa", "ɑ": "aa", "ɐ": "aa", "æ": "aa", "ʌ": "aa", "ɒ": "oh", "ɔ": "oh", "o": "oh", "u": "ou", "ʊ": "ou",
    "ʉ": "ou", "y": "ou", "ø": "oh", "œ": "oh", "e": "E", "ɛ": "E", "ə": "E", "ɘ": "E", "ɜ": "RR", "ɚ": "RR",
    "ɝ": "RR", "i": "ih", "ɪ": "ih", "ɨ": "ih", "j": "ih", "p": "PP", "b": "PP", "m": "PP", "f": "FF", "v": "FF",
    "ʋ": "FF", "ɱ": "FF", "θ": "TH", "ð": "TH", "t": "DD", "d": "DD", "ʈ": "DD", "ɖ": "DD", "ɾ": "DD", "k": "kk",
    "ɡ": "kk", "g": "kk", "c": "kk", "ɟ": "kk", "q": "kk", "x": "kk", "ç": "CH", "ɣ": "kk", "ʔ": "kk", "ʃ": "CH",
    "ʒ": "CH", "ɕ": "CH", "ʑ": "CH", "tʃ": "CH", "dʒ": "CH", "tɕ": "CH", "dʑ": "CH", "ts": "SS", "dz": "SS",
    "s": "SS", "z": "SS", "n": "nn", "ɲ": "nn", "ŋ": "nn", "ɳ": "nn", "l": "nn", "ɫ": "nn", "ʎ": "nn", "ɭ": "nn",
    "r": "RR", "ɹ": "RR", "ʁ": "RR", "ʀ": "RR", "ɻ": "RR", "w": "ou", "ʍ": "ou", "ɥ": "ou", "h": "", "ɦ": "",
}  # fmt: skip
_SILENT = frozenset({"", "sil", "sp", "spn", "pau", "silence", "<eps>", "<sil>", "#", "_", "nsn", "brth"})
_BY_LOWER = {name.lower(): name for name in VISEMES}
_SECOND_SHARE = 0.4
_MARKS = re.compile(r"[ˈˌːˑ̪̩̯̃ʰʷʲ̥̬̚˞]")


def shares_of_phone(phone: str) -> Shares | None:
    """The visemes of a phone in ARPABET (with stress and word position) or IPA.

    Returns:
        With their shares of its time; no entry if it looks like its neighbour (H); None if it is unknown.
    """
    text = unicodedata.normalize("NFC", phone.strip())
    if text.lower() in _SILENT:
        return (("sil", 1.0),)
    plain = re.sub(r"_[BIES]$", "", text, flags=re.IGNORECASE)
    arpabet = re.sub(r"[0-2]$", "", plain.lower())
    if plain.isascii() and arpabet in _ARPABET:
        return _shares(_ARPABET[arpabet])
    bare = _MARKS.sub("", unicodedata.normalize("NFD", plain)).replace("͡", "")
    bare = unicodedata.normalize("NFC", bare)
    if bare in _IPA:
        return _shares(_IPA[bare])
    letters = [letter for letter in bare if letter in _IPA]
    if len(bare) == 2 and len(letters) == 2:
        return _shares(" ".join(_IPA[letter] for letter in letters))
    return None


def _shares(names: str) -> Shares:
    parts = names.split()
    if len(parts) == 2:
        return ((parts[0], 1 - _SECOND_SHARE), (parts[1], _SECOND_SHARE))
    return tuple((name, 1.0) for name in parts)


def named_viseme(name: object) -> str | None:
    """A viseme by its name in any case, or by its number from 0 to 14; None if it is none."""
    if isinstance(name, bool):
        return None
    if isinstance(name, int):
        return VISEMES[name] if 0 <= name < len(VISEMES) else None
    if not isinstance(name, str):
        return None
    text = name.strip().lower().removeprefix("viseme_").removeprefix("viseme-")
    if text.isdigit():
        return named_viseme(int(text[:3]))
    return _BY_LOWER.get({"i": "ih", "o": "oh", "u": "ou", "th": "th"}.get(text, text))
