"""設定: items get values that expressions compute."""

from forms.errors import AnswerInvalid
from workflow.engine.each import write_row
from workflow.engine.failures import open_incident
from workflow.engine.nodes import SetNode
from workflow.engine.rules import go_on
from workflow.engine.run import Run
from workflow.engine.state import Json, Token
from workflow.engine.tasks import write_answers


def enter_set(run: Run, token: Token, node: SetNode) -> None:
    """Write the values and go on; a value that its item does not take waits for an administrator."""
    values: dict[str, Json] = {}
    for key, expression in node.values:
        item = run.machine.target(key)
        try:
            values[key] = item.field.parse(run.value(expression, token), item.spec)
        except AnswerInvalid as invalid:
            open_incident(run, token, "error", f"「{node.step}」の値を入れられません。{invalid.message.ja}")
            return
    write(run, token, values)
    go_on(run, token, node.next)


def write(run: Run, token: Token, values: dict[str, Json]) -> None:
    """Write items, and columns of the row."""
    for key, value in values.items():
        each, _, column = key.rpartition("#")
        if each:
            write_row(run, token, each, {column: value})
    items = {key: value for key, value in values.items() if "#" not in key}
    if items:
        write_answers(run, run.state.answers | items)
