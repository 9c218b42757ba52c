"""The arguments that fields take, each set declared once as the signature of a function.

The functions are never called: fields are compiled, not resolved. They carry names, types and
descriptions into the schema.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Annotated, Any, TypeAlias

import strawberry
from strawberry import UNSET

from api.errors import BadInput
from api.schema.bindings import Argument
from api.schema.inputs.facets import FacetBy
from api.schema.inputs.order import order_type
from api.schema.inputs.where import where_type
from api.schema.lengths import (
    LONGEST_CURSOR,
    LONGEST_ID,
    LONGEST_QUERY,
    MOST_WORDS,
    bounded,
)
from api.schema.scalars import Basis, Day, EntityType, HistoryKind, MatrixBy
from graph.model.dates import moment
from graph.model.nodes import DATED_LABELS
from graph.nearness import FORGIVEN_FROM, FORGIVEN_TO

DEFAULT_PAGE = 20
LARGEST_PAGE = 100
LONGEST_PATH = 8
DEEPEST = 3


def _described(text: str) -> Any:
    return strawberry.argument(description=text)


First: TypeAlias = Annotated[
    int | None,
    _described(f"How many rows from the start: {DEFAULT_PAGE} by default, {LARGEST_PAGE} at most."),
]
Last: TypeAlias = Annotated[
    int | None, _described(f"How many rows from the end, {LARGEST_PAGE} at most; instead of `first`.")
]
After: TypeAlias = Annotated[
    str | None, _described(f"Only rows after this cursor, which has at most {LONGEST_CURSOR} characters.")
]
Before: TypeAlias = Annotated[
    str | None, _described(f"Only rows before this cursor, which has at most {LONGEST_CURSOR} characters.")
]
AsOf: TypeAlias = Annotated[
    Day | None,
    _described(
        "Only what may have been there on this day, in lists and in everything selected below; `certain` "
        "of a period tells whether it held for certain. Null: whatever the day."
    ),
]
as_of = Argument("asOf", lambda day: day and moment(day))
Id: TypeAlias = Annotated[
    strawberry.ID, _described(f"An id, or one that was superseded; {LONGEST_ID} characters at most.")
]
Ids: TypeAlias = Annotated[
    list[strawberry.ID], _described(f"At most {LARGEST_PAGE} ids, each of {LONGEST_ID} characters at most.")
]
Types: TypeAlias = Annotated[
    list[EntityType] | None,
    _described("Only through nodes of these types; null: of all, an empty list: of none."),
]
Query: TypeAlias = Annotated[
    str,
    _described(
        f"Words, {MOST_WORDS} at most in {LONGEST_QUERY} characters; all must occur, and case and accents do "
        "not matter. Small words such as `the` are left out and not counted. In words of "
        f"{FORGIVEN_FROM} to {FORGIVEN_TO} letters one wrong letter is forgiven, compared with the words of "
        'the texts as they stand: `referral` finds "referrals", `referal` does not. Without any word, '
        "nothing is found."
    ),
]


def id_of(name: str) -> Callable[[str], str]:
    """A check of the length of an id; raises BadInput."""
    return lambda own_id: bounded(own_id, LONGEST_ID, name)


def limited_ids(ids: list[str]) -> list[str]:
    """The ids, if there are not too many and none is too long; raises BadInput."""
    if len(ids) > LARGEST_PAGE:
        raise BadInput(f"`ids` holds {len(ids)} ids; at most {LARGEST_PAGE} can be asked for at once.")
    return [bounded(each, LONGEST_ID, f"ids.{index}") for index, each in enumerate(ids)]


@strawberry.input(
    description=(
        "Days in a half-open interval: from `from`, up to but not including `to`, which must be later. What "
        "has no known day is in none that has a bound."
    )
)
class Between:
    from_: Day | None = strawberry.field(
        name="from", default=UNSET, description="The first day; open if null or left out."
    )
    to: Day | None = strawberry.field(
        default=UNSET, description="The day after the last; open if null or left out."
    )


def page(first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET) -> None: ...


def history(
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    between: Annotated[Between | None, _described("Only entries of these days.")] = UNSET,
    kinds: Annotated[
        list[HistoryKind] | None,
        _described("Only entries of these kinds; null: of all, an empty list: of none."),
    ] = UNSET,
    basis: Annotated[Basis | None, _described("Only entries on this basis; null: on both.")] = UNSET,
) -> None: ...


OTHER_MATTERS = "otherMatters"
OtherMatters: TypeAlias = Annotated[
    bool | None,
    _described(
        "Also what is not about children or vulnerable people, whose `scope` is OTHER; left out unless true."
    ),
]


def node(id: Id) -> None: ...  # noqa: A002 - the argument's name in the schema


def by_id(id: Id, as_of: AsOf = UNSET) -> None: ...  # noqa: A002 - the argument's name in the schema


def by_ids(ids: Ids, as_of: AsOf = UNSET) -> None: ...


def listed(
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def every() -> None: ...


def of(
    base: Callable[..., None], kind: str | None, *, ordered: bool = True, scoped: bool = False
) -> Callable[..., None]:
    """The arguments of ``base``, and those that lists of a type have: `where`, `orderBy`, `between` where its
    nodes have a day, and `otherMatters` where the list is ``scoped``."""
    added: dict[str, Any] = {}
    if scoped:
        added["other_matters"] = OtherMatters
    if kind is not None:
        added["where"] = Annotated[where_type(kind) | None, _described("Only these; empty or null: all.")]
        if kind in DATED_LABELS:
            added["between"] = Annotated[Between | None, _described("Only what is of these days.")]
        if ordered:
            keys: Any = list[order_type(kind)]  # type: ignore[misc]
            added["order_by"] = Annotated[
                keys | None,
                _described(
                    "Instead of the list's own order, which decides between equals; null or an empty list: "
                    "the list's own."
                ),
            ]

    def arguments(*values: Any) -> None: ...

    known = signature(base, eval_str=True)
    parameters = [
        *known.parameters.values(),
        *(
            Parameter(name, Parameter.KEYWORD_ONLY, default=UNSET, annotation=annotation)
            for name, annotation in added.items()
        ),
    ]
    arguments.__signature__ = known.replace(parameters=parameters)  # type: ignore[attr-defined]
    arguments.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": None}
    return arguments


def search(
    query: Query,
    types: Annotated[
        list[EntityType] | None,
        _described("Only results of these types; null: of all, an empty list: of none."),
    ] = UNSET,
    as_of: AsOf = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> None: ...


def paths(
    from_: Annotated[
        strawberry.ID,
        strawberry.argument(
            name="from", description=f"The id where paths start; {LONGEST_ID} characters at most."
        ),
    ],
    to: Annotated[strawberry.ID, _described(f"The id where paths end; {LONGEST_ID} characters at most.")],
    longest: Annotated[
        int | None, _described(f"The most steps: {LONGEST_PATH} by default, and at most.")
    ] = UNSET,
    types: Types = UNSET,
    first: First = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def neighbourhood(
    id: Id,  # noqa: A002 - the argument's name in the schema
    depth: Annotated[int | None, _described(f"How many steps: 1 by default, {DEEPEST} at most.")] = UNSET,
    types: Types = UNSET,
    first: First = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def theme_matrix(
    by: Annotated[MatrixBy, _described("Whose histories: those of police forces, or of local authorities.")],
    between: Annotated[Between | None, _described("Only findings of these days.")] = UNSET,
    as_of: AsOf = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> None: ...


def within(name: str, usual: int, most: int) -> Callable[[int | None], int]:
    """A check of a number; raises BadInput."""

    def checked(value: int | None) -> int:
        number = usual if value is None else value
        if not 1 <= number <= most:
            raise BadInput(f"`{name}` is {number}; it can be from 1 to {most}.")
        return number

    return checked


def top(first: First = UNSET, as_of: AsOf = UNSET) -> None: ...


def disputes(
    first: First = UNSET,
    qualified: Annotated[
        bool | None, _described("Also claims that are only qualified; left out unless true.")
    ] = UNSET,
    other_matters: Annotated[
        bool | None,
        _described(
            "Also claims of which neither they nor what is said against them is about children or vulnerable "
            "people, as their `scope` says or the question of a grade; left out unless true. Of a claim that "
            "is shown, every side is shown, whatever its own `scope`."
        ),
    ] = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def facets(by: Annotated[list[FacetBy], _described("What to count by, each once.")]) -> None: ...


def nothing() -> None: ...
