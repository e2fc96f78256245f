"""Mistakes that people make at the keyboard are told once, at their place, with what to write instead.

tests/golden/definitions/mistakes-of-clerks.jsonl: what was changed in which procedure, and what is told. The line is
counted from the changed one. REWRITE_GOLDEN=1 writes what is told anew; read the difference before you commit it.
"""

import json
import os
import re
from typing import Any

from tests.support.definitions import GOLDEN, PROJECT, load_shipped

RECORDED = GOLDEN / "mistakes-of-clerks.jsonl"
MISTAKES: list[dict[str, Any]] = [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]
NEAR = 10
"""Lines: what is told farther away is told of another place, wherever that is in the file by now."""
_LINE = re.compile(r"\d+ ?行目")


def told(mistake: dict[str, Any]) -> list[str]:
    """Each report: its id, its line counted from the change while that is near, the message, the hint."""
    path = PROJECT / "definitions" / "procedures" / f"{mistake['file']}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(mistake["replace"]) == 1, "the procedure has changed: choose another place for this mistake"
    pairs = enumerate(zip(mistake["replace"], mistake["with"], strict=False))
    shorter = min(len(mistake["replace"]), len(mistake["with"]))
    same = next((place for place, (old, new) in pairs if old != new), shorter)
    line = text.count("\n", 0, text.index(mistake["replace"]) + same) + 1
    problems = load_shipped(path, text.replace(mistake["replace"], mistake["with"])).problems
    return [
        _LINE.sub("…行目", f"{each.id} {_distance(each.position.line - line)} {each.message.ja}")
        + (f" → {each.hint.ja}" if each.hint else "")
        for each in problems
    ]


def _distance(lines: int) -> str:
    return f"{lines:+}" if abs(lines) <= NEAR else "far"


def test_mistakes_are_told_as_recorded() -> None:
    found = [{**mistake, "told": told(mistake)} for mistake in MISTAKES]

    if os.environ.get("REWRITE_GOLDEN"):
        lines = (json.dumps(each, ensure_ascii=False) for each in found)
        RECORDED.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    assert found == MISTAKES


def test_a_mistake_is_told_once_or_twice_and_within_three_lines() -> None:
    for mistake in MISTAKES:
        assert 1 <= len(mistake["told"]) <= 2, mistake
        distances = [each.split()[1] for each in mistake["told"]]
        assert any(each != "far" and abs(int(each)) <= 3 for each in distances), mistake
