"""The Neo4j that `serve` runs: switch to each newly published store, restart Neo4j when it ends by itself."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from command.build import run_build
from command.console import say
from command.relay import Relay
from command.restarts import RestartPolicy
from graph.errors import GraphError, Neo4jDied, NothingBuilt, StoreDamaged
from graph.neo4j.database import Database, Databases
from graph.neo4j.dataset import require_served
from graph.settings import Settings
from graph.store.checksums import require_intact
from graph.store.config import Ports
from graph.store.health_watch import HealthWatch, WatchLimits
from graph.store.lock import is_held
from graph.store.process import STOP_SECONDS, Neo4jProcess
from graph.store.running import started
from graph.store.stores import EXPORTED, IN_USE, current_store
from seed.errors import SeedError

LOOK_SECONDS = 1.0
LONGEST_SECONDS = 60
AGAIN_SECONDS = 300.0
# Warming continues after this time, but the store is served.
WARM_SECONDS = 20.0
# Replaced stores whose exports still run. Each keeps a Neo4j process.
_MOST_DRAINING = 2


@dataclass(frozen=True, slots=True)
class ServedStore:
    """A store and the Neo4j that runs on it; closing `opened` stops Neo4j and unlocks the store."""

    store: Path
    neo4j: Neo4jProcess
    opened: ExitStack
    settings: Settings

    @classmethod
    def start(
        cls, store: Path, settings: Settings, public: Ports, password: str | None = None
    ) -> ServedStore:
        """Start Neo4j on the store without waiting for it; None chooses a new password. Raises GraphError."""
        opened = ExitStack()
        neo4j = opened.enter_context(
            started(store, read_only=True, settings=settings, public=public, password=password)
        )
        return cls(store, neo4j, opened, settings)

    async def database(self) -> Database:
        """Wait until Neo4j answers and return its database. Raises GraphError."""
        await asyncio.to_thread(self.neo4j.ready)
        database = self.connect()
        await require_served(database)
        return database

    def connect(self) -> Database:
        """Its database; opens no connection yet."""
        browser_url = self.settings.browser_url or self.neo4j.browser_url
        return Database.connect(self.neo4j.uri, auth=self.neo4j.auth, browser_url=browser_url)

    def watch(self) -> HealthWatch:
        """A watch that notices when Neo4j fails."""
        longest = max(LONGEST_SECONDS, self.settings.deadline)
        return HealthWatch(self.neo4j, self.connect(), WatchLimits(longest))

    async def stop(self) -> None:
        """Stop Neo4j without blocking the event loop."""
        await asyncio.to_thread(self.opened.close)

    async def kill(self) -> None:
        """Kill Neo4j without waiting for it to close its store."""
        await asyncio.to_thread(self.neo4j.stop, 0)
        await self.stop()


class ManagedNeo4j:
    """The store that is served now, and the ones before it that still answer requests."""

    def __init__(self, served: ServedStore, settings: Settings, relay: Relay) -> None:
        self._served = served
        self._settings = settings
        self._relay = relay
        # A store on which Neo4j did not start, and when to try it again.
        self._rejected: tuple[Path | None, float] = None, 0.0
        self._restarts = RestartPolicy()
        # A replaced store that an undo brings back while its requests still run.
        self._reopening: ServedStore | None = None
        # Replaced stores, each with the task that stops it once its requests are done.
        self._draining: list[tuple[ServedStore, asyncio.Task[None]]] = []

    async def follow(self, databases: Databases) -> None:
        """Watch Neo4j and the published store until cancelled. Raises Neo4jDied if restarts do not help."""
        self._relay.behind = self._served.neo4j.config.ports
        while True:
            failing = asyncio.create_task(self._served.watch().failure())
            warming = asyncio.create_task(self._warm(databases.current))
            try:
                await self._follow_until_changed(databases, failing)
                if failing.done():
                    await self._restart(failing.result(), databases)
            finally:
                failing.cancel()
                warming.cancel()

    async def stop(self) -> None:
        """Stop every Neo4j."""
        for _, leaving in self._draining:
            leaving.cancel()
        await asyncio.gather(self._served.stop(), *(left.stop() for left, _ in self._draining))

    async def _follow_until_changed(self, databases: Databases, failing: asyncio.Task[GraphError]) -> None:
        """Return once another store is served or Neo4j has failed."""
        before = self._served
        while self._served is before and not failing.done():
            await asyncio.wait({failing}, timeout=LOOK_SECONDS)
            store = self._wanted_store()
            if store != before.store and not failing.done():
                await self._switch_to(store, databases, failing)

    async def _switch_to(self, store: Path, databases: Databases, failing: asyncio.Task[GraphError]) -> None:
        """Start Neo4j on `store`, send new requests there, then stop the old Neo4j."""
        say(f"A new graph was published: {store.name}. Starting it ...")
        try:
            await self._make_room(store)
            fresh, database = await self._start(store)
        except (GraphError, OSError) as error:
            self._reject(store)
            say(f"{error} The previous graph is still served.")
            return
        warming = asyncio.create_task(self._warm(database))
        await asyncio.wait({warming, failing}, timeout=WARM_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        warming.cancel()
        await self._take_over(fresh, database, databases)

    async def _restart(self, failure: Exception, databases: Databases) -> None:
        """Restart Neo4j, a limited number of times. Raises Neo4jDied with the last failure."""
        self._relay.behind = None
        say(f"{failure} Until Neo4j is back, requests are answered with 503.")
        await self._served.kill()
        while (pause := self._restarts.pause()) is not None:
            await asyncio.sleep(pause)
            say("Starting Neo4j again ...")
            store = self._wanted_store()
            try:
                fresh, database = await self._start(store)
            except (GraphError, OSError) as error:
                failure = error
                say(str(error))
                await self._recover_store(store, error)
            else:
                await self._take_over(fresh, database, databases)
                return
        raise Neo4jDied(f"{failure} Neo4j was restarted {self._restarts}; giving up.")

    async def _start(self, store: Path) -> tuple[ServedStore, Database]:
        """Start Neo4j on a store and wait until it answers. Raises GraphError, OSError."""
        for left, _ in self._draining:
            if left.store == store and left.neo4j.is_alive():
                return left, await self._reopened(left)
        await self._wait_until_released(store)
        # Locking the store would recreate its directory if it was removed meanwhile.
        if not store.is_dir():
            raise NothingBuilt(f"The store {store} is gone.")
        # The password stays valid for the whole run of `serve`.
        password = self._served.neo4j.password
        fresh = await asyncio.to_thread(
            ServedStore.start, store, self._settings, self._relay.public, password
        )
        try:
            await asyncio.to_thread(require_intact, store)
            return fresh, await fresh.database()
        except BaseException:
            await fresh.kill()
            raise

    async def _reopened(self, left: ServedStore) -> Database:
        self._reopening = left
        try:
            return await left.database()
        except BaseException:
            self._reopening = None
            await left.stop()
            raise

    async def _wait_until_released(self, store: Path) -> None:
        """Wait while another Neo4j is being stopped on the store, as after a quick undo."""
        with suppress(TimeoutError):
            async with asyncio.timeout(2 * STOP_SECONDS):
                while is_held(store, IN_USE):
                    await asyncio.sleep(0.1)

    async def _take_over(self, fresh: ServedStore, database: Database, databases: Databases) -> None:
        """Send new requests to `fresh`; stop the old Neo4j once its requests are done."""
        old, self._served, self._reopening = self._served, fresh, None
        self._relay.behind = fresh.neo4j.config.ports
        before = await databases.swap(database)
        say(f"Serving {fresh.store.name}.")
        self._draining.append((old, asyncio.create_task(self._leave(old, before, databases))))

    async def _leave(self, old: ServedStore, before: Database, databases: Databases) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.export_seconds):
                await databases.leave(before, self._settings.export_seconds)
                while is_held(old.store, EXPORTED):
                    await asyncio.sleep(LOOK_SECONDS)
        self._draining = [each for each in self._draining if each[1] is not asyncio.current_task()]
        # An undo may have brought it back.
        if all(
            old is not other
            for other in (self._served, self._reopening, *(left for left, _ in self._draining))
        ):
            await old.stop()

    async def _make_room(self, store: Path) -> None:
        """If too many replaced stores still run exports, stop the oldest."""
        left = [each for each, _ in self._draining if each.store != store]
        if len(left) >= _MOST_DRAINING:
            say(f"Stopping the exports of {left[0].store.name}.")
            await left[0].stop()

    def _wanted_store(self) -> Path:
        """The published store, or the served one while the published one is rejected."""
        store = current_store(self._settings.home)
        refused, until = self._rejected
        is_refused = store == refused and time.monotonic() < until
        return self._served.store if store is None or is_refused else store

    async def _recover_store(self, store: Path, error: Exception) -> None:
        """After a failed start, return to the served store, or rebuild it if it is damaged."""
        if store != self._served.store:
            self._reject(store)
        elif isinstance(error, StoreDamaged):
            await self._build()

    def _reject(self, store: Path) -> None:
        self._rejected = store, time.monotonic() + AGAIN_SECONDS

    async def _build(self) -> None:
        try:
            await asyncio.to_thread(run_build, self._settings)
        except (GraphError, SeedError) as error:
            say(str(error))

    async def _warm(self, database: Database) -> None:
        # A slow import, made while Neo4j starts.
        from command.plan_warmup import warm

        await warm(database, self._settings)
