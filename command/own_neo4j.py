"""The Neo4j behind a running `serve`: on the published store, and on the next one as it is published."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from command.console import say
from command.neo4j import print_neo4j
from graph.database import Database, Databases
from graph.errors import GraphError
from graph.settings import Settings
from graph.store.config import Ports
from graph.store.process import Neo4jProcess
from graph.store.running import started
from graph.store.stores import current_store

LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """A store with its Neo4j; `opened` closes both."""

    store: Path
    neo4j: Neo4jProcess
    opened: ExitStack
    settings: Settings

    @classmethod
    def start(cls, store: Path, settings: Settings, ports: Ports | None = None) -> Served:
        """Start Neo4j on the store and return at once. Raises GraphError."""
        opened = ExitStack()
        neo4j = opened.enter_context(started(store, read_only=True, settings=settings, ports=ports))
        return cls(store, neo4j, opened, settings)

    async def database(self) -> Database:
        """Its database, once it answers. Raises GraphError."""
        await asyncio.to_thread(self.neo4j.ready)
        browser_url = told_browser(self.settings) or self.neo4j.browser_url
        database = Database.connect(self.neo4j.uri, browser_url=browser_url)
        await database.verify()
        return database

    async def stop(self) -> None:
        """Stop Neo4j; requests go on meanwhile."""
        await asyncio.to_thread(self.opened.close)


def told_browser(settings: Settings) -> str | None:
    """The address of Neo4j Browser that the settings tell. Nothing is known of how it connects."""
    return f"{settings.browser_url}?" if settings.browser_url else None


class OwnNeo4j:
    """The store that is served now, and the change to the next."""

    def __init__(self, served: Served, settings: Settings) -> None:
        self._served = served
        self._settings = settings
        self._refused: Path | None = None

    async def follow(self, databases: Databases) -> None:
        """Watch Neo4j and the published store, for ever. Raises Neo4jDied when Neo4j ends by itself."""
        # Imported late, like all that takes seconds to import: Neo4j starts meanwhile.
        from command.warming import warm

        await warm(databases.current, self._settings)
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._served.neo4j.check()
            store = current_store(self._settings.home)
            if store not in (None, self._served.store, self._refused):
                await self._change(store, databases)

    async def stop(self) -> None:
        """Stop the Neo4j that is served now."""
        await self._served.stop()

    async def _change(self, store: Path, databases: Databases) -> None:
        """Serve `store` beside the old one, send requests there, then stop the old one."""
        say(f"A new graph was published: {store.name}. Starting it ...")
        fresh = await asyncio.to_thread(Served.start, store, self._settings)
        try:
            database = await fresh.database()
        except GraphError as error:
            self._refused = store
            await fresh.stop()
            say(f"{error} The graph that was served before is still served.")
            return
        except asyncio.CancelledError:
            await fresh.stop()
            raise
        from command.warming import warm

        await warm(database, self._settings)
        old, self._served = self._served, fresh
        await databases.swap(database)
        await old.stop()
        print_neo4j(fresh.neo4j)
