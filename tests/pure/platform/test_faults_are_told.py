"""What goes wrong by a fault of ours is told where the operator looks, and tells nobody what people wrote."""

import io
import logging

import psycopg
from django.db import IntegrityError


def logged(name: str, error: Exception) -> str:
    """What standard error gets to read of it."""
    logger = logging.getLogger(name)
    (handler,) = [each for each in logger.handlers if type(each) is logging.StreamHandler]
    stderr = handler.setStream(written := io.StringIO())
    try:
        raise error
    except type(error):
        logger.exception("Internal Server Error: %s", "/clerk/")
    finally:
        handler.setStream(stderr)
    return written.getvalue()


def test_a_page_that_failed_leaves_its_traceback_on_standard_error() -> None:
    written = logged("django", ValueError("the outline has no steps"))

    assert written.startswith("Internal Server Error: /clerk/\nTraceback")
    assert "ValueError: the outline has no steps" in written


def test_the_row_that_the_database_refused_is_not_told() -> None:
    refused = psycopg.errors.CheckViolation('violates "x"\nDETAIL:  Failing row contains (1, 鈴木,\n住所).')
    as_django_says = IntegrityError(str(refused))
    as_django_says.__cause__ = refused

    written = logged("", as_django_says)

    assert "鈴木" not in written
    assert "住所" not in written
    assert "CheckViolation" in written
    assert "IntegrityError" in written
