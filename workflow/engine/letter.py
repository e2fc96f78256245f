"""What the document of a 施行 tells: the answers of the case by the names of their items, and what every case knows."""

from collections.abc import Mapping

from workflow.engine.machine import Machine
from workflow.engine.state import CaseState
from workflow.engine.world import World

KNOWN = ("手続", "案件番号", "文書番号", "決定日", "起案日", "申請者", "団体名")
"""Names that templates may use besides those of items, in files of both languages."""
PLAIN = frozenset({"date", "datetime", "year_month", "fiscal_year", "yen", "integer", "number"})
"""Types whose values the template writes in a format of its own: {開催日:日付}."""


def letter_values(machine: Machine, state: CaseState, world: World) -> Mapping[str, str]:
    """The values by the names that a template calls them. Hidden and empty items are empty."""
    decided = machine.local_date(state.decision.at).isoformat() if state.decision else ""
    values = {
        "手続": machine.program.name,
        "案件番号": state.number,
        "文書番号": state.document_number,
        "決定日": decided,
        "起案日": state.drafted_on,
        "申請者": str(state.parties.facts.get("name") or ""),
    }
    for part in machine.form_state(state, world).items.values():
        spec, stored = part.item.spec, part.stored if part.visible else None
        plain = spec.type in PLAIN
        shown = "" if stored is None else str(stored) if plain else part.item.field.show(stored, spec, "ja")
        values[spec.name] = shown
    return values
