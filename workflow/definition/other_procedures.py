"""What other procedures may know of one: read from its file alone, as far as that can be read."""

from typing import cast

from msgspec import structs

from forms.source.reader import read
from forms.source.source import Source
from forms.spec import ItemSpec
from workflow.definition.catalogue import OtherProcedure
from workflow.definition.compiler.form import item_spec
from workflow.definition.form_document import FormPart
from workflow.definition.parser.parser import parse
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import OutcomeKind

NOT_READ = ("", "table", "attachment")


def other_procedure(source: Source) -> OtherProcedure | None:
    """None of a text that cannot be read at all."""
    root, _ = read(source)
    if root is None:
        return None
    procedure, _ = parse(root)
    return OtherProcedure(
        items=tuple(_plain(part) for part in procedure.form if _may_be_read(part)),
        outcomes={normal(pair.key.value): cast(OutcomeKind, pair.value.kind.value) for pair in procedure.outcomes},
        from_case=bool(procedure.start and procedure.start.from_case),
    )


def _may_be_read(part: FormPart) -> bool:
    """Files and tables stay with their case; so does what only some may see."""
    return part.item is not None and not part.visible_to and item_spec(part).type not in NOT_READ


def _plain(part: FormPart) -> ItemSpec:
    """The item without the expressions that only its own form can read."""
    return structs.replace(item_spec(part), visible=None, required=None, initial=None, formula=None, lookup=None)
