"""The container files, compared with what runs here. No Docker engine is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.settings import Settings
from graph.store.config import Neo4jConfig, Ports
from graph.store.ports import free_ports
from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT
from tests.helpers.raw_http import port_of

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    found: dict[str, Any] = compose["services"]
    return found


@pytest.fixture(scope="module")
def dockerfile() -> list[str]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_dockerfile_passes_its_linter_whole() -> None:
    done = subprocess.run(
        [BIN / "hadolint", "--no-color", "--failure-threshold", "info", str(ROOT / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_compose_file_is_one_of_the_compose_specification() -> None:
    done = subprocess.run(
        [
            BIN / "check-jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            str(ROOT / "docker-compose.yml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_of_neo4j_reads_its_password_from_the_environment(
    services: dict[str, Any], tmp_path: Path
) -> None:
    """The command runs in a shell, as Docker runs it, with a `cypher-shell` that tells what it was given."""
    shell = tmp_path / "cypher-shell"
    shell.write_text('#!/bin/sh\necho "$NEO4J_PASSWORD" "$@"\n')
    shell.chmod(0o755)
    # Compose writes `$$` for the `$` of the container's shell.
    (command,) = services["neo4j"]["healthcheck"]["test"][1:]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "NEO4J_AUTH": "neo4j/a pass/word"}
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("$$", "$")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "a pass/word -u neo4j RETURN 1\n"


def test_the_check_of_the_api_passes_where_it_answers_and_fails_elsewhere(
    services: dict[str, Any], api: Api
) -> None:
    kind, program, *arguments = services["api"]["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "python")
    port = services["api"]["environment"]["PORT"]
    assert f"127.0.0.1:{port}/" in arguments[-1]
    (nobody,) = free_ports(1)
    for there, status in ((port_of(api), 0), (nobody, 1)):
        code = arguments[-1].replace(f":{port}/", f":{there}/")
        done = subprocess.run([sys.executable, *arguments[:-1], code], capture_output=True, check=False)
        assert done.returncode == status, done.stderr


def test_the_image_is_made_by_the_commands_that_make_runs_here(dockerfile: list[str]) -> None:
    """A build needs an engine; its commands run in each run of `make`, but for what only an image needs."""
    make = (ROOT / "Makefile").read_text("utf-8")
    ran = [line for line in dockerfile if line.startswith("RUN")]
    pip, npm, project = (line.removeprefix("RUN ").partition(" && ")[0].split() for line in ran)
    here = make.replace("$(INSTALL)", "pip install").replace("--loglevel=error", "")
    for command in (pip, npm, project):
        words = " ".join(word for word in command if word != "--no-cache-dir")
        assert words in " ".join(here.split()), words


def test_the_image_gets_each_file_that_it_copies(dockerfile: list[str]) -> None:
    for line in dockerfile:
        if line.startswith("COPY"):
            _, *sources, _ = line.split()
            assert all((ROOT / source).exists() for source in sources), line


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


def test_what_a_push_changes_is_where_the_api_reads_it(
    services: dict[str, Any], dockerfile: list[str]
) -> None:
    (home,) = re.findall(r"SAFEGUARDING_HOME=(\S+)", " ".join(dockerfile))
    assert services["push"]["volumes"] == services["api"]["volumes"] == [f"home:{home}"]
    # A new volume belongs to whoever owns the folder in the image.
    assert any(f"--owner safeguarding {home}" in line for line in dockerfile)


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
