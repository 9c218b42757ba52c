"""The operators that a filter has for each kind of value."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import Enum
from functools import cache
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types.base import StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition

from api.schema.lengths import LONGEST_LOOSE_TEXT, LONGEST_TEXT, MOST_CHOICES, bounded, bounded_list
from api.schema.scalars import Day, PartialDate
from graph.query.selection import Operator

OPERATORS: Mapping[str, Operator] = {
    "eq": Operator.EQ,
    "in": Operator.IN,
    "lt": Operator.LT,
    "lte": Operator.LTE,
    "gt": Operator.GT,
    "gte": Operator.GTE,
    "contains": Operator.CONTAINS,
    "startsWith": Operator.STARTS_WITH,
    "isNull": Operator.IS_NULL,
}


def operator(description: str, name: str | None = None) -> Any:
    """A field of an input type that may be left out; ``name`` where Python has none for it."""
    return strawberry.field(default=UNSET, description=description, name=name)


@strawberry.input(
    description=(
        f"What a text must be like. Several operators must all hold. A text here has at most {LONGEST_TEXT} "
        f"characters; with `ignoreCase` {LONGEST_LOOSE_TEXT}, and so all texts of a list together. "
        "No operator can be null."
    )
)
class TextFilter:
    eq: str | None = operator("Equal to this.")
    in_: list[str] | None = operator(
        f"Equal to one of these, {MOST_CHOICES} at most; an empty list keeps nothing.", "in"
    )
    contains: str | None = operator("Contains this; an empty text is in every text.")
    starts_with: str | None = operator("Starts with this; every text starts with an empty one.")
    ignore_case: bool | None = operator(
        "Whether case and accents do not matter; they do by default, and if null."
    )
    is_null: bool | None = operator("True: it is missing. False: it is there.")


@strawberry.input(
    description=(
        "Which day a date must be. A partial date is compared by its earliest day, and the `date` of a "
        "letter, finding or statement never by a day before that of what it answers or stands in. "
        "Several operators must all hold; none can be null."
    )
)
class DateFilter:
    eq: Day | None = operator("This day.")
    lt: Day | None = operator("Before this day.")
    lte: Day | None = operator("On or before this day.")
    gt: Day | None = operator("After this day.")
    gte: Day | None = operator("On or after this day.")
    is_null: bool | None = operator("True: it is missing. False: it is there.")


@strawberry.input(description="What a number must be. Several operators must all hold; none can be null.")
class NumberFilter:
    eq: float | None = operator("Equal to this.")
    lt: float | None = operator("Less than this.")
    lte: float | None = operator("At most this.")
    gt: float | None = operator("More than this.")
    gte: float | None = operator("At least this.")
    is_null: bool | None = operator("True: it is missing. False: it is there.")


@strawberry.input(description="How many there must be. Several operators must all hold; none can be null.")
class CountFilter:
    eq: int | None = operator("Exactly this many.")
    lt: int | None = operator("Fewer than this.")
    lte: int | None = operator("At most this many.")
    gt: int | None = operator("More than this.")
    gte: int | None = operator("At least this many.")


@strawberry.input(description="Whether something must hold.")
class BooleanFilter:
    eq: bool | None = operator("Whether it holds.")
    is_null: bool | None = operator("True: it is missing. False: it is there.")


_BY_KIND: Mapping[object, type] = {
    str: TextFilter,
    strawberry.ID: TextFilter,
    PartialDate: DateFilter,
    int: NumberFilter,
    float: NumberFilter,
    bool: BooleanFilter,
}


def filter_of(kind: object) -> type | None:
    """The operators for a field's type; None for what has none."""
    inner = kind.of_type if isinstance(kind, StrawberryOptional) else kind
    if isinstance(inner, StrawberryEnumDefinition):
        return _enum_filter(inner.wrapped_cls)
    return _BY_KIND.get(inner) if isinstance(inner, Hashable) else None


@cache
def _enum_filter(kind: type[Enum]) -> type:
    made = type(
        f"{kind.__name__}Filter",
        (),
        {
            "__annotations__": {
                "eq": kind | None,
                # To mypy a class held in a variable is no type; strawberry reads it when the schema is made.
                "in_": list[kind] | None,  # type: ignore[valid-type]
                "is_null": bool | None,
            },
            "eq": operator("Equal to this."),
            "in_": operator(
                f"Equal to one of these, {MOST_CHOICES} at most; an empty list keeps nothing.", "in"
            ),
            "is_null": operator("True: it is missing. False: it is there."),
        },
    )
    article = "An" if kind.__name__[0] in "AEIOU" else "A"
    return strawberry.input(
        made, description=f"{article} {kind.__name__} as it must be. No operator can be null."
    )


def measured(value: Any, argument: str, *, loosely: bool = False) -> Any:
    """What a filter compares with, if it is not too long; raises BadInput naming the argument."""
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if isinstance(value, list):
        bounded_list(texts, MOST_CHOICES, argument, "values")
    for text in texts:
        bounded(text, LONGEST_TEXT, argument)
    if loosely:
        bounded("".join(texts), LONGEST_LOOSE_TEXT, f"{argument}` with `ignoreCase")
    return value


def plain(value: Any) -> Any:
    """A value as the database takes it."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value.value) if isinstance(value, Enum) else value
