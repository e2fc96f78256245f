"""The files that go with an order: what people attached, and the document of the decided case."""

from dataclasses import replace
from typing import cast

import msgspec

from forms.errors import AddressRefused, AttachmentUnreadable, DocumentNotMade, PrintingUnavailable, RenderingStopped
from forms.field_type import Json
from forms.fields.attachment import attached_files
from forms.services.file_cipher import NotDecryptable
from forms.services.open_attachment import open_attachment
from integrations.errors import Trouble
from integrations.reply import NoReply
from integrations.selectors.systems import operation_or_none
from integrations.services.case_documents import Document, case_document
from integrations.systems.order import Order
from integrations.systems.system import FileImport
from workflow.services.claim_effects import ClaimedEffect


def document_for(effect: ClaimedEffect) -> Document | NoReply | None:
    """The document of the case, or what keeps it from being made; None where the operation takes none.

    May take some seconds, and reads and writes the database.
    """
    operation = operation_or_none(effect.operation)
    if operation is None or not operation.takes_document:
        return None
    try:
        return case_document(effect, letter=operation.takes_letter)
    except PrintingUnavailable as unavailable:
        return NoReply(Trouble.NOT_PRINTED, unavailable.ja)
    except (RenderingStopped, AddressRefused) as stopped:
        return NoReply(Trouble.NOT_PRINTABLE, stopped.ja)
    except (DocumentNotMade, AttachmentUnreadable, NotDecryptable, LookupError) as unmade:
        return NoReply(Trouble.NOT_PRINTABLE, str(unmade))


def with_files(order: Order, document: Document | None) -> Order | NoReply:
    """The order with the contents of its files, or the trouble that keeps it from being carried. No database here."""
    if isinstance(order.operation.carriage, FileImport):
        return order  # the platform's own: it opens the file itself
    if not any(value.is_document or value.item.type == "attachment" for value in order.operation.send):
        return order
    payload, files = dict(order.call.payload), {}
    for value in order.operation.send:
        if value.is_document:
            if document is None:
                return NoReply(Trouble.NOT_PRINTABLE, value.name)
            payload[value.name] = [msgspec.to_builtins(document.reference)]
            files[document.reference.uuid] = document.content
        elif value.counts and document is not None and document.attached is not None:
            payload[value.name] = document.attached
        elif value.item.type == "attachment":
            for file in attached_files(cast(Json, payload.get(value.name))):
                try:
                    files[file.uuid] = open_attachment(file=file).content
                except AttachmentUnreadable:
                    return NoReply(Trouble.NOT_PRINTABLE, file.name)
    return replace(order, call=replace(order.call, payload=payload), files=files)
