"""References to files, modules and names of this repository, and whether they lead somewhere."""

from __future__ import annotations

import re

from tests.helpers.paths import ROOT

# A part of a path that stands for any, such as the NAME in `browser/queries/FOLDER/NAME.cypher`.
_PLACEHOLDER = re.compile(r"(?<=/)[A-Z]{2,}(?=[/.]|$)")


def exists(reference: str) -> bool:
    """Whether a reference leads somewhere: `api/errors.py`, `api/errors.py:BadInput`, `api.errors.BadInput`.

    `*` and a word in capitals in a path stand for anything.
    """
    if "/" in reference:
        path, _, name = reference.partition(":")
        return _is_path(path) and (not name or _defines(path, name))
    path = reference.replace(".", "/")
    if _is_path(path) or _is_path(f"{path}.py"):
        return True
    module, _, name = reference.rpartition(".")
    file = f"{module.replace('.', '/')}.py"
    return _is_path(file) and _defines(file, name)


def _is_path(path: str) -> bool:
    return any(ROOT.glob(_PLACEHOLDER.sub("*", path.rstrip("/"))))


def _defines(file: str, name: str) -> bool:
    text = (ROOT / file).read_text("utf-8")
    return re.search(rf"^(?:class |def |async def )?{name}\b", text, re.MULTILINE) is not None
