"""Everything that can be done in the window, as data: for menus, keys, the command palette and the cheat sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing to do.

    Attributes:
        id: Stable, "group.verb".
        text: For people; no "…" is added by anybody else.
        key: Default key, Qt's portable text ("Ctrl+S"); several are parted by ", "; empty for none.
        icon: Name of an icon; empty for none.
        context: Where its key counts: "" everywhere, else the name of a page or "timeline".
        is_checkable: Whether it stays on.
        tip: One more line for the tool tip; may be empty.
    """

    id: str
    text: str
    key: str = ""
    icon: str = ""
    context: str = ""
    is_checkable: bool = False
    tip: str = ""

    @property
    def group(self) -> str:
        """The menu it stands in: the part of the id before the dot."""
        return self.id.partition(".")[0]


GROUP_TITLES = {
    "file": "File", "edit": "Edit", "view": "View", "go": "Go", "cast": "Cast", "express": "Express", "set": "Set",
    "clip": "Animate", "export": "Export", "jobs": "Jobs", "tools": "Tools", "help": "Help",
}  # fmt: skip

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", "New project", "Ctrl+N", "file-new"),
    ActionSpec("file.new-from-picture", "New from picture…", "Ctrl+Shift+N", "picture-add"),
    ActionSpec("file.new-from-scratch", "New character from scratch…", "Ctrl+Alt+N", "dice"),
    ActionSpec("file.new-from-photo", "New character from a photo…", "", "user"),
    ActionSpec("file.open", "Open…", "Ctrl+O", "folder-open"),
    ActionSpec("file.sample", "Open the sample", "", "sparkle"),
    ActionSpec("file.import-performance", "Import performance…", "Ctrl+Shift+I", "performance", "",
               tip="Live Link Face, films, sound, lip-sync files"),
    ActionSpec("file.save", "Save", "Ctrl+S", "save"),
    ActionSpec("file.save-as", "Save as…", "Ctrl+Shift+S", "save"),
    ActionSpec("file.save-next", "Save as next version", "Ctrl+Alt+S", "save"),
    ActionSpec("file.close", "Close project", "Ctrl+W", "close"),
    ActionSpec("file.reopen", "Reopen closed project", "Ctrl+Shift+T", "history"),
    ActionSpec("file.quit", "Quit", "Ctrl+Q"),
    ActionSpec("edit.undo", "Undo", "Ctrl+Z", "undo"),
    ActionSpec("edit.redo", "Redo", "Ctrl+Shift+Z, Ctrl+Y", "redo"),
    ActionSpec("edit.copy", "Copy expression", "Ctrl+C", "copy"),
    ActionSpec("edit.paste", "Paste picture or expression", "Ctrl+V", "paste"),
    ActionSpec("edit.find", "Find", "Ctrl+F", "search"),
    ActionSpec("view.zoom-100", "Zoom to 100 %", "Ctrl+1", "zoom-100"),
    ActionSpec("view.zoom-fit", "Fit the picture", "Ctrl+0", "zoom-fit"),
    ActionSpec("view.zoom-face", "Zoom to the face", "Ctrl+2", "zoom-face"),
    ActionSpec("view.zoom-in", "Zoom in", "Ctrl++, Ctrl+=", "zoom-in"),
    ActionSpec("view.zoom-out", "Zoom out", "Ctrl+-", "zoom-out"),
    ActionSpec("view.full-screen", "Only the picture", "F11", "full-screen", is_checkable=True),
    ActionSpec("view.cast", "Show the cast", "F6", "cast", is_checkable=True),
    ActionSpec("view.inspector", "Show the inspector", "F7", "inspector", is_checkable=True),
    ActionSpec("view.bottom", "Show timeline, jobs and history", "F8", "timeline", is_checkable=True),
    ActionSpec("view.reset-layout", "Reset the layout", "", "reset"),
    ActionSpec("view.theme", "Switch between dark and light", "Ctrl+Shift+D", "theme"),
    ActionSpec("view.compare-off", "Result only", "Ctrl+Alt+1", "compare-off", is_checkable=True),
    ActionSpec("view.compare-split", "Split with the picture", "Ctrl+Alt+2", "compare-split", is_checkable=True),
    ActionSpec("view.compare-flicker", "Flicker with the picture", "Ctrl+Alt+3", "compare-flicker", is_checkable=True),
    ActionSpec("view.compare-difference", "Difference", "Ctrl+Alt+4", "compare-difference", is_checkable=True),
    ActionSpec("view.backdrop", "Next backdrop", "Ctrl+B", "backdrop"),
    ActionSpec("go.cast", "Cast", "Alt+1", "page-cast", is_checkable=True),
    ActionSpec("go.express", "Express", "Alt+2", "page-express", is_checkable=True),
    ActionSpec("go.set", "Set", "Alt+3", "page-set", is_checkable=True),
    ActionSpec("go.animate", "Animate", "Alt+4", "page-animate", is_checkable=True),
    ActionSpec("go.export", "Export", "Alt+5", "page-export", is_checkable=True),
    ActionSpec("go.next-region", "Next part of the window", "F9"),
    ActionSpec("cast.add-pictures", "Add pictures…", "Ctrl+Shift+O", "picture-add"),
    ActionSpec("cast.add-reference", "Add references to this character…", "", "reference-add"),
    ActionSpec("cast.rename", "Rename character", "F2", "rename"),
    ActionSpec("cast.duplicate", "Duplicate character", "Ctrl+D", "duplicate", "cast"),
    ActionSpec("cast.remove", "Remove character", "Ctrl+Del", "remove", "cast"),
    ActionSpec("cast.show-boxes", "Show faces", "", "overlay-box", is_checkable=True),
    ActionSpec("cast.show-landmarks", "Show landmarks", "", "overlay-mesh", is_checkable=True),
    ActionSpec("cast.show-mask", "Show the cut-out's mask", "", "overlay-mask", is_checkable=True),
    ActionSpec("cast.show-crop", "Show the crop", "", "overlay-crop", is_checkable=True),
    ActionSpec("cast.edit-landmarks", "Correct the landmarks", "Ctrl+L", "landmarks", is_checkable=True),
    ActionSpec("cast.place-by-hand", "Place eyes, mouth and chin", "Ctrl+Shift+L", "place", is_checkable=True),
    ActionSpec("cast.edit-matte", "Correct the cut-out", "Ctrl+M", "brush", is_checkable=True),
    ActionSpec("cast.edit-genes", "Change the genes…", "Ctrl+G", "sliders"),
    ActionSpec("cast.see-again", "Look at the picture again", "", "refresh"),
    ActionSpec("express.reset-all", "Back to the reference", "Ctrl+Shift+0", "reset"),
    ActionSpec("express.reset-control", "Reset control", "0", "reset", "express"),
    ActionSpec("express.reset-region", "Reset region", "Shift+0", "reset", "express"),
    ActionSpec("express.mirror", "Mirror left and right", "X", "mirror", "express"),
    ActionSpec("express.link", "Link left and right", "L", "link", "express", is_checkable=True),
    ActionSpec("express.save-preset", "Save as preset…", "Ctrl+Shift+P", "preset-add", "express"),
    ActionSpec("express.add-layer", "Add layer", "Ctrl+Shift+A", "layer-add", "express"),
    ActionSpec("express.peek", "Hold to see the reference", "\\", "compare-split"),
    ActionSpec("express.words", "All emotion words…", "Ctrl+Shift+W", "words", "", tip="135 words on this character"),
    ActionSpec("express.add-to-set", "Add this expression to the set", "Ctrl+Shift+Return", "set-add", "express"),
    *(
        ActionSpec(f"express.favourite-{number}", f"Wear favourite {number}", str(number), "star", "express")
        for number in range(1, 10)
    ),
    ActionSpec("set.draw", "Draw what is missing or stale", "Ctrl+Return", "play-set"),
    ActionSpec("set.draw-selected", "Draw the selected cells again", "Ctrl+Shift+R", "refresh", "set"),
    ActionSpec("set.variants", "Draw variants", "Shift+Return", "variants", "set"),
    ActionSpec("set.star", "Star this variant", "S", "star", "set"),
    ActionSpec("set.add-expressions", "Add expressions…", "", "set-add"),
    ActionSpec("set.remove", "Remove the expression from the set", "Del", "remove", "set"),
    ActionSpec("set.contact-sheet", "Save a contact sheet…", "", "contact-sheet"),
    ActionSpec("clip.new", "New clip", "Ctrl+Alt+C", "plus"),
    ActionSpec("clip.play", "Play or pause", "Space", "play"),
    ActionSpec("clip.previous-frame", "Previous frame", "Left", "frame-previous", "timeline"),
    ActionSpec("clip.next-frame", "Next frame", "Right", "frame-next", "timeline"),
    ActionSpec("clip.start", "To the start", "Home", "to-start", "timeline"),
    ActionSpec("clip.end", "To the end", "End", "to-end", "timeline"),
    ActionSpec("clip.loop", "Loop", "Ctrl+Alt+L", "loop", "timeline", is_checkable=True),
    ActionSpec("clip.curves", "Show curves", "C", "curve", "timeline", is_checkable=True),
    ActionSpec("clip.normalised", "Bring all curves to one height", "", is_checkable=True),
    ActionSpec("clip.handles-auto", "Smooth handles"),
    ActionSpec("clip.handles-flat", "Level handles"),
    ActionSpec("clip.handles-linear", "Straight handles"),
    ActionSpec("clip.insert-key", "Insert a key", "K", "", "timeline"),
    ActionSpec("clip.insert-key-all", "Insert a key on all tracks", "Shift+K", "", "timeline"),
    ActionSpec("clip.copy-keys", "Copy keys", "", "copy"),
    ActionSpec("clip.cut-keys", "Cut keys"),
    ActionSpec("clip.paste-keys", "Paste keys at the playhead", "", "paste"),
    ActionSpec("clip.select-all", "Select all keys"),
    ActionSpec("clip.delete-keys", "Delete keys", "", "remove"),
    ActionSpec("clip.duplicate-keys", "Duplicate keys", "Ctrl+Alt+D", "duplicate", "timeline"),
    ActionSpec("clip.hold", "Hold until the next key", "B", "", "timeline"),
    ActionSpec("clip.easing", "Easing of the keys…", "E", "", "timeline"),
    ActionSpec("clip.reverse-keys", "Reverse keys", "R", "", "timeline"),
    ActionSpec("clip.mirror-keys", "Mirror keys", "", "mirror"),
    ActionSpec("clip.align-keys", "Align keys with the playhead"),
    ActionSpec("clip.distribute-keys", "Distribute keys evenly"),
    ActionSpec("clip.breakdown", "Breakdown…", "Shift+B", "", "timeline",
               tip="The selected keys, or a new one at the playhead, between their neighbours."),
    ActionSpec("clip.blend", "Blend to neighbour…", "N", "", "timeline"),
    ActionSpec("clip.stretch", "Stretch keys to the playhead", "Shift+T", "", "timeline"),
    ActionSpec("clip.accent", "Accent: a frame shows exactly this", "Shift+X", "", "timeline"),
    ActionSpec("clip.range-in", "Loop range begins here", "I", "", "timeline"),
    ActionSpec("clip.range-out", "Loop range ends here", "O", "", "timeline"),
    ActionSpec("clip.range-clear", "No loop range", "Shift+I", "", "timeline"),
    ActionSpec("clip.add-marker", "Add a marker", "M", "pin", "timeline"),
    ActionSpec("clip.add-event", "Add an event", "Shift+M", "bell", "timeline"),
    ActionSpec("clip.add-tag", "Add a tag", "T", "tag", "timeline",
               tip="Over the selected keys, the loop range, or from the playhead on."),
    ActionSpec("clip.make-loop", "Make it loop", "", "loop"),
    ActionSpec("clip.auto-key", "Auto-key: sliders make keys", "A", "record", "timeline", is_checkable=True),
    ActionSpec("clip.key-pose", "Key the pose at the playhead", "Shift+A", "key-add", "timeline"),
    ActionSpec("clip.onion-skin", "Onion skin", "G", "onion-skin", "timeline", is_checkable=True),
    ActionSpec("clip.pin-frame", "Pin this frame as a ghost", "Shift+G", "pin", "timeline", is_checkable=True),
    ActionSpec("clip.trail", "Motion trail", "J", "trail", "timeline", is_checkable=True),
    ActionSpec("clip.ping-pong", "Play to and fro", "Shift+P", "", "timeline"),
    ActionSpec("clip.every-frame", "Play every frame", "Shift+F", "", "timeline", is_checkable=True),
    ActionSpec("clip.snap", "Snap what is dragged", "Shift+S", "snap", "timeline", is_checkable=True,
               tip="Ctrl held while dragging does the other."),
    ActionSpec("clip.previous-key", "Previous key", ",", "", "timeline"),
    ActionSpec("clip.next-key", "Next key", ".", "", "timeline"),
    ActionSpec("clip.acting", "Layers of acting", "Ctrl+Alt+A", "layers"),
    ActionSpec("clip.alive", "Bring to life", "", "sparkle", tip="Blinks, gaze, breath and sway as layers"),
    ActionSpec("clip.add-blinks", "Add blinks", "", "eye-region"),
    ActionSpec("clip.add-gaze", "Add gaze", "", "gaze"),
    ActionSpec("clip.add-breath", "Add breath", "", "breath"),
    ActionSpec("clip.add-sway", "Add sway", "", "head"),
    ActionSpec("clip.add-nods", "Add nods", "", "nod"),
    ActionSpec("clip.reroll", "Roll the layer again", "", "dice"),
    ActionSpec("clip.transition", "Transition…", "Ctrl+Alt+T", "passage"),
    ActionSpec("clip.micro", "Micro-expression…", "", "passage"),
    ActionSpec("clip.write-transition", "Write the transition at the playhead"),
    ActionSpec("clip.links", "Linked expressions", "Ctrl+Alt+K", "link"),
    ActionSpec("clip.key-expression", "Key an expression at the playhead…", "Shift+E", "key-add", "timeline"),
    ActionSpec("clip.link-keys", "Link keys to an expression…", "", "link"),
    ActionSpec("clip.make-unique", "Make keys unique", "U", "unlink", "timeline"),
    ActionSpec("clip.live", "Live drive", "Ctrl+Alt+V", "live"),
    ActionSpec("clip.live-start", "Listen to a face tracker", "", "live", is_checkable=True),
    ActionSpec("clip.live-record", "Record the face tracker", "Ctrl+Alt+R", "record", is_checkable=True),
    ActionSpec("export.run", "Export…", "Ctrl+E", "export"),
    ActionSpec("export.repeat", "Repeat last export", "Ctrl+Shift+E", "export-repeat"),
    ActionSpec("export.open-folder", "Open the export folder", "", "folder-open"),
    ActionSpec("jobs.show", "Show jobs", "Ctrl+Shift+Q", "jobs"),
    ActionSpec("jobs.cancel-current", "Cancel the running job", "Esc", "cancel"),
    ActionSpec("jobs.cancel-all", "Cancel all jobs", "Ctrl+Shift+Esc", "cancel"),
    ActionSpec("jobs.pause", "Pause jobs", "Pause", "pause", is_checkable=True),
    ActionSpec("tools.swap", "Swap a head into a picture…", "", "swap"),
    ActionSpec("tools.palette", "Command palette", "Ctrl+K", "search"),
    ActionSpec("tools.models", "Models…", "", "models"),
    ActionSpec("tools.plugins", "Plugins…", "", "plugins"),
    ActionSpec("tools.settings", "Settings…", "Ctrl+,", "settings"),
    ActionSpec("tools.history", "Show history", "Ctrl+H", "history"),
    ActionSpec("help.keys", "Keys", "F1, ?", "keyboard"),
    ActionSpec("help.guide", "Guide", "", "guide"),
    ActionSpec("help.tour", "Tour", "", "tour"),
    ActionSpec("help.health", "What works on this machine", "", "health"),
    ActionSpec("help.about", "About Avatar Studio", "", "about"),
)  # fmt: skip


def action(action_id: str) -> ActionSpec:
    """The action of that id.

    Raises:
        KeyError: If there is none; that is a bug.
    """
    return next(spec for spec in ACTIONS if spec.id == action_id)


def keys_of(spec: ActionSpec, own_keys: dict[str, str] | None = None) -> tuple[str, ...]:
    """The keys of an action, the user's own where there are any."""
    text = (own_keys or {}).get(spec.id, spec.key)
    return tuple(part.strip() for part in text.split(", ") if part.strip())


def conflicts(own_keys: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """(key, action id, action id) for each key that does two things at one place."""
    seen: list[tuple[str, ActionSpec]] = []
    found = []
    for spec in ACTIONS:
        for key in keys_of(spec, own_keys):
            found += [(key, other.id, spec.id) for used, other in seen if used == key and _meet(spec, other)]
            seen.append((key, spec))
    return found


def _meet(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether both may be meant by one key: the timeline can be open on every page."""
    contexts = {one.context, other.context}
    return len(contexts) == 1 or bool(contexts & {"", "timeline"})
