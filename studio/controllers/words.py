"""Times and sizes as people say them."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

KB, MB, GB = 1e3, 1e6, 1e9


def when(time_s: float, now_s: float | None = None) -> str:
    """A point of time: "Today 14:32", "Yesterday 09:10", else the date."""
    moment = QDateTime.fromSecsSinceEpoch(int(time_s))
    today = QDateTime.fromSecsSinceEpoch(int(time.time() if now_s is None else now_s)).date()
    days = moment.date().daysTo(today)
    clock = QLocale().toString(moment.time(), "HH:mm")
    if days == 0:
        return _tr("Today {clock}").format(clock=clock)
    if days == 1:
        return _tr("Yesterday {clock}").format(clock=clock)
    return _date(moment.date(), today)


def _date(day: QDate, today: QDate) -> str:
    pattern = "d MMM" if day.year() == today.year() else "d MMM yyyy"
    return QLocale().toString(day, pattern)


def size(count: float) -> str:
    """Bytes: "340 KB", "2.3 MB"."""
    if count < MB:
        return _tr("{count} KB").format(count=max(1, round(count / KB)))
    if count < GB:
        return _tr("{count} MB").format(count=f"{count / MB:.1f}")
    return _tr("{count} GB").format(count=f"{count / GB:.1f}")


def span(seconds: float) -> str:
    """A length of time: "0:20", "1:02:03"."""
    whole = max(0, round(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def folder(path: Path) -> str:
    """A folder, from the home folder on where it lies there."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)
