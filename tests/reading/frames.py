"""A made-up reader's words, so that the engine can be tried without any reader."""

from __future__ import annotations

import re
from pathlib import Path

from priorauth.reading.assertion import Assertion, assess
from priorauth.reading.facts import Fact
from priorauth.reading.frame import Frame, Mention, Nature, Trigger
from priorauth.reading.phrase_matching import Phrases
from priorauth.reading.statements import Statement, find_statements
from priorauth.reading.vocabulary import Category, Vocabulary, general

NATURES = {
    "fracture": Nature.CONDITION, "infection": Nature.CONDITION, "cancer": Nature.CONDITION,
    "osteoporosis": Nature.CONDITION, "osteopenia": Nature.CONDITION, "instability": Nature.CONDITION,
    "pregnancy": Nature.CONDITION, "pacemaker": Nature.DEVICE, "warfarin": Nature.DRUG, "fusion": Nature.ACT,
}  # fmt: skip
SUBJECTS = frozenset(
    ["edema", "tumor", "disc", "pain", "bulge", "stenosis", "vertebra", "marrow", "signal", "relief"]
)
FRAME = Frame(
    "trial",
    Phrases((word, Trigger(Fact.OTHER_GENERATOR, nature, word)) for word, nature in NATURES.items()),
    general().joined(Vocabulary({word: frozenset({Category.SUBJECT, Category.NOUN}) for word in SUBJECTS})),
)
TABLES = Path(__file__).parent.parent.parent / "priorauth"


def marked(example: str) -> tuple[str, list[int]]:
    """Return an example without its braces, and where each marked thing begins."""
    starts: list[int] = []
    text = ""
    for part in re.split(r"([{}])", example):
        if part == "{":
            starts.append(len(text))
        elif part != "}":
            text += part
    return text, starts


def assessed(example: str, frame: Frame = FRAME) -> list[Assertion]:
    """Return how the marked things of an example stand, each by the engine alone."""
    text, starts = marked(example)
    statements = find_statements(text)
    found = []
    for start in starts:
        index = next(i for i, item in enumerate(statements) if item.start <= start < item.end)
        before = statements[index - 1] if index else None
        after = statements[index + 1] if index + 1 < len(statements) else None
        found.append(assess(statements[index], mention_at(statements[index], start, frame), frame, before, after))
    return found


def mention_at(statement: Statement, start: int, frame: Frame) -> Mention:
    return next(m for m in frame.mentions(statement.tokens) if statement.tokens[m.first].start == start)
