"""The generated ward, put into the database once for all tests of a file."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.support.ward import load_world


@pytest.fixture(scope="module")
def ward_of_the_file(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The ward for a file whose tests commit nothing: `load_world` finds it there, and each test begins with it.

    It lies in a transaction around those of the tests, which are rolled back one by one.
    """
    marks = {
        each.name: each.get_closest_marker("django_db") for each in request.session.items if each.path == request.path
    }
    commit = [name for name, mark in marks.items() if mark is not None and mark.kwargs.get("transaction")]
    assert commit == [], "tests that commit cannot stand in a file with `ward_of_the_file`"
    with django_db_blocker.unblock(), transaction.atomic():
        load_world()
        yield
        transaction.set_rollback(True)
