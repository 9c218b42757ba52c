"""What a page can say of coverage: one neutral sentence for each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.model.dates import PartialDate
from graph.model.vocabulary import Basis, CoverageState
from seed.captions import in_words
from seed.frameworks import Extent, Framework

NO_QUESTIONS: Mapping[str, CoverageState] = MappingProxyType({})


@dataclass(frozen=True)
class Told:
    """What an explanation speaks of."""

    framework: Framework
    extent: Extent
    country: str
    held: int
    basis: Basis
    rests_on: str = ""  # what a publisher says, where that makes it exist
    cycle: str = ""
    questions: Mapping[str, CoverageState] = field(default_factory=lambda: NO_QUESTIONS)
    put: frozenset[str] = frozenset()  # the questions that the cycle is known to have put
    ended: str = ""  # when the body ended
    with_findings: int = 0  # of how many inspections findings are held
    findings: int = 0  # of a cycle
    is_counted: bool = False  # a statement gives the number of each grade

    @property
    def what(self) -> str:
        name = f"PEEL assessment of {self.cycle}" if self.cycle else self.framework.name
        return f"{name}, in its area" if self.basis is Basis.AREA else name

    def number(self, state: CoverageState) -> int:
        return sum(found is state for found in self.questions.values())

    def unknown(self, *, put: bool) -> int:
        """How many questions no grade is known of, of those that the cycle is known to have put or not."""
        unknown = {key for key, state in self.questions.items() if state is CoverageState.NOT_KNOWN}
        return len(unknown & self.put if put else unknown - self.put)


def explained(state: CoverageState, told: Told) -> str:
    """Why there is as much here as there is, and no more."""
    if told.cycle:
        return _of_cycle(state, told)
    return f"{told.what[0].upper()}{told.what[1:]}: {_REASONS[state](told)}"


def in_total(
    framework: Framework, cycle: str, bodies: int, concerned: int, held: int, with_findings: int | None
) -> str:
    """Of how many of the bodies that a framework concerns something is held, and how much more than the
    outcome: ``with_findings`` counts the inspections with findings, and is None where none is one."""
    name = f"{framework.short} {cycle}" if cycle else framework.name
    words = (
        f"{name[0].upper()}{name[1:]}: something is held of {bodies} of the {concerned} bodies it concerns"
    )
    if framework.extent.counted:
        return f"{words}; counted are {framework.extent.counted}."
    if not held or with_findings is None:
        return f"{words}."
    return f"{words}; findings are held of {with_findings} of {_number(held, 'inspection')}."


def _not_asked(told: Told) -> str:
    if told.extent.country and told.extent.country != told.country:
        return f"no remit in {told.country}, so there is none to hold."
    if told.extent.ended.statement:
        return "it had ended before this body began, so there is none to hold."
    return (
        f"the last in {_listed(told.extent.lists)} is from before this body began, so there is none to hold."
    )


def _exists(told: Told) -> str:
    return f"none is held here. That there is one rests on this statement: {told.rests_on}"


def _not_known(told: Told) -> str:
    if told.ended:
        when = f"{'on' if told.ended.count('-') == 2 else 'in'} {in_words(PartialDate(told.ended))}"
        return f"this body ended {when}; none is held, and none is known of here."
    return told.extent.unknown or "none is held here, and no list at hand says whether there is one."


def _none_found(told: Told) -> str:
    if told.extent.only:
        return "a search found none, which does not say that there is none."
    return f"none in {_listed({**told.extent.lists, **told.extent.searched})}."


def _complete(told: Told) -> str:
    listed = f"{told.held} held, among them all that {_listed(told.extent.lists)} has"
    return f"{listed}; {_read(told)}; later ones may be missing."


def _read(told: Told) -> str:
    """A report is more than its outcome: what is held of one does not say what it found."""
    if not told.with_findings:
        return "no finding of a report is held, so that no more than the outcome is known here"
    others = ", of the others no more than the outcome" if told.with_findings < told.held else ""
    return f"findings of {told.with_findings} of these reports are held{others}"


def _listed(lists: Mapping[str, str]) -> str:
    *others, last = lists.values()
    return f"{', '.join(others)} and {last}" if others else last


def _partial(told: Told) -> str:
    return f"{told.held} held; no list at hand says how many there are."


_REASONS = {
    CoverageState.NOT_ASKED: _not_asked,
    CoverageState.EXISTS_NOT_HELD: _exists,
    CoverageState.NOT_KNOWN: _not_known,
    CoverageState.NONE_FOUND: _none_found,
    CoverageState.COMPLETE: _complete,
    CoverageState.PARTIAL: _partial,
}


def _of_cycle(state: CoverageState, told: Told) -> str:
    if state is CoverageState.EXISTS_NOT_HELD:
        return f"{told.what}: {_exists(told)}"
    if state is CoverageState.NOT_KNOWN:
        return f"{told.what}: nothing is held here, and no list at hand says whether there is one."
    graded, exists, not_graded = (
        told.number(each)
        for each in (CoverageState.COMPLETE, CoverageState.EXISTS_NOT_HELD, CoverageState.NOT_ASKED)
    )
    parts = [f"{_number(graded, 'grade')} and {_number(told.findings, 'finding')} are held"]
    if exists:
        parts.append(
            f"of {_number(exists, 'more question')} the inspectorate says that each force was graded"
        )
    if not_graded:
        parts.append(f"of {not_graded} it says that it was not graded")
    if unknown := told.unknown(put=True):
        parts.append(f"of {unknown} that other forces were graded on, it is not known whether this one was")
    if unknown := told.unknown(put=False):
        parts.append(f"of {unknown} of other cycles, it is not known whether this cycle had them")
    return f"{told.what}: {'; '.join(parts)}{_counted(told)}."


def _number(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _counted(told: Told) -> str:
    return (
        "; how many of each grade were given is held, but not for which questions" if told.is_counted else ""
    )
