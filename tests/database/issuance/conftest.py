"""Batches in these tests belong to cases that do not exist: what they would be told is kept in a list."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.issuance import told_cases


@pytest.fixture(autouse=True)
def told() -> Iterator[list[dict[str, Any]]]:
    """What cases were told of their batches."""
    with told_cases() as said:
        yield said
