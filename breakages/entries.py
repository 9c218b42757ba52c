"""The list of breakages, in the YAML files beside this module."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
LISTS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Breakage:
    """One wrong line: ``text`` in ``file`` becomes ``becomes``, and ``test`` (a pytest node id) must fail.

    ``why`` says what a user would suffer. With ``neo4j``, the test reads the graph of the article, which all
    such tests share; without, it starts what it needs by itself.
    """

    name: str
    why: str
    file: str
    text: str
    becomes: str
    test: str
    neo4j: bool = False

    def broken(self, content: str) -> str:
        """The content of the file with the wrong line. Raises ValueError unless the text occurs once."""
        if (found := content.count(self.text)) != 1:
            raise ValueError(f"{self.name}: {self.file} holds {self.text!r} {found} times, not once")
        return content.replace(self.text, self.becomes)


def breakages() -> Sequence[Breakage]:
    """Every breakage, those that need no Neo4j first. Raises TypeError for an entry with a wrong key."""
    found = [
        Breakage(**entry)
        for path in sorted(LISTS.glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))
    ]
    return sorted(found, key=lambda each: (each.neo4j, each.test))


def stale(found: Sequence[Breakage], root: Path = ROOT) -> Iterator[str]:
    """Entries that no longer fit the code: a text that is not there exactly once, a result that is not
    Python, a missing test, a duplicate name.
    """
    for name, count in Counter(each.name for each in found).items():
        if count > 1:
            yield f"{name}: {count} breakages have this name"
    for each in found:
        try:
            content = each.broken((root / each.file).read_text("utf-8"))
            if each.file.endswith(".py"):
                ast.parse(content)
        except (OSError, ValueError, SyntaxError) as error:
            yield str(error) if each.name in str(error) else f"{each.name}: {error}"
        path, _, test = each.test.partition("::")
        if test.partition("[")[0] not in _functions(root / path):
            yield f"{each.name}: there is no test {each.test}"


def _functions(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
