"""What is held of each framework, by body and cycle, as coverage counts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.model.nodes import Correspondence, Inspection, Judgement
from seed.build.chronology import Chronology
from seed.build.histories import policing
from seed.indexed import Indexed

_Key = tuple[str, str, str]  # body, framework, cycle


@dataclass(frozen=True)
class Holdings:
    """By body, framework and cycle: the inspections and correspondence that are `held`, those `in_area` of a
    force, the questions that are `graded`. `put` are those that any body was graded on, by framework and
    cycle."""

    records: Indexed
    when: Chronology
    held: Mapping[_Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    in_area: Mapping[_Key, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    graded: Mapping[_Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    cycles: Mapping[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    put: Mapping[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for _, node in self.records.of(Inspection):
            for body in self.records.ends("INSPECTED", node.id):
                self.held[body, node.framework, node.cycle or ""].append(node.id)
                self.cycles[body, node.framework] |= {node.cycle or ""}
                for force, _ in policing(self.records, body, self.when.day(node.id), ()):
                    if force != body:
                        self.in_area[force, node.framework, ""][node.id] = None
        for _, judgement in self.records.of(Judgement):
            cycle = judgement.cycle or ""
            self.put[judgement.framework, cycle].add(judgement.area)
            for body in self.records.ends("JUDGEMENT_OF", judgement.id):
                self.graded[body, judgement.framework, cycle].add(judgement.area)
        # As in lists and histories, what is about other matters stands apart.
        letters = (node for _, node in self.records.of(Correspondence) if node.scope is None)
        for letter in letters:
            for body, collection in _collected(self.records, letter.id):
                self.held[body, collection, ""].append(letter.id)

    def with_findings(self, held: Iterable[str]) -> int:
        """Of how many inspections findings are held; of the others no more than the outcome is."""
        return sum(bool(self.records.ends("FOUND", own)) for own in held)


def _collected(records: Indexed, letter: str) -> Iterator[tuple[str, str]]:
    """The bodies that correspondence is of, each with the collection that it belongs to."""
    senders = records.ends("SENT_FOR", letter)
    for sender in senders:
        yield sender, "correspondence"
    for sender in senders:
        # Whichever inspection it answers, of the force or of an area, it counts for the body and its force.
        if sender.startswith("local-policing-body:") and records.ends("ANSWERS", letter):
            yield from ((each, "pcc-response") for each in (sender, *records.ends("OVERSEES", sender)))
    if "inspectorate:ofsted" in senders:
        for body in {body for body, _ in records.along("REPLIES_TO SENT_FOR", letter)}:
            yield body, "replies-of-ofsted"
