"""Saved queries: `browser/queries/FOLDER/NAME.cypher`, and the zip that Neo4j Browser imports in one drop.

A file's first line is `// Title`, under which Browser lists it. What it asks for as `$name` is set beforehand
with `:param`, and the comment below the title shows such a line for each, with a value to begin with.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from graph.errors import BrowserFileInvalid

_PARAMETER = re.compile(r"^//\s+:param (\w+) => (.+)$", re.MULTILINE)
# Zip entries carry a time; the earliest that the format knows, so that the same queries give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One query; `parameters` are names with the Cypher of the value that its comment begins with."""

    folder: str
    name: str
    title: str
    text: str
    parameters: Mapping[str, str]


def read_queries(folder: Path) -> list[SavedQuery]:
    """All saved queries, by folder and name. Raises BrowserFileInvalid with the file and what is wrong."""
    return [_read(path) for path in sorted(folder.glob("*/*.cypher"))]


def zip_of(queries: Sequence[SavedQuery]) -> bytes:
    """The queries as Neo4j Browser imports them: a folder of the zip becomes a folder of its favourites."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for query in queries:
            entry = zipfile.ZipInfo(f"{query.folder}/{query.name}.cypher", _TIME)
            archive.writestr(entry, query.text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _read(path: Path) -> SavedQuery:
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0]
    if not re.fullmatch(r"// \S.*", title):
        raise BrowserFileInvalid(f"{path}:1: a saved query begins with its title: // Who said what")
    statement = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    asked, explained = set(re.findall(r"\$(\w+)", statement)), dict(_PARAMETER.findall(text))
    if asked != set(explained):
        raise BrowserFileInvalid(
            f"{path}: the query asks for {sorted(asked)} and its comment sets {sorted(explained)}; "
            "give each a line '//   :param NAME => VALUE', and no other."
        )
    return SavedQuery(path.parent.name, path.stem, title.removeprefix("// "), text, explained)
