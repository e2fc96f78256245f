"""What tests of approvals' pages share: the ward and the people of the story."""

import pytest

from tests.support.ward import Cast, cast, load_world


@pytest.fixture
def people(db: None) -> Cast:
    """The ward, both procedures, and who plays which part."""
    load_world()
    return cast()
