"""E023: an item that is never shown has no headings for people; only items of the form say who sees them."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import EachStep

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
    beside = [part for handler in checked.procedure.anytime for part in handler.items]
    beside += [part for placed in checked.steps(EachStep) for part in getattr(placed.step, "columns", ())]
    for part in (*checked.procedure.internal, *beside):
        if part.has("visible_to"):
            heading = part.heading("visible_to")
            ja = f"「{heading.value}」は様式の項目だけに書けます。"
            yield problem("E023", heading, ja, f'"{heading.value}" belongs to items of the form alone.')
