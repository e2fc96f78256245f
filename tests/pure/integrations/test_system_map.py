"""The drawing of the systems: each keeps its place, nothing overlaps, arrows say who tells whom."""

import re
from itertools import pairwise

import pytest

from forms.spec import Text
from integrations.selectors.health import SystemHealth
from integrations.selectors.system_map import BOX, TALL, system_map

WELL = Text("正常", "Well")
RESTS = Text("続けて失敗したので、送信を休んでいます", "Rests after failures in a row")


def health(name: str, tone: str = "ok", words: Text = WELL) -> SystemHealth:
    return SystemHealth(
        name=name, title=Text(name), tone=tone, words=words, waiting=0, oldest=None, stopped=0, breaker="closed",
        not_before=None, changed_at=None, paused_at=None, pause_reason="", succeeded_at=None, failed_at=None,
        came_at=None, trouble=None, closed=(),
    )  # fmt: skip


WARD = [health(name) for name in ("入退室", "職員証発行", "人事台帳", "財務会計", "文書管理", "人事給与", "メール")]


def test_boxes_of_a_side_stand_below_each_other_inside_the_drawing() -> None:
    drawing = system_map(WARD, "ja")

    for is_left in (True, False):
        side = [box for box in drawing.boxes if box.is_left == is_left]
        assert all(lower.y - upper.y >= TALL for upper, lower in pairwise(side))
        assert all(0 <= box.y <= drawing.height - TALL and 0 <= box.x <= drawing.width - BOX for box in side)


def test_arrows_say_who_tells_whom_and_both_sides_are_even() -> None:
    boxes = system_map(WARD, "ja").boxes

    assert [box.lines[0] for box in boxes if box.brings] == ["人事給与", "文書管理", "職員証発行"]
    assert all(box.sends for box in boxes)
    assert [sum(box.is_left == left for box in boxes) for left in (True, False)] == [4, 3]


def test_a_system_keeps_its_place_whatever_happens_to_it() -> None:
    worse = [health(each.name, "bad", RESTS) for each in reversed(WARD)]

    places = [{box.lines[0]: (box.x, box.y) for box in system_map(systems, "ja").boxes} for systems in (WARD, worse)]

    assert places[0] == places[1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_wrong_is_told_in_at_most_two_lines(language: str) -> None:
    (box,) = system_map([health("財務会計", "bad", RESTS)], language).boxes

    assert (box.tone, len(box.lines) <= 3) == ("bad", True)
    assert "".join(box.lines[1:]).replace(" ", "") == RESTS.in_language(language).replace(" ", "")


def test_arrows_end_at_their_boxes() -> None:
    drawing = system_map(WARD, "ja")

    for box, path in drawing.edges():
        x, y = (int(number) for number in re.findall(r"\d+", path)[-1:-3:-1])
        assert x in (box.x + BOX + 8, box.x - 8) and y == box.line
