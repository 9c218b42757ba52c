"""The types of the documents here, written by generate.py: run it again when one changes."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from client import Document


class HistoryVariables(TypedDict):
    id: str
    first: NotRequired[int | None]
    after: NotRequired[str | None]


class HistoryForceHistoryEdgesEvidence(TypedDict):
    speaker: str


class HistoryForceHistoryEdgesNodeInspection(TypedDict):
    type: Literal["Inspection", "Correspondence"]
    name: str


class HistoryForceHistoryEdgesNodeFinding(TypedDict):
    type: Literal["Finding", "Statement", "Recommendation"]
    summary: str


class HistoryForceHistoryEdgesNodeJudgement(TypedDict):
    type: Literal["Judgement"]
    area: str
    grade: str
    scale: str
    published: str | None
    cycle: str | None


class HistoryForceHistoryEdgesNodeReview(TypedDict):
    type: Literal["Review"]
    outcome: str
    summary: str


class HistoryForceHistoryEdges(TypedDict):
    date: str | None
    basis: Literal["NAMED", "AREA"]
    evidence: list[HistoryForceHistoryEdgesEvidence]
    node: (
        HistoryForceHistoryEdgesNodeInspection
        | HistoryForceHistoryEdgesNodeFinding
        | HistoryForceHistoryEdgesNodeJudgement
        | HistoryForceHistoryEdgesNodeReview
    )


class HistoryForceHistoryPageInfo(TypedDict):
    hasNextPage: bool
    endCursor: str | None


class HistoryForceHistory(TypedDict):
    edges: list[HistoryForceHistoryEdges]
    pageInfo: HistoryForceHistoryPageInfo


class HistoryForce(TypedDict):
    name: str
    history: HistoryForceHistory


class History(TypedDict):
    force: HistoryForce | None


HISTORY: Document[History, HistoryVariables] = Document(
    """# What a police force was part of, page by page, each entry with who says so.
query History($id: ID!, $first: Int, $after: String) {
  force(id: $id) {
    name
    history(first: $first, after: $after) {
      edges {
        date
        basis
        evidence {
          speaker
        }
        node {
          type: __typename
          ... on Finding {
            summary
          }
          ... on Statement {
            summary
          }
          ... on Recommendation {
            summary
          }
          ... on Review {
            outcome: status
            summary
          }
          ... on Judgement {
            area
            grade
            scale
            published
            cycle
          }
          ... on Inspection {
            name
          }
          ... on Correspondence {
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
"""
)
