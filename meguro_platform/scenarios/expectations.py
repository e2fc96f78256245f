"""Compares what a scenario expects with how the case stands, heading by heading."""

from collections import Counter
from collections.abc import Iterable, Iterator

from forms.errors import AnswerInvalid
from forms.field_catalogue import field_of
from forms.field_type import Json
from forms.issuance.rows import LABELS, RowState
from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.scenarios.play import Play, raw_answers
from meguro_platform.scenarios.results import Difference
from meguro_platform.scenarios.routes import differences_of_routes
from workflow.definition.scenario import Answer, Expectation
from workflow.engine.effects import CallSystem, Notify
from workflow.engine.nodes import IssueNode
from workflow.engine.registration import is_registration
from workflow.engine.sending import is_letter
from workflow.engine.values import PersonRef

NOTHING = "—"


def differences(play: Play, expected: Expectation) -> tuple[Difference, ...]:
    """Everything in which the case is not as expected."""
    return tuple(_differences(play, expected))


def _differences(play: Play, expected: Expectation) -> Iterator[Difference]:
    yield from _of_steps(play, expected)
    yield from _of_people(play, expected)
    yield from _of_systems(play, expected)
    state = play.state
    if expected.outcome is not None and expected.outcome != state.outcome:
        yield Difference(what=Text("結果", "outcome"), expected=expected.outcome, actual=state.outcome or NOTHING)
    if expected.round is not None and expected.round != state.round:
        yield Difference(what=Text("回", "round"), expected=str(expected.round), actual=str(state.round))
    if expected.incident is not None:
        sentences = [incident.detail for incident in state.incidents.values()]
        if not any(expected.incident in sentence for sentence in sentences):
            yield Difference(what=Text("要対応", "incident"), expected=expected.incident, actual=_list(sentences))
    for answer in expected.items:
        yield from _of_item(play, answer)
    yield from _of_documents(play, expected)


def _of_steps(play: Play, expected: Expectation) -> Iterator[Difference]:
    if expected.at is not None and expected.at not in waiting(play):
        yield _steps(play, Text("手順", "at"), [expected.at], waiting(play))
    checks = (
        (Text("未処理", "open"), expected.open, {task.node for task in play.state.tasks.values()}),
        (Text("失効", "void"), expected.void, void(play)),
    )
    yield from differences_of_routes(play, expected)
    for what, wanted, actual in checks:
        if wanted is not None and set(wanted) != actual:
            yield _steps(play, what, wanted, actual)
    yield from _of_deadlines(play, expected)
    passed = {to for _, to in play.simulation.moves} & set(expected.not_passed or ())
    if passed:
        yield Difference(
            what=Text("通らない", "not_passed"),
            expected=_names(play, expected.not_passed or ()),
            actual=f"{_names(play, passed)} を通った",
        )


def _of_deadlines(play: Play, expected: Expectation) -> Iterator[Difference]:
    until = {task.node: task.due_at for task in play.state.tasks.values()}
    for node, moment in expected.due:
        due_at = until.get(node)
        if due_at != moment.replace(tzinfo=TOKYO):
            step = play.machine.program.by_id[node].step
            actual = due_at.astimezone(TOKYO).strftime("%Y-%m-%dT%H:%M") if due_at else NOTHING
            wanted = moment.strftime("%Y-%m-%dT%H:%M")
            yield Difference(what=Text(f"期限 {step}", f"due {step}"), expected=wanted, actual=actual)


def waiting(play: Play) -> set[str]:
    """Node ids at which the case waits; its first step while nothing is submitted."""
    if play.simulation.state is None:
        return {play.machine.program.start.id}
    return {token.node for token in play.state.tokens.values() if token.waits and not token.lane_of}


def void(play: Play) -> set[str]:
    """Node ids of steps whose last act is void: neither submitting, which is no verdict, nor sending back.

    What is void in a 回議 is told by its places.
    """
    judged = (passed for passed in play.state.passed if passed.verdict != "send_back")
    last = {passed.node: passed for passed in judged if not play.machine.user_node(passed.node).circulation}
    return {node for node, passed in last.items() if passed.void} - {play.machine.program.start.id}


def _of_people(play: Play, expected: Expectation) -> Iterator[Difference]:
    if expected.assignees is not None:
        wanted, actual = set(_eligible(play, expected.assignees)), set(play.cast.in_charge(play.state))
        if wanted != actual:
            yield _people(play, Text("担当", "assignees"), wanted, actual)
    if expected.to_view_later is not None:
        named = play.cast.named(expected.to_view_later, play.state, play.simulation.now)
        if set(named) != set(play.cast.to_view_later):
            yield _people(play, Text("後閲待ち", "to_view_later"), set(named), set(play.cast.to_view_later))


def _eligible(play: Play, refs: Iterable[PersonRef]) -> Iterator[str]:
    """Everybody named; of a group those who may act, which the parties of the case may not."""
    parties = {play.state.parties.applicant, play.state.parties.drafter, play.state.parties.typist}
    for ref in refs:
        named = play.cast.named((ref,), play.state, play.simulation.now)
        yield from (person for person in named if len(named) == 1 or person not in parties)


def _of_systems(play: Play, expected: Expectation) -> Iterator[Difference]:
    effects = play.simulation.effects
    calls = [effect for effect in effects if isinstance(effect, CallSystem)]
    # what the office adds to every decided case is no step of this procedure
    called = [call.operation for call in calls if not (is_registration(call.key) or is_letter(call.key))]
    notified = [effect.step for effect in effects if isinstance(effect, Notify)]
    if expected.called is not None and Counter(expected.called) != Counter(called):
        yield _lists(Text("呼出済", "called"), expected.called, called)
    if expected.called_in_order is not None and list(expected.called_in_order) != called:
        yield _lists(Text("呼出順", "called_in_order"), expected.called_in_order, called)
    if expected.notified is not None and Counter(expected.notified) != Counter(notified):
        yield _lists(Text("通知", "notified"), expected.notified, notified)


def _of_documents(play: Play, expected: Expectation) -> Iterator[Difference]:
    language = play.machine.program.language
    step = expected.at if isinstance(play.machine.program.by_id.get(expected.at or ""), IssueNode) else None
    states = play.documents.states(step)
    for row, state in expected.issued or ():
        actual = states.get(row)
        if actual != state:
            label = LABELS[RowState(state)].in_language(language)
            found = NOTHING if actual is None else LABELS[actual].in_language(language)
            yield Difference(what=Text(f"交付 {row}", f"issued {row}"), expected=label, actual=found)


def _of_item(play: Play, answer: Answer) -> Iterator[Difference]:
    item = play.machine.form.by_key[answer.item]
    raw = raw_answers([answer])
    play.refer([answer])
    language = play.machine.program.language
    stored = play.machine.form_state(play.state, play.simulation.world()).items[answer.item].stored
    actual = item.field.show(stored, item.spec, language)
    what = Text(f"項目 {item.spec.name}", f"item {item.spec.name}")
    try:
        wanted: Json = field_of(item.spec).parse(raw[answer.item], item.spec, play.at_hand(raw))
    except AnswerInvalid as invalid:
        yield Difference(what=what, expected=f"{answer.raw} ({invalid.message.in_language(language)})", actual=actual)
        return
    if wanted != stored:
        yield Difference(what=what, expected=item.field.show(wanted, item.spec, language), actual=actual)


def _steps(play: Play, what: Text, expected: Iterable[str], actual: Iterable[str]) -> Difference:
    return Difference(what=what, expected=_names(play, expected), actual=_names(play, actual))


def _names(play: Play, nodes: Iterable[str]) -> str:
    """Names of steps, in the order of the definition."""
    wanted = set(nodes)
    return _list(node.step or node.id for node in play.machine.program.nodes if node.id in wanted)


def _people(play: Play, what: Text, expected: set[str], actual: set[str]) -> Difference:
    missing, more = expected - actual, actual - expected
    shown = [play.cast.name_of(person, play.simulation.now) for person in sorted(expected & actual)]
    left, right = (
        [play.cast.name_of(person, play.simulation.now) for person in sorted(people)] for people in (missing, more)
    )
    return Difference(what=what, expected=_list([*left, *shown]), actual=_list([*right, *shown]))


def _lists(what: Text, expected: Iterable[str], actual: Iterable[str]) -> Difference:
    return Difference(what=what, expected=_list(expected), actual=_list(actual))


def _list(words: Iterable[str]) -> str:
    return "、".join(words) or NOTHING
