"""A file of shared decision tables as it is written."""

from dataclasses import dataclass

from workflow.definition.block import Block
from workflow.definition.form_document import FormPart
from workflow.definition.located import ABSENT, Located, Pair
from workflow.definition.table_document import TablePart


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationPart(Block):
    """A file of decision tables that procedures share, each with its amendments."""

    format: Located[int] | None = None
    regulation: Located[str] = ABSENT
    english: Located[str] | None = None
    id: Located[str] = ABSENT
    basis: Located[str] | None = None
    form: tuple[FormPart, ...] = ()
    tables: tuple[Pair[tuple[TablePart, ...]], ...] = ()
