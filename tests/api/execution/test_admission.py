"""What is dear shares few slots and waits in order; what is cheap never waits behind it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

import httpx
import pytest

from api.execution.admission import WAIT_SECONDS, Admission, Busy
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.store.process import Neo4jProcess
from tests.api.execution.test_deadline import EXECUTING, OPERATION, PATIENCE, asking, unlimited, until
from tests.conftest import Run
from tests.helpers.api_server import serving

CHEAP = "{ forces(first: 1) { nodes { id } } }"
NAMES = json.dumps({f"q{number}": {"query": "Cleveland"} for number in range(20)})
DEAR = '{ paths(from: "x", to: "y") { length } }'


def test_the_dear_wait_in_order_and_the_cheap_do_not(run: Run[Any]) -> None:
    async def ask() -> list[str]:
        admission, order, freed = Admission(dear=100, slots=1), list[str](), asyncio.Event()

        async def one(name: str, cost: int) -> None:
            async with admission.admitted(cost):
                order.append(name)
                if name == "first":
                    await freed.wait()

        waiting = [asyncio.create_task(one(name, 100)) for name in ("first", "second", "third")]
        await asyncio.sleep(0)
        await one("cheap", 99)
        freed.set()
        await asyncio.gather(*waiting)
        return order

    assert run(ask()) == ["first", "cheap", "second", "third"]


def test_who_waits_too_long_is_told_and_leaves_the_queue(run: Run[Any]) -> None:
    async def ask() -> None:
        admission = Admission(dear=1, slots=1, wait=0.01)
        async with admission.admitted(1):
            with pytest.raises(Busy):
                async with admission.admitted(1):
                    pass
        async with admission.admitted(1):
            pass

    run(ask())


def test_a_slot_is_free_again_after_an_error(run: Run[Any]) -> None:
    async def ask() -> None:
        admission = Admission(dear=1, slots=1, wait=0.01)
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                async with admission.admitted(1):
                    raise ValueError("broken")

    run(ask())


def test_too_many_dear_operations_are_told_to_come_back(
    served: Neo4jProcess, database: Database, run: Run[Any]
) -> None:
    """One slot: while a slow operation holds it, another dear one is refused, and a cheap one is answered."""
    settings = replace(unlimited(2 * PATIENCE), dear_cost=10_000, dear_slots=1)
    assert settings.dear_slots < Settings().dear_slots
    headers = {"accept": "application/graphql-response+json"}
    with serving(served, settings) as api:
        httpx.post(api.url, json={"query": CHEAP}, timeout=PATIENCE)
        with asking(api):
            until(
                lambda: run(database.read(EXECUTING, {"operation": OPERATION}, name="slow"))[0], 1, PATIENCE
            )
            begun = time.perf_counter()
            assert httpx.post(api.url, json={"query": CHEAP}, timeout=PATIENCE).json()["data"]
            assert time.perf_counter() - begun < WAIT_SECONDS
            refused = httpx.post(api.url, json={"query": DEAR}, headers=headers, timeout=PATIENCE)
            root = api.url.removesuffix("/graphql")
            export = httpx.get(f"{root}/export/dataset.ndjson", timeout=PATIENCE)
            matched = httpx.post(f"{root}/reconcile", data={"queries": NAMES}, timeout=PATIENCE)
            assert httpx.get(f"{root}/reconcile", timeout=PATIENCE).status_code == 200
    for other in (export, matched):
        assert (other.status_code, other.json()["errors"][0]["extensions"]["code"]) == (503, "BUSY")
        assert int(other.headers["retry-after"]) > 0
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    assert [error["extensions"]["code"] for error in refused.json()["errors"]] == ["BUSY"]
    assert refused.json()["extensions"]["cost"]["asked"] > 10_000
