"""What a template learns about one item."""

import pytest

from forms.spec import Choice, ItemSpec, Text
from forms.web.field_view import ChoiceView, field_view


def test_a_stored_instant_is_written_by_the_clock_of_japan() -> None:
    item = ItemSpec(key="noticed", name="気付いた日時", type="datetime")

    view = field_view(item, "2026-12-07T23:40:00Z")

    assert (view.value, view.shown) == ("2026-12-08 08:40", "令和8年12月8日（火）8:40")


def test_what_was_typed_stays_as_it_was_typed() -> None:
    item = ItemSpec(key="day", name="変更年月日", type="date")

    view = field_view(item, "あさって", error=Text("変更年月日は日付として読めません"))

    assert (view.value, view.shown) == ("あさって", "")


def test_choices_are_named_in_the_readers_language() -> None:
    item = ItemSpec(
        key="reason", name="理由", en="Reason", type="choice", choices=(Choice(id="L", name="紛失", en="Lost"),)
    )

    view = field_view(item, "L", language="en")

    assert (view.label, view.choices) == ("Reason", (ChoiceView(value="L", label="Lost", chosen=True),))


def test_many_choices_become_a_list_to_drop_down() -> None:
    choices = tuple(Choice(id=str(number), name=f"第{number}庁舎") for number in range(9))

    view = field_view(ItemSpec(key="place", name="庁舎", type="choice", choices=choices))

    assert (view.widget, view.is_group) == ("select", False)


def test_yes_is_chosen_from_the_stored_truth_and_from_the_typed_word() -> None:
    item = ItemSpec(key="first", name="停止だけ先に", type="boolean")

    chosen = [[choice.chosen for choice in field_view(item, answer).choices] for answer in (True, "true", False, None)]

    assert chosen == [[True, False], [True, False], [False, True], [False, False]]


def test_the_input_names_its_help_and_its_error() -> None:
    item = ItemSpec(key="受理 番号", name="受理番号", type="text", help="7日以内に")

    view = field_view(item, error=Text("受理番号を書いてください"))

    assert (view.id, view.described_by) == ("f-受理-番号", "f-受理-番号-help f-受理-番号-error")


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "裏面を見て書く"), ("en", "See the back"), ("fr", "裏面を見て書く")]
)
def test_what_explains_an_item_is_said_in_the_language_of_the_reader(language: str, said: str) -> None:
    item = ItemSpec(key="place", name="庁舎", type="text", help="裏面を見て書く", help_en="See the back")

    assert field_view(item, language=language).help == said
