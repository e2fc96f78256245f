"""How the log tells errors: as Python does, but of a row that the database refuses only which rule it breaks.

PostgreSQL quotes the row in its message, and the log is no place for what people wrote.
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

import psycopg
from django.db import DataError, IntegrityError

_OF_A_ROW = (psycopg.IntegrityError, psycopg.DataError, IntegrityError, DataError)


class WithoutRows(logging.Formatter):
    """The formatter of every line that goes to standard error."""

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return "".join(_told(ei[1])).rstrip("\n") if ei[1] is not None else ""


def _told(error: BaseException) -> Iterator[str]:
    """The errors that led to this one first, as Python prints them."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "\nThis led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield from _said(error)


def _said(error: BaseException) -> Iterator[str]:
    if not isinstance(error, _OF_A_ROW):
        yield from traceback.format_exception_only(error)
        return
    rule = error.diag.constraint_name if isinstance(error, psycopg.Error) else None
    yield f"{type(error).__name__}: {rule or 'the row is not told'}\n"
