"""GraphiQL, which loads nothing from another server."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import orjson

_HERE = Path(__file__).resolve().parents[1]
# A wheel carries no documentation: GraphiQL opens with one question of its own there.
_DOCUMENTATION = _HERE.parent / "docs"
QUESTIONS = _DOCUMENTATION / "questions"
_FIRST = (
    "# What is in the graph?\n{\n  dataset {\n    version\n    nodeCount\n    relationshipCount\n  }\n}\n"
)
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def graphiql_page(questions: Path = QUESTIONS) -> str:
    """GraphiQL, with the documents of a folder as examples to choose from."""
    examples = [{"query": path.read_text("utf-8")} for path in sorted(questions.glob("*.graphql"))]
    # A text may hold what ends a script.
    written = orjson.dumps(examples or [{"query": _FIRST}]).decode().replace("<", "\\u003c")
    return (_HERE / "graphiql.html").read_text("utf-8").replace('"EXAMPLES"', written)
