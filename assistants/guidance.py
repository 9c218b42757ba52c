"""What an assistant has to know to read the graph rightly: all of it at the start, and what concerns an
answer beside that answer."""

from __future__ import annotations

from collections.abc import Iterator, Set

INSTRUCTIONS = """\
Public findings about how police forces, councils and boards in England and Wales protect children: who \
found what, on which passage, what was recommended, answered, disputed, and found at a later look.

How to read it:
- NAMED or AREA. Each entry of a body has a basis. NAMED: the text names the body. AREA: it concerns the \
area where the body works, and no source attributes it to the body. Never write that a force did or failed \
at something on the basis AREA.
- Polarity says what a passage says: ADVERSE (falls short), POSITIVE (works), MIXED (both). It is no \
grade.
- A grade means nothing without its date or cycle, and its scale. Scales changed; compare none across \
them.
- Numbers by theme or polarity count matters: what a letter and a report both say counts once, so they can \
add up to fewer than the findings listed; what has several themes counts under each.
- Coverage. Every answer about a body says what is held, in part, not held or not known. "None found" \
means that none was found in what is held; it is never evidence that nothing happened or that nothing was \
wrong. Counts depend on what was read; never rank bodies by them.
- Disputes. What is disputed or qualified is always given with what was said against it. Tell both sides, \
with who says each; the graph takes none.
- Evidence: speaker, place in the source, the words quoted, the source. Say who says it, and give the \
address of the page. A source whose strength is PRESS reports others; INSPECTORATE and BODY speak for \
themselves.
- No child and no private person can be identified here. Do not try, and do not combine answers for it.
- Cite the dataset version with what you use. Where no tool answers, say so; add nothing from memory.
Start with `search` for an id. Ids look like force:cleveland; an address of a page may stand for an id."""

_NOTES = {
    "basis AREA": (
        "AREA: concerns the area where the body works; no source attributes it to the body. NAMED: the text "
        "names the body."
    ),
    "polarity": "Polarity is what a passage says (ADVERSE, POSITIVE, MIXED), not a grade.",
    "contested": "Contested: give both sides, each with who says it.",
    "coverage": (
        "Coverage is incomplete: what is missing here may exist. No entry is no evidence that nothing "
        "happened or was wrong; do not rank bodies by counts."
    ),
    "nothing": "Nothing was found in what is held. That is no evidence that there is nothing.",
}


def notes_on(met: Set[str], *, is_empty: bool) -> Iterator[str]:
    """What has to be known of an answer in which these fields and members were met."""
    if "basis AREA" in met:
        yield _NOTES["basis AREA"]
    if any(each.startswith("polarity") for each in met):
        yield _NOTES["polarity"]
    if met & {"disputedBy", "qualifiedBy"}:
        yield _NOTES["contested"]
    if any(each.startswith("coverage ") and each != "coverage COMPLETE" for each in met):
        yield _NOTES["coverage"]
    if is_empty:
        yield _NOTES["nothing"]
