"""The journal of a case as people read it."""

from approvals.selectors.journal_sentences import sentences
from tests.support.card_story import a_case, acted, examined
from tests.support.ward import Cast


def test_every_act_is_a_sentence_with_its_actor(people: Cast) -> None:
    case = examined(people)

    told = sentences(case)

    assert [sentence.text for sentence in told] == [
        "「再交付申請」で提出しました",
        "「所属長確認」で確認しました",
        "「人事係審査」で適と認めました",
    ]
    assert [sentence.person for sentence in told] == [str(people.applicant), str(people.head), str(people.examiner)]
    assert all(sentence.post for sentence in told)


def test_a_change_says_what_stood_before_and_after(people: Cast) -> None:
    case = examined(people)

    change = next(change for change in sentences(case)[-1].changes)

    assert (change.item, change.before, change.after) == ("弁償の要否", "—", "不要")


def test_a_send_back_names_where_it_goes(people: Cast) -> None:
    case = acted(a_case(people), people.head, "send_back", comment="日付が違います")

    last = sentences(case)[-1]

    assert last.text == "「所属長確認」から「再交付申請」へ差し戻しました"
    assert (last.comment, last.state) == ("日付が違います", "bad")


def test_only_what_came_after_an_entry(people: Cast) -> None:
    case = examined(people)

    assert [sentence.seq for sentence in sentences(case, after=2)] == [3]


def test_english_readers_get_english_words(people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked")

    last = sentences(case, "en")[-1]

    assert last.text == "checked (“Check by the head of the section”)"
