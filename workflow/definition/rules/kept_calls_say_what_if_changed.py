"""E110: a call whose effect is kept on a send-back says what happens when it would now send something else."""

from collections.abc import Iterator

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.document import CallStep
from workflow.definition.outline import Placed
from workflow.engine.nodes import BackNode, CallNode, Node, SetNode, UserNode


def check(checked: Checked) -> Iterator[Problem]:
    heading = "変わったら" if checked.vocabulary.language == "ja" else "if_changed"
    for placed in checked.steps(CallStep):
        step = placed.step
        assert isinstance(step, CallStep)
        if step.has("if_changed") or (step.on_send_back and step.on_send_back.value != "keep"):
            continue
        changed = sorted(_changed(checked, placed) & _sent(checked, placed))
        if changed:
            names = {item.key: item.name for item in checked.program.form.items}
            shown = "」「".join(names[key] for key in changed)
            yield problem(
                "E110",
                step.heading("on_send_back") if step.on_send_back else step.name,
                f"差戻しの後で「{shown}」が変わると、送った内容と合わなくなります。「{heading}」が必要です。",
                f'After a send-back "{shown}" may differ from what was sent; "{heading}" is required.',
            )


def _sent(checked: Checked, placed: Placed) -> frozenset[str]:
    """Items that the call sends; what its undoing sends does not count."""
    step = placed.step
    assert isinstance(step, CallStep)
    texts = {pair.value for pair in step.send}
    found = (expression.reads for written, expression in checked.expressions if written.text in texts)
    return frozenset(item.key for item in checked.program.form.items).intersection(frozenset().union(*found))


def _changed(checked: Checked, placed: Placed) -> set[str]:
    """Items that may be written again between a step that is sent back to and the call."""
    graph, by_id = checked.graph, checked.program.by_id
    later = graph.after(placed.id)
    targets = {
        target
        for node in checked.program.nodes
        if node.id in later
        for target in _back_targets(node)
        if target in by_id and placed.id in graph.after(target)
    }
    changed: set[str] = set()
    for target in targets:
        for node_id in graph.reach([target]):
            if node_id == placed.id or placed.id not in graph.after(node_id):
                continue
            changed |= _writes(checked, by_id[node_id])
    return changed


def _back_targets(node: Node) -> tuple[str, ...]:
    match node:
        case UserNode():
            return tuple(
                target
                for button in node.buttons
                if button.leads == "send_back"
                for target in button.targets or (button.to,)
            )
        case BackNode():
            return (node.to,)
    return ()


def _writes(checked: Checked, node: Node) -> set[str]:
    match node:
        case UserNode(first=True):
            first = {item.key for item in checked.program.form.items if item.fill == "first" and not item.is_found}
            return first | {edit.item for edit in node.edit}
        case UserNode():
            return {edit.item for edit in node.edit}
        case SetNode():
            return {item for item, _ in node.values}
        case CallNode(on_send_back="undo" | "again"):
            return {item for item, _ in (*node.receive, *(node.reply.receive if node.reply else ()))}
    return set()
