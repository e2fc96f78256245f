"""Does one line of a scenario, and says what came out otherwise than the line says."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.scenarios.expectations import differences
from meguro_platform.scenarios.play import Play, why_refused
from meguro_platform.scenarios.results import Difference
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
from workflow.engine.outcome import Objection
from workflow.engine.simulate import TooMuchTime
from workflow.engine.state import CaseState
from workflow.engine.values import PersonRef

DONE = Text("通る", "done")
REFUSED = Text("拒否", "refused")


def do(play: Play, line: Line) -> tuple[Difference, ...]:
    """Do a line. Empty when everything came out as it says."""
    match line:
        case Expectation():
            return differences(play, line)
        case Act():
            return tuple(_judge(play, line, play.act(line)))
        case FileReport():
            return tuple(_judge(play, line, play.file(line)))
        case AddToRoute():
            return tuple(_judge(play, line, play.add(line)))
        case TakeReceipt():
            return tuple(_take_receipt(play, line))
        case EndChild():
            return tuple(_end_child(play, line))
        case Elapse():
            return tuple(_pass_time(play, lambda: play.simulation.elapse(line.span)))
        case SetClock():
            return tuple(_set_clock(play, line.at))
        case MessageArrives():
            return tuple(_message(play, line))
        case Withdraw():
            return tuple(_withdraw(play, line.by))
        case View():
            return tuple(_view(play, line.by))


def told(play: Play, line: Line) -> str:
    """What a line says, in short, in the words of the file."""
    ja = play.machine.program.language == "ja"
    match line:
        case Act():
            button = play.machine.button(line.node, line.verdict)
            verdict = line.verdict if button is None else button.ja if ja else button.verdict
            return f"{line.step}: {verdict}"
        case FileReport():
            return f"{'届' if ja else 'report'}: {line.report}"
        case AddToRoute():
            return f"{'足す' if ja else 'add'}: {line.by.text}"
        case TakeReceipt():
            return f"{'受領する' if ja else 'take_receipt'}: {line.step} {line.row}"
        case EndChild():
            return f"{'別手続の終わり' if ja else 'other_case_ends'}: {line.step}"
        case Expectation():
            return "確かめる" if ja else "verify_that"
        case Elapse() | SetClock():
            return "経過" if ja else "elapse"
        case MessageArrives():
            return f"{'知らせ' if ja else 'message'}: {line.message}"
        case Withdraw():
            return f"{'取下げ' if ja else 'withdrawn'}: {line.by.text}"
        case View():
            return f"{'後閲する' if ja else 'view'}: {line.by.text}"


def _judge(play: Play, line: Act | FileReport | AddToRoute, refusal: Text | None) -> Iterator[Difference]:
    if line.refused is None:
        if refusal is not None:
            yield _refused(play, refusal)
    elif refusal is None:
        yield Difference(what=REFUSED, expected=line.refused, actual=_in_words(play, DONE))
    elif line.refused not in refusal.ja and line.refused not in refusal.en:
        yield Difference(what=REFUSED, expected=line.refused, actual=_in_words(play, refusal))


def _take_receipt(play: Play, line: TakeReceipt) -> Iterator[Difference]:
    refusal = play.documents.take_receipt(line.node, line.row)
    play.simulation.hear()
    if refusal is not None:
        yield _refused(play, refusal)


def _end_child(play: Play, line: EndChild) -> Iterator[Difference]:
    waiting = [child for child in play.state.children.values() if child.node == line.node and not child.outcome]
    if waiting:
        play.simulation.end_child(waiting[0].key, line.outcome, dict(line.values))
    else:
        nobody = Text(f"「{line.step}」は待っていません", f"{line.step} does not wait")
        what = Text("別手続の終わり", "other_case_ends")
        yield Difference(what=what, expected=line.outcome, actual=_in_words(play, nobody))


def _pass_time(play: Play, passing: Callable[[], None]) -> Iterator[Difference]:
    try:
        passing()
    except TooMuchTime:
        much = Text("長すぎて、試験では進められません", "too much time for a scenario")
        yield Difference(what=Text("経過", "elapse"), expected=_in_words(play, DONE), actual=_in_words(play, much))


def _set_clock(play: Play, wanted: datetime) -> Iterator[Difference]:
    now = play.simulation.now.astimezone(TOKYO)
    at = wanted.replace(tzinfo=TOKYO)
    if at < now:
        what = Text("時刻", "time")
        yield Difference(what=what, expected=f"{at:%Y-%m-%dT%H:%M}", actual=f"{now:%Y-%m-%dT%H:%M}")
    else:
        yield from _pass_time(play, lambda: play.simulation.advance(at.astimezone(UTC)))


def _message(play: Play, line: MessageArrives) -> Iterator[Difference]:
    """The message has the key of the step that waits for it: a scenario need not repeat what a system answered."""
    waiting = [wait for wait in play.state.subscriptions.values() if wait.name == line.message]
    if waiting:
        play.simulation.receive(line.message, waiting[0].key, dict(line.values))
    else:
        nobody = Text("どの手順も待っていません", "no step waits for it")
        yield Difference(what=Text("知らせ", "message"), expected=line.message, actual=_in_words(play, nobody))


def _withdraw(play: Play, by: PersonRef) -> Iterator[Difference]:
    state = play.simulation.state
    person = next(iter(play.cast.named((by,), play.state, play.simulation.now)), "")
    refusal = Text("まだ申請していません。", "Nothing was submitted yet.") if state is None else None
    if state is not None:
        refusal = _why_not_withdrawn(play, state, person)
    if refusal is not None:
        yield _refused(play, refusal)


def _why_not_withdrawn(play: Play, state: CaseState, person: str) -> Text | None:
    actor = play.cast.withdrawer(state, person, play.simulation.now)
    if actor is None:
        return Text("この手続は取り下げられません。", "Cases of this procedure can't be withdrawn.")
    if isinstance(actor, Objection):
        return actor.message
    return why_refused(play.simulation.withdraw(actor))


def _view(play: Play, by: PersonRef) -> Iterator[Difference]:
    for person in play.cast.named((by,), play.state, play.simulation.now):
        if not play.cast.viewed(person):
            name = play.cast.name_of(person, play.simulation.now)
            nothing = Text("後閲するものがありません", "has nothing to look at")
            words = f"{name}: {_in_words(play, nothing)}"
            yield Difference(what=Text("後閲", "later view"), expected=by.text, actual=words)


def _refused(play: Play, refusal: Text) -> Difference:
    actual = f"{_in_words(play, REFUSED)}: {_in_words(play, refusal)}"
    return Difference(what=Text("結果", "result"), expected=_in_words(play, DONE), actual=actual)


def _in_words(play: Play, text: Text) -> str:
    return text.in_language(play.machine.program.language)
