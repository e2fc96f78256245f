"""R4: a person found at several places of a route acts once, at the last of them, and for all of them."""

from msgspec import structs

from approvals.routing.route import PassedOver, Stage
from forms.spec import Text
from workflow.engine.stages import StageKind

KIND_WORDS: dict[StageKind, Text] = {
    "examine": Text("審議", "examine"),
    "consult": Text("協議", "consult"),
    "verify": Text("審査", "verify"),
    "decide": Text("決定", "decide"),
}
"""The stages in the words of the language."""


def each_person_once(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Each person at one place; a group goes on without somebody who acts elsewhere, if others are left in it."""
    alone = {stage.seats[0].person for stage in stages if len(stage.seats) == 1 and stage.passed_over is None}
    freed = [_without(stage, alone) for stage in stages]
    last = {stage.seats[0].person: place for place, stage in enumerate(freed) if _counts(stage)}
    found: list[Stage] = []
    for place, stage in enumerate(freed):
        if not _counts(stage):
            found.append(stage)
        elif place < last[stage.seats[0].person]:
            found.append(structs.replace(stage, passed_over=PassedOver.ELSEWHERE))
        else:
            person = stage.seats[0].person
            also = tuple(said(other) for other in freed[:place] if _counts(other) and other.seats[0].person == person)
            found.append(structs.replace(stage, seats=(structs.replace(stage.seats[0], also=also),)))
    return tuple(found)


def said(stage: Stage) -> str:
    """A place as people read it: 課長(審議)."""
    return f"{stage.name}({KIND_WORDS[stage.kind].ja})"


def _counts(stage: Stage) -> bool:
    return len(stage.seats) == 1 and stage.passed_over is None


def _without(stage: Stage, alone: set[str]) -> Stage:
    if len(stage.seats) == 1:
        return stage
    left = tuple(seat for seat in stage.seats if seat.person not in alone)
    return structs.replace(stage, seats=left) if left else stage
