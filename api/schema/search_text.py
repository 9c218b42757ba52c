"""Search as people type it: the words of a query for the index, and the words around a match."""

from __future__ import annotations

from collections.abc import Iterator

from api.errors import BadInput
from api.schema.environment import Environment
from api.schema.lengths import LONGEST_QUERY, MOST_WORDS, bounded
from graph.nearness import is_forgiving, one_edit_apart
from graph.reconcile.abbreviations import COUNTIES
from graph.reconcile.keys import MEANT_FIRST, NAMED, NOT_ENDED, core_keys, id_key, key, named_keys
from graph.search_text import SEARCHED, words

# The properties whose text a result shows, in the order in which they are tried.
TEXTS = ("summary", "consequence", "raw", "name", "subject", "definition", *SEARCHED, "caption")

_AROUND = 80
# The index refuses an empty query; this is one that nothing meets.
_NOTHING = "+nothing -nothing"
# Who is called what is asked comes before who mentions it, also in several words; who is meant without the
# words for a type comes next.
_BY_NAME, _BY_CORE = 100, 30
# Of bodies that fit alike, who comes first.
_LIKELY = f"searchKeys:({NOT_ENDED} {MEANT_FIRST})"
# A beginning of fewer letters is one of too many names.
_LEAST_BEGINNING = 3


def index_query(query: str) -> str:
    """The query for the full-text index. Every word must occur, as typed, with one letter wrong or spelt out,
    and words that stand together rank first. Before these comes who has that name, code or id, and among
    them who has a name that begins so. Nothing that a person types is an operator; raises BadInput."""
    terms = [word.letters for word in words(bounded(query, LONGEST_QUERY, "query"))]
    if len(terms) > MOST_WORDS:
        raise BadInput(f"`query` has {len(terms)} words; {MOST_WORDS} can be searched for at once.")
    if not terms:
        return _NOTHING
    occurring = " ".join(f"+({_forgiving(term)})" for term in dict.fromkeys(terms))
    together = f' "{" ".join(terms)}"^8' if len(terms) > 1 else ""
    return " ".join((f"({occurring}{together})", *_called(query), *_beginning(query, terms)))


def _forgiving(term: str) -> str:
    read = f"{term}^4 {term}~1" if is_forgiving(term) else term
    return f"{read} {COUNTIES[term]}" if term in COUNTIES else read


def _called(query: str) -> Iterator[str]:
    """Clauses for whoever has the name, code or id that is asked."""
    yield f"searchKeys:({' '.join((*named_keys(query), id_key(query)))})^{_BY_NAME}"
    yield f"(+searchKeys:({' '.join(core_keys(query))}) {_LIKELY})^{_BY_CORE}"


def _beginning(query: str, terms: list[str]) -> Iterator[str]:
    """Clauses for bodies and people with a name, a code or an id that begins as asked."""
    if ":" in query:
        yield f"searchKeys:{id_key(query)}*"
    elif len(terms[-1]) >= _LEAST_BEGINNING:
        *whole, last = terms
        names = " ".join(f"+searchNames:{each}" for each in (*whole, f"{last}*"))
        yield f"(+searchKeys:{NAMED} {names} {_LIKELY})"
        yield f"searchKeys:{key(query)}*^2"


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
