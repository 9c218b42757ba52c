"""What is said against, beside and after claims, by the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Said = Mapping[str, Any]
# The relationship of a statement to a claim, and that of the claim to the statement.
_RELATIONS = {"disputes": "disputedBy", "qualifies": "qualifiedBy", "answers": "answeredBy"}


@dataclass(frozen=True)
class Replies:
    """Statements by the claims that they dispute, qualify or answer; ``claims`` are those, by id."""

    claims: Mapping[str, Mapping[str, Any]]
    said: Mapping[str, Mapping[str, list[Said]]]

    @classmethod
    def of(cls, statements: Sequence[Mapping[str, Any]], held: Sequence[Mapping[str, Any]]) -> Replies:
        """From the edges of a list of statements, and from claims with theirs."""
        claims: dict[str, Mapping[str, Any]] = {}
        said: dict[str, dict[str, list[Said]]] = {}
        for claim, relation, statement in (*_of_statements(statements), *_of_claims(held)):
            claims[claim["id"]] = {**claims.get(claim["id"], {}), **claim}
            told = said.setdefault(claim["id"], {name: [] for name in _RELATIONS.values()})[relation]
            if statement["id"] not in {each["id"] for each in told}:
                told.append(statement)
        return cls(claims, said)

    @property
    def contested(self) -> list[str]:
        """The ids of claims that somebody disputes or qualifies."""
        return [claim for claim, said in self.said.items() if said["disputedBy"] or said["qualifiedBy"]]

    def beside(self, claim_id: str) -> Mapping[str, Any]:
        """What stands beside a claim."""
        nothing: dict[str, list[Said]] = {name: [] for name in _RELATIONS.values()}
        return {"id": claim_id, **self.said.get(claim_id, nothing)}


def _of_statements(edges: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str, Said]]:
    for edge in edges:
        for relation, inverse in _RELATIONS.items():
            for claim in edge["node"][relation]:
                yield claim, inverse, edge["node"]


def _of_claims(claims: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str, Said]]:
    for claim in claims:
        for relation in _RELATIONS.values():
            for statement in claim.get(relation, ()):
                yield claim, relation, statement
