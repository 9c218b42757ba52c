"""What each part of a statement costs. One unit is about a microsecond of processor time, of Neo4j and of
this server together, as `bench.dearest` measured it on the shipped graph with everything in memory.

Lists have the lengths of `list_lengths.json`, which `bench.list_lengths` measured on that graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

LENGTHS: Mapping[str, float] = {
    **json.loads(Path(__file__).with_name("list_lengths.json").read_text("utf-8")),
    # Of patterns that start from no node.
    "evidence_of_relationship": 1.5,
    "questions_of_coverage": 22.0,
    "sources_of_coverage": 21.0,
    "reports_read": 60.0,
    "themes_of_reports": 30.0,
    "shortest_paths": 100.0,
    "steps_of_path": 4.0,
    # The matches of a frequent word; every match is scored and sorted.
    "search": 5_000.0,
    "theme_matrix": 2_500.0,
}
# Of a pattern that is not measured, which leads to one node.
LENGTH = 1.0

# A statement and its share of the request, whatever it reads: the round trip, the dataset's version, JSON.
STATEMENT = 1_000.0
# A list below a row, each time that it is read: a plain one, and a page.
LIST, PAGE = 2.0, 5.0
# A row that is read, and one that is returned.
STEP, ROW = 0.6, 1.5
# Where a row's node is found by its id.
ROWS: Mapping[str, float] = {"evidence_of_relationship": 10.0, "sources_of_coverage": 10.0, "by_ids": 60.0}
# A value of a row: read, sent, and written as JSON.
VALUE = 0.4
# A key of a row that is sorted.
SORT = 0.6
# A comparison with a value, of one row; with one of several, each of these.
CONDITION, CHOICE = 0.1, 0.02
# A comparison that ignores case: Neo4j compiles the regular expression for each row, of so many characters.
LOOSELY, CHARACTER = 1.5, 0.015
# Rows that lead to one node with a known id, from which Neo4j starts instead of reading all.
ANCHORED = 150.0
# A list that a row is compared, sorted or grouped by, each time that it or its kept length is looked into.
PROBE = 1.0
# A group of rows by something.
GROUP = 0.6

# Questions that are more than a pattern: finding their rows.
QUESTIONS: Mapping[str, float] = {
    # Every theme with every finding in every history.
    "theme_matrix": 15_000.0,
    "reports_beside_letter": 2_000.0,
    "themes_of_reports": 3_000.0,
    # From 200 between neighbours to 20,000 where hundreds of paths connect two far ends.
    "shortest_paths": 12_000.0,
    # Each of its steps.
    "neighbourhood_of": 400.0,
    "disputes": 500.0,
    "search": 9_000.0,
}
# A word of a search, with what it may be but for one letter.
WORD = 500.0
# A node of a neighbourhood, whose own relationships are read; and again where links are selected.
NEIGHBOUR, MEMBER = 5.0, 20.0
