"""Prompts: what a researcher asks, put so that an assistant asks the right tools and reads them rightly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistants.parameters import Parameter, arguments_of, text

_LONGEST = 200

_RULES = (
    "Tell NAMED from AREA in every sentence about the body, and never attribute to it what is AREA. Give "
    "for each fact who says it, the date, and the address of the page. Give both sides of whatever is "
    "contested. Say what coverage lacks, and that nothing found is not nothing wrong. Name no child and no "
    "private person. End with the dataset version."
)


@dataclass(frozen=True)
class Prompt:
    """A prompt with its arguments, each with what it is; ``text`` has their names in braces."""

    name: str
    title: str
    description: str
    arguments: dict[str, str]
    text: str

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What its arguments may be."""
        return tuple(text(name, told, _LONGEST, is_required=True) for name, told in self.arguments.items())

    def filled(self, given: Mapping[str, str] | None) -> str:
        """The text for these arguments, which are quoted in it. Raises ArgumentRefused."""
        values = arguments_of(self.parameters, given)
        quoted = {name: f"“{' '.join(value.split())}”" for name, value in values.items()}
        return f"{self.text.format(**quoted)}\n\n{_RULES}"


PROMPTS = (
    Prompt(
        "history_of_a_force",
        "History of a force",
        "What was found about a force, recommended, answered and found again, in order of time.",
        {"force": "The name or id of a police force."},
        "Tell the history of the force {force}: find its id with `search`, read `coverage` of it, then "
        "`history` with basis NAMED, page by page; then say separately, in a paragraph of its own, what was "
        "found in its area (basis AREA). Use `recommendation_chain` for what was answered and became of the "
        "most important recommendations.",
    ),
    Prompt(
        "both_sides_of_a_dispute",
        "Both sides of a dispute",
        "One contested claim as each side puts it, without deciding.",
        {"about": "The body or the matter of the dispute."},
        "Present the dispute about {about}: find it with `disputes` (with the id of a body, from `search`), "
        "then call `dispute`. Give each side the same room, in its own short words with the speaker; say "
        "what is not disputed, what was replied and what came of it. Do not say who is right.",
    ),
    Prompt(
        "what_became_of_recommendations",
        "What became of recommendations",
        "What a body was told to do, what it answered, and what sources say became of it.",
        {"body": "The name or id of a body."},
        "What was recommended to {body}, what was answered, and what became of it? Use `search`, "
        "`recommendations` and `recommendation_chain`. Use the source's own word for each status. Where no "
        "answer or review is held, say so; it does not mean that there is none.",
    ),
    Prompt(
        "what_is_not_known",
        "What is not known",
        "What this dataset cannot say about a body, before anybody concludes from silence.",
        {"body": "The name or id of a body."},
        "What does this dataset not hold about {body}? Use `search` and `coverage`, and explain each state "
        "in plain words for a reader who might take silence for a good sign.",
    ),
)
