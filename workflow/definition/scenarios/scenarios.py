"""The scenarios of a procedure, ready to be played."""

from datetime import datetime
from typing import TypeVar

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import FormSpec
from workflow.definition.compiler.compiler import Compiled
from workflow.definition.compiler.earlier import stored_outcome
from workflow.definition.located import Located
from workflow.definition.scenario import Answer, Applicant, OriginCase, Replies, Reply, Scenario, Setting
from workflow.definition.scenario_document import OriginPart, ScenarioPart, SettingPart, SharedPart
from workflow.definition.scenarios.answers import read_answers
from workflow.definition.scenarios.course import read_course, read_expectation
from workflow.definition.scenarios.finding import Finding, located, nodes_of, pairs_of
from workflow.definition.scenarios.rows import check_rows
from workflow.definition.vocabulary.vocabulary import normal

POSTS = ("係員", "係長", "課長", "部長")
"""Posts that are enough to say who applies."""
T = TypeVar("T")


def scenarios_of(compiled: Compiled) -> tuple[tuple[Scenario, ...], list[Problem]]:
    """All scenarios, and what in them the procedure does not know."""
    finding = Finding(compiled)
    parts = compiled.names.procedure.scenarios
    shared = next((part.shared for part in parts if part.shared), None) or SharedPart(position=Position(1, 1))
    common = (read_answers(finding, shared.answers), _replies(finding, shared.replies))
    scenarios = tuple(_scenario(finding, part, shared.setting, *common) for part in parts if part.shared is None)
    return scenarios, finding.problems


def _scenario(
    finding: Finding,
    part: ScenarioPart,
    setting: SettingPart | None,
    answers: tuple[Answer, ...],
    replies: tuple[Replies, ...],
) -> Scenario:
    own_answers = read_answers(finding, part.answers)
    own_replies = _replies(finding, part.replies)
    all_replies = tuple(({reply.operation: reply for reply in (*replies, *own_replies)}).values())
    check_rows(finding, part, all_replies, (*answers, *own_answers))
    if part.name is None:
        finding.report(part.position, "試験に「名前」が必要です。", 'A scenario needs a "name".')
    return Scenario(
        name=part.name.value if part.name else "",
        position=part.position,
        setting=_setting(finding, part.setting, setting),
        answers=tuple(({answer.item: answer for answer in (*answers, *own_answers)}).values()),
        replies=all_replies,
        course=read_course(finding, part.steps),
        expect=read_expectation(finding, part.expect) if part.expect else None,
    )


def _setting(finding: Finding, own: SettingPart | None, shared: SettingPart | None) -> Setting:
    parts = [part for part in (own, shared) if part]
    applicant = _first([part.applicant for part in parts])
    now = _first([part.now for part in parts])
    absent = next((part.absent for part in parts if part.has("absent")), ())
    vacant = next((part.vacant for part in parts if part.has("vacant")), ())
    holds = next((part.holds for part in parts if part.has("holds")), ())
    no_consent = next((part.no_consent for part in parts if part.has("no_consent")), ())
    return Setting(
        applicant=_applicant(finding, applicant) if applicant else Applicant(post=POSTS[0]),
        absent=finding.persons(absent),
        vacant=finding.persons(vacant),
        holds=tuple(
            (post, person)
            for pair in holds
            if (post := finding.person(pair.key)) and (person := finding.person(pair.value))
        ),
        no_consent=tuple(normal(number.value) for number in no_consent),
        now=datetime.fromisoformat(now.value) if now else None,
        origin=_origin(finding, _first([part.from_case for part in parts])),
    )


def _origin(finding: Finding, written: OriginPart | None) -> OriginCase | None:
    """The earlier case; where nothing is said of it, one of which nothing is known but that it fits."""
    earlier = finding.program.begins_from
    if earlier is None:
        if written is not None:
            ja = "この手続は元の案件から始まりません。"
            finding.report(written.position, ja, "This procedure starts from no earlier case.")
        return None
    outcome = written.outcome if written else None
    named = stored_outcome(finding.vocabulary, outcome.value) if outcome else next(iter(earlier.outcomes), "")
    if outcome and named not in earlier.outcomes:
        finding.unknown(outcome, "結果", "outcome", list(earlier.outcomes))
    form = FormSpec(parts=earlier.items)
    return OriginCase(outcome=named, answers=read_answers(finding, written.items if written else None, form))


def _applicant(finding: Finding, written: Located[str]) -> Applicant:
    post = finding.vocabulary.japanese(normal(written.value))
    return Applicant(post=post) if post in POSTS else Applicant(person=finding.person(written))


def _replies(finding: Finding, node: MappingNode | None) -> tuple[Replies, ...]:
    replies = []
    for entry in node.entries if node else ():
        operation = finding.operation(located(entry.key))
        answers = (_reply(finding, item, operation or "") for item in nodes_of(entry.value))
        if operation:
            replies.append(Replies(operation=operation, replies=tuple(answer for answer in answers if answer)))
    return tuple(replies)


def _reply(finding: Finding, node: Node, operation: str) -> Reply | None:
    if isinstance(node, MappingNode):
        return Reply(outputs=pairs_of(finding, node, finding.outputs(operation)))
    word = finding.vocabulary.japanese(normal(node.text)) if isinstance(node, ScalarNode) else ""
    if word in {"成功", "失敗"}:
        return Reply(success=word == "成功")
    refusals = finding.compiled.names.refusals(operation)
    if word in refusals:
        return Reply(success=False, error=word)
    known = [finding.vocabulary.word("成功"), finding.vocabulary.word("失敗"), *refusals]
    finding.report(
        node.position,
        f"応答は「{'」「'.join(known)}」か、出力の「名前: 値」です。",
        f"A reply is one of {', '.join(known)}, or a mapping of outputs.",
    )
    return None


def _first(values: list[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
