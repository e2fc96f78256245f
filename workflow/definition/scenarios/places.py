"""Reads places on the route of a 回議 or 協議 as scenarios write them: 申請者の課長(決定・代決)."""

import re

from workflow.definition.located import Located
from workflow.definition.scenario import Capacity, OnRoute
from workflow.definition.scenarios.finding import Finding, Words
from workflow.definition.vocabulary.vocabulary import english, normal
from workflow.engine.stages import STAGES, StageKind

CAPACITIES: dict[str, Capacity] = {"deputy_act": "deputy", "proxy_act": "proxy", "pull_up_act": "pull_up"}
_PLACE = re.compile(r"(?P<person>.+?)\s*\((?P<stage>[^()・,]+)(?:[・,]\s*(?P<capacity>[^()]+))?\)")


def is_place(finding: Finding, text: Located[str]) -> bool:
    """Whether a text means a place on a route, and not a step of that name."""
    return finding.compiled.names.outline.named(text.value) is None and _PLACE.fullmatch(normal(text.value)) is not None


def read_places(finding: Finding, texts: Words) -> tuple[OnRoute, ...]:
    """The places that can be understood."""
    found = (_place(finding, text) for text in texts)
    return tuple(place for place in found if place is not None)


def _place(finding: Finding, text: Located[str]) -> OnRoute | None:
    parts = _PLACE.fullmatch(normal(text.value))
    stages = _stages(finding)
    stage = stages.get(parts["stage"].strip()) if parts else None
    said = english(finding.vocabulary.japanese((parts["capacity"] or "").strip())) if parts else ""
    if parts is None or stage is None or (said and said not in CAPACITIES):
        words = "・".join(stages)
        ja, en = f"「{text.value}」は「人(段)」の形で書きます。段: {words}", f'Write "person(stage)"; stages: {words}'
        finding.report(text.position, ja, en, length=text.length)
        return None
    person = finding.person(Located(parts["person"], text.position, text.scalar))
    return (
        OnRoute(person=person, stage=stage, capacity=CAPACITIES.get(said, "self"), text=text.value) if person else None
    )


def _stages(finding: Finding) -> dict[str, StageKind]:
    kinds = finding.vocabulary.kinds()
    return {name: stage for name, kind in kinds.items() for stage in STAGES if kind.en == stage}
