"""Items that are looked up (照会)."""

from typing import Literal, cast

from forms.spec import Lookup
from workflow.definition.compiler.places import pairs_of, text_of
from workflow.definition.form_document import LookupPart
from workflow.definition.vocabulary.vocabulary import normal


def lookup_of(part: LookupPart) -> Lookup:
    """Where the value of an item is found."""
    when = "submit" if text_of(part.when) == "on_submit" else "writing"
    pairs = part.key if part.table else part.send
    return Lookup(
        table=normal(text_of(part.table)),
        operation="" if part.table else text_of(part.system),
        given=pairs_of(pairs),
        take=normal(part.column.value),
        when=cast(Literal["writing", "submit"], when),
    )
