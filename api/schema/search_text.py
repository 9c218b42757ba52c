"""Search as people type it: the words of a query for the index, and the words around a match."""

from __future__ import annotations

from api.errors import BadInput
from api.schema.environment import Environment
from api.schema.lengths import LONGEST_QUERY, MOST_WORDS, bounded
from graph.nearness import is_forgiving, one_edit_apart
from graph.search_text import SEARCHED, words

# The properties whose text a result shows, in the order in which they are tried.
TEXTS = ("summary", "consequence", "raw", "name", "subject", "definition", *SEARCHED, "caption")

_AROUND = 80
# The index refuses an empty query; this is one that nothing meets.
_NOTHING = "+nothing -nothing"


def index_query(query: str) -> str:
    """The query for the full-text index: every word must occur, as typed or with one letter wrong,
    and words that stand together rank first. Nothing that a person types is an operator; raises BadInput."""
    terms = [word.letters for word in words(bounded(query, LONGEST_QUERY, "query"))]
    if len(terms) > MOST_WORDS:
        raise BadInput(f"`query` has {len(terms)} words; {MOST_WORDS} can be searched for at once.")
    if not terms:
        return _NOTHING
    required = " ".join(f"+({_forgiving(term)})" for term in dict.fromkeys(terms))
    return f'{required} "{" ".join(terms)}"^8' if len(terms) > 1 else required


def _forgiving(term: str) -> str:
    return f"{term}^4 {term}~1" if is_forgiving(term) else term


def excerpt(_: Environment, query: str, *texts: str | list[str] | None) -> str:
    """The first text that holds any of the words, cut around its first match, matches marked."""
    wanted = [word.letters for word in words(query)]
    for text in texts:
        if isinstance(text, str) and (marked := _marked(text, wanted)):
            return marked
    return next((text for text in texts if isinstance(text, str)), "")


def _marked(text: str, wanted: list[str]) -> str | None:
    found = [(word.start, word.end) for word in words(text) if _is_match(word.letters, wanted)]
    if not found:
        return None
    start = max(0, found[0][0] - _AROUND)
    end = min(len(text), found[0][1] + 2 * _AROUND)
    parts, at = ["…" if start else ""], start
    for left, right in found:
        if right <= end:
            parts += [text[at:left], "**", text[left:right], "**"]
            at = right
    return "".join([*parts, text[at:end], "…" if end < len(text) else ""])


def _is_match(word: str, wanted: list[str]) -> bool:
    return any(word == term or (is_forgiving(term) and one_edit_apart(word, term)) for term in wanted)
