"""A decided case is registered at records management when it ends, without a step of its own.

The office's own rule, not the procedure's: which operation does it, the file of that system says. Nobody waits for it;
what a system does not take in the end waits for an administrator, also in a case that is over.
"""

from workflow.engine.run import Run
from workflow.engine.send_call import send_call
from workflow.engine.state import Json

NODE = "end.registered"
"""Id of the node that stands for it; no token ever comes there."""
NOTHING_DECIDED = "廃案"
"""A draft that was dropped: the deciding person decided that there is nothing to keep."""


def register_decision(run: Run, kind: str) -> None:
    """Register the case, if it was decided and not taken back."""
    node, state = run.machine.program.registration, run.state
    if node is None or state.decision is None or kind == "cancelled" or state.outcome == NOTHING_DECIDED:
        return
    facts = _facts(run)
    values = {name: text_in(source) or facts.get(source) for name, source in node.send}
    send_call(run, node, {name: value for name, value in values.items() if value is not None})


def register_again(run: Run, key: str) -> None:
    """Try once more, with the same values under a new key."""
    record, node = run.state.calls.pop(key), run.machine.program.registration
    assert node is not None
    send_call(run, node, record.payload)


def is_registration(key: str) -> bool:
    """Whether this is the key of such a call."""
    return key.startswith(f"{NODE}/")


def text_of(text: str) -> str:
    """How a text that is the same in every case of a procedure stands under `send`."""
    return f"「{text}」"


def text_in(source: str) -> str:
    """That text; empty for the name of a fact."""
    return source[1:-1] if source.startswith("「") else ""


def _facts(run: Run) -> dict[str, Json]:
    """What differs between the cases of a procedure; None where this one has no such thing."""
    decision = run.state.decision
    return {
        "案件番号": run.state.number,
        "件名": _subject(run),
        "文書番号": run.state.document_number or None,
        "決定日": run.machine.local_date(decision.at).isoformat() if decision else None,
    }


def _subject(run: Run) -> str:
    """What the form calls 件名, if everybody may see it; else the name of the procedure."""
    program = run.machine.program
    named = (item.key for item in program.form.items if item.name == "件名" and item.key not in program.shown_to)
    written = run.state.answers.get(next(named, ""))
    return written if isinstance(written, str) and written else program.name
