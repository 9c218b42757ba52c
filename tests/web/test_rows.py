"""Files of a list's rows: what the API lists for the same filter, whole and in its order."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import pytest

from tests.helpers.api_server import Api
from tests.web.test_lists import NARROWED
from web.documents import question
from web.pages import PAGES
from web.rows_question import rows_question

FILES = [page for page in PAGES if rows_question(question(page.name))]
LISTED = {"findings", "recommendations", "letters", "statements", "judgements", "inspections", "sources"}


@pytest.fixture(scope="module")
def base(shipped_api: Api) -> str:
    return shipped_api.url.removesuffix("/graphql")


def got(address: str, **headers: str) -> httpx.Response:
    return httpx.get(address, headers=headers, timeout=600)


def file_of(address: str, ending: str) -> str:
    """The address of the file behind the address of a list."""
    path, mark, query = address.partition("?")
    return path + ending + mark + query


def lines(base: str, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in got(base + file_of(address, ".ndjson")).text.splitlines()]


def records(base: str, address: str) -> list[dict[str, str]]:
    text = got(base + file_of(address, ".csv")).content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def listed(api: Api, field: str, where: str) -> list[str]:
    """The ids that the API lists, a hundred at a time."""
    ids: list[str] = []
    after = "null"
    while True:
        asked = f"{field}(where: {where}, first: 100, after: {after})"
        query = f"{{ {asked} {{ nodes {{ id }} pageInfo {{ endCursor hasNextPage }} }} }}"
        found = httpx.post(api.url, json={"query": query}, timeout=60).json()["data"][field]
        ids += [node["id"] for node in found["nodes"]]
        if not found["pageInfo"]["hasNextPage"]:
            return ids
        after = json.dumps(found["pageInfo"]["endCursor"])


def flat(row: Any, path: list[str]) -> Any:
    """The value at the end of a path, by this test's own reading of the rule."""
    if isinstance(row, list):
        return [flat(each, path) for each in row]
    if not path or row is None:
        return row
    return flat(row.get(path[0]), path[1:])


def test_the_lists_of_the_pages_have_files() -> None:
    assert {page.name for page in FILES} >= LISTED


@pytest.mark.parametrize(("address", "field", "where"), NARROWED, ids=[each[0] for each in NARROWED])
def test_a_file_has_the_rows_that_the_api_lists_for_the_same_filter(
    shipped_api: Api, base: str, address: str, field: str, where: str
) -> None:
    expected = listed(shipped_api, field, where)
    assert expected
    rows = lines(base, address)
    assert [row["id"] for row in rows] == expected
    assert [row["id"] for row in records(base, address)] == expected


@pytest.mark.parametrize(
    "address", ["/findings?force=cleveland&polarity=ADVERSE", "/letters?from=inspectorate"]
)
def test_a_csv_says_what_the_json_lines_say_under_the_path_of_each_field(base: str, address: str) -> None:
    rows, found = lines(base, address), records(base, address)
    assert len(rows) == len(found) > 1
    for row, record in zip(rows, found, strict=True):
        for column, text in record.items():
            value = flat(row, column.split("."))
            assert (text if isinstance(value, str) else json.loads(text or "null")) == value, column


def test_a_file_has_lists_within_its_rows_whole(base: str) -> None:
    rows = lines(base, "/letters?year=2016")
    assert rows
    for row in rows:
        assert len(row["statements"]["nodes"]) == row["statements"]["totalCount"], row["id"]
    assert max(row["statements"]["totalCount"] for row in rows) > 3


def test_a_file_begins_at_the_first_row_wherever_its_page_stands(base: str) -> None:
    page = got(f"{base}/sources.json?kind=LETTER").json()["data"]["list"]
    after = page["pageInfo"]["endCursor"]
    whole = got(f"{base}/sources.csv?kind=LETTER").content
    assert got(f"{base}/sources.csv?kind=LETTER&after={after}").content == whole
    assert whole.count(b"\r\n") == page["totalCount"] + 1


def test_a_list_without_rows_has_a_head_alone(base: str) -> None:
    answer = got(f"{base}/people.csv?name=nobody-is-called-this")
    assert answer.status_code == 200
    assert answer.content.count(b"\r\n") == 1
    assert got(f"{base}/people.ndjson?name=nobody-is-called-this").content == b""


def test_who_has_a_file_is_told_so_and_other_filters_are_other_files(base: str) -> None:
    first = got(f"{base}/boards.csv")
    tag = first.headers["etag"]
    assert got(f"{base}/boards.csv", **{"if-none-match": tag}).status_code == 304
    for other in ("/boards.ndjson", "/boards.csv?name=bury"):
        assert got(base + other, **{"if-none-match": tag}).status_code == 200
    version = got(f"{base}/boards.json").json()["extensions"]["dataset"]["version"]
    assert first.headers["content-disposition"] == f'attachment; filename="safeguarding-boards-{version}.csv"'
    head = httpx.head(f"{base}/boards.csv", timeout=60)
    assert (head.status_code, head.headers["etag"], head.content) == (200, tag, b"")


@pytest.mark.parametrize(
    ("path", "says"),
    [("/findings.csv?polarity=bad", "`polarity`"), ("/findings.ndjson?asOf=never", "day"),
     ("/letters.csv?year=16", "`year`"), ("/findings.csv?forces=cleveland", "`forces`"),
     ("/letters.ndjson?otherMatters=true", "`otherMatters`")],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused_before_a_file_begins(base: str, path: str, says: str) -> None:
    answer = got(base + path)
    assert answer.status_code == 400
    assert says in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("path", ["/forces.csv", "/force/cleveland.csv", "/search.ndjson?q=missing"])
def test_what_is_no_list_has_no_file(base: str, path: str) -> None:
    assert got(base + path).status_code == 404


@pytest.mark.parametrize("page", FILES, ids=lambda page: page.name)
def test_a_list_links_its_files_with_its_filters_and_without_its_place(base: str, page: Any) -> None:
    html = got(f"{base}{page.path}?asOf=2020-01-01", accept="text/html").text
    for ending in (".csv", ".ndjson"):
        assert f'href="{page.path}{ending}?asOf=2020-01-01"' in html
