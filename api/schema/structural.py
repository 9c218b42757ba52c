"""Which enumerations choose a statement."""

from __future__ import annotations


class Structural:
    """Marks an enumeration whose members choose the text of a statement or the form of an answer.

    The members of all others are values, for a text that Neo4j has not seen takes it up to a second to plan.
    """
