"""An order: one call with everything a connector needs to carry it, and nothing that changes on the way."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

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

    def attached(self, names: Collection[str]) -> Iterator[Attached]:
        """The files in these inputs, in the order of the system's file: every try sends the same bytes."""
        for value in self.operation.send:
            if value.name in names:
                yield from attached_files(cast(Json, self.call.payload.get(value.name)))

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
