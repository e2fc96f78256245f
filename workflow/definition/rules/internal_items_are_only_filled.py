"""E023: an item that is never shown has no headings for people; calls, 設定 and 計算 fill it."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem

FOR_PEOPLE = ("required", "visible", "initial", "fill", "help", "length", "pattern", "rare_characters", "section")
"""Headings that say what a person may or must write."""


def check(checked: Checked) -> Iterator[Problem]:
    place = "内部" if checked.vocabulary.language == "ja" else "internal"
    for part in checked.procedure.internal:
        for field in FOR_PEOPLE:
            if part.has(field):
                heading = part.heading(field)
                yield problem(
                    "E023",
                    heading,
                    f"「{place}」の項目は人が書かないので、「{heading.value}」は書けません。",
                    f'Nobody writes items of "{place}", so they have no "{heading.value}".',
                )
