"""The picture of the model: `python -m graph.browser.model_picture` prints it as SVG.

Above, the chain that the graph is about, from an inspection to what was said of it; below, a card for each
type with the relationships that start from it. The declarations of `graph/model` decide everything but which
relationships make the chain, and where its boxes stand.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.model.node_type import Style
from graph.model.nodes import NODE_TYPES, ORGANISATIONS
from graph.model.relationships import DERIVED_ENDS, GROUPS, RELATIONSHIP_TYPES

WIDTH, MARGIN = 1200, 24
# The chain: the place of each box in a grid, and the relationships that are drawn between two of them.
_GRID = (
    ("Inspectorate", "Inspection", "Recommendation", "Review", "Theme"),
    ("Judgement", "Finding", "Correspondence", "Statement", "Person"),
    ("PoliceForce", "LocalAuthority", "", "Evidence", "Source"),
)
_PLACES = {label: (x, y) for y, row in enumerate(_GRID) for x, label in enumerate(row) if label}
_ARROWS = (
    ("Inspectorate", "CARRIED_OUT", "Inspection"),
    ("Inspection", "RECOMMENDED", "Recommendation"),
    ("Review", "REVIEW_OF", "Recommendation"),
    ("Inspection", "JUDGED", "Judgement"),
    ("Inspection", "FOUND", "Finding"),
    ("Judgement", "JUDGEMENT_OF", "PoliceForce"),
    ("Correspondence", "ANSWERS", "Inspection"),
    ("Finding", "REPORTED_IN", "Correspondence"),
    ("Statement", "MADE_IN", "Correspondence"),
    ("Statement", "MADE_BY", "Person"),
    ("Statement", "HAS_THEME", "Theme"),
    ("Finding", "ATTRIBUTED_TO", "PoliceForce"),
    ("Finding", "OBSERVED_IN", "LocalAuthority"),
    ("LocalAuthority", "POLICED_BY", "PoliceForce"),
    ("Statement", "DISPUTES", "Finding"),
    ("Statement", "EVIDENCED_BY", "Evidence"),
    ("Evidence", "FROM", "Source"),
)
_BOX, _STEP, _TOP = (132, 44), (245, 130), 92
_COLUMNS, _GAP, _LINE = 4, 16, 17
_BELOW_HEADING = (
    "Colours as in Neo4j Browser. Every node that asserts leads to its evidence, as statements do here."
)
_NO_STYLE = Style(color="#D9D9D9", border="#8C8C8C")
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>The model of the graph: its types of nodes and its relationships</title>
<style>
text {{ font: 13px sans-serif; fill: #1a1a1a }}
.heading {{ font-size: 18px; font-weight: bold }}
.type {{ font-weight: bold }}
.noun {{ fill: #595959 }}
.derived {{ font-style: italic; fill: #6b6b6b }}
.page {{ fill: #ffffff }}
.card {{ fill: #f6f6f6; stroke: #c4c4c4 }}
.behind {{ stroke: #ffffff; stroke-width: 5px; paint-order: stroke }}
.arrow {{ fill: none; stroke: #555555; stroke-width: 1.5px }}
.tip {{ fill: #555555 }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #ededed }}
.noun, .tip {{ fill: #b5b5b5 }}
.derived {{ fill: #a3a3a3 }}
.page {{ fill: #1b1b1b }}
.card {{ fill: #262626; stroke: #595959 }}
.behind {{ stroke: #1b1b1b }}
.arrow {{ stroke: #b5b5b5 }}
}}
</style>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">
<path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>
<rect class="page" width="{width}" height="{height}"/>"""


@dataclass(frozen=True, slots=True)
class Card:
    """A type, how Browser draws it, and what starts from it: each relationship, where it leads, and
    whether it is derived."""

    label: str
    noun: str
    style: Style
    leads: tuple[tuple[str, str, bool], ...]

    @property
    def height(self) -> int:
        return 52 + _LINE * len(self.lines)

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """The lines of the card, and whether each is about what is derived."""
        told = [(f"{name} → {to}", False) for name, to, is_derived in self.leads if not is_derived]
        derived = [(f"{name} → {to}", True) for name, to, is_derived in self.leads if is_derived]
        lines = [*told, *([("derived by the build:", True)] if derived else []), *derived]
        return lines or [("nothing but its evidence starts here", False)]


def picture() -> str:
    """The picture. Raises ValueError if an arrow of the chain is no relationship of the model."""
    cards_top = _TOP + 3 * _STEP[1] - 10
    columns = _columns(cards(), cards_top + 24)
    height = max(y + card.height for _, y, card in columns) + MARGIN
    return "\n".join(
        (
            _HEAD.format(width=WIDTH, height=height),
            _text(MARGIN, 36, "From an inspection to what was said of it", "heading"),
            _text(MARGIN, 60, _BELOW_HEADING, "noun"),
            *(_arrow(*each) for each in _ARROWS),
            *(_box(label) for label in _PLACES),
            _text(MARGIN, cards_top, "Every type, and what starts from it", "heading"),
            *(line for x, y, card in columns for line in _card(x, y, card)),
            "</svg>\n",
        )
    )


def cards() -> list[Card]:
    """A card for each type, and one for the relationships that start from any node."""
    types = [Card(each.label, each.noun, each.style or _NO_STYLE, _leads(each.label)) for each in NODE_TYPES]
    return [*types, Card("Entity", "any of them", _NO_STYLE, _leads("Entity"))]


def _leads(label: str) -> tuple[tuple[str, str, bool], ...]:
    told = [(row.type, row.ends, False) for row in RELATIONSHIP_TYPES.values() if label in row.starts]
    derived = [(name, ends, True) for name, (starts, ends) in DERIVED_ENDS.items() if label in starts]
    return tuple((name, _names(ends), is_derived) for name, ends, is_derived in told + derived)


def _names(ends: Sequence[str]) -> str:
    """The ends in a word or two: the name of their group, if they are one."""
    for name, labels in GROUPS.items():
        if {*labels} == {*ends}:
            return name
    if {*ORGANISATIONS} <= {*ends}:
        return ", ".join([*(each for each in ends if each not in ORGANISATIONS), "Organisation"])
    return ", ".join(ends)


def _columns(cards: Sequence[Card], top: int) -> list[tuple[int, int, Card]]:
    """The places of the cards: each below the shortest column."""
    width = (WIDTH - 2 * MARGIN + _GAP) // _COLUMNS
    ends = [top] * _COLUMNS
    placed = []
    for card in cards:
        column = ends.index(min(ends))
        placed.append((MARGIN + column * width, ends[column], card))
        ends[column] += card.height + _GAP
    return placed


def _card(x: int, y: int, card: Card) -> Iterator[str]:
    width = (WIDTH - 2 * MARGIN + _GAP) // _COLUMNS - _GAP
    yield f'<rect class="card" x="{x}" y="{y}" width="{width}" height="{card.height}" rx="6"/>'
    yield (
        f'<circle cx="{x + 20}" cy="{y + 22}" r="9" fill="{card.style.color}" stroke="{card.style.border}"/>'
    )
    yield _text(x + 38, y + 19, card.label, "type")
    yield _text(x + 38, y + 34, card.noun, "noun")
    for number, (line, is_derived) in enumerate(card.lines):
        yield _text(x + 12, y + 56 + _LINE * number, line, "derived" if is_derived else "")


def _box(label: str) -> str:
    x, y = _centre(label)
    style = next(each.style or _NO_STYLE for each in NODE_TYPES if each.label == label)
    left, top, (width, height) = x - _BOX[0] // 2, y - _BOX[1] // 2, _BOX
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="22" fill="{style.color}" '
        f'stroke="{style.border}"/><text x="{x}" y="{y + 5}" text-anchor="middle" '
        f'style="fill: {style.text}">{label}</text>'
    )


def _arrow(start: str, name: str, end: str) -> str:
    row = RELATIONSHIP_TYPES[name]
    if not ({start, "Entity"} & {*row.starts} and {end, "Entity"} & {*row.ends}):
        raise ValueError(f"{name} leads from {row.starts} to {row.ends}, not from {start} to {end}.")
    (x1, y1), (x2, y2) = _centre(start), _centre(end)
    if y1 == y2 and abs(x1 - x2) > _STEP[0]:
        return _arc(x1, x2, y1 + _BOX[1] // 2, name)
    (fx, fy), (tx, ty) = _edge(x1, y1, x2, y2), _edge(x2, y2, x1, y1)
    label = _text((fx + tx) // 2, (fy + ty) // 2 - (6 if fy == ty else -4), name, "behind", middle=True)
    return f'<path class="arrow" d="M{fx} {fy}L{tx} {ty}" marker-end="url(#tip)"/>\n{label}'


def _arc(x1: int, x2: int, y: int, name: str) -> str:
    """An arrow below the box that stands between two."""
    inwards = 20 if x1 < x2 else -20
    middle, depth = (x1 + x2) // 2, y + 60
    path = f"M{x1 + inwards} {y}Q{middle} {depth} {x2 - inwards} {y}"
    label = _text(middle, (y + depth) // 2 + 4, name, "behind", middle=True)
    return f'<path class="arrow" d="{path}" marker-end="url(#tip)"/>\n{label}'


def _centre(label: str) -> tuple[int, int]:
    column, row = _PLACES[label]
    return MARGIN + _BOX[0] // 2 + 6 + column * _STEP[0], _TOP + 26 + row * _STEP[1]


def _edge(x: int, y: int, towards_x: int, towards_y: int) -> tuple[int, int]:
    """Where the line from the centre of a box leaves it."""
    dx, dy = towards_x - x, towards_y - y
    share = min(_BOX[0] / 2 / abs(dx) if dx else 9.0, _BOX[1] / 2 / abs(dy) if dy else 9.0)
    return round(x + dx * share), round(y + dy * share)


def _text(x: int, y: int, words: str, kind: str, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{kind}{anchor}>{html.escape(words)}</text>'


if __name__ == "__main__":
    print(picture(), end="")
