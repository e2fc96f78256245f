"""An order: one call with everything a connector needs to carry it, and nothing that changes on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from forms.expressions.expression import Expression
from forms.expressions.values import Environment
from forms.field_type import Attached, Json
from forms.fields.attachment import attached_files
from integrations.message import Call
from integrations.systems.connection import Connection
from integrations.systems.system import Operation
from integrations.systems.templates import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to tell which system."""

    call: Call
    operation: Operation
    connection: Connection
    at: datetime
    """When it is carried; signatures and the words 今 and 今日 take it."""
    timeout: timedelta
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Contents of attached files, by uuid."""

    @property
    def values(self) -> Environment:
        """What the expressions of the operation see."""
        return environment(self.operation.send, self.call, self.at)

    def chosen_files(self, expression: Expression) -> list[Attached]:
        """The files that an expression chooses, each once, in its order."""
        inputs = [value.name for value in self.operation.send if value.item.type == "attachment" or value.is_record]
        files = {name: attached_files(cast(Json, self.call.payload.get(name))) for name in inputs}
        names = {name: tuple(map(_NamedFile, found)) for name, found in files.items()}
        chosen = expression.evaluate({**self.values, **{name: found or None for name, found in names.items()}})
        if chosen is None:  # lists put together of which one is not there
            chosen = expression.evaluate({**self.values, **names})
        each = chosen if isinstance(chosen, tuple | list) else (chosen,)
        found = [name.file for name in each if isinstance(name, _NamedFile)]
        return [file for place, file in enumerate(found) if file not in found[:place]]

    @property
    def question(self) -> "Order | None":
        """The order that asks what became of this one, under its key; None when no operation is named for it."""
        asked_by = self.operation.asked_by
        if asked_by is None:
            return None
        known = {value.name for value in asked_by.send}
        payload = {name: value for name, value in self.call.payload.items() if name in known}
        name = f"{self.call.system}.{asked_by.name}"
        return replace(self, operation=asked_by, call=replace(self.call, operation=name, payload=payload))


class _NamedFile(str):
    """A file's name, which is all that expressions see of it, and the file it stands for: two may have one name."""

    __slots__ = ("file",)
    file: Attached

    def __new__(cls, file: Attached) -> "_NamedFile":
        name = super().__new__(cls, file.name)
        name.file = file
        return name
