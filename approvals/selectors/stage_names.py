"""What a stage of a 回議 is called, in the words of the authority whose case it is."""

from approvals.routing.authority import Authority
from approvals.routing.merge import KIND_WORDS
from forms.spec import Text
from workflow.engine.stages import STAGES


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
