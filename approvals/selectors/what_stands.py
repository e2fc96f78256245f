"""What of earlier rounds stands when a 回議 begins again, and what fell because its content was changed."""

from approvals.routing.authority import Authority
from approvals.routing.circulate import SENT_BACK
from approvals.routing.route import Route, Stage
from approvals.selectors.stage_names import in_stage
from forms.spec import Text


def what_stands(route: Route, authority: Authority | None = None) -> Text | None:
    """A sentence for the record; None where nobody had acted at a place of this route."""
    content = route.asked.content if route.asked else ""
    last = {act.stage: act for act in route.acts if act.verdict != SENT_BACK}
    before = [(stage, last[stage.place]) for stage in route.stages if stage.place in last and stage.kind != "decide"]
    if standing := [stage for stage, act in before if not act.void]:
        ja, en = _named(standing, "ja", authority), _named(standing, "en")
        return Text(
            f"協議事項が変わっていないので、{ja}の処理は生きています", f"Nothing consented to has changed: {en} stand"
        )
    if fallen := [stage for stage, act in before if act.content != content]:
        ja, en = _named(fallen, "ja", authority), _named(fallen, "en")
        return Text(
            f"協議事項が変わったので、{ja}の処理は失効しました", f"What was consented to has changed: {en} are void"
        )
    return None


def _named(stages: list[Stage], language: str, authority: Authority | None = None) -> str:
    names = (in_stage(stage.name, stage.kind, language, authority) for stage in stages)
    return (", " if language == "en" else "、").join(names)
