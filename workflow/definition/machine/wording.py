"""How the parts of a machine are written in one line."""

from workflow.engine.values import Catch, Due, PersonRef, Span


def people(refs: tuple[PersonRef, ...]) -> str:
    return ", ".join(ref.text or ref.base for ref in refs)


def span(value: Span) -> str:
    return f"{value.amount} {value.unit}"


def deadline(due: Due | None) -> tuple[str, ...]:
    if due is None:
        return ()
    when = {"month_end": "at the end of the month", "fiscal_year_end": "at the end of the fiscal year"}.get(due.unit)
    told = f"due {when or f'in {span(due)}'}" + (f" of {due.start}" if due.start else "")
    return (told + {"next": "", "previous": ", or the open day before", "as_is": ", open or not"}[due.closed],)


def sent(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} = {expression}" for name, expression in pairs)


def catch_effects(catch: Catch) -> tuple[str, ...]:
    """What happens before the handler runs."""
    closes = ("withdraw what is in the group",) if catch.closes else ()
    undo = ("undo what is done in it",) if catch.undo else ()
    return (*closes, *undo)
