"""What goes wrong by a fault of ours is told where the operator looks."""

import io
import logging


def test_a_page_that_failed_leaves_its_traceback_on_standard_error() -> None:
    logger = logging.getLogger("django.request")
    (handler,) = [each for each in logger.handlers if type(each) is logging.StreamHandler]
    stderr = handler.setStream(written := io.StringIO())

    try:
        raise ValueError("the outline has no steps")
    except ValueError:
        logger.exception("Internal Server Error: %s", "/clerk/")
    finally:
        handler.setStream(stderr)

    assert written.getvalue().startswith("Internal Server Error: /clerk/\nTraceback")
    assert "ValueError: the outline has no steps" in written.getvalue()
