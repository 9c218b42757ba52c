"""What every export says of the dataset, in words for people."""

from __future__ import annotations

from graph.export.records import About, Licence


def in_words(about: About) -> str:
    """The version, the caveat and the licences, a line each."""
    lines = [f"Safeguarding Graph, version {about.version}.", about.caveat]
    return "\n".join([*lines, *map(_terms, about.licences)]) + "\n"


def _terms(licence: Licence) -> str:
    return f"{licence.name or 'No licence stated'}: {'; '.join(licence.sources)}."
