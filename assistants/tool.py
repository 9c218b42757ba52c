"""Tools: what each asks of the graph, and what an assistant is told about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistants.parameters import Arguments, Parameter
from web.documents import Questions

Data = Mapping[str, Any]
Variables = dict[str, Any]

# Root fields that ask for a list of one node, since only lists of nodes take a day.
LISTS_OF_ONE = ("body", "node", "theme")
OF_TOOLS = Questions(Path(__file__).resolve().parent / "questions")


def as_given(arguments: Arguments) -> Variables:
    """The arguments as the variables of the question, under the same names."""
    return dict(arguments)


def unchanged(data: Data, _: Arguments) -> Data:
    """The answer as it is."""
    return data


@dataclass(frozen=True)
class Tool:
    """One question and one template, both named ``name``.

    ``variables`` makes the variables of the question from the arguments. ``chosen`` picks from the answer
    what is shown, in the form that the answer has. ``subject`` is the field that the answer is about: where
    it is null, nothing has the id, and ``absent`` says so; ``of_bodies`` tells that it has to be a body.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    variables: Callable[[Arguments], Variables] = as_given
    chosen: Callable[[Data, Arguments], Data] = unchanged
    subject: str | None = None
    of_bodies: bool = False
    absent: str = "Nothing has the id '{}'; `search` finds ids by name, words or code."

    @property
    def question(self) -> str:
        """The text of the GraphQL document."""
        return OF_TOOLS.named(self.name)
