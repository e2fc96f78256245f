"""What a stage of a 回議 is called, in the words of the authority whose case it is."""

from approvals.routing.authority import Authority
from approvals.routing.merge import KIND_WORDS
from approvals.routing.route import Stage
from forms.spec import Text
from workflow.engine.stages import STAGES, RouteAsked


def said_by(authority: Authority | None, text: Text) -> Text:
    """A text of the platform in the words of an authority; they are Japanese."""
    return Text(authority.says(text.ja), text.en) if authority else text


def in_stage(step: str, kind: str, language: str, authority: Authority | None = None) -> str:
    """A step with one of its stages: 決裁（審議）."""
    word = next((KIND_WORDS[stage] for stage in STAGES if stage == kind), None)
    if word is None:
        return step
    if language == "en":
        return f"{step} ({word.in_language(language)})"
    return f"{step}（{said_by(authority, word).ja}）"


def why_this_decider(stage: Stage, asked: RouteAsked | None) -> Text | None:
    """Why another post decides than the one the table names; None where it is that one, and of other places."""
    if stage.kind != "decide":
        return None
    if asked is not None and asked.raised:
        return Text(
            f"一段上げた事案なので、「{stage.name}」が決めます。代決はできません。",
            f"It was raised one level: {stage.name} decides, and no deputy.",
        )
    if stage.rule == "R2":
        return Text(
            f"表の決定者は起案した人の職なので、その上の「{stage.name}」が決めます。",
            f"The table names the drafter's own post: {stage.name} above it decides.",
        )
    return None


def ground_of_its_own(stage: Stage, asked: RouteAsked | None) -> str:
    """The rule by which somebody is asked whom another regulation names than the decider's; else empty."""
    return dict(asked.grounds).get(stage.name, "") if asked is not None and stage.rule == "table" else ""
