"""A machine as lines for a terminal."""

from workflow.definition.machine.machine import Machine, Raised, State, Transition


def as_text(machine: Machine) -> str:
    """One paragraph for each state."""
    names = {state.id: state.name for state in machine.states}
    head = f"{machine.procedure}  {machine.name}\nprogram {machine.hash[:12]}, {len(machine.states)} states"
    raised = (_raised(each, names) for each in machine.raised)
    ended = [f"when a decided case ends: {machine.registered}"] if machine.registered else []
    return "\n\n".join([head, *(_state(state, names) for state in machine.states), *raised, *ended]) + "\n"


def _raised(raised: Raised, names: dict[str, str]) -> str:
    """What may be raised, and where it begins."""
    lines = [f"at any time: {raised.name}  [{raised.kind}]  line {raised.line}"]
    lines += [f"    by {raised.who}"] if raised.who else []
    lines += [f"    asks {', '.join(raised.asks)}"] if raised.asks else []
    lines.append("    any number at once" if raised.many else "    one at a time")
    lines += [f"    also for {raised.after_end} after the end of the case"] if raised.after_end else []
    lines.append(f"    → {names.get(raised.start, raised.start)}")
    return "\n".join(lines)


def _state(state: State, names: dict[str, str]) -> str:
    lines = [f"{state.name}  [{state.kind}]  line {state.line}  {state.id}"]
    lines += [f"    enter: {effect}" for effect in state.enter]
    lines += [_transition(transition, names) for transition in state.transitions]
    if state.final:
        lines.append(f"    the case ends: {state.final}")
    return "\n".join(lines)


def _transition(transition: Transition, names: dict[str, str]) -> str:
    guard = f"[{transition.guard}]" if transition.guard else ""
    effects = f" / {', '.join(transition.effects)}" if transition.effects else ""
    cause = " ".join(part for part in (transition.event, guard) if part) or "at once"
    goal = f" → {names.get(transition.to, transition.to)}" if transition.to else ""
    return f"    {cause}{effects}{goal}"
