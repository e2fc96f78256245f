from collections import Counter

import pytest

from workflow.definition.block import Block
from workflow.definition.document import Action, Contract, HumanStep, Procedure, Step
from workflow.definition.ending_document import OutcomePart
from workflow.definition.form_document import FormPart
from workflow.definition.parser.compounds import BLOCKS
from workflow.definition.parser.parser import READERS
from workflow.definition.parser.steps import STEP_CLASSES
from workflow.definition.regulation_document import RegulationPart
from workflow.definition.scenario_document import ActPart as Act
from workflow.definition.scenario_document import (
    AdditionLine,
    ChildEndPart,
    ExpectationPart,
    ReceiptLine,
    ReportPart,
    ScenarioPart,
    SettingPart,
    SharedPart,
)
from workflow.definition.table_document import TablePart
from workflow.definition.vocabulary.entries import Heading, Kind, Language, ValueType
from workflow.definition.vocabulary.meanings import headings_in_japanese
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS, Vocabulary, english
from workflow.definition.vocabulary.words import WORDS

LANGUAGES: tuple[Language, ...] = ("ja", "en")
CLASSES: dict[str, type[Block]] = {
    **BLOCKS,
    "手続": Procedure,
    "様式": FormPart,
    "節": FormPart,
    "連携先": Contract,
    "決定表": TablePart,
    "規程": RegulationPart,
    "手順": Step,
    "人手順": HumanStep,
    "決定": HumanStep,
    "操作": Action,
    "結果": OutcomePart,
    "届": ReportPart,
    "受領する": ReceiptLine,
    "足す": AdditionLine,
    "別手続の終わり": ChildEndPart,
    "試験": ScenarioPart,
    "共通": SharedPart,
    "場": SettingPart,
    "進行": Act,
    "期待": ExpectationPart,
    **{kind.ja: STEP_CLASSES[kind.en] for kind in ALL_KINDS if kind.en in STEP_CLASSES},
}


def test_the_table_has_all_kinds_and_headings_of_the_specification() -> None:
    assert len(ALL_KINDS) == 32
    assert len(ALL_HEADINGS) == 324


@pytest.mark.parametrize("heading", ALL_HEADINGS, ids=lambda heading: f"{heading.place}.{heading.ja}")
def test_a_heading_in_use_has_a_field_in_the_document(heading: Heading) -> None:
    nothing_to_keep = heading.value.name == "空"

    assert nothing_to_keep or heading.field in CLASSES[heading.place].__dataclass_fields__


@pytest.mark.parametrize("heading", ALL_HEADINGS, ids=lambda heading: f"{heading.place}.{heading.ja}")
def test_the_value_of_a_heading_in_use_can_be_read(heading: Heading) -> None:
    def names(type_: ValueType) -> set[str]:
        return {type_.name}.union(*(names(part) for part in type_.of[-1:]))

    assert names(heading.value) <= READERS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_means_one_thing_in_its_place(language: Language) -> None:
    counted = Counter((heading.place, heading.in_language(language)) for heading in ALL_HEADINGS)

    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.en)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_of_a_step_stands_for_two(kind: Kind, language: Language) -> None:
    places = Vocabulary(language).places_of(kind)

    counted = Counter(heading.in_language(language) for heading in ALL_HEADINGS if heading.place in places)

    assert max(counted.values()) == 1


def test_a_word_has_one_english_spelling_and_back() -> None:
    pairs = [pair.split("=") for pair in WORDS.split()]

    assert len({ja for ja, _ in pairs}) == len(pairs)
    assert len({en for _, en in pairs}) == len(pairs)


def test_every_word_of_a_choice_has_an_english_spelling() -> None:
    words = {word for heading in ALL_HEADINGS if heading.value.name == "選び" for word in heading.value.words}

    assert [word for word in sorted(words) if english(word) == word] == []


def test_verdicts_of_a_kind_differ() -> None:
    for kind in ALL_KINDS:
        assert len({verdict.ja for verdict in kind.verdicts}) == len(kind.verdicts)
        assert len({verdict.en for verdict in kind.verdicts}) == len(kind.verdicts)


def test_every_kind_and_heading_has_a_meaning_in_japanese() -> None:
    vocabulary = Vocabulary("ja")
    named = [(f"{each.place}.{each.ja}", vocabulary.meaning(each)) for each in ALL_HEADINGS]
    named += [(kind.ja, vocabulary.meaning(kind)) for kind in ALL_KINDS]

    assert [name for name, meaning in named if not meaning] == [], "add them to vocabulary/meanings.py"


def test_no_meaning_is_left_of_a_heading_that_went() -> None:
    known = {(heading.place, heading.ja) for heading in ALL_HEADINGS}

    assert set(headings_in_japanese()) - known == set()
