"""What the README shows is true: both spellings mean the same, and its change arrives in form, check and journal."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from approvals.selectors.journal_sentences import sentences
from forms.source.source import Source
from tests.support.ward import MONDAY, cast, damaged_card, load_world, publish, ward
from workflow.definition.load import load
from workflow.engine.outcome import Refused
from workflow.engine.program import Program
from workflow.models import Case
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
JAPANESE, ENGLISH, NEW_ITEM = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
PLACE = "  - 節: 写真と受取り\n    英語: Photo and receiving it\n"


def compiled(text: str) -> Program:
    loaded = load(Source("readme.yaml", text), ward().office.catalogue)
    assert loaded.program is not None, loaded.problems
    return loaded.program


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_both_spellings_mean_the_same() -> None:
    japanese = compiled(JAPANESE + "手順:\n  - 申請: 申請\n    担当: 申請者\n  - 終了: 交付済\n")
    english = compiled(ENGLISH + "steps:\n  - apply: 申請\n    assignee: applicant\n  - end: 交付済\n")

    def meaning(program: Program) -> tuple[Any, ...]:
        form = [(item.key, item.name, item.type, item.choices) for item in program.form.items]
        start = [person.base for person in program.may_start]
        return program.key, program.name, program.en, program.office.base, start, program.outcomes, form

    assert meaning(japanese) == meaning(english)


def test_the_japanese_beginning_is_that_of_the_shipped_file() -> None:
    shipped = (Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml").read_text(encoding="utf-8")

    first = [line for line in JAPANESE.splitlines() if line.strip()]

    assert [line for line in first if line not in shipped] == []


@pytest.mark.django_db
def test_the_new_item_is_asked_for_checked_and_journaled() -> None:
    load_world()
    shipped = (Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml").read_text(encoding="utf-8")
    assert PLACE in shipped
    publish("id-card-reissue", shipped.replace(PLACE, PLACE + NEW_ITEM))
    applicant = cast().applicant

    def apply(answers: dict[str, object]) -> Any:
        return start_case(
            procedure="id-card-reissue", applicant=applicant, person=applicant, answers=answers, now=MONDAY
        )

    without, with_it = apply(damaged_card()), apply(damaged_card() | {"extension": "2345"})

    assert isinstance(without, Refused)
    (objection,) = without.objections
    assert objection.message.ja.startswith("連絡先の内線が空です。")
    assert isinstance(with_it, Done)
    written = sentences(Case.objects.get(uuid=with_it.result["case"]))[0]
    assert ("連絡先の内線", "2345") in [(change.item, change.after) for change in written.changes]
