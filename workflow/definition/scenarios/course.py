"""Reads the lines of a scenario's course: acts at steps, time, messages, withdrawal, checks."""

from datetime import datetime

from forms.source.nodes import MappingNode, Node
from forms.spec import Text
from workflow.definition.beside_document import ChildStep
from workflow.definition.circulation_document import CirculationStep
from workflow.definition.document import HumanStep, IssueStep
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.parser.times import datetime_of, span_of
from workflow.definition.scenario import (
    Act,
    AddToRoute,
    Elapse,
    EndChild,
    Expectation,
    FileReport,
    Line,
    MessageArrives,
    SetClock,
    TakeReceipt,
    View,
    Withdraw,
)
from workflow.definition.scenario_document import (
    ActPart,
    AdditionLine,
    ChildEndPart,
    ExpectationPart,
    ReceiptLine,
    ReportPart,
    ScenarioLine,
)
from workflow.definition.scenarios.answers import read_answers
from workflow.definition.scenarios.finding import Finding, pairs_of
from workflow.definition.scenarios.places import CAPACITIES, is_place, read_places
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import EndNode, UserNode
from workflow.engine.program import BUILT_IN_OUTCOMES, Program
from workflow.engine.values import PersonRef


def read_course(finding: Finding, lines: tuple[ScenarioLine, ...]) -> tuple[Line, ...]:
    """All lines that can be understood."""
    read = (_line(finding, line) for line in lines)
    return tuple(line for line in read if line is not None)


def read_expectation(finding: Finding, part: ExpectationPart) -> Expectation:
    """What must hold at one point."""
    at = finding.step(part.at) if part.at else None
    void = part.void or ()
    places = tuple(text for text in void if is_place(finding, text))
    return Expectation(
        position=part.position,
        at=at.id if at else None,
        outcome=_outcome(finding, part.outcome) if part.outcome else None,
        open=None if part.open is None else finding.steps(part.open),
        assignees=None if part.assignees is None else finding.persons(part.assignees),
        called=None if part.called is None else finding.operations(part.called),
        called_in_order=None if part.called_in_order is None else finding.operations(part.called_in_order),
        round=part.round.value if part.round else None,
        void=None if part.void is None else finding.steps(tuple(text for text in void if text not in places)),
        void_places=read_places(finding, places),
        route=None if part.route is None else read_places(finding, part.route),
        not_passed=None if part.not_passed is None else finding.steps(part.not_passed),
        to_view_later=None if part.to_view_later is None else finding.persons(part.to_view_later),
        items=read_answers(finding, part.items),
        notified=None if part.notified is None else _notices(finding, part.notified),
        incident=part.incident.value if part.incident else None,
        due=_due(finding, part),
        issued=None if part.issued is None else _issued(part),
    )


def _due(finding: Finding, part: ExpectationPart) -> tuple[tuple[str, datetime], ...]:
    found = ((finding.step(pair.key), datetime.fromisoformat(pair.value.value)) for pair in part.due)
    return tuple((placed.id, moment) for placed, moment in found if placed)


def _line(finding: Finding, line: ScenarioLine) -> Line | None:
    if line.expect is not None:
        return read_expectation(finding, line.expect)
    if line.act is not None:
        return _act(finding, line.key, line.act)
    if line.report is not None:
        return _report(finding, line.key, line.report)
    if line.receipt is not None:
        return _receipt(finding, line.receipt)
    if line.addition is not None:
        return _addition(finding, line.addition)
    if line.child_end is not None:
        return _child_end(finding, line.child_end)
    if line.node is None:
        return None
    match finding.vocabulary.japanese(normal(line.key.value)):
        case "知らせ":
            return _message(finding, line.node)
        case "経過" | "時刻":
            return _time(finding, line.key, line.node)
        case "取下げ" | "後閲する" as word:
            text = finding.scalar(line.node, "人", "person")
            by = finding.person(text) if text else None
            kind = Withdraw if word == "取下げ" else View
            return kind(position=line.key.position, by=by) if by else None
    finding.report(
        line.key.position, f"「{line.key.value}」はまだ使えません。", f'"{line.key.value}" cannot be used yet.'
    )
    return None


def _report(finding: Finding, key: Located[str], part: ReportPart) -> Line | None:
    reports = [handler for handler in finding.program.anytime if handler.kind == "report"]
    report = next((each for each in reports if each.name == normal(part.name.value)), None)
    if report is None:
        if part.name.value:
            finding.unknown(part.name, "届", "report", [each.name for each in reports])
        return None
    return FileReport(
        position=key.position,
        report=report.name,
        by=finding.actor(part.by) if part.by else None,
        answers=read_answers(finding, part.answers, report.form),
        refused=part.refused.value if part.refused else None,
    )


def _addition(finding: Finding, part: AdditionLine) -> Line | None:
    placed = finding.step(part.at) if part.at.value else None
    person = finding.person(part.by) if part.by.value else None
    if placed is None or person is None or not part.stage.value:
        return None
    if not isinstance(placed.step, CirculationStep):
        finding.report(
            part.at.position,
            f"「{part.at.value}」は回議ではありません。",
            f'"{part.at.value}" is no 回議.',
            length=part.at.length,
        )
        return None
    return AddToRoute(
        position=part.position,
        node=placed.id,
        step=placed.step.name.value,
        stage={"examination": "examine", "consultation": "consult"}[part.stage.value],
        by=person,
        refused=part.refused.value if part.refused else None,
    )


def _receipt(finding: Finding, part: ReceiptLine) -> Line | None:
    placed = finding.step(part.at) if part.at.value else None
    if placed is None or not part.row.value:
        return None
    if not isinstance(placed.step, IssueStep):
        finding.report(
            part.at.position,
            f"「{part.at.value}」は交付ではありません。",
            f'"{part.at.value}" issues no documents.',
            length=part.at.length,
        )
        return None
    step = placed.step.name.value
    return TakeReceipt(position=part.position, node=placed.id, step=step, row=normal(part.row.value))


def _child_end(finding: Finding, part: ChildEndPart) -> Line | None:
    placed = finding.step(part.at) if part.at.value else None
    if placed is None or not part.outcome.value:
        return None
    if not isinstance(placed.step, ChildStep):
        where = part.at
        ja, en = f"「{where.value}」は別手続ではありません。", f'"{where.value}" begins no other procedure.'
        finding.report(where.position, ja, en, length=where.length)
        return None
    known = dict.fromkeys(pair.value.value for pair in placed.step.receive)
    values = pairs_of(finding, part.items, tuple(known)) if part.items else ()
    return EndChild(
        position=part.position,
        node=placed.id,
        step=placed.step.name.value,
        outcome=normal(part.outcome.value),
        values=values,
    )


def _issued(part: ExpectationPart) -> tuple[tuple[str, str], ...]:
    """Rows and their states; two words of the language are those of headings."""
    pairs = ((normal(pair.key.value), pair.value.value) for pair in part.issued or ())
    return tuple((row, "held" if state == "hold" else state) for row, state in pairs)


def _time(finding: Finding, key: Located[str], node: Node) -> Line | None:
    text = finding.scalar(node, "時", "time")
    if text is None:
        return None
    if finding.vocabulary.japanese(normal(key.value)) == "経過":
        if span := span_of(text.value, finding.vocabulary.language):
            return Elapse(position=key.position, span=span)
    elif moment := datetime_of(text.value):
        return SetClock(position=key.position, at=moment)
    finding.report(
        text.position,
        f"「{text.value}」は時として読めません。",
        f'"{text.value}" is not a time.',
        Text("例: 2026-05-12T10:00、経過なら 3営業日", "for example 2026-05-12T10:00, or 3 business_days to elapse"),
        text.length,
    )
    return None


def _message(finding: Finding, node: Node) -> Line | None:
    if not isinstance(node, MappingNode):
        text = finding.scalar(node, "知らせの名前", "name of a message")
        name = finding.operation(text, inbound=True) if text else None
        return MessageArrives(position=node.position, message=name) if name else None
    name_heading = "名前" if finding.vocabulary.language == "ja" else "name"
    named = node.get(name_heading)
    if named is None:
        finding.report(node.position, f"「{name_heading}」が必要です。", f'"{name_heading}" is required.')
        return None
    text = finding.scalar(named, "知らせの名前", "name of a message")
    name = finding.operation(text, inbound=True) if text else None
    values = pairs_of(finding, _without(node, name_heading), finding.outputs(name or ""))
    return MessageArrives(position=node.position, message=name, values=values) if name else None


def _without(node: MappingNode, heading: str) -> MappingNode:
    return MappingNode(tuple(entry for entry in node.entries if entry.key.text != heading), node.position)


def _act(finding: Finding, key: Located[str], part: ActPart) -> Act | None:
    placed = finding.step(key)
    if placed is None or not part.do.value:
        return None
    if not isinstance(placed.step, HumanStep):
        finding.report(
            key.position,
            f"「{key.value}」は人の手順ではありません。",
            f'"{key.value}" is not a step of people.',
            length=key.length,
        )
        return None
    verdict, to = _verdict(finding, placed, part)
    person = to if isinstance(to, PersonRef) else None
    return Act(
        position=key.position,
        node=placed.id,
        step=placed.step.name.value,
        verdict=verdict,
        to=to if isinstance(to, str) else "",
        to_person=person,
        by=finding.actor(part.by) if part.by else None,
        capacity=CAPACITIES.get(part.as_.value if part.as_ else "", "self"),
        answers=read_answers(finding, part.answers),
        row=part.row.value if part.row else None,
        refused=part.refused.value if part.refused else None,
        resume=part.resume.value if part.resume else "",
    )


def _verdict(finding: Finding, placed: Placed, part: ActPart) -> tuple[str, str | PersonRef]:
    """The key of the button, and the node or the person it sends back to.

    A verdict of the kind may be tried though it is removed.
    """
    node = finding.program.by_id[placed.id]  # of two steps with one name (E022) it may be the other one's
    buttons = node.buttons if isinstance(node, UserNode) else ()
    written = normal(part.do.value)
    ja = finding.vocabulary.language == "ja"
    verdicts = {(verdict.ja if ja else verdict.en): verdict.en for verdict in placed.step.kind.verdicts}
    verdicts |= {button.verdict: button.verdict for button in buttons if button.verdict not in verdicts.values()}
    if written in verdicts:
        return verdicts[written], ""
    name, *rest = written.split(maxsplit=1)
    if verdicts.get(name) == "send_back" and rest:
        offset = part.do.value.rfind(rest[0])
        target = Located(rest[0], part.do.position_of(max(0, offset)), None)
        if isinstance(placed.step, CirculationStep) and finding.compiled.names.outline.named(target.value) is None:
            return "send_back", finding.person(target) or ""
        back = finding.step(target)
        return "send_back", back.id if back else ""
    if isinstance(placed.step, HumanStep) and written in (normal(pair.key.value) for pair in placed.step.actions):
        return written, ""  # where it leads is told at the step
    finding.report(
        part.do.position,
        f"「{placed.step.name.value}」に「{part.do.value}」はできません。",
        f'"{part.do.value}" cannot be done at "{placed.step.name.value}".',
        likely_or_all(written, verdicts),
        part.do.length,
    )
    return written, ""


def _outcome(finding: Finding, written: Located[str]) -> str:
    name = finding.compiled.names.outcome(written.value)
    known = [outcome.name for outcome in finding.program.outcomes]
    if name not in known and name not in BUILT_IN_OUTCOMES and name not in _ends(finding.program):
        finding.unknown(written, "結果", "outcome", [*known, *map(finding.vocabulary.word, BUILT_IN_OUTCOMES)])
    return name


def _ends(program: Program) -> set[str]:
    """Outcomes that steps end with; one that is not declared is told there."""
    ends = {node.outcome for node in program.nodes if isinstance(node, EndNode)}
    people = (node for node in program.nodes if isinstance(node, UserNode))
    return ends | {button.to for node in people for button in node.buttons if button.leads == "end"}


def _notices(finding: Finding, written: tuple[Located[str], ...]) -> tuple[str, ...]:
    found = (finding.step(name) for name in written)
    return tuple(normal(placed.step.name.value) for placed in found if placed)
