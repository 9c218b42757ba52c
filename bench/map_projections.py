"""Write out the map projections of a statement, so that Neo4j counts what they read.

PROFILE counts no database hits for the properties of `n {.id, .name}`; it does for `{id: n.id,
name: n.name}`.
"""

from __future__ import annotations

import re

# Labels and keywords begin with a capital, variables do not.
_TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.)*'  # a text, which stays
    |(?P<open>(?:\b(?P<variable>[a-z]\w*)\ )?\{(?!\s*\.\*))
    |[{}]
    |(?<=[{,\s])\.(?P<property>\w+)""",
    re.VERBOSE,
)


def written_out(statement: str) -> str:
    """The statement with `{id: n.id}` for each `n {.id}`; one with all of a map (`.*`) stays."""
    variables: list[str] = []

    def replaced(token: re.Match[str]) -> str:
        text: str = token[0]
        match text[-1]:
            case "{":
                variables.append(token["variable"] or "")
                return "{" if token["variable"] else text
            case "}":
                variables.pop()
        if token["property"] and variables[-1]:
            return f"{token['property']}: {variables[-1]}.{token['property']}"
        return text

    return _TOKEN.sub(replaced, statement)
