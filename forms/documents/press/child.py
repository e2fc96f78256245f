"""python -m forms.documents.press.child: lays one document out, told on standard input, answered on standard output."""

import hashlib
import sys
from typing import Any

import msgspec

from forms.confined import confine
from forms.documents.press.engine import render, weasyprint, write
from forms.documents.press.order import Answer, Order
from forms.errors import AddressRefused, PrintingUnavailable

CPU_SECONDS = 20
MEMORY = 1_500_000_000
"""Bytes of address space; a long record with rare characters needs a third of it."""


def main() -> None:
    """Read an order, write the answer. Any other way out is an error that the parent tells apart by its status."""
    try:
        limit()
        answer = Answer(pdf=make(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Order)))
    except AddressRefused as refused:
        answer = Answer(refused_address=refused.address)
    except PrintingUnavailable as unavailable:
        answer = Answer(unavailable=str(unavailable))
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def limit() -> None:
    """Nothing but laying out from now on; the library is loaded before."""
    weasyprint()
    confine(cpu_seconds=CPU_SECONDS, memory=MEMORY)


def make(order: Order) -> bytes:
    """The document. A character that no font has is printed as its number; the attached record holds it as it is."""
    module = weasyprint()
    laid_out = render(order.html, order.memory)
    pdf = _written(laid_out, module, order)
    missing = {code for font in laid_out.fonts.values() for code in font.missing}
    if missing:
        spelled = order.html.translate({code: f"［U+{code:04X}］" for code in missing})
        pdf = _written(render(spelled, order.memory), module, order)
    return pdf


def _written(laid_out: Any, module: Any, order: Order) -> bytes:
    attachments = [
        module.Attachment(
            string=each.content, name=each.name, description=each.description, relationship=each.relationship,
            created=order.made_at, modified=order.made_at,
        )
        for each in order.attached
    ]  # fmt: skip
    laid_out.metadata.created = laid_out.metadata.modified = order.made_at.isoformat(timespec="seconds")
    identity = hashlib.sha256(msgspec.msgpack.encode(order)).hexdigest()[:32]
    return write(
        laid_out, pdf_variant="pdf/a-3b", pdf_tags=True, pdf_identifier=identity.encode(), attachments=attachments
    )


if __name__ == "__main__":
    main()
