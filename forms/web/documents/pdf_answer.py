"""A personal document as a PDF that nothing on the way keeps."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)


def pdf_answer(content: bytes, name: str, *, inline: bool) -> HttpResponse:
    """One document: shown by the browser for printing, or saved under a name."""
    return _guarded(HttpResponse(content, content_type="application/pdf"), name, inline=inline)


def pdf_stream(pieces: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """Many documents in one file, piece by piece."""
    return _guarded(StreamingHttpResponse(pieces, content_type="application/pdf"), name, inline=False)


def _guarded(answer: Answer, name: str, *, inline: bool) -> Answer:
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    answer["Cache-Control"] = "private, no-store"
    return answer
