"""Drafts kept in the data folder: each a file that is there whole or not at all, so that one can come back to it."""

import contextlib
import datetime
import json
import os
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from assistant.drafting.model import Draft
from assistant.drafting.wanted import DraftError

FOLDER = "drafts"
_IDENTITY = re.compile(r"[0-9a-f]{12}")
_MOST_BYTES = 50_000_000


class SavedError(DraftError):
    """A draft cannot be had or kept: the text says in one line why, and what to do."""


class Overtaken(SavedError):
    """Another window has saved the draft since it was read."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it is kept. `revision` counts its changes; `priority` and `like` are as it was asked for."""

    id: str
    revision: int
    begun: datetime.datetime
    changed: datetime.datetime
    draft: Draft
    priority: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that should hold a draft and does not: `problem` says why in one line."""

    id: str
    problem: str


_SAVED = TypeAdapter(Saved)


def begin(home: Path, draft: Draft, priority: str = "", like: str = "") -> Saved:
    """Keep a new draft. Raises SavedError where it cannot be written."""
    now = _now()
    saved = Saved(secrets.token_hex(6), 1, now, now, draft, priority, like)
    _write(home, saved)
    return saved


def save(home: Path, identity: str, revision: int, draft: Draft) -> Saved:
    """Keep a changed draft in place of the revision it was made from.

    Raises Overtaken where another window has saved since, and SavedError where it is gone or cannot be written;
    what was kept before stays.
    """
    load(home, identity)
    with FileLock(_path(home, identity).with_suffix(".lock")):
        before = load(home, identity)
        if before.revision != revision:
            raise Overtaken(
                "this draft was changed in another window meanwhile: here is how it stands now; make your change again"
            )
        saved = replace(before, revision=revision + 1, changed=_now(), draft=draft)
        _write(home, saved)
    return saved


def load(home: Path, identity: str) -> Saved:
    """Return a draft. Raises SavedError where there is none, or it cannot be read."""
    path = _path(home, identity)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SavedError(f"the draft {path.name} is too large to be one: move the file away")
        saved = _SAVED.validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise SavedError("this draft is not here any more: it may have been deleted in another window") from error
    except (OSError, ValidationError, RecursionError) as error:
        raise SavedError(f"the draft {path.name} cannot be read, its file is damaged: delete it") from error
    if saved.id != identity:
        raise SavedError(f"the draft {path.name} is a copy of another: delete it")
    return saved


def listed(home: Path) -> list[Saved | Broken]:
    """Return the drafts that are kept, the one changed last first, after them what cannot be read."""
    whole: list[Saved] = []
    broken: list[Broken] = []
    for path in sorted((home / FOLDER).glob("*.json")):
        if _IDENTITY.fullmatch(path.stem):
            try:
                whole.append(load(home, path.stem))
            except SavedError as error:
                broken.append(Broken(path.stem, str(error)))
    return [*sorted(whole, key=lambda s: s.changed, reverse=True), *broken]


def delete(home: Path, identity: str) -> bool:
    """Delete a draft, one that cannot be read too; tells whether it was there."""
    path = _path(home, identity)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise SavedError(f"the draft {path.name} cannot be deleted ({error.strerror}): close it elsewhere") from error
    path.with_suffix(".lock").unlink(missing_ok=True)
    return True


def _path(home: Path, identity: str) -> Path:
    if not _IDENTITY.fullmatch(identity):
        raise SavedError("there is no such draft: choose one from the list")
    return home / FOLDER / f"{identity}.json"


def _write(home: Path, saved: Saved) -> None:
    path = _path(home, saved.id)
    partial = path.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(_SAVED.dump_python(saved, mode="json"), ensure_ascii=True, indent=1)
        partial.write_text(text, encoding="ascii")
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        why = (error.strerror or str(error)).lower()
        raise SavedError(f"the draft cannot be kept ({why}): make room in {path.parent}, then try again") from error


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
