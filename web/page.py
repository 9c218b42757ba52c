"""Pages: what each asks, and what an address asks of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.model.nodes import ORGANISATIONS
from web.addresses import FOLDERS, path_of

Data = Mapping[str, Any]
Variables = dict[str, Any]


# The folders whose nodes have feeds: bodies, themes and inspections.
FED = tuple(folder for folder, label in FOLDERS.items() if label in (*ORGANISATIONS, "Theme", "Inspection"))


class Form(StrEnum):
    """What an address answers with, by how it ends."""

    PAGE = ""
    ANSWER = ".json"  # the answer to the question behind the page
    QUESTION = ".question"  # that question, as the body of a GraphQL request
    CSV = ".csv"  # all rows of a list
    NDJSON = ".ndjson"


@dataclass(frozen=True)
class Asked:
    """What an address asks for: its path without a form, its named parts, and its parameters."""

    path: str
    names: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)


def without_place(parameters: Mapping[str, str]) -> dict[str, str]:
    """Parameters of an address without the place in a list."""
    return {name: value for name, value in parameters.items() if name not in ("after", "before")}


def nothing(_: Asked) -> Variables:
    """The variables of a question without any."""
    return {}


def no_more(_: Data) -> Data:
    """What a template gets beside the answer: nothing."""
    return {}


def of_node(subject: Data) -> str:
    """The path of the page of a node."""
    return path_of(subject["id"])


@dataclass(frozen=True)
class Page:
    """One question and one template, both named ``name``.

    ``variables`` reads the variables of the question from an address; ``reads`` names parameters that the
    template alone looks at. ``subject`` is the root field that the page is about. It is null where there is
    no such node, in the words of ``absent``; ``address`` gives the path of what was found. ``more`` works out
    what the template needs beside the answer, such as the places of marks in a picture; ``beside`` what it
    needs from the files of a home, for a version of the graph.
    """

    path: str
    name: str
    variables: Callable[[Asked], Variables] = nothing
    subject: str | None = None
    more: Callable[[Data], Data] = no_more
    beside: Callable[[Path, str | None], Data] | None = None
    address: Callable[[Data], str] = of_node
    absent: str = "Nothing here has the id '{}'."
    reads: tuple[str, ...] = ()

    def paths(self) -> Mapping[Form, str]:
        """The path of each form."""
        stem = "/index" if self.path == "/" else self.path
        return {form: stem + form if form else self.path for form in Form}
