"""A machine as a Mermaid state diagram."""

from workflow.definition.machine.machine import Machine, State, Transition


def as_mermaid(machine: Machine) -> str:
    """The source of a `stateDiagram-v2`."""
    lines = ["stateDiagram-v2", f"    [*] --> {_id(machine.states[0].id)}"]
    for state in machine.states:
        lines.append(f'    state "{_quoted(state.name)}" as {_id(state.id)}')
        lines += [_arrow(state, transition) for transition in state.transitions]
        if state.final:
            lines.append(f"    {_id(state.id)} --> [*] : {_quoted(state.final)}")
    lines += [f"    [*] --> {_id(raised.start)} : {_quoted(raised.name)}" for raised in machine.raised]
    return "\n".join(lines) + "\n"


def _arrow(state: State, transition: Transition) -> str:
    guard = f"[{transition.guard}]" if transition.guard else ""
    cause = " ".join(part for part in (transition.event, guard) if part)
    effects = f" / {', '.join(transition.effects)}" if transition.effects else ""
    label = _quoted(cause + effects)
    goal = _id(transition.to) if transition.to else "[*]" if "end:" in effects else _id(state.id)
    return f"    {_id(state.id)} --> {goal}" + (f" : {label}" if label else "")


def _id(id_: str) -> str:
    """Mermaid ids hold no points or hyphens."""
    return id_.replace(".", "__").replace("-", "_")


def _quoted(text: str) -> str:
    """Labels hold no quotes, colons or semicolons, which end them."""
    return text.replace('"', "”").replace(":", "：").replace(";", "；").replace("#", "＃").strip()
