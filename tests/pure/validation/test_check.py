"""Answers that are sent are stored as a whole or refused with every reason."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.field_catalogue import FIELD_TYPES
from forms.field_type import Attached, Json
from forms.scenario_files import files_named
from forms.spec import CheckSpec, Choice, SectionSpec
from forms.validation.check import check_answers
from forms.validation.form import Form
from forms.validation.outcome import Accepted, Refused
from tests.support.forms import BUILTINS, a_form, an_item

REASONS = (Choice(id="LOST", name="紛失"), Choice(id="BROKEN", name="破損"))
SEEN_FIRST = "気付いた日時は、最後に確認した日時より後にしてください。"
LOSS = a_form(
    an_item("reason", name="理由", type="choice", required="はい", choices=REASONS),
    an_item("seen", name="最後に確認した日時", type="datetime", visible="理由 = 「紛失」"),
    an_item("noticed", name="気付いた日時", type="datetime", visible="理由 = 「紛失」", required="はい"),
    an_item("fee", name="弁償額", type="yen", fill="later", required="はい"),
    an_item("card", name="旧証番号", fill="none", initial="申請者.職員証番号"),
    an_item("double", name="倍額", type="yen", formula="弁償額 * 2"),
    checks=(
        CheckSpec(expression="気付いた日時 >= 最後に確認した日時", message=SEEN_FIRST, items=("noticed", "seen")),
        CheckSpec(expression="気付いた日時 <= 今", message="先の日時は書けません。", items=("noticed",)),
        CheckSpec(expression="弁償額 <= 5000円", message="高すぎませんか。", items=("fee",), severity="warning"),
    ),
)  # fmt: skip
FIRST = {"reason": False, "seen": False, "noticed": False}
LATER = {"fee": True}
LOST: dict[str, Json] = {"理由": "紛失", "noticed": "2026-05-11T08:00"}


def send(
    submitted: Mapping[str, Json],
    *,
    form: Form = LOSS,
    previous: Mapping[str, Json] | None = None,
    writable: Mapping[str, bool] | None = None,
    drop_hidden: bool = False,
) -> Accepted | Refused:
    return check_answers(
        form,
        previous=previous or {},
        submitted=submitted,
        writable=FIRST if writable is None else writable,
        builtins=BUILTINS,
        drop_hidden=drop_hidden,
    )


def accepted(submitted: Mapping[str, Json], **how: object) -> Accepted:
    outcome = send(submitted, **how)  # type: ignore[arg-type]
    assert isinstance(outcome, Accepted), outcome.text()
    return outcome


def refused(submitted: Mapping[str, Json], **how: object) -> Refused:
    outcome = send(submitted, **how)  # type: ignore[arg-type]
    assert isinstance(outcome, Refused)
    return outcome


def test_sound_answers_are_stored_for_every_item_of_the_form() -> None:
    outcome = accepted(LOST)

    assert outcome.answers == {
        "reason": "LOST",
        "seen": None,
        "noticed": "2026-05-10T23:00:00Z",
        "fee": None,
        "card": "070-21846",
        "double": None,
    }


def test_what_is_not_sent_stays() -> None:
    before = accepted(LOST).answers

    outcome = accepted({"seen": "2026-05-10T18:00"}, previous=before)

    assert outcome.answers == {**before, "seen": "2026-05-10T09:00:00Z"}


def test_an_empty_required_item_is_named() -> None:
    outcome = refused({"理由": "紛失"})

    assert outcome.text() == "気付いた日時が空です。書いてください。"
    assert outcome.text("en") == "気付いた日時 is empty. Fill it in."
    assert outcome.problems[0].item == "noticed"


def test_a_step_may_require_what_the_form_does_not() -> None:
    assert "最後に確認した日時が空です" in refused(LOST, writable=FIRST | {"seen": True}).text()


def test_what_cannot_be_written_here_is_not_demanded_here() -> None:
    assert accepted(LOST).answers["fee"] is None


def test_an_emptied_required_item_is_refused() -> None:
    before = accepted(LOST).answers

    assert "気付いた日時が空です" in refused({"noticed": ""}, previous=before).text()


def test_all_problems_come_at_once_in_reading_order() -> None:
    outcome = refused({"noticed": "あした", "seen": "きのう", "理由": "紛失", "なぞ": "x"})

    assert [problem.item for problem in outcome.problems] == ["seen", "noticed", None]


def test_an_unknown_item_is_named_with_the_likely_one() -> None:
    assert refused(LOST | {"最後に確認した日": "x"}).text() == (
        "「最後に確認した日」という項目はこの様式にありません。「最後に確認した日時」のことですか。"
    )


def test_an_item_sent_by_name_and_by_key_is_refused() -> None:
    assert refused(LOST | {"reason": "BROKEN"}).text() == "「理由」が二度書かれています。一つにしてください。"


def test_a_locked_item_is_refused_and_keeps_its_answer() -> None:
    assert refused(LOST | {"弁償額": "100"}).text() == "弁償額は、この手順では書けない項目です。"
    assert refused(LOST | {"double": "100"}).text() == "倍額は計算で決まるので書けません。"
    assert refused(LOST | {"card": "x"}).text() == "旧証番号は、この手順では書けない項目です。"


def test_sending_a_locked_item_unchanged_or_blank_does_no_harm() -> None:
    before = accepted(LOST).answers

    outcome = accepted(
        {"fee": "1500円", "card": "070-21846", "reason": "", "double": None}, previous=before, writable=LATER
    )

    assert outcome.answers == {**before, "fee": 1500, "double": 3000}


def test_a_hidden_item_is_refused() -> None:
    outcome = refused({"理由": "破損", "noticed": "2026-05-11T08:00"})

    assert outcome.text() == "気付いた日時は、いまの答えでは使わない項目です。空にしてください。"


def test_a_hidden_item_is_refused_also_with_what_is_no_answer() -> None:
    outcome = refused({"理由": "破損", "noticed": "きのう"})

    assert outcome.text() == "気付いた日時は、いまの答えでは使わない項目です。空にしてください。"


def test_a_hidden_item_may_be_dropped_silently() -> None:
    outcome = accepted({"理由": "破損", "noticed": "2026-05-11T08:00"}, drop_hidden=True)

    assert outcome.answers["noticed"] is None


def test_an_item_that_becomes_hidden_loses_its_answer() -> None:
    before = accepted(LOST).answers

    outcome = accepted({"理由": "破損"}, previous=before)

    assert outcome.answers == {**before, "reason": "BROKEN", "noticed": None}


def test_nobody_is_blamed_for_a_hidden_item_while_an_answer_cannot_be_read() -> None:
    outcome = refused({"理由": "粉失", "noticed": "2026-05-11T08:00"})

    assert [problem.item for problem in outcome.problems] == ["reason"]


def test_a_broken_rule_speaks_its_own_words() -> None:
    outcome = refused(LOST | {"seen": "2026-05-11T08:30"})

    assert outcome.text() == SEEN_FIRST
    assert outcome.problems[0].item == "noticed"


def test_a_rule_about_an_empty_item_passes() -> None:
    assert accepted(LOST).warnings == ()


def test_a_rule_about_now_reads_the_moment_of_the_act() -> None:
    assert refused({"理由": "紛失", "noticed": "2026-05-11T09:01"}).text() == "先の日時は書けません。"


def test_a_broken_rule_of_warning_is_reported_beside_the_answers() -> None:
    outcome = accepted({"fee": "6000円"}, previous=accepted(LOST).answers, writable=LATER)

    assert [warning.message.ja for warning in outcome.warnings] == ["高すぎませんか。"]
    assert outcome.answers["double"] == 12000


def test_a_rule_the_writer_cannot_put_right_is_not_asked() -> None:
    future = dict(accepted(LOST).answers) | {"noticed": "2026-06-01T00:00:00Z"}

    assert accepted({"fee": "100"}, previous=future, writable=LATER).answers["fee"] == 100


def test_a_rule_about_a_computed_item_is_asked_of_who_writes_what_it_is_computed_from() -> None:
    form = a_form(
        an_item("n", type="integer"),
        an_item("double", type="integer", formula="n * 2"),
        an_item("quadruple", type="integer", formula="double * 2"),
        checks=(CheckSpec(expression="quadruple <= 8", message="多すぎます。"),),
    )

    assert refused({"n": 3}, form=form, writable={"n": False}).text() == "多すぎます。"


def test_a_computed_value_that_breaks_its_items_rules_is_refused() -> None:
    form = a_form(
        an_item("n", type="integer"), an_item("double", name="倍", type="integer", formula="n * 2", bounds=("0", "10"))
    )

    assert refused({"n": 6}, form=form, writable={"n": False}).text() == "倍は10以下で書いてください。"


def test_an_item_brought_to_light_starts_with_its_initial_value() -> None:
    form = a_form(
        an_item("reason"),
        an_item("stop_first", type="boolean", visible="reason = 「LOST」", initial="いいえ"),
        an_item("place", visible="reason = 「LOST」", required="stop_first = いいえ"),
    )
    writable = {"reason": False, "stop_first": False, "place": False}
    before = accepted({"reason": "OTHER"}, form=form, writable=writable).answers

    outcome = refused({"reason": "LOST"}, form=form, writable=writable, previous=before)

    assert before["stop_first"] is None
    assert outcome.text() == "placeが空です。書いてください。"


def test_a_rare_name_asks_for_a_substitute_spelling() -> None:
    form = a_form(an_item("name", name="新氏名", rare_characters="substitute"))

    outcome = refused({"name": "𠮷田"}, form=form, writable={"name": False})

    assert outcome.problems[0].item == "name:substitute"
    assert outcome.problems[0].suggestion == "吉田"
    assert "新氏名の代替文字が空です" in outcome.text()


def test_a_rare_name_is_stored_as_written_beside_its_substitute() -> None:
    form = a_form(an_item("name", name="新氏名", rare_characters="substitute"))

    outcome = accepted({"新氏名": "𠮷田", "name:substitute": "吉田"}, form=form, writable={"name": False})
    again = accepted({}, form=form, writable={"name": False}, previous=outcome.answers)
    other = accepted({"name": "髙橋"}, form=form, writable={"name": False}, previous=outcome.answers)

    assert outcome.answers == again.answers == {"name": "𠮷田", "name:substitute": "吉田"}
    assert other.answers == {"name": "髙橋"}


def test_a_substitute_in_rare_characters_and_one_of_another_name_are_refused() -> None:
    form = a_form(an_item("name", rare_characters="substitute"))
    before = accepted({"name": "𠮷田", "name:substitute": "吉田"}, form=form, writable={"name": False}).answers

    assert (
        "使えない文字" in refused({"name": "𠮷田", "name:substitute": "𠮷"}, form=form, writable={"name": False}).text()
    )
    assert "が空です" in refused({"name": "𠮷川"}, form=form, writable={"name": False}, previous=before).text()


def test_answers_too_long_together_are_refused() -> None:
    form = a_form(*(an_item(f"t{number}", type="long_text", length=(None, 20_000)) for number in range(4)))

    outcome = refused(
        {f"t{number}": "あ" * 20_000 for number in range(4)}, form=form, writable={f"t{n}": False for n in range(4)}
    )

    assert "全体の文章が長すぎます" in outcome.text()


def test_a_scenario_attaches_a_file_by_its_name() -> None:
    form = a_form(an_item("certificate", type="attachment", extensions=("pdf",)))
    submitted: dict[str, Json] = {"certificate": "c.pdf", "other": "text"}

    files = files_named(submitted)
    outcome = check_answers(
        form,
        previous={},
        submitted={"certificate": "c.pdf"},
        writable={"certificate": True},
        builtins=BUILTINS,
        files=files,
    )

    assert isinstance(outcome, Accepted)
    assert list(files) == ["c.pdf"]
    assert isinstance(files["c.pdf"], Attached)


def test_an_empty_required_file_is_named_in_english() -> None:
    form = a_form(an_item("certificate", type="attachment", required="はい"))

    assert refused({}, form=form, writable={"certificate": False}).text("en") == "certificate is empty. Attach a file."


PLAIN = st.none() | st.booleans() | st.integers() | st.sampled_from(["LOST", "はい", "5", "2026-05-11"])
STORABLE = st.recursive(PLAIN | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=3)
ANYTHING = st.recursive(
    PLAIN | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=3,
)
EVERYTHING = a_form(
    *(
        an_item(field.name, type=field.name, choices=(Choice(id="LOST", name="紛失"),), required="boolean ?? いいえ")
        for field in FIELD_TYPES
    ),
    SectionSpec(name="計算", visible="boolean = はい"),
    an_item("sum", type="number", formula="number + integer"),
    an_item("rare", rare_characters="substitute"),
    checks=(CheckSpec(expression="yen <= 5円 または date < 今日", message="だめです。"),),
)


KEYS = st.sampled_from([*EVERYTHING.by_key])


@given(
    submitted=st.dictionaries(KEYS | st.just("rare:substitute") | st.text(st.characters(codec=None)), ANYTHING),
    previous=st.dictionaries(KEYS, STORABLE),
    writable=st.dictionaries(KEYS, st.booleans()),
    drop_hidden=st.booleans(),
)
def test_whatever_is_sent_is_accepted_or_refused_in_sentences(
    submitted: dict[str, Json], previous: dict[str, Json], writable: dict[str, bool], drop_hidden: bool
) -> None:
    outcome = send(submitted, form=EVERYTHING, previous=previous, writable=writable, drop_hidden=drop_hidden)

    if isinstance(outcome, Refused):
        assert outcome.text().encode()
        assert outcome.text("en").encode()
    else:
        again = send({}, form=EVERYTHING, previous=outcome.answers, writable={})
        assert isinstance(again, Accepted)
        assert again.answers == outcome.answers


@pytest.mark.parametrize("spelling", ["理由", " 理由 ", "reason", "ｒｅａｓｏｎ"])
def test_an_item_is_called_by_key_or_name_in_any_width(spelling: str) -> None:
    assert accepted({spelling: "破損"}).answers["reason"] == "BROKEN"


ROWS: dict[str, Json] = {"row_set": "0b8f6d0e-3c1a-4f6e-9d35-1f2a3b4c5d6e", "count": 2}


def test_nobody_names_imported_rows_himself() -> None:
    outcome = refused({"rows": ROWS}, form=a_form(an_item("rows", name="明細", type="table")), writable={"rows": False})

    assert "明細には取り込んだ行を指定できません" in outcome.text()


def test_imported_rows_that_stand_there_may_be_sent_again() -> None:
    form = a_form(an_item("rows", name="明細", type="table"))

    outcome = accepted({"rows": ROWS}, form=form, previous={"rows": ROWS}, writable={"rows": False})

    assert outcome.answers == {"rows": ROWS}


def test_a_rule_speaks_the_language_of_the_reader_and_japanese_where_it_has_no_other() -> None:
    rules = (CheckSpec(expression="n <= 3", message="三つまでです。", message_en="Three at most."),
             CheckSpec(expression="n <= 2", message="二つまでです。"))  # fmt: skip
    outcome = check_answers(
        a_form(an_item("n", type="integer"), checks=rules),
        previous={},
        submitted={"n": "4"},
        writable={"n": False},
        builtins=BUILTINS,
    )

    assert isinstance(outcome, Refused)
    assert [problem.message.in_language("en") for problem in outcome.problems] == ["Three at most.", "二つまでです。"]
    assert [problem.message.in_language("ja") for problem in outcome.problems] == ["三つまでです。", "二つまでです。"]
