"""`safeguarding history`: the builds, imports and undos."""

from __future__ import annotations

from graph.settings import Settings
from seed.sources.manifest import Event, history


def read_history(settings: Settings) -> tuple[Event, ...]:
    """The events, oldest first."""
    return history(settings.home)


def as_text(events: tuple[Event, ...]) -> str:
    """One line for each event; the event that published the current graph is marked."""
    if not events:
        return "Nothing has been built yet; run 'safeguarding build'."
    return "\n".join(_line(event) for event in events)


def _line(event: Event) -> str:
    files = f"  {', '.join(event.files)}" if event.files else ""
    return f"{event.at}  {event.what:<6}  {event.version}{files}{'  (current)' if event.current else ''}"
