"""A whole form as a page draws it."""

from collections.abc import Mapping

from forms.field_type import NO_FILES, Json
from forms.spec import CheckSpec, Choice, ItemSpec, SectionSpec
from forms.validation.check import check_answers
from forms.validation.form import Form
from forms.web.form_view import Drawing, FormView, form_view
from tests.support.forms import BUILTINS, a_form, an_item

CHOICES = (Choice(id="LOST", name="紛失", en="Lost"), Choice(id="BROKEN", name="破損", en="Broken"))
REASON = an_item("reason", name="理由", en="Reason", type="choice", choices=CHOICES, required="はい")
PLACE = an_item("place", name="場所", visible="理由 = 「紛失」", required="はい")


def a_card_form(*more: ItemSpec | SectionSpec, checks: tuple[CheckSpec, ...] = ()) -> Form:
    return a_form(REASON, SectionSpec(name="紛失のとき", en="When lost"), PLACE, *more, checks=checks)


def drawn(
    form: Form, typed: Mapping[str, Json], *, tried: bool = False, typing: str = "", language: str = "ja"
) -> FormView:
    writable = {item.key: False for item in form.items}
    checked = check_answers(form, previous={}, submitted=typed, writable=writable, builtins=BUILTINS, drop_hidden=True)
    return form_view(
        Drawing(
            form=form,
            checked=checked,
            typed=typed,
            writable=writable,
            files=NO_FILES,
            language=language,
            tried=tried,
            typing=typing,
            heading="書くこと",
        )
    )


def test_a_hidden_item_keeps_its_place_without_a_field() -> None:
    view = drawn(a_card_form(), {"reason": "BROKEN"})

    assert [slot.fields for slot in view.sections[1].slots] == [()]
    assert [section.heading for section in view.shown_sections] == ["書くこと"]


def test_a_section_says_which_answer_made_it_appear() -> None:
    assert drawn(a_card_form(), {"reason": "LOST"}).sections[1].because == "「理由」が「紛失」なので表示しています"
    assert drawn(a_card_form(), {"reason": "LOST"}, language="en").sections[1].because == (
        "Shown because “Reason” is “Lost”"
    )


def test_of_several_answers_a_section_names_the_first_of_the_form() -> None:
    asked = [an_item(f"q{place}", name=f"問{place}", type="choice", choices=CHOICES) for place in range(6)]
    all_of_them = " かつ ".join(f"{item.name} = 「紛失」" for item in reversed(asked))
    form = a_form(*asked, SectionSpec(name="紛失のとき"), an_item("place", name="場所", visible=all_of_them))

    view = drawn(form, {item.key: "LOST" for item in asked})

    assert view.sections[1].because == "「問0」が「紛失」なので表示しています"


def test_a_section_that_is_always_there_says_nothing() -> None:
    view = drawn(a_card_form(an_item("pickup")), {"reason": "LOST"})

    assert view.sections[1].because == ""


def test_what_is_missing_is_said_only_after_it_was_sent() -> None:
    before, after = drawn(a_card_form(), {"reason": "LOST"}), drawn(a_card_form(), {"reason": "LOST"}, tried=True)

    assert (before.problems, before.missing, before.sections[1].missing) == ((), 1, 1)
    assert [problem.item for problem in after.problems] == ["place"]


def test_what_is_wrong_is_said_when_the_item_was_left() -> None:
    form = a_form(an_item("day", type="date"))

    assert drawn(form, {"day": "いつか"}, typing="day").problems == ()
    assert [problem.item for problem in drawn(form, {"day": "いつか"}).problems] == ["day"]


def test_what_was_typed_comes_back_as_it_was() -> None:
    form = a_form(an_item("day", type="date"))

    field = drawn(form, {"day": " R8.5.11 "}).sections[0].slots[0].fields[0]

    assert (field.value, field.shown) == (" R8.5.11 ", "令和8年5月11日（月）")


def test_typing_draws_nothing_anew_but_an_error_does() -> None:
    form = a_form(an_item("name", length=(None, 3)))

    slots = [drawn(form, {"name": text}).sections[0].slots[0] for text in ("あ", "あい", "あいうえ")]

    assert slots[0].fingerprint == slots[1].fingerprint != slots[2].fingerprint


def test_an_initial_value_is_drawn_until_something_is_typed() -> None:
    form = a_form(an_item("place", initial="「本庁舎」"))

    assert drawn(form, {}).sections[0].slots[0].fields[0].value == "本庁舎"
    assert drawn(form, {"place": ""}).sections[0].slots[0].fields[0].value == ""


def test_a_computed_item_is_shown_and_drawn_anew_with_its_value() -> None:
    form = a_form(an_item("a", type="integer"), an_item("twice", type="integer", formula="a * 2"))

    one, two = (drawn(form, {"a": text}).sections[0].slots[1] for text in ("1", "2"))

    assert (one.fields[0].value, one.fields[0].read_only) == ("2", True)
    assert one.fingerprint != two.fingerprint


def test_a_rare_name_asks_for_its_spelling_elsewhere() -> None:
    form = a_form(an_item("name", name="氏名", rare_characters="substitute"))

    fields = drawn(form, {"name": "𠮷田"}, tried=True).sections[0].slots[0].fields

    assert [field.name for field in fields] == ["name", "name:substitute"]
    assert fields[1].error is not None
