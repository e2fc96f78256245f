"""A call leaves: it is remembered in the state and put among the effects."""

from workflow.engine.effects import CallSystem
from workflow.engine.nodes import CallNode
from workflow.engine.run import Run
from workflow.engine.state import CallRecord, Json


def send_call(
    run: Run, node: CallNode, payload: dict[str, Json], *, token: str = "", unit: str = "", row: str = ""
) -> str:
    """Under a new key, which counts the calls of the node that were really made; answers the key."""
    times = run.state.calls_made.get(node.id, 0) + 1
    run.state.calls_made[node.id] = times
    key = f"{node.id}/{times}"
    run.state.calls[key] = CallRecord(key=key, node=node.id, token=token, payload=payload, unit=unit, row=row)
    run.emit(
        CallSystem(
            key=key,
            node=node.id,
            operation=node.operation,
            payload=payload,
            receive=outputs_of(node),
            retry=node.retry,
            timeout_seconds=node.timeout_seconds,
            urgent=node.urgent,
        )
    )
    return key


def outputs_of(node: CallNode) -> tuple[str, ...]:
    """What the answer must hold: outputs that go into items, and the one by which a later message is found."""
    outputs = tuple(output for _, output in node.receive)
    key = node.reply.key if node.reply else ""
    sent = {name for name, _ in node.send}
    return (*outputs, key) if key and key not in sent and key not in outputs else outputs
