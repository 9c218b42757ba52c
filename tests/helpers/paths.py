"""Paths of this repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "docs" / "formats"
"""The templates of the project's own tables."""
QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.graphql"))
"""The documented questions, in the order of their numbers."""
AUDITS = ROOT / "tests" / "web" / "audits"
"""Programs that look for faults in pages."""
