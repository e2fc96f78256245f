"""What is shown, required and computed with given answers."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.values import Environment
from forms.field_type import Json
from forms.spec import Choice, SectionSpec
from forms.validation.form import Form
from forms.validation.initial import initial_answers
from forms.validation.state import evaluate_form
from tests.support.forms import BUILTINS, a_form, an_item

LOSS = a_form(
    an_item(
        "reason", name="理由", type="choice", choices=(Choice(id="LOST", name="紛失"), Choice(id="BROKEN", name="破損"))
    ),
    an_item("place", name="場所", visible="理由 = 「紛失」", required="はい"),
    SectionSpec(name="届出", visible="理由 = 「紛失」"),
    an_item("police", name="届出先"),
    an_item("number", name="受理番号", visible="届出先 ≠ 「なし」", required="届出先 = 「目黒警察署」"),
    SectionSpec(name="そのほか"),
    an_item("note", name="備考"),
)


def shown(form: Form, answers: dict[str, Json]) -> list[str]:
    return [key for key, state in evaluate_form(form, answers, BUILTINS).items.items() if state.visible]


def test_an_item_is_shown_while_its_condition_holds() -> None:
    assert shown(LOSS, {"reason": "BROKEN"}) == ["reason", "note"]
    assert shown(LOSS, {"reason": "LOST"}) == ["reason", "place", "police", "number", "note"]


def test_a_section_hides_the_items_below_it_up_to_the_next() -> None:
    assert "police" not in shown(LOSS, {"reason": "BROKEN", "police": "目黒警察署"})
    assert "note" in shown(LOSS, {"reason": "BROKEN"})


def test_a_hidden_item_is_null_for_everything() -> None:
    state = evaluate_form(LOSS, {"reason": "BROKEN", "place": "駅", "police": "目黒警察署"}, BUILTINS)

    assert state.answers == {"reason": "BROKEN", "place": None, "police": None, "number": None, "note": None}
    assert state.values["police"] is None


def test_an_item_that_reads_a_hidden_one_reads_null() -> None:
    state = evaluate_form(LOSS, {"reason": "BROKEN", "police": "目黒警察署"}, BUILTINS)

    assert not state.items["number"].required


def test_a_condition_may_read_an_item_further_down() -> None:
    form = a_form(
        an_item("first", visible="second = 「はい」"), an_item("second", visible="third = 「はい」"), an_item("third")
    )

    assert shown(form, {"first": "x", "second": "はい", "third": "いいえ"}) == ["third"]
    assert shown(form, {"first": "x", "second": "はい", "third": "はい"}) == ["first", "second", "third"]


def test_items_that_hide_each_other_end_in_the_same_state_every_time() -> None:
    form = a_form(an_item("a", visible="空(b)"), an_item("b", visible="空(a)"), an_item("c", visible="空(c)"))

    first = evaluate_form(form, {"a": "x", "b": "y", "c": "z"}, BUILTINS)
    second = evaluate_form(form, {"a": "x", "b": "y", "c": "z"}, BUILTINS)

    assert first.answers == second.answers
    assert first.answers["b"] == "y"


def test_required_is_asked_only_of_what_is_shown() -> None:
    state = evaluate_form(LOSS, {"reason": "BROKEN"}, BUILTINS)

    assert not state.items["place"].required
    assert evaluate_form(LOSS, {"reason": "LOST"}, BUILTINS).items["place"].required


def test_a_computed_item_follows_the_answers() -> None:
    form = a_form(
        an_item("total", type="yen", formula="price + postage"),
        an_item("price", type="yen"),
        an_item("postage", type="yen"),
        an_item("double", type="yen", formula="total * 2"),
    )

    state = evaluate_form(form, {"price": 1000, "postage": 200, "total": 9}, BUILTINS)

    assert state.answers == {"price": 1000, "postage": 200, "total": 1200, "double": 2400}
    assert evaluate_form(form, {"price": 1000}, BUILTINS).answers["double"] is None


def test_a_computed_value_that_breaks_the_items_rules_is_a_problem() -> None:
    form = a_form(
        an_item("n", type="integer"), an_item("double", name="倍", type="integer", formula="n * 2", bounds=("0", "10"))
    )

    state = evaluate_form(form, {"n": 6}, BUILTINS)

    assert state.items["double"].stored is None
    assert str(state.items["double"].problem) == "倍は10以下で書いてください。"


def test_business_days_are_counted_by_the_calendar_given() -> None:
    form = a_form(
        an_item("first_day", type="date"),
        an_item("last_day", type="date"),
        an_item("days_off", type="number", formula="business_days_between(first_day, last_day)"),
    )

    assert (
        evaluate_form(form, {"first_day": "2026-05-18", "last_day": "2026-05-20"}, BUILTINS).answers["days_off"] == "3"
    )


def test_what_no_longer_fits_the_items_type_counts_as_empty() -> None:
    state = evaluate_form(a_form(an_item("day", type="date")), {"day": ["x"]}, BUILTINS)

    assert state.answers == {"day": None}


def test_an_item_tells_which_answers_show_it() -> None:
    assert LOSS.by_key["number"].shown_by == {"reason", "police"}


def test_a_form_starts_with_its_initial_values() -> None:
    form = a_form(
        an_item("photo", type="choice", choices=(Choice(id="REUSE", name="登録済み"),), initial="「登録済み」"),
        an_item("card", initial="applicant.card_number"),
        an_item("copy", initial="card"),
        an_item("free"),
    )

    assert initial_answers(form, BUILTINS) == {"photo": "REUSE", "card": "070-21846", "copy": "070-21846"}


def test_an_answer_that_was_given_or_emptied_keeps_its_initial_value_away() -> None:
    form = a_form(an_item("a", initial="「x」"), an_item("b", initial="「y」"))

    assert initial_answers(form, BUILTINS, {"a": "z", "b": None}) == {"a": "z", "b": None}


def test_an_item_that_was_hidden_starts_with_its_initial_value() -> None:
    form = a_form(
        an_item("more", type="boolean"), an_item("a", visible="more = yes ?? no", initial="「x」"), an_item("b")
    )

    assert initial_answers(form, BUILTINS, {"more": False, "a": None, "b": None}) == {
        "more": False,
        "a": "x",
        "b": None,
    }


def test_an_initial_value_that_breaks_the_items_rules_leaves_it_empty() -> None:
    assert initial_answers(a_form(an_item("a", initial="「長い」", length=(None, 1))), BUILTINS) == {"a": None}


@given(
    st.dictionaries(st.sampled_from([*LOSS.by_key]), st.sampled_from(["LOST", "BROKEN", "なし", "目黒警察署", None, 1]))
)
def test_hidden_is_null_whatever_is_answered(answers: dict[str, Json]) -> None:
    state = evaluate_form(LOSS, answers, BUILTINS)

    assert all(part.stored is None and not part.required for part in state.items.values() if not part.visible)
    assert evaluate_form(LOSS, state.answers, BUILTINS).answers == state.answers


def test_the_moment_is_the_one_given() -> None:
    form = a_form(an_item("at", type="datetime", initial="今"), an_item("on", type="date", initial="今日"))
    moment: Environment = {**BUILTINS, "now": datetime(2026, 5, 11, 0, 0, tzinfo=UTC), "today": date(2026, 5, 11)}

    assert initial_answers(form, moment) == {"at": "2026-05-11T00:00:00Z", "on": "2026-05-11"}
