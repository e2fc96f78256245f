"""引戻し: the last actor of a step takes it back, as long as nobody has acted on what followed from it.

An act leaves a recall in the state: where the case stood before, and what came of the act. The recall is kept while
everything that came of it is untouched; that is the comparison of the compare-and-set. Taking back withdraws what came
of the act and puts back what it changed; answers stay as they are.
"""

import hashlib

import msgspec
from msgspec.structs import replace

from forms.spec import Text
from workflow.engine.commands import (
    Command,
    CompleteUserTask,
    PullBack,
    RowsRead,
    Start,
    TaskAssigned,
    TaskSkipped,
    TaskUnassignable,
)
from workflow.engine.compensation import undoes
from workflow.engine.effects import DropCall
from workflow.engine.nodes import CallNode
from workflow.engine.outcome import Refused, TooLate, refused
from workflow.engine.release import drop_token
from workflow.engine.run import Run
from workflow.engine.state import Actor, CallRecord, CaseState, Recall, TokenMark

NOT_ANY_MORE = TooLate(
    Text(
        "次の人が処理を始めたか、連携先への送信が始まったため、引き戻せません。何も記録していません。",
        "Somebody has acted on what followed, or a system was called; it can't be taken back. Nothing was recorded.",
    )
)


def remember(run: Run, before: CaseState | None, command: Command) -> None:
    """Keep what an act changed, and forget acts whose consequences were touched by somebody else."""
    state = run.state
    if before is not None and len(state.passed) < len(before.passed):
        state.recalls, state.returns = [], []  # a row of a large table is over and forgotten
        return
    if not run.machine.program.recalls:
        return
    match command:
        case Start(actor=actor):
            keep(run, before, run.machine.program.start.id, actor)
        case CompleteUserTask(task=task, actor=actor) if before is not None:
            keep(run, before, before.tasks[task].node, actor)
        case TaskAssigned() | TaskSkipped() | TaskUnassignable() if before is not None and state.recalls:
            recall = state.recalls[-1]
            if before.tasks[command.task].token in recall.left:
                absorb(recall, before, state)
        case RowsRead(scope=scope) if before is not None and state.recalls and scope in state.recalls[-1].opened:
            absorb(state.recalls[-1], before, state)
    state.recalls = [recall for recall in state.recalls if holds(recall, state)]


def keep(run: Run, before: CaseState | None, node: str, actor: Actor) -> None:
    """Remember an act that was just done."""
    recall = Recall(id=run.number(), node=node, actor=actor, at=run.world.now)
    absorb(recall, before, run.state)
    run.state.recalls.append(recall)


def absorb(recall: Recall, before: CaseState | None, after: CaseState) -> None:
    """Add to a recall what changed between two states."""
    tokens, calls, scopes = ({}, {}, {}) if before is None else (before.tokens, before.calls, before.scopes)
    for id_ in [id_ for id_ in {**tokens, **after.tokens} if tokens.get(id_) != after.tokens.get(id_)]:
        if id_ in tokens and id_ not in recall.left:
            recall.tokens.setdefault(id_, tokens[id_])
        recall.left.pop(id_, None)
        if (token := after.tokens.get(id_)) is not None:
            recall.left[id_] = TokenMark(node=token.node, ref=token.ref)
    for key in [key for key in {**calls, **after.calls} if calls.get(key) != after.calls.get(key)]:
        if key not in calls:
            recall.made.append(key)
        elif key not in recall.made:
            recall.calls.setdefault(key, calls[key])
    for id_, scope in scopes.items():
        if after.scopes.get(id_) != scope and id_ not in recall.opened:
            recall.scopes.setdefault(id_, scope)
    recall.opened += [id_ for id_, scope in after.scopes.items() if id_ not in scopes and scope.parent is not None]
    known = len(before.passed) if before is not None else 0
    recall.passed += range(known, len(after.passed))
    was_void = [passed.void for passed in before.passed] if before is not None else []
    recall.voided += [place for place, void in enumerate(was_void) if after.passed[place].void and not void]
    recall.revived += [place for place, void in enumerate(was_void) if void and not after.passed[place].void]
    if not recall.decided:
        recall.decision, recall.decided = (before.decision if before is not None else None), True
        recall.round = before.round if before is not None else 1
        recall.returns = [*before.returns] if before is not None else []
    recall.stands = fingerprint(after)


def fingerprint(state: CaseState) -> str:
    """Of the blocks that are open, with what can be undone in them."""
    return hashlib.sha256(msgspec.json.encode(state.scopes, order="sorted")).hexdigest()[:16]


def holds(recall: Recall, state: CaseState) -> bool:
    """Whether nobody and nothing has touched what came of an act."""
    if state.status != "open" or recall.stands != fingerprint(state):
        return False
    for id_, mark in recall.left.items():
        token = state.tokens.get(id_)
        if token is None or (token.node, token.ref) != (mark.node, mark.ref):
            return False
        if token.waits == "issue" or (token.waits == "task" and state.tasks[token.ref].acted):
            return False
    if any(token.waits == "issue" or token.lane_of for token in recall.tokens.values()):
        return False
    statuses = ((key, state.calls[key].status) for key in recall.made if key in state.calls)
    settled = any(status != "pending" for _, status in statuses)
    return not settled and not any(_answered(state.calls.get(key), before) for key, before in recall.calls.items())


def _answered(now: CallRecord | None, before: CallRecord) -> bool:
    """Whether a call that the act let go of has been answered since. One that was given up is gone once it was."""
    return now is None or now.status != before.status


def recall_of(state: CaseState, person: str) -> Recall | None:
    """The newest act of a person that can be taken back."""
    return next((each for each in reversed(state.recalls) if each.actor.person == person), None)


def pull_back(run: Run, command: PullBack) -> TooLate | Refused | None:
    """Take an act back."""
    recall = next((each for each in run.state.recalls if each.id == command.recall), None)
    if recall is None or any(not _can_be_unsaid(run, key, command.unsent) for key in recall.made):
        return NOT_ANY_MORE
    if recall.actor.person != command.actor.person:
        return refused("not_yours", "引き戻せるのは、処理した本人だけです。", "Only who acted can take it back.")
    run.state.recalls = [each for each in run.state.recalls if each is not recall]
    for id_ in recall.left:
        if (token := run.state.tokens.get(id_)) is not None:
            drop_token(run, token, "withdrawn")
    for key in recall.made:
        _unsay(run, key, command.unsent)
    run.state.calls.update(recall.calls)
    for id_ in recall.opened:
        if (scope := run.state.scopes.pop(id_, None)) is not None:
            run.stop_timers(f"scope {scope.id}")
    run.state.scopes.update(recall.scopes)
    for place in recall.passed:
        run.state.passed[place].void = True
    for place in recall.voided:
        run.state.passed[place].void = False
    for place in recall.revived:
        run.state.passed[place].void = True
    run.state.returns = recall.returns
    run.state.decision, run.state.round = recall.decision, recall.round
    run.values_changed()
    _put_back(run, recall)
    return None


def _put_back(run: Run, recall: Recall) -> None:
    """Let the tokens stand where they stood; what was open there is opened again."""
    for token in recall.tokens.values():
        again = replace(token)
        run.state.tokens[again.id] = again
        if again.waits != "call":
            run.go(again, again.node)
    if not recall.tokens:
        run.place(recall.node, next(iter(run.state.scopes)))


def _can_be_unsaid(run: Run, key: str, unsent: tuple[str, ...]) -> bool:
    """Whether a call of the act can be dropped or undone. The undoing of a call cannot: its key is used once."""
    record = run.state.calls.get(key)
    if record is not None and undoes(record):
        return False
    if record is None or key in unsent:
        return True
    node = run.machine.program.by_id[record.node]
    return isinstance(node, CallNode) and node.undo is not None


def _unsay(run: Run, key: str, unsent: tuple[str, ...]) -> None:
    record: CallRecord | None = run.state.calls.get(key)
    if record is None:
        return
    if key in unsent:
        del run.state.calls[key]
        run.emit(DropCall(key=key))
    else:
        record.abandoned, record.token = "undo", ""  # the token will stand somewhere else when it answers
