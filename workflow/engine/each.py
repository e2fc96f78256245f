"""全件: steps are done once for each row of a table, a bounded number of rows beside each other.

A row occupies the state only while it is under way. What waits is a counter, what is done is a bitmap. Of a table with
more than `MOST_REMEMBERED` rows the case forgets what was done in a row as soon as the row is done.
"""

from collections.abc import Sequence

from forms.fields.table import rows_of
from workflow.engine.commands import RowsRead
from workflow.engine.compensation import compensate, undoes
from workflow.engine.effects import ReadRows, ReviseAnswers, RowEnded
from workflow.engine.failures import open_incident
from workflow.engine.nodes import ROW, CallNode, EachNode, RowNode
from workflow.engine.release import close_scope, drop_token, drop_tokens, scopes_inside
from workflow.engine.run import Run
from workflow.engine.state import Compensation, Json, Looped, Scope, Token, is_in

MOST_REMEMBERED = 200
"""Up to so many rows can be sent back over, undone and taken back."""

NO_TABLE = "「{step}」の対象「{rows}」がまだありません。"
TOO_MANY = "「{step}」の対象は{count}行あります。{most}行までしか始められません。"
ROW_IS_GONE = "「{step}」の{number}行目を読めません。"


def enter_each(run: Run, token: Token, node: EachNode) -> None:
    """Begin with the first rows. A table without rows is passed; one that a system has yet to bring is waited for."""
    item = run.machine.form.by_key[node.rows].spec
    count = rows_of(run.state.answers.get(node.rows))
    if count is None and item.fill == "none":
        open_incident(run, token, "condition", NO_TABLE.format(step=node.step, rows=item.name))
        return
    count = count or 0
    if count > node.most:
        open_incident(run, token, "error", TOO_MANY.format(step=node.step, count=count, most=node.most))
        return
    if not count:
        _finish(run, node, 0, 0)
        run.go(token, node.next)
        return
    loop = run.open_scope(node.id, token.scope, need=count)
    drop_token(run, token, "completed")
    begin_rows(run, node, loop)


def begin_rows(run: Run, node: EachNode, loop: Scope) -> None:
    """Begin as many rows as there is room for; rows that stand somewhere else are asked for first."""
    under_way = loop.started - loop.got
    room = min(node.at_once - under_way, loop.need - loop.started)
    if room <= 0:
        return
    first, rows = loop.started, run.state.answers.get(node.rows)
    loop.started += room
    if isinstance(rows, list):
        place_rows(run, node, loop, first, room, rows[first : first + room])
    elif rows is None:
        place_rows(run, node, loop, first, room, [])
    else:
        run.emit(ReadRows(scope=loop.id, row_set=rows["row_set"], first=first, count=room))


def rows_read(run: Run, command: RowsRead) -> None:
    """The rows that were asked for are here."""
    loop = run.state.scopes[command.scope]
    node = run.machine.each_node(loop.group)
    place_rows(run, node, loop, command.first, command.count, command.rows)


def place_rows(run: Run, node: EachNode, loop: Scope, first: int, count: int, rows: Sequence[dict[str, Json]]) -> None:
    """A token for each row; a row that is gone waits for an administrator."""
    for place in range(count):
        cells = rows[place] if place < len(rows) else None
        scope = run.open_scope(node.id + ROW, loop.id)
        scope.row = first + place
        scope.data = {item.key: (cells or {}).get(item.key) for item in node.columns}
        token = run.place(node.body, scope.id, origin=node.id)
        if cells is None:
            open_incident(run, token, "error", ROW_IS_GONE.format(step=node.step, number=first + place + 1))
            run.stay(token)


def enter_row_end(run: Run, token: Token, node: RowNode) -> None:
    """All steps of a row are done."""
    end_row(run, run.state.scopes[token.scope], "")


def end_row(run: Run, row: Scope, outcome: str) -> None:
    """A row is over, whatever runs in it; the next one begins, or the block is done."""
    loop = run.state.scopes[row.parent or ""]
    node = run.machine.each_node(loop.group)
    missed = bool(outcome) and run.machine.program.outcome_kind(outcome) != "achieved"
    inside = scopes_inside(run, row)
    ids = {scope.id for scope in inside}
    drop_tokens(run, lambda token: token.scope in ids, "completed" if not outcome else "withdrawn")
    undone = _take_what_must_not_stay(run, inside) if missed else []
    name = run.row(row.id)
    for scope in inside:
        close_scope(run, scope)
    compensate(run, undone)
    keep_row(run, node, row)
    if node.most > MOST_REMEMBERED:
        forget_row(run, name)
    assert row.row is not None
    loop.got, loop.missed = loop.got + 1, loop.missed + missed
    loop.done = f"{int(loop.done or '0', 16) | 1 << row.row:x}"
    own = {key: row.data.get(key) for key in node.own}
    run.emit(RowEnded(node=node.id, row=row.row, outcome=outcome, values=own))
    if loop.got < loop.need:
        begin_rows(run, node, loop)
        return
    _finish(run, node, loop.need, loop.missed)
    outer = loop.parent or ""
    close_scope(run, loop)
    run.place(node.next, outer, origin=node.id + ROW)


def keep_row(run: Run, node: EachNode, row: Scope) -> None:
    """What the steps wrote into a row stands in the table from now on; of an imported table only in the journal."""
    rows = run.state.answers.get(node.rows)
    if not node.own or not isinstance(rows, list) or row.row is None or row.row >= len(rows):
        return
    written = {**rows[row.row], **{key: row.data.get(key) for key in node.own}}
    if written != rows[row.row]:
        run.state.answers[node.rows] = [*rows[: row.row], written, *rows[row.row + 1 :]]
        run.values_changed()
        run.emit(ReviseAnswers(answers=dict(run.state.answers), changed=(node.rows,)))


def forget_row(run: Run, row: str) -> None:
    """Nothing of a row stays but its bit; an answer that still comes is judged by what is kept at the call."""
    run.state.passed = [passed for passed in run.state.passed if not is_in(passed.row, row)]
    for record in list(run.state.calls.values()):
        if is_in(record.row, row) and record.status != "pending" and not undoes(record):
            del run.state.calls[record.key]


def write_row(run: Run, token: Token, each: str, values: dict[str, Json]) -> None:
    """Put values into columns of the row that a token is in."""
    row = next(scope for scope in run.chain(token.scope) if scope.group == each + ROW)
    row.data |= values
    run.values_changed()


def _finish(run: Run, node: EachNode, rows: int, missed: int) -> None:
    run.state.looped[node.id] = Looped(rows=rows, missed=missed)
    run.values_changed()


def _take_what_must_not_stay(run: Run, inside: Sequence[Scope]) -> list[Compensation]:
    """What a row did and does not keep (やめた時), taken out of its scopes."""
    nodes, undone = run.machine.program.by_id, []
    for scope in reversed(inside):
        here = [e for e in scope.compensation if isinstance(n := nodes[e.node], CallNode) and n.on_stop == "undo"]
        scope.compensation = [entry for entry in scope.compensation if entry not in here]
        undone += here
    return undone
