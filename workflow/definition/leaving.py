"""Whether every way through some steps leads on elsewhere: a jump, a send-back, an end or an error."""

from workflow.definition.document import (
    BackStep,
    ChoiceStep,
    EndStep,
    FirstStep,
    GroupStep,
    HumanStep,
    JumpStep,
    ParallelStep,
    RaiseStep,
    Step,
)


def leaves(steps: tuple[Step, ...]) -> bool:
    """Whether no way falls off the end of these steps."""
    return any(_never_passes(step) for step in steps)


def _never_passes(step: Step) -> bool:
    if step.if_:
        return False
    match step:
        case EndStep() | JumpStep() | BackStep() | RaiseStep():
            return True
        case ChoiceStep() | FirstStep():
            return bool(step.cases) and all(leaves(case.steps) for case in step.cases)
        case ParallelStep():
            return any(leaves(branch.steps) for branch in step.branches if not branch.if_)
        case GroupStep():
            return leaves(step.steps) and all(leaves(handler.steps) for handler in step.on_error)
        case HumanStep():
            passing = {verdict.en for verdict in step.kind.verdicts} - {"send_back", "drop", "reject"}
            removed = {name.value for name in step.no_actions}
            kept = [v for v in step.kind.verdicts if v.en in passing and not removed & {v.ja, v.en}]
            return not kept and all(pair.value.do is None or pair.value.do.word != "next" for pair in step.actions)
    return False
