"""Documents are numbered without gaps, by one register or by each section's own, anew in each fiscal year."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from approvals.selectors.organisation import organisation_in_force
from tests.support.ward import MONDAY, load_world, publish
from workflow.models import Case
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = pytest.mark.django_db

TEXT = """書式: 1
手続: 番号のためし
id: numbered
所管: 財政課
開始: {できる人: 全職員}
結果: {済み: 成立}
文書: {分類: 財務-ためし, 保存年限: 3年, 公開区分: 公開, 番号: 課の文書番号, 番号の時: 提出}
様式:
  - {項目: 用件, id: matter, 型: 文字}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {決定: 決裁, 担当: 財政課の課長, 期限: 1営業日}
  - 終了: 済み
"""


def somebody_of(section: str) -> UUID:
    """A member of one of the section's teams."""
    organisation = organisation_in_force()
    code = next(unit.code for unit in organisation.units.values() if unit.name == section)
    return UUID(organisation.members(organisation.children(code)[0], MONDAY.date())[0].person)


def number_of(applicant: UUID, now: datetime = MONDAY) -> str:
    """What a case of this person is numbered."""
    started = start_case(procedure="numbered", applicant=applicant, person=applicant, answers={}, now=now)
    assert isinstance(started, Done), started
    return str(Case.objects.get(uuid=started.result["case"]).state["document_number"])


def test_each_section_counts_its_own_documents() -> None:
    load_world()
    publish("numbered", TEXT)
    personnel, tax = somebody_of("人事課"), somebody_of("税務課")

    numbers = [number_of(personnel), number_of(tax), number_of(personnel)]

    assert numbers == ["8め人事課第1号", "8め税務課第1号", "8め人事課第2号"]


def test_a_register_of_all_counts_through() -> None:
    load_world()
    publish("numbered", TEXT.replace("課の文書番号", "財政課の文書番号"))

    assert [number_of(somebody_of(each)) for each in ("人事課", "税務課")] == ["8め企財第1号", "8め企財第2号"]


def test_the_count_begins_anew_with_the_fiscal_year() -> None:
    load_world()
    publish("numbered", TEXT)
    clerk, march = somebody_of("人事課"), datetime(2027, 3, 31, 14, 59, tzinfo=UTC)
    number_of(clerk)

    assert number_of(clerk, march) == "8め人事課第2号"
    assert number_of(clerk, march + timedelta(minutes=1)) == "9め人事課第1号"


def test_a_case_whose_units_are_gone_is_numbered_by_the_section_it_was_drafted_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_world()
    publish("numbered", TEXT)
    clerk = somebody_of("人事課")
    emptied = replace(organisation_in_force(), units={})
    monkeypatch.setattr("approvals.selectors.number_register.organisation_in_force", lambda revision: emptied)

    assert number_of(clerk) == "8め人事課第1号"
