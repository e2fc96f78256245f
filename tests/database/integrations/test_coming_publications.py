"""A month that gets stuck before its documents are made is told of as early as one that waits for its release."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.models import Notice
from integrations.selectors.alarms import alarms
from integrations.selectors.metrics import ledger_metrics
from integrations.services.warn_of_publications import warn_of_publications
from meguro_platform.management.commands.sweep import CHORES
from tests.support.issuance import PAYDAY, a_clerk, a_kind
from tests.support.payroll_case import PayrollOffice, act, payroll_office, registered, released
from workflow.models import Case
from workflow.services.dispatch import Done

pytestmark = pytest.mark.django_db

EARLY, NEAR = PAYDAY - timedelta(hours=49), PAYDAY - timedelta(hours=47)


@pytest.fixture
def office() -> PayrollOffice:
    found = payroll_office()
    a_clerk(11, a_kind())
    return found


def told() -> list[str]:
    return list(Notice.objects.filter(subject__startswith="公開の準備").values_list("subject", flat=True))


def words() -> list[str]:
    return [each.words.ja for each in alarms(NEAR, systems=None) if each.name == "publication"]


def test_two_days_before_the_office_is_told_once_where_it_is_stuck(office: PayrollOffice) -> None:
    case = registered(office)

    assert warn_of_publications(now=EARLY) == 0
    assert warn_of_publications(now=NEAR) == 1
    assert warn_of_publications(now=NEAR + timedelta(hours=1)) == 0

    assert told() == [f"公開の準備ができていません: 給与明細の配信 {case.number}"]
    assert Notice.objects.get(subject=told()[0]).text == (
        "公開は令和8年5月15日（金）8:30です。いまは「抽出点検」で止まっています。"
    )


def test_operators_see_it_and_programs_count_down(office: PayrollOffice) -> None:
    case = registered(office)

    assert words() == [f"公開の準備ができていません: 給与明細の配信 {case.number}(公開は令和8年5月15日（金）8:30)"]
    left = ledger_metrics(NEAR).get_sample_value("meguro_publication_not_ready_seconds", {"batch": case.number})
    assert left == 47 * 3600


def test_what_was_sent_back_is_told_of_too(office: PayrollOffice) -> None:
    case = registered(office)
    assert isinstance(act(case, office.head, "send_back"), Done)

    assert warn_of_publications(now=NEAR) == 1


def test_from_the_batch_on_its_own_alarm_speaks(office: PayrollOffice) -> None:
    released(office)

    assert warn_of_publications(now=NEAR) == 0
    assert len(words()) == 1, "that of the batch"


def test_a_case_that_ended_is_late_for_nothing(office: PayrollOffice) -> None:
    case = registered(office)
    Case.objects.filter(pk=case.pk).update(status="ended", outcome="中止", ended_at=timezone.now())

    assert (warn_of_publications(now=NEAR), words()) == (0, [])


def test_the_sweep_looks_for_them() -> None:
    assert "publications that come near" in [name for name, _ in CHORES]
