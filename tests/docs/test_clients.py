"""The clients of `examples/`, run against the served API with the packages that people use."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import build_schema, is_abstract_type

from tests.helpers.api_server import Api
from tests.helpers.paths import ROOT

PYTHON, TYPESCRIPT, CACHES, CYTOSCAPE, REACT = (
    ROOT / "examples" / name
    for name in ("python-client", "typescript-client", "caches", "cytoscape", "react-app")
)
FORCE = "force:cleveland"
FINDINGS = "{ findings(first: 9, orderBy: [{summary: ASC}]) { nodes { id summary caption polarity } } }"


def output(command: list[str], folder: Path) -> str:
    """What a command prints; fails with all that it said."""
    environment = os.environ | {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "warning" not in run.stderr.lower(), run.stderr
    return run.stdout


def packages(folder: Path) -> Path:
    """The commands of a folder's packages, which `make clients` installs as the lock says."""
    if not (folder / "node_modules" / ".package-lock.json").is_file():
        output(["npm", "ci", "--ignore-scripts"], folder)
    return folder / "node_modules" / ".bin"


def ask(api: Api, query: str, **variables: Any) -> Any:
    body = httpx.post(api.url, json={"query": query, "variables": variables}, timeout=60).json()
    assert "errors" not in body, body["errors"]
    return body["data"]


@pytest.fixture(scope="module")
def typescript() -> Path:
    """The TypeScript client, its types generated from the schema and checked by the compiler."""
    commands = packages(TYPESCRIPT)
    output([str(commands / "graphql-codegen")], TYPESCRIPT)
    output([str(commands / "tsc")], TYPESCRIPT)
    return TYPESCRIPT / "dist" / "main.js"


def test_the_types_of_the_python_client_are_those_of_the_schema() -> None:
    spec = importlib.util.spec_from_file_location("generate", PYTHON / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    # Dataclasses look for the module that they are in.
    sys.modules[spec.name] = generate
    spec.loader.exec_module(generate)
    schema = build_schema((ROOT / "schema.graphql").read_text("utf-8"))
    assert generate.generated(schema) == (PYTHON / "answers.py").read_text("utf-8")


def test_mypy_passes_the_python_client_and_catches_a_field_that_was_not_asked_for(tmp_path: Path) -> None:
    for file in PYTHON.glob("*.py"):
        shutil.copy(file, tmp_path)
    check = [sys.executable, "-m", "mypy", "--strict", *sorted(each.name for each in PYTHON.glob("*.py"))]
    output(check, tmp_path)
    main = tmp_path / "main.py"
    main.write_text(main.read_text("utf-8").replace("node['area']", "node['summary']"), "utf-8")
    run = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 1
    assert re.search(r'main\.py:\d+: error: TypedDict "\w+Judgement" has no key "summary"', run.stdout)


def test_the_typed_clients_walk_a_history_and_say_the_same(api: Api, typescript: Path) -> None:
    python = output([sys.executable, "main.py", api.url, FORCE], PYTHON).splitlines()
    assert output(["node", str(typescript), api.url, FORCE], TYPESCRIPT).splitlines() == python
    query = (
        "query($id: ID!) { force(id: $id) { history(first: 100) { edges { date node { __typename } } } } }"
    )
    edges = ask(api, query, id=FORCE)["force"]["history"]["edges"]
    assert len(edges) > 5, "more than a page of the clients"
    kinds = [(edge["date"], edge["node"]["__typename"]) for edge in edges]
    assert [tuple(re.split("[:,]", line)[:2]) for line in python] == [
        (day, f" {kind}") for day, kind in kinds
    ]


def test_a_typed_client_says_which_force_there_is_not(api: Api, typescript: Path) -> None:
    for command, folder in (
        ([sys.executable, "main.py"], PYTHON),
        (["node", str(typescript)], TYPESCRIPT),
    ):
        run = subprocess.run([*command, api.url, "force:nowhere"], cwd=folder, capture_output=True, text=True)
        assert run.returncode == 1
        assert "There is no police force with the id 'force:nowhere'." in run.stderr


def test_the_documented_configuration_generates_strict_types_for_every_question(tmp_path: Path) -> None:
    """As it stands on the page, but for where the schema and the documents are."""
    commands = packages(TYPESCRIPT)
    page = (ROOT / "docs" / "front-end.md").read_text("utf-8")
    (config,) = re.findall(r"^```ts\n(import type \{ CodegenConfig.*?)^```$", page, re.M | re.S)
    for pattern, place in (
        ("http://\\S+/schema.graphql", ROOT / "schema.graphql"),
        ("src/[*]+/[*].graphql", ROOT / "docs" / "questions" / "*.graphql"),
    ):
        config, replaced = re.subn(f'"{pattern}"', f'"{place}"', config)
        assert replaced == 1
    (tmp_path / "codegen.ts").write_text(config, "utf-8")
    (tmp_path / "node_modules").symlink_to(TYPESCRIPT / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    output([str(commands / "graphql-codegen")], tmp_path)
    strict = ["--strict", "--noEmit", "--target", "es2022", "--module", "preserve"]
    output([str(commands / "tsc"), *strict, "src/generated/graphql.ts"], tmp_path)
    made = (tmp_path / "src" / "generated" / "graphql.ts").read_text("utf-8")
    assert re.search(r"\bdate: string \| null", made)


def test_the_guide_quotes_the_app_as_it_stands() -> None:
    page = (ROOT / "docs" / "front-end.md").read_text("utf-8")
    guide = page.partition("## A working app\n")[2].partition("\n## ")[0]
    files = [*REACT.glob("*.ts"), *(REACT / "src").rglob("*.ts"), *(REACT / "src").rglob("*.tsx")]
    texts = [file.read_text("utf-8") for file in files]
    quoted = re.findall(r"^```tsx?\n(.*?)^```$", guide, re.M | re.S)
    assert len(quoted) > 3
    assert [each for each in quoted if not any(each in text for text in texts)] == []
    named = {
        name
        for line in re.findall(r"^\|.*", guide, re.M)
        for name in re.findall(r"`[\w/]*?(\w+\.tsx?)`", line)
    }
    assert named - {file.name for file in files} == set()


def test_apollo_keeps_each_object_once_and_puts_pages_together(api: Api) -> None:
    packages(CACHES)
    found = json.loads(output(["node", "apollo.mjs", api.url], CACHES))
    nodes = ask(api, FINDINGS)["findings"]["nodes"]
    assert found["list"] == [node["id"] for node in nodes]
    assert found["kept"] == len(nodes)
    first = {key: nodes[0][key] for key in ("id", "caption", "summary")}
    assert found["one"] == {"__typename": "Finding", **first}


def test_apollo_reads_fragments_on_interfaces_by_the_served_possible_types(api: Api, tmp_path: Path) -> None:
    """Without them, the same program silently returns less."""
    packages(CACHES)
    served = httpx.get(api.url.replace("/graphql", "/possible-types.json")).json()
    schema = build_schema((ROOT / "schema.graphql").read_text("utf-8"))
    abstract = {name: kind for name, kind in schema.type_map.items() if is_abstract_type(kind)}
    assert served == {
        name: sorted(each.name for each in schema.get_possible_types(kind)) for name, kind in abstract.items()
    }
    assert {"Entity", "HistoryItem", "Organisation"} <= served.keys()
    program = (CACHES / "apollo.mjs").read_text("utf-8")
    (tmp_path / "blind.mjs").write_text(program.replace("    possibleTypes,\n", ""), "utf-8")
    (tmp_path / "node_modules").symlink_to(CACHES / "node_modules")
    blind = json.loads(output(["node", "blind.mjs", api.url], tmp_path))
    assert (blind["one"] or {}).get("caption") is None


def test_urql_keeps_each_object_once_and_puts_pages_together(api: Api) -> None:
    packages(CACHES)
    found = json.loads(output(["node", "urql.mjs", api.url], CACHES))
    nodes = ask(api, FINDINGS)["findings"]["nodes"]
    assert found["list"] == [node["id"] for node in nodes]
    themes = found["one"].pop("themes")
    assert found["one"] == {key: nodes[0][key] for key in ("id", "polarity", "summary")}
    assert all(theme["name"] for theme in themes)


def test_relay_compiles_a_connection_and_refetches_it_through_node(api: Api) -> None:
    commands = packages(CACHES)
    artifacts = CACHES / "relay" / "__generated__"
    artifacts.mkdir(exist_ok=True)
    output([str(commands / "relay-compiler")], CACHES)
    artifact = (artifacts / "HistoryPage.graphql.js").read_text("utf-8")
    assert '"handle": "connection"' in artifact
    text = json.loads(re.findall(r'"text": (".+")', artifact)[0])
    first = ask(api, text, id=FORCE, count=2)["node"]["history"]
    assert len(first["edges"]) == 2
    following = ask(api, text, id=FORCE, count=2, cursor=first["pageInfo"]["endCursor"])["node"]["history"]
    both = [edge["node"]["id"] for edge in first["edges"] + following["edges"]]
    assert len(set(both)) == 4


@pytest.mark.parametrize(
    "folder", [TYPESCRIPT, CACHES, CYTOSCAPE, REACT], ids=lambda folder: str(folder.name)
)
def test_the_locks_name_no_registry_and_every_package_has_its_hash(folder: Path) -> None:
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, each in locked.items() if name and not each.get("integrity")] == []
    assert [name for name, each in locked.items() if "resolved" in each] == []
