"""The dataset's version, caveat and licences as text."""

from __future__ import annotations

from graph.export.records import About, Licence


def dataset_text(about: About) -> str:
    """The version, the caveat and the licences, one line each."""
    lines = [f"Safeguarding Graph, version {about.version}.", about.caveat]
    return "\n".join([*lines, *map(licence_text, about.licences)]) + "\n"


def licence_text(licence: Licence) -> str:
    """A licence with its sources."""
    return f"{licence.name or 'No licence stated'}: {'; '.join(licence.sources)}."
