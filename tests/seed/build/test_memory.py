"""The memory of the build: little for each finding, and all of it free when Neo4j starts."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.stores import files_of
from graph.model.records import NodeRecord, RelationshipRecord
from tests.helpers.paths import ROOT
from tests.helpers.process_memory import peak

FEW, MANY = 1_200, 24_000
# Three million findings within 12 GB; with all rows in memory at once a finding took 11,700.
ALLOWED_BYTES = 4_000


def measured() -> dict[str, float]:
    """Bytes of each finding at the peak, and how many records are still there when the files are."""
    # Whatever only the collector of cycles could free would lie there while Neo4j runs.
    gc.disable()
    _write(FEW)
    before = peak()
    _write(MANY)
    left = sum(isinstance(each, NodeRecord | RelationshipRecord) for each in gc.get_objects())
    return {"peak": (peak() - before) / (MANY - FEW), "left": left}


def _write(findings: int) -> None:
    with TemporaryDirectory() as folder:
        files_of(findings, Path(folder))


def test_a_finding_takes_little_memory_and_none_of_it_is_kept() -> None:
    """In a process of its own, so that the peak is of nothing else."""
    module = [sys.executable, "-m", "tests.seed.build.test_memory"]
    done = subprocess.run(module, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert 0 < found["peak"] < ALLOWED_BYTES
    assert found["left"] == 0


if __name__ == "__main__":
    print(json.dumps(measured()))
