"""A draft to be read and not written: item by item, for others without what only certain people may see."""

from dataclasses import dataclass

from forms.fields.attachment import attached_files
from forms.spec import Text
from forms.validation.state import ItemState
from meguro_platform.web.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item."""

    label: Text
    text: str


def draft_lines(draft: Application, *, whole: bool = False) -> list[Line]:
    """In reading order. Of attached files only the names, since nothing was handed in yet. `whole`: for the drafter."""
    closed = frozenset[str]() if whole else draft.machine.program.shown_to
    parts = draft.checked.state.items.values()
    written = ((part, _written(draft, part)) for part in parts if part.visible and part.item.key not in closed)
    return [Line(label=Text(part.item.spec.name, part.item.spec.en), text=text) for part, text in written if text]


def _written(draft: Application, part: ItemState) -> str:
    """The answer as people read it; what can't be read yet, as it was typed."""
    if part.item.spec.type == "attachment":
        return "、".join(file.name for file in attached_files(part.stored))
    if part.stored is not None:
        return part.item.field.show(part.stored, part.item.spec, draft.language)
    typed = draft.typed.get(part.item.key)
    return typed if isinstance(typed, str) else ""
