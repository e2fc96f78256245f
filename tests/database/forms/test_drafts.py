"""A draft is one person's, and survives what would break a form."""

import uuid
from datetime import UTC, datetime

import pytest

from forms.errors import DraftTooLarge
from forms.field_type import Json
from forms.selectors.drafts import draft_of, drafts_of
from forms.services.discard_draft import discard_draft
from forms.services.save_draft import save_draft

pytestmark = pytest.mark.django_db

HANAKO, TARO = uuid.UUID(int=1), uuid.UUID(int=2)
NINE = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
TEN = datetime(2026, 5, 11, 1, 0, tzinfo=UTC)


def test_a_draft_is_read_back_as_it_was_typed() -> None:
    save_draft(person=HANAKO, procedure="leave", values={"理由": "  髙橋 ", "lost": ["鍵", "なし"]}, at=NINE)

    draft = draft_of(HANAKO, "leave")

    assert draft is not None
    assert draft.values == {"理由": "  髙橋 ", "lost": ["鍵", "なし"]}
    assert draft.saved_at == NINE


def test_saving_again_replaces_the_draft() -> None:
    save_draft(person=HANAKO, procedure="leave", values={"a": "1", "b": "2"}, at=NINE)
    save_draft(person=HANAKO, procedure="leave", values={"a": "3"}, at=TEN)

    assert [(draft.values, draft.saved_at) for draft in drafts_of(HANAKO)] == [({"a": "3"}, TEN)]


def test_a_draft_belongs_to_one_person_and_one_procedure() -> None:
    save_draft(person=HANAKO, procedure="leave", values={"a": "1"}, at=NINE)
    save_draft(person=HANAKO, procedure="card", values={"a": "2"}, at=TEN)

    assert draft_of(TARO, "leave") is None
    assert [draft.procedure for draft in drafts_of(HANAKO)] == ["card", "leave"]


def test_a_discarded_draft_is_gone() -> None:
    save_draft(person=HANAKO, procedure="leave", values={"a": "1"}, at=NINE)

    discard_draft(person=HANAKO, procedure="leave")
    discard_draft(person=HANAKO, procedure="leave")

    assert draft_of(HANAKO, "leave") is None


def test_what_the_database_cannot_hold_is_left_out_of_a_draft() -> None:
    values: dict[str, Json] = {"a": "x\0y\ud800z", "b\0": ["\0"], "c": 5, "d": [1, "e"], "e": None}

    save_draft(person=HANAKO, procedure="leave", values=values, at=NINE)

    draft = draft_of(HANAKO, "leave")
    assert draft is not None
    assert draft.values == {"a": "xyz", "b": [""], "c": "", "d": ["e"], "e": ""}


@pytest.mark.parametrize(
    "values",
    [{"a": "x" * 10_000_000}, {f"a{number}": "あ" * 1_000 for number in range(200)}, {f"a{n}": "" for n in range(501)}],
)
def test_a_draft_too_large_is_refused_and_the_old_one_stays(values: dict[str, str]) -> None:
    save_draft(person=HANAKO, procedure="leave", values={"a": "old"}, at=NINE)

    with pytest.raises(DraftTooLarge):
        save_draft(person=HANAKO, procedure="leave", values=dict(values), at=TEN)

    draft = draft_of(HANAKO, "leave")
    assert draft is not None
    assert draft.values == {"a": "old"}
