"""What every test may use: the private test cluster, and in it a database of its own."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.support import database


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's: clone the template, connect to it as the role `app`, drop it at the end."""
    with django_db_blocker.unblock(), database.of_this_run():
        yield
