"""A file that nobody uses is set aside with a reason that can be kept."""

from uuid import UUID

import pytest

from integrations.errors import ArrivalRefusedError
from integrations.models import ArrivedFile
from integrations.services.take_up import set_aside
from tests.support.ward import MONDAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reason", ["", " \n", "使わない\0", "長" * 501], ids=["empty", "blank", "nul", "long"])
def test_without_a_reason_that_can_be_kept_it_goes_on_waiting(reason: str) -> None:
    row = ArrivedFile.objects.create(message="m", name="n", size=1, status="waiting", arrived_at=MONDAY)

    with pytest.raises(ArrivalRefusedError):
        set_aside(arrival=row.pk, person=UUID(int=1), reason=reason, now=MONDAY)

    row.refresh_from_db()
    assert (row.status, row.reason) == ("waiting", "")
