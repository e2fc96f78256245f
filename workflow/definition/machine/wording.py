"""How the parts of a machine are written in one line."""

from workflow.engine.values import Catch, PersonRef, Span


def people(refs: tuple[PersonRef, ...]) -> str:
    return ", ".join(ref.text or ref.base for ref in refs)


def span(value: Span) -> str:
    return f"{value.amount} {value.unit}"


def deadline(due: Span | None) -> tuple[str, ...]:
    return (f"due in {span(due)}",) if due else ()


def sent(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} = {expression}" for name, expression in pairs)


def catch_effects(catch: Catch) -> tuple[str, ...]:
    """What happens before the handler runs."""
    closes = ("withdraw what is in the group",) if catch.closes else ()
    undo = ("undo what is done in it",) if catch.undo else ()
    return (*closes, *undo)
