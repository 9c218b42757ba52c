"""What a database says of the graph it holds: one `Dataset` node, with a version and a state."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import DatasetNotReady
from graph.model.vocabulary import DatasetState
from graph.neo4j.database import Database

_STATEMENT = """\
OPTIONAL MATCH (d:Dataset)
WITH d ORDER BY d.version LIMIT 1
RETURN d.state, d.version, d.format
"""
# A part of each version. Increase it when the same sources must give another graph: statements rely on that.
FORMAT = 3


@dataclass(frozen=True, slots=True)
class Dataset:
    """The node that describes the graph in a database: its version, state and format.

    `state` is LOADING while a push is under way, then READY; `version` names the build.
    """

    state: DatasetState
    version: str
    format: int


async def dataset_of(database: Database) -> Dataset | None:
    """The dataset in the database, or None if it holds none of ours. Raises StoreError."""
    state, version, made = await database.read(_STATEMENT, name="dataset_of")
    return None if state is None else Dataset(DatasetState(state), version, made)


async def require_ready(database: Database) -> Dataset:
    """The dataset, finished. Raises DatasetNotReady with the command that finishes it, or StoreError."""
    dataset = await dataset_of(database)
    if dataset is None:
        raise DatasetNotReady(
            f"The database '{database.name}' at {database.uri} holds no graph of ours: "
            "run 'safeguarding push' first."
        )
    if dataset.state != DatasetState.READY:
        raise DatasetNotReady(
            f"The database '{database.name}' at {database.uri} is still {dataset.state}: "
            "wait for 'safeguarding push' to end, or run it again to finish the job."
        )
    return dataset


async def require_served(database: Database) -> Dataset:
    """The dataset, finished and in the format that statements rely on. Raises DatasetNotReady, StoreError."""
    dataset = await require_ready(database)
    if dataset.format != FORMAT:
        raise DatasetNotReady(
            f"The graph {dataset.version} at {database.uri} has format {dataset.format}, and this release "
            f"reads format {FORMAT}: run 'safeguarding build', or 'safeguarding push' for your own server."
        )
    return dataset


def require_ready_state(state: str | None) -> None:
    """What a statement that also returns the dataset's state is checked by. Raises DatasetNotReady."""
    if state != DatasetState.READY:
        raise DatasetNotReady(f"The graph is not ready ({state or 'nothing is loaded'}).")
