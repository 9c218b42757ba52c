"""The dataset's version, caveat and licences as text."""

from __future__ import annotations

from graph.export.records import About, Licence


def dataset_text(about: About) -> str:
    """The version, the caveat and the licences, one line each."""
    lines = [f"Safeguarding Graph, version {about.version}.", about.caveat]
    return "\n".join([*lines, *map(_terms, about.licences)]) + "\n"


def _terms(licence: Licence) -> str:
    return f"{licence.name or 'No licence direct_statement'}: {'; '.join(licence.sources)}."
