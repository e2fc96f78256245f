"""判定: decision tables are drawn, and drawn again when what they ask for changes."""

from forms.expressions.values import Environment
from forms.tables.table import Conflict, Drawn, NoRow
from forms.tables.versions import NotInForce
from workflow.engine.failures import open_incident
from workflow.engine.machine import Machine, to_json
from workflow.engine.nodes import RuleNode
from workflow.engine.run import Run
from workflow.engine.scope import where
from workflow.engine.send_back import send_back
from workflow.engine.state import Json, Token


def enter_rule(run: Run, token: Token, node: RuleNode) -> None:
    """Keep the answers under the table's name and go on; a table without an answer waits for an administrator."""
    found = draw(run, token, node.table)
    if not isinstance(found, Drawn):
        open_incident(run, token, "condition", say_undrawn(node.table, found))
        return
    drawn_here(run, token)[node.table] = _as_json(found)
    run.values_changed()
    run.go(token, node.next)


def go_on(run: Run, token: Token, node: str) -> None:
    """Move a token on after values were written. Where a table would now answer otherwise, the case returns to it.

    What was done since the table was drawn is redone, because the table may have decided who did it.
    """
    changed = _changed_rule(run, token)
    if changed is None:
        run.go(token, node)
    else:
        send_back(run, token, changed.id)


def drawn_here(run: Run, token: Token) -> dict[str, dict[str, Json]]:
    """What tables answered where a token is: each row draws its own."""
    row = run.row_scope(token.scope)
    return run.state.drawn if row is None else row.drawn


def draw(run: Run, token: Token, table: str) -> Drawn | NoRow | Conflict | NotInForce | None:
    """What a table says to the values as they are now; None when it cannot be read."""
    return draw_in(run.machine, run.values(token), table)


def draw_in(machine: Machine, values: Environment, table: str) -> Drawn | NoRow | Conflict | NotInForce | None:
    """What a table says to given values; None when it cannot be read."""
    found = machine.tables.get(table)
    return found.draw(values) if found else None


def say_undrawn(table: str, found: NoRow | Conflict | NotInForce | None) -> str:
    """Why a table gave no answer."""
    if found is None:
        return f"決定表「{table}」を読めません。"
    if isinstance(found, NotInForce):
        return (
            f"決定表「{table}」は{found.day}には施行されていません。"
            if found.day
            else f"決定表「{table}」の基準日が空です。"
        )
    if isinstance(found, Conflict):
        lines = "行目と".join(str(line + 1) for line in found.lines)
        return f"決定表「{table}」の{lines}行目の両方に当てはまります。"
    reason = f"({'、'.join(found.empty)}が空です)" if found.empty else ""
    return f"決定表「{table}」に当てはまる行がありません{reason}。"


def _changed_rule(run: Run, token: Token) -> RuleNode | None:
    """The first step whose table was drawn and would answer otherwise now."""
    here, drawn = run.node(token), drawn_here(run, token)
    for node in run.machine.program.rules:
        if node.table not in drawn or where(node) != where(here):
            continue
        if node.path < here.path and not here.lane:
            found = draw(run, token, node.table)
            if not isinstance(found, Drawn) or _as_json(found) != drawn[node.table]:
                return node
    return None


def _as_json(found: Drawn) -> dict[str, Json]:
    return {name: to_json(value) for name, value in found.answers.items()}
