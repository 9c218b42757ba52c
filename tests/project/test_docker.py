"""The container files, compared with what runs here. No Docker engine is needed."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml

from graph.settings import Settings
from graph.store.config import Neo4jConfig, Ports
from tests.helpers.paths import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = compose["services"]
    return found


@pytest.fixture(scope="module")
def dockerfile() -> list[str]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_each_service_waits_for_what_it_needs(services: dict[str, Any]) -> None:
    waits = {
        (name, other): rule["condition"]
        for name, service in services.items()
        for other, rule in service.get("depends_on", {}).items()
    }
    assert waits == {
        ("push", "neo4j"): "service_healthy",
        ("api", "push"): "service_completed_successfully",
    }
    assert services["neo4j"]["healthcheck"]["test"][0] == "CMD-SHELL"


def test_ports_are_open_on_this_machine_alone(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert [port for port in ports if not re.fullmatch(r"127\.0\.0\.1:(\d+):\1", port)] == []


def test_the_environment_is_text_and_its_variables_are_settings(services: dict[str, Any]) -> None:
    known = {item.metadata["variable"] for item in Settings.__dataclass_fields__.values()}
    for name in ("push", "api"):
        environment = services[name]["environment"]
        assert environment.keys() <= known
        assert all(isinstance(value, str) for value in environment.values())
        Settings.from_environ(environment)


# Settings of the Neo4j of `serve` that one in a container does not get, with the reason.
OWN = {
    "server.databases.default_to_read_only": "`push` writes there",
    "dbms.security.auth_enabled": "on by default",
    "server.https.enabled": "off by default",
    **{
        f"server.{name}_address": "the ports are Docker's"
        for name in ("bolt.listen", "bolt.advertised", "http.listen", "http.advertised")
    },
}


def test_neo4j_in_a_container_is_the_neo4j_that_runs_here(services: dict[str, Any]) -> None:
    """Neo4j's image reads a setting from NEO4J_ and its name, with . as _ and _ as __."""
    own = Settings()
    ran = Neo4jConfig(
        Ports(7687, 7474),
        read_only=True,
        page_cache=own.page_cache,
        transaction_memory=own.transaction_memory,
    ).items()
    ran = {name: value for name, value in ran.items() if not name.startswith("browser.")}
    ran["server.memory.heap.max_size"] = own.heap
    environment = services["neo4j"]["environment"]
    settings = {
        re.sub("_+", lambda match: "." if len(match[0]) == 1 else "_", variable.removeprefix("NEO4J_")): value
        for variable, value in environment.items()
        if variable != "NEO4J_AUTH"
    }
    assert settings == {name: value for name, value in ran.items() if name not in OWN}
    assert ran.keys() > OWN.keys()
    minor = ".".join(Settings().neo4j_version.split(".")[:2])
    assert services["neo4j"]["image"] == f"neo4j:{minor}-community"


def test_the_api_reaches_neo4j_with_the_password_that_neo4j_has(services: dict[str, Any]) -> None:
    user, _, password = services["neo4j"]["environment"]["NEO4J_AUTH"].partition("/")
    for name in ("push", "api"):
        environment = services[name]["environment"]
        assert (environment["NEO4J_USER"], environment["NEO4J_PASSWORD"]) == (user, password)
        assert environment["NEO4J_URI"] == "bolt://neo4j:7687"


def test_without_a_password_of_ones_own_nothing_starts(services: dict[str, Any]) -> None:
    passwords = [services["neo4j"]["environment"]["NEO4J_AUTH"].removeprefix("neo4j/")]
    passwords += [services[name]["environment"]["NEO4J_PASSWORD"] for name in ("push", "api")]
    assert all(re.fullmatch(r"\$\{NEO4J_PASSWORD:\?[^}]+\}", password) for password in passwords)
    # An argument would stand in the list of processes.
    assert " -p " not in " ".join(services["neo4j"]["healthcheck"]["test"])


def test_the_image_runs_the_command_from_the_lock(dockerfile: list[str], services: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entry = next(line for line in dockerfile if line.startswith("ENTRYPOINT"))
    assert re.findall(r'"(\w+)"', entry)[0] in project["scripts"]
    assert any("--require-hashes --requirement requirements.lock" in line for line in dockerfile)
    python = re.match(r"FROM python:(\d+\.\d+)-slim", dockerfile[0])
    assert python is not None
    assert project["requires-python"] == f">={python[1]}"
    assert services["api"]["environment"]["PORT"] in " ".join(dockerfile)


def test_the_image_omits_build_products() -> None:
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", ".safeguarding", "**/node_modules"} <= set(left_out)
