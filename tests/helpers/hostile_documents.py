"""Documents that exceed the limits."""

from __future__ import annotations

LEAF = "dataset { version }"

BOMB = "{ ...F0 }" + "".join(f" fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(80))
BOMB += f" fragment F80 on Query {{ {LEAF} }}"
WIDE = "{ " + " ".join(f"...F{n}" for n in range(4)) + " }"
WIDE += "".join(
    f" fragment F{n} on Query {{ {' '.join(f'a{n}{m}: {LEAF}' for m in range(40))} }}" for n in range(4)
)
CHAIN = "{ ...F0 }" + "".join(f" fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(150))
CHAIN += f" fragment F150 on Query {{ {LEAF} }}"
CIRCLE = "{ ...F0 }" + "".join(f" fragment F{n} on Query {{ ...F{(n + 1) % 150} }}" for n in range(150))
NOT = '{id: {eq: "x"}}'
for _ in range(40):
    NOT = "{not: " + NOT + "}"
EVERY = '{id: {eq: "x"}}'
for _ in range(3):
    EVERY = f"{{findings: {{every: {{themes: {{every: {EVERY}}}}}}}}}"
PAGES = """{
  themes(first: 100) { nodes { findings(first: 100) { nodes {
    themes { findings(first: 100) { nodes { id } } }
  } } } }
}"""

ROUND = "themes { findings(first: 1) { nodes { "
LISTS = "{ themes(first: 1) { nodes { findings(first: 1) { nodes { " + ROUND * 6 + "id" + " }" * (6 * 3 + 5)
BROAD = (
    "{ forces(first: 1) { nodes { "
    + " ".join(
        f"a{n}: findings(first: 1) {{ nodes {{ themes {{ findings(first: {n}) {{ nodes {{ id }} }} }} }} }}"
        for n in range(60)
    )
    + " } } }"
)

REFUSED = {
    "lists of one row inside each other": LISTS,
    "lists of one row beside each other": BROAD,
    "a fragment bomb of 80 levels": BOMB,
    "10,000 aliases": "{ " + " ".join(f"a{n}: {LEAF}" for n in range(10_000)) + " }",
    "aliases through fragments": WIDE,
    "a document of 1 MB": "{ " + LEAF + " " * 1_000_000 + " }",
    "a string of 1 MB": '{ force(id: "' + "x" * 1_000_000 + '") { id } }',
    "comments": "{ " + LEAF + " }" + "#\n" * 20_000,
    "depth 200": "{ node(id: 1) " + "{ ... on Entity { evidence " * 100 + "{ id }" + " } }" * 100 + " }",
    "depth 2,000": "{ a" * 2_000 + " }" * 2_000,
    "a chain of fragments": CHAIN,
    "a circle of fragments": CIRCLE,
    "filters inside filters": f"{{ findings(where: {NOT}) {{ totalCount }} }}",
    "every row of every row": f'{{ themes(asOf: "2016-10-17", where: {EVERY}) {{ totalCount }} }}',
    "lists inside lists": "{ nodes(ids: " + "[" * 190 + "]" * 190 + ") { id } }",
    "one field again and again": "{ " + "dataset { version state format } " * 330 + "}",
    "fields that are not there": "{ " + " ".join(f"findingz{n}" for n in range(1_990)) + " }",
    "pages of pages of pages": PAGES,
    "the schema again and again": "{ "
    + " ".join(
        f"a{n}: __schema {{ types {{ fields {{ type {{ fields {{ name args {{ name }} }} }} }} }} }}"
        for n in range(50)
    )
    + " }",
}


# Those that are cheap to refuse, however large they are.
SOON = {
    "a fragment bomb of 80 levels",
    "10,000 aliases",
    "a document of 1 MB",
    "depth 200",
    "pages of pages of pages",
}
