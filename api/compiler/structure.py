"""A request's variables in two parts: what may choose the statement, and what only fills its parameters.

The compiler takes a ``Structure``; the values of a request reach it by no way. So a compiled document is a
function of its text, its operation and its structure, and the cache that holds it holds nothing of a request.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn, TypeAlias

from graphql.execution.values import VariableValues

from api.schema.structural import Structural

Key: TypeAlias = Hashable
_PRESENT = "present"


class _Object(tuple[tuple[str, Key], ...]):
    """The key of an input object: its fields in the order of the schema, each with its own key."""

    __slots__ = ()


def key_of(value: object) -> Key:
    """What of a coerced value decides a statement: whether it is there, booleans, the members of structural
    enumerations, the fields of objects, and the lengths of lists that hold any of these."""
    if value is None or isinstance(value, (bool, Structural)):
        return value
    if isinstance(value, dict):
        return _Object((name, key_of(each)) for name, each in value.items())
    if isinstance(value, list):
        items = tuple(map(key_of, value))
        # However many ids there are, they are one parameter.
        return _PRESENT if items and all(each is _PRESENT for each in items) else items
    return _PRESENT


class Placeholder:
    """Stands for a value while a document is compiled: it can be passed on, and used for nothing."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("A value of a request was used to compile its document.")

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __len__ = __iter__ = __contains__ = __getitem__ = __getattr__ = __call__ = _refuse
    __str__ = __format__ = __int__ = __float__ = __index__ = _refuse


PLACEHOLDER = Placeholder()


def _standing_in(key: Key) -> Any:
    """The value that a key tells of, with placeholders for what it does not tell."""
    if isinstance(key, _Object):
        return {name: _standing_in(each) for name, each in key}
    if isinstance(key, tuple):
        return [_standing_in(each) for each in key]
    return PLACEHOLDER if key is _PRESENT else key


@dataclass(frozen=True)
class Structure:
    """The part of a request's variables that may choose the statement.

    It is all that ``key`` tells, and nothing else.
    """

    key: Key

    @classmethod
    def of(cls, values: Values) -> Structure:
        """The structure of some values."""
        return cls(key_of(values.variables.coerced))

    @cached_property
    def variables(self) -> VariableValues:
        """The variables as graphql-core takes them, made from the key alone."""
        return VariableValues({}, _standing_in(self.key))


@dataclass(frozen=True, slots=True)
class Values:
    """The coerced values of a request's variables, which only fill the parameters of a statement."""

    variables: VariableValues
