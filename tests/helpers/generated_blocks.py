"""Blocks of documentation that a test generates: `REWRITE=yes` rewrites them, otherwise they are compared."""

from __future__ import annotations

import os
from pathlib import Path


def hold_block(page: Path, name: str, wanted: str) -> None:
    """Fail unless the page holds `wanted` between `<!-- NAME: ... -->` and `<!-- end of the NAME -->`."""
    text = page.read_text("utf-8")
    opening, end = f"<!-- {name}: ", f"<!-- end of the {name} -->\n"
    assert text.count(opening) == 1, f"{page.name} has no place for the {name}, or several"
    before, _, rest = text.partition(opening)
    source, _, block = rest.partition("\n")
    found, marker, after = block.partition(end)
    assert marker, f"{page.name} does not end the {name}"
    if os.environ.get("REWRITE") == "yes":
        page.write_text(f"{before}{opening}{source}\n{wanted}{end}{after}", "utf-8")
        return
    assert found == wanted, f"{page.name}: write the {name} anew with REWRITE=yes"
