"""Links that readers follow are web addresses, wherever they come from; nothing else gets into a graph."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.nodes import LABELS, PoliceForce, Source
from graph.model.records import Records
from seed.build.build import assemble
from seed.checks.rules import LINKS
from seed.checks.soundness import check_rules
from seed.errors import SeedRefused
from seed.frameworks import read_frameworks
from seed.links import link
from seed.sources.all_sources import Sources, read_base
from tests.helpers.small_sources import small_sources

HARMFUL = {
    "javascript": "javascript:alert(1)",
    "javascript in capitals": "JavaScript://example.org/%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "ftp": "ftp://example.org/a",
    "a user with a password": "http://user:pw@example.org/",
    "a user": "https://example.org@evil.example/",
    "a space": "https://example.org/a b",
    "a line break": "https://example.org/\nx",
    "a tab before it": "\thttps://example.org/",
    "a control character": "https://example.org/\x00",
    "a sign that turns the text around": "https://example.org/\u202egpj.exe",
    "a quote": 'https://example.org/"onclick="x',
    "a backslash": "https://example.org\\@evil.example",
    "no host": "https:///page",
    "no scheme": "//example.org/page",
    "a port that is none": "https://example.org:99999/",
    "nothing after it": "https://",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_only_web_addresses_are_links(name: str) -> None:
    with pytest.raises(ValueError, match=r"web address|user name|names no host"):
        link(HARMFUL[name])


@pytest.mark.parametrize(
    "found",
    ["https://www.example.org", "http://example.org:8080/a?b=c#d", "https://münchen.example/ü",
     "https://[2001:db8::1]/", "HTTPS://Example.org/(a),b;c"],
)  # fmt: skip
def test_a_web_address_stays_as_it_is(found: str) -> None:
    assert link(found) == found


@given(st.text(max_size=60))
def test_no_text_is_anything_but_a_link_or_refused_in_words(found: str) -> None:
    try:
        kept = link(found)
    except ValueError:
        return
    assert kept.casefold().startswith(("http://", "https://"))
    assert not any(sign.isspace() or ord(sign) < 32 for sign in kept)


def test_every_property_that_holds_an_address_is_checked() -> None:
    held = {
        field.name
        for kind in LABELS.values()
        for field in fields(kind)
        if any(word in field.name for word in ("url", "website", "link", "href", "address"))
    }
    assert held == set(LINKS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return read_base(small_sources(tmp_path_factory.mktemp("sources")))


@pytest.mark.parametrize("name", HARMFUL)
def test_the_build_lets_no_other_address_in(small: Records, name: str) -> None:
    """Even if a reader let it through."""
    frameworks = read_frameworks(Sources().frameworks)
    before = list(check_rules(small, frameworks))
    found = []
    for record in small.nodes:
        node = record.node
        if isinstance(node, Source):
            found.append(replace(record, node=replace(node, url=HARMFUL[name])))
        elif isinstance(node, PoliceForce):
            found.append(replace(record, node=replace(node, website=HARMFUL[name])))
    others = tuple(record for record in small.nodes if not isinstance(record.node, (Source, PoliceForce)))
    now = list(check_rules(replace(small, nodes=(*others, *found)), frameworks))
    assert len(found) > 2
    assert len(now) - len(before) == len(found)


def test_a_curated_file_and_a_reference_table_name_the_place(tmp_path: Path) -> None:
    sources = small_sources(tmp_path)
    article = next(iter(sources.article.glob("*.yaml")))
    text = article.read_text("utf-8")
    article.write_text(
        text.replace(
            "    name: A letter about Eastmarsh\n", "    name: A letter\n    url: data:text/html,x\n", 1
        ),
        "utf-8",
    )
    with pytest.raises(
        SeedRefused, match=r"a\.yaml:3: source:letter: url 'data:text/html,x' is no web address"
    ):
        assemble(sources)
    article.write_text(text, "utf-8")
    table = sources.reference / "forces.csv"
    table.write_text(
        table.read_text("utf-8").replace("https://www.eastmarsh.example", "javascript:alert(1)"), "utf-8"
    )
    with pytest.raises(
        SeedRefused, match=r"forces\.csv:2: column website: 'javascript:alert\(1\)' is no web"
    ):
        assemble(sources)
