"""Saved queries: `browser/queries/FOLDER/NAME.cypher`, and the zip of them that Neo4j Browser imports.

A file's first line is `// Title`, under which Browser lists it. Each parameter `$name` must be set with
`:param` first; a comment below the title has such a line for each, with an example value.
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
# A fixed time, the earliest of the zip format, so that the same queries give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One query; `parameters` maps names to example values in Cypher."""

    folder: str
    name: str
    title: str
    text: str
    parameters: Mapping[str, str]


def read_queries(folder: Path) -> list[SavedQuery]:
    """All saved queries, sorted by folder and name. Raises BrowserFileInvalid with the file."""
    return [_read(path) for path in sorted(folder.glob("*/*.cypher"))]


def zip_of(queries: Sequence[SavedQuery]) -> bytes:
    """A zip for Neo4j Browser's import; its folders become folders of favourites."""
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
        raise BrowserFileInvalid(f"{path}:1: a saved query must begin with its title: // Who said what")
    statement = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    used, documented = set(re.findall(r"\$(\w+)", statement)), dict(_PARAMETER.findall(text))
    if used != set(documented):
        raise BrowserFileInvalid(
            f"{path}: the query uses {sorted(used)} and its comment sets {sorted(documented)}; "
            "give each parameter one line '//   :param NAME => VALUE'."
        )
    return SavedQuery(path.parent.name, path.stem, title.removeprefix("// "), text, documented)
