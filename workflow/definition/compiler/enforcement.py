"""施行 as nodes: what is sent, and for 電子 the call of the system that carries it."""

from workflow.definition.catalogue import Catalogue
from workflow.definition.compiler.names import Names
from workflow.definition.compiler.places import place_of, text_of
from workflow.definition.compiler.registration import SECONDS, TRIES
from workflow.definition.document import EnforceStep
from workflow.definition.enforcement import NAMES
from workflow.definition.located import Located
from workflow.definition.outline import Outline, Placed
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.nodes import CallNode
from workflow.engine.sending import SENT, TO, Letter, Sending
from workflow.engine.values import Catch, PersonRef

TOLD = {"案件番号": "case_number", "文書番号": "document_number"}
"""What every case knows that such a call may ask for, as English files write it."""


def sending_of(step: EnforceStep, names: Names) -> Sending:
    """What the step sends."""
    return Sending(
        template=step.document.value,
        to=tuple(ref for text in step.to if (ref := _addressee(text, names)) is not None),
        by="electronic" if step.is_electronic else text_of(step.by) or "sent",  # type: ignore[arg-type]
    )


def _addressee(text: Located[str], names: Names) -> PersonRef | None:
    if item := item_in(text.value):
        return PersonRef(base=f"item:{names.item_key(item)}", text=text.value)
    return next(iter(names.persons((text,))), None)


def item_in(person: str) -> str:
    """The item of {項目: x}; empty for people who are named otherwise."""
    return person[1:-1] if person.startswith("{") else ""


def letters_of(outline: Outline, catalogue: Catalogue) -> tuple[Letter, ...]:
    """The templates of all 施行, each once."""
    steps = (placed.step for placed in outline.all if isinstance(placed.step, EnforceStep))
    named = dict.fromkeys(step.document.value for step in steps)
    return tuple(Letter(name=name, text=catalogue.letters[name]) for name in named if name in catalogue.letters)


def carrier_of(catalogue: Catalogue) -> str:
    """The operation that sends documents, as `system.operation`; empty where no system does."""
    found = (
        f"{system}.{operation}"
        for system, operations in catalogue.systems.items()
        for operation, offered in operations.items()
        if offered.takes_letter
    )
    return next(found, "")


def sent_by_a_system(
    placed: Placed, step: EnforceStep, after: str, names: Names, catches: tuple[Catch, ...]
) -> CallNode:
    """The call that follows the act. The document is made when it is carried."""
    carrier = carrier_of(names.catalogue)
    system, _, operation = carrier.partition(".")
    offered = names.catalogue.systems.get(system, {}).get(operation)
    takes = offered.takes if offered else ()
    english = names.procedure.language == "en"
    sources = {ja: en if english else ja for ja, en in TOLD.items()} | {"宛先": NAMES[TO], "件名": _subject(names)}
    return CallNode(
        id=placed.id + SENT,
        step=f"{normal(step.name.value)}の電子送付",
        en=f"Sending: {text_of(step.english)}" if step.english else "",
        operation=carrier,
        send=tuple((value, sources[value]) for value in takes if value in sources),
        receive=tuple(("", output) for output in offered.gives) if offered else (),
        next=after,
        retry=TRIES,
        timeout_seconds=SECONDS,
        catches=catches,
        **place_of(placed),
    )


def _subject(names: Names) -> str:
    """What the form calls 件名, where everybody may see it; else the name of the procedure."""
    item = names.items.get("件名")
    return "件名" if item and not item.visible_to else f"「{normal(names.procedure.procedure.value)}」"
