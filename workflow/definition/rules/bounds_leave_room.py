"""W115: an item that asks for exactly so many letters or rows, or for one number only, most likely means at most."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem

LONGEST_CODE = 30
"""A code may have exactly so many letters: a staff number has eight."""


def check(checked: Checked) -> Iterator[Problem]:
    for part in checked.parts:
        for field, bounds in (("length", part.length), ("range", part.range), ("rows", part.rows)):
            if bounds is None or bounds.value[0] is None or bounds.value[0] != bounds.value[1]:
                continue
            exact = bounds.value[0]
            if field == "length" and part.type.value == "text" and len(exact) < 3 and int(exact) <= LONGEST_CODE:
                continue
            written = bounds.scalar.text if bounds.scalar else exact
            heading = part.heading(field).value
            yield problem(
                "W115",
                bounds,
                f"「{heading}: {written}」は、ちょうど{written}という意味です。",
                f'"{heading}: {written}" means exactly {written}.',
                Text(
                    f"それまでなら「{written}以下」、ちょうどなら「{written}〜{written}」と書いてください",
                    f'write "at most {written}", or "{written} to {written}" where exactly that is meant',
                ),
            )
