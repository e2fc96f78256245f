"""The office's own rule in every procedure that decides: its cases are registered when they end.

Which operation does it, a system's file says. A procedure that sends the record of its decision by a step of its own
does so at the place and with the handlers that it chose, and is left alone.
"""

from collections.abc import Iterable, Mapping

from workflow.definition.catalogue import Catalogue, Offered
from workflow.definition.document import Contract
from workflow.definition.located import Located, Pair
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.nodes import DECIDING, CallNode, Node, UserNode
from workflow.engine.program import DocumentSpec
from workflow.engine.registration import NODE, text_of
from workflow.engine.values import Retry, Span

TOLD: Mapping[str, str] = {
    "case_number": "案件番号",
    "subject": "件名",
    "document_number": "文書番号",
    "decided_on": "決定日",
    "classification": "分類",
    "retention": "保存年限",
    "disclosure": "公開区分",
}
"""What an operation that registers every decided case may ask for, in both languages."""
TRIES = Retry(times=10, first=Span(1, "minutes"))
SECONDS = 60


def registration_of(
    nodes: Iterable[Node],
    contracts: Iterable[Pair[Contract]],
    document: DocumentSpec | None,
    catalogue: Catalogue,
) -> CallNode | None:
    """The call that ends a decided case; None where nothing is decided, a step registers, or no system does."""
    found = next(iter(_offered(catalogue)), None)
    decides = any(isinstance(node, UserNode) and node.kind in DECIDING for node in nodes)
    if found is None or not decides or any(_takes_record(pair.key, catalogue) for pair in contracts):
        return None
    name, offered = found
    return CallNode(
        id=NODE,
        step="決定した案件の登録",
        en="Register the decided case",
        operation=name,
        send=tuple((value, source) for value in offered.takes if (source := _source(value, document))),
        receive=tuple(("", output) for output in offered.gives),
        next="",
        retry=TRIES,
        timeout_seconds=SECONDS,
    )


def _offered(catalogue: Catalogue) -> Iterable[tuple[str, Offered]]:
    return (
        (f"{system}.{operation}", offered)
        for system, operations in catalogue.systems.items()
        for operation, offered in operations.items()
        if offered.every_decision
    )


def _takes_record(contract: Located[str], catalogue: Catalogue) -> bool:
    system, _, operation = normal(contract.value).partition(".")
    offered = catalogue.systems.get(system, {}).get(operation)
    return offered is not None and offered.takes_record


def _source(value: str, document: DocumentSpec | None) -> str:
    """Where the value comes from; empty for one that a procedure without 文書 does not have."""
    name, word = TOLD.get(value, value), Vocabulary("en").japanese
    fixed = {
        "分類": document.classification if document else "",
        "保存年限": word(document.retention) if document else "",
        "公開区分": word(document.disclosure) if document else "",
    }
    if name in fixed:
        return text_of(fixed[name]) if fixed[name] else ""
    return name if name in TOLD.values() else ""
