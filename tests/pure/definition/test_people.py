import pytest

from tests.support.definitions import CATALOGUE
from workflow.definition.people import People, UnknownPerson
from workflow.definition.vocabulary.entries import Language
from workflow.engine.values import PersonRef


def resolve(text: str, language: Language = "ja") -> PersonRef | UnknownPerson:
    return People(CATALOGUE, language, {"所属長確認": "s_1", "supervisor": "s_2"}).resolve(text)


@pytest.mark.parametrize(
    ("text", "base", "relations"),
    [
        ("申請者", "applicant", ()),
        ("全職員", "everyone", ()),
        ("前の処理者", "previous", ()),
        ("申請者の所属長", "applicant", ("head",)),
        ("申請者の課の庶務担当", "applicant", ("level:section", "role:庶務担当")),
        ("申請者の課長", "applicant", ("post:課長",)),
        ("人事課", "unit:04020000", ()),
        ("総務部人事課", "unit:04020000", ()),
        ("人事課人事係", "unit:04020200", ()),
        ("人事課の課長", "unit:04020000", ("post:課長",)),
        ("人事課の担当者", "unit:04020000", ("in_charge",)),
        ("人事課の人事係", "unit:04020000", ("unit:04020200",)),
        ("人事課の人事係長", "unit:04020000", ("unit:04020200", "post:係長")),
        ("区民の声課の課長", "unit:02030000", ("post:課長",)),
        ("総務部の部長", "unit:04000000", ("post:部長",)),
        ("所属長確認の処理者", "step:s_1", ()),
        ("文書主任", "everyone", ("role:文書主任",)),
    ],
)
def test_people_are_a_base_and_relations(text: str, base: str, relations: tuple[str, ...]) -> None:
    assert resolve(text) == PersonRef(base=base, relations=relations, text=text)


@pytest.mark.parametrize(
    ("text", "base", "relations"),
    [
        ("applicant", "applicant", ()),
        ("everyone", "everyone", ()),
        ("applicant's head", "applicant", ("head",)),
        ("applicant's section's general_affairs", "applicant", ("level:section", "role:庶務担当")),
        ("applicant's subsection_chief", "applicant", ("post:係長",)),
        ("人事課's section_chief", "unit:04020000", ("post:課長",)),
        ("supervisor's actor", "step:s_2", ()),
    ],
)
def test_people_in_english(text: str, base: str, relations: tuple[str, ...]) -> None:
    assert resolve(text, "en") == PersonRef(base=base, relations=relations, text=text)


@pytest.mark.parametrize(
    ("text", "part", "offset"),
    [
        ("人事科", "人事科", 0),
        ("申請者の課の庶務担任", "庶務担任", 6),
        ("人事課の課超", "課超", 4),
        ("申請者課長", "申請者課長", 0),
        ("申請者の", "", 4),
        ("人事課のの課長", "の課長", 4),
        ("applicant", "applicant", 0),
    ],
)
def test_the_piece_that_is_not_known_is_named(text: str, part: str, offset: int) -> None:
    found = resolve(text)

    assert isinstance(found, UnknownPerson)
    assert (found.part, found.offset) == (part, offset)


@pytest.mark.parametrize(("text", "relations"), [("{書く人}", ()), ("{書く人}の所属長", ("head",))])
def test_an_item_names_whom_or_what_its_answer_is(text: str, relations: tuple[str, ...]) -> None:
    people = People(CATALOGUE, "ja", {}, {"書く人": "author"})

    assert people.resolve(text) == PersonRef(base="item:author", relations=relations, text=text)


def test_an_item_of_another_type_names_nobody() -> None:
    assert isinstance(resolve("{件名}"), UnknownPerson)
