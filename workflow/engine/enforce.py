"""施行: what stands in the facts of a sending before somebody acts, and what is known once he has."""

from collections.abc import Mapping

from forms.spec import Text
from workflow.engine.machine import Machine
from workflow.engine.nodes import UserNode
from workflow.engine.outcome import Objection
from workflow.engine.run import Run
from workflow.engine.sending import BY, DAY, SEAL, SEAL_NUMBER, TO, Sending
from workflow.engine.state import Json
from workflow.engine.values import PersonRef
from workflow.engine.world import World


def facts_before(run: Run, sending: Sending) -> dict[str, Json]:
    """To whom and how it shall go; when, and under which seal, only whoever sends it knows."""
    to = "、".join(filter(None, (_addressee(run, ref) for ref in sending.to)))
    return {DAY: None, TO: to or None, BY: sending.by, SEAL: None, SEAL_NUMBER: None}


def with_day(machine: Machine, node: UserNode, answers: Mapping[str, Json], world: World) -> Mapping[str, Json]:
    """What was sent with an act: a document goes today unless somebody says otherwise."""
    if node.sending is None:
        return answers
    item = machine.form.by_key[DAY].spec
    if answers.get(DAY) or answers.get(item.name):
        return answers
    return {name: value for name, value in answers.items() if name not in (DAY, item.name)} | {
        DAY: machine.local_date(world.now).isoformat()
    }


def wrong_way(node: UserNode, answers: Mapping[str, Json]) -> Objection | None:
    """Why the document cannot go as somebody says: no system sends the one of this step."""
    if node.sending is None or node.sending.by == "electronic" or answers.get(BY) != "electronic":
        return None
    return Objection(
        code="answer_invalid",
        item=BY,
        message=Text(
            "施行方法: この手順の文書は人が送るので、電子は選べません。",
            "Sent by: people send the document of this step, so it cannot go electronically.",
        ),
    )


def _addressee(run: Run, ref: PersonRef) -> str:
    kind, _, key = ref.base.partition(":")
    if kind == "item":
        item, stored = run.machine.form.by_key[key], run.state.answers.get(key)
        return "" if stored is None else item.field.show(stored, item.spec)
    if ref.base == "applicant" and not ref.relations:
        return str(run.state.parties.facts.get("name") or ref.text)
    return ref.text
