"""Which sentences of the article are its own: they neither quote nor name whose words they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

AUTHOR = "WillisPalmer"
_ENDS = re.compile(r"(?<=[.”]) (?=[A-Z“])")
_TELLS_WHOSE = re.compile(r"[“”]|Wilshaw|Sir Michael|\b[Hh]e\b")


def is_narration(words: str, article: str) -> bool:
    """Whether the words of the chief inspector's letter stand in sentences that do not say that they are his.

    ``words`` stand in one paragraph of ``article``.
    """
    (sentences,) = (
        [text for begin, text in _sentences(paragraph) if _overlap(paragraph, words, begin, text)]
        for paragraph in article.splitlines()
        if words in paragraph
    )
    return not any(map(_TELLS_WHOSE.search, sentences))


def _sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for end in [*(each.start() for each in _ENDS.finditer(paragraph)), len(paragraph)]:
        yield begin, paragraph[begin:end]
        begin = end + 1


def _overlap(paragraph: str, words: str, begin: int, sentence: str) -> bool:
    start = paragraph.index(words)
    return begin < start + len(words) and start < begin + len(sentence)
