"""The Neo4j behind a running `serve`: on the published store, on the next one as it is published, and again
when it ends by itself."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from command.build import run_build
from command.console import say
from command.relay import Relay
from command.restarts import Restarts
from graph.errors import GraphError, Neo4jDied, NothingBuilt, StoreDamaged
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_ready
from graph.settings import Settings
from graph.store.checksums import require_whole
from graph.store.config import Ports
from graph.store.lock import held
from graph.store.process import STOP_SECONDS, Neo4jProcess
from graph.store.running import started
from graph.store.stores import EXPORTED, IN_USE, current_store
from graph.store.watch import Limits, Watch
from seed.errors import SeedError

LOOK_SECONDS = 1.0
LONGEST_SECONDS = 60
AGAIN_SECONDS = 300.0
# What is not planned by then is planned while it is served.
WARM_SECONDS = 20.0
# Stores that were left with exports under way. Each keeps a Neo4j.
_MOST_LEFT = 2


@dataclass(frozen=True, slots=True)
class Served:
    """A store with its Neo4j; `opened` closes both."""

    store: Path
    neo4j: Neo4jProcess
    opened: ExitStack
    settings: Settings

    @classmethod
    def start(cls, store: Path, settings: Settings, public: Ports, password: str | None = None) -> Served:
        """Start Neo4j on the store, by default with a new password; return at once. Raises GraphError."""
        opened = ExitStack()
        neo4j = opened.enter_context(
            started(store, read_only=True, settings=settings, public=public, password=password)
        )
        return cls(store, neo4j, opened, settings)

    async def database(self) -> Database:
        """Its database, once it answers. Raises GraphError."""
        await asyncio.to_thread(self.neo4j.ready)
        database = self.connect()
        await require_ready(database)
        return database

    def connect(self) -> Database:
        """Its database, not yet dialled."""
        browser_url = self.settings.browser_url or self.neo4j.browser_url
        return Database.connect(self.neo4j.uri, auth=self.neo4j.auth, browser_url=browser_url)

    def watch(self) -> Watch:
        """Who notices that it is of no use any more."""
        longest = max(LONGEST_SECONDS, self.settings.deadline)
        return Watch(self.neo4j, self.connect(), Limits(longest))

    async def stop(self) -> None:
        """Stop Neo4j; requests go on meanwhile."""
        await asyncio.to_thread(self.opened.close)

    async def kill(self) -> None:
        """Stop Neo4j without the time it would take to close its store."""
        await asyncio.to_thread(self.neo4j.stop, 0)
        await self.stop()


class OwnNeo4j:
    """The store that is served now, and the change to the next."""

    def __init__(self, served: Served, settings: Settings, relay: Relay) -> None:
        self._served = served
        self._settings = settings
        self._relay = relay
        # A store that could not be started, and when it is tried again.
        self._refused: tuple[Path | None, float] = None, 0.0
        self._restarts = Restarts()
        # What was left with requests under way and is to be served again.
        self._coming: Served | None = None
        # Each with the task that stops it once its requests are done.
        self._left: list[tuple[Served, asyncio.Task[None]]] = []

    async def follow(self, databases: Databases) -> None:
        """Watch Neo4j and the published store, for ever. Raises Neo4jDied when Neo4j ends again and again."""
        self._relay.behind = self._served.neo4j.config.ports
        while True:
            failing = asyncio.create_task(self._served.watch().failure())
            warming = asyncio.create_task(self._warm(databases.current))
            try:
                await self._changed(databases, failing)
                if failing.done():
                    await self._start_again(failing.result(), databases)
            finally:
                failing.cancel()
                warming.cancel()

    async def stop(self) -> None:
        """Stop every Neo4j."""
        for _, leaving in self._left:
            leaving.cancel()
        await asyncio.gather(self._served.stop(), *(left.stop() for left, _ in self._left))

    async def _changed(self, databases: Databases, failing: asyncio.Task[GraphError]) -> None:
        """Return when another store is served, or when Neo4j has failed."""
        before = self._served
        while self._served is before and not failing.done():
            await asyncio.wait({failing}, timeout=LOOK_SECONDS)
            store = self._wanted()
            if store != before.store and not failing.done():
                await self._change_to(store, databases, failing)

    async def _change_to(self, store: Path, databases: Databases, failing: asyncio.Task[GraphError]) -> None:
        """Serve `store` beside the old one, send requests there, then stop the old one."""
        say(f"A new graph was published: {store.name}. Starting it ...")
        try:
            await self._make_room(store)
            fresh, database = await self._opened(store)
        except (GraphError, OSError) as error:
            self._refuse(store)
            say(f"{error} The graph that was served before is still served.")
            return
        warming = asyncio.create_task(self._warm(database))
        await asyncio.wait({warming, failing}, timeout=WARM_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        warming.cancel()
        await self._take_over(fresh, database, databases)

    async def _start_again(self, failure: Exception, databases: Databases) -> None:
        """Start Neo4j again, a bounded number of times. Raises Neo4jDied with the last reason."""
        self._relay.behind = None
        say(f"{failure} Requests are answered with 503 meanwhile.")
        await self._served.kill()
        while (pause := self._restarts.pause()) is not None:
            await asyncio.sleep(pause)
            say("Starting Neo4j again ...")
            store = self._wanted()
            try:
                fresh, database = await self._opened(store)
            except (GraphError, OSError) as error:
                failure = error
                say(str(error))
                await self._without(store, error)
            else:
                await self._take_over(fresh, database, databases)
                return
        raise Neo4jDied(f"{failure} Neo4j was started {self._restarts}, and is not started again.")

    async def _opened(self, store: Path) -> tuple[Served, Database]:
        """Neo4j on a store, answering. Raises GraphError, OSError."""
        for left, _ in self._left:
            if left.store == store and left.neo4j.is_alive():
                return left, await self._returned(left)
        await self._let_go(store)
        # A lock would make the directory of a store that was removed meanwhile.
        if not store.is_dir():
            raise NothingBuilt(f"The store {store} is gone.")
        # Whoever has the password keeps it: it is that of this run.
        password = self._served.neo4j.password
        fresh = await asyncio.to_thread(Served.start, store, self._settings, self._relay.public, password)
        try:
            await asyncio.to_thread(require_whole, store)
            return fresh, await fresh.database()
        except BaseException:
            await fresh.kill()
            raise

    async def _returned(self, left: Served) -> Database:
        self._coming = left
        try:
            return await left.database()
        except BaseException:
            self._coming = None
            await left.stop()
            raise

    async def _let_go(self, store: Path) -> None:
        """Wait for a Neo4j that is being stopped on the store: an undo may want it at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * STOP_SECONDS):
                while held(store, IN_USE):
                    await asyncio.sleep(0.1)

    async def _take_over(self, fresh: Served, database: Database, databases: Databases) -> None:
        """Send requests there; the Neo4j before is stopped when those under way are done."""
        old, self._served, self._coming = self._served, fresh, None
        self._relay.behind = fresh.neo4j.config.ports
        before = await databases.swap(database)
        say(f"Serving {fresh.store.name}.")
        self._left.append((old, asyncio.create_task(self._leave(old, before, databases))))

    async def _leave(self, old: Served, before: Database, databases: Databases) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.export_seconds):
                await databases.leave(before, self._settings.export_seconds)
                while held(old.store, EXPORTED):
                    await asyncio.sleep(LOOK_SECONDS)
        self._left = [each for each in self._left if each[1] is not asyncio.current_task()]
        # It may be served again, or soon: after an undo.
        if all(old is not other for other in (self._served, self._coming, *(left for left, _ in self._left))):
            await old.stop()

    async def _make_room(self, store: Path) -> None:
        """End the oldest of those that were left, and its exports, where there are too many."""
        left = [each for each, _ in self._left if each.store != store]
        if len(left) >= _MOST_LEFT:
            say(f"Exports of {left[0].store.name} are broken off.")
            await left[0].stop()

    def _wanted(self) -> Path:
        """The published store, unless it was just refused."""
        store = current_store(self._settings.home)
        refused, until = self._refused
        is_refused = store == refused and time.monotonic() < until
        return self._served.store if store is None or is_refused else store

    async def _without(self, store: Path, error: Exception) -> None:
        """Where Neo4j does not start on a store, take the one before, or build a damaged one again."""
        if store != self._served.store:
            self._refuse(store)
        elif isinstance(error, StoreDamaged):
            await self._build()

    def _refuse(self, store: Path) -> None:
        self._refused = store, time.monotonic() + AGAIN_SECONDS

    async def _build(self) -> None:
        try:
            await asyncio.to_thread(run_build, self._settings)
        except (GraphError, SeedError) as error:
            say(str(error))

    async def _warm(self, database: Database) -> None:
        # Imported late, like all that takes seconds to import: Neo4j starts meanwhile.
        from command.plan_warmup import warm

        await warm(database, self._settings)
