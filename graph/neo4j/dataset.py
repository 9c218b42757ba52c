"""What a database says of the graph it holds: one `Dataset` node, with a version and a state."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import DatasetNotReady
from graph.model.vocabulary import DatasetState
from graph.neo4j.database import Database

_STATEMENT = """\
OPTIONAL MATCH (d:Dataset)
WITH d ORDER BY d.version LIMIT 1
RETURN d.state, d.version
"""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The node that describes the graph in a database: its version and state.

    `state` is LOADING while a push is under way, then READY; `version` names the build.
    """

    state: DatasetState
    version: str


async def dataset_of(database: Database) -> Dataset | None:
    """The dataset in the database, or None if it holds none of ours. Raises StoreError."""
    state, version = await database.read(_STATEMENT, name="dataset_of")
    return None if state is None else Dataset(DatasetState(state), version)


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


def require_ready_state(state: str | None) -> None:
    """What a statement that also returns the dataset's state is checked by. Raises DatasetNotReady."""
    if state != DatasetState.READY:
        raise DatasetNotReady(f"The graph is not ready ({state or 'nothing is loaded'}).")
