"""What a corrected document says differently from the version before it."""

from forms.issuance.columns import Column, Columns
from forms.issuance.correction import NAMED, Change, changes, written
from forms.spec import Text

COLUMNS = Columns(
    (
        Column(key="rev", name="版数"),
        Column(key="fare", name="通勤手当", en="Commuting", kind="yen"),
        Column(key="back", name="戻入額", kind="yen"),
        Column(key="leave", name="年休残", kind="leave"),
        Column(key="note", name="お知らせ"),
    )
)
BEFORE = {"rev": "01", "fare": 12_000, "back": 0, "leave": "15-03", "note": ""}


def changed(**after: object) -> tuple[Change, ...]:
    return changes(COLUMNS, BEFORE, BEFORE | {"rev": "02"} | after, hidden=("版数",), language="ja")  # type: ignore[arg-type]


def test_an_amount_is_told_with_what_it_was_and_by_how_much_it_moved() -> None:
    assert changed(fare=15_000, back=-800) == (
        Change(name=Text("通勤手当", "Commuting"), before="12,000", after="15,000", by=3_000),
        Change(name=Text("戻入額"), before="0", after="-800", by=-800),
    )


def test_what_is_no_amount_is_told_as_people_read_it() -> None:
    assert changed(leave="14-00") == (Change(name=Text("年休残"), before="15日3時間", after="14日", by=None),)


def test_what_stayed_and_what_readers_are_never_shown_is_not_told() -> None:
    assert changed() == ()


def test_an_amount_the_earlier_file_did_not_have_was_nothing() -> None:
    found = changes(COLUMNS, {"rev": "01"}, {"fare": 500}, hidden=("版数",), language="ja")

    assert [(each.before, each.by) for each in found] == [("0", 500)]


def test_a_document_writes_amounts_with_their_difference_and_names_the_rest() -> None:
    assert written(changed(fare=15_000, back=-800, note="訂正しました")) == (
        "通勤手当：12,000→15,000（＋3,000）、戻入額：0→△800（－800）、お知らせ"
    )
    assert written(()) == ""


def test_a_document_says_how_many_more_there_are_than_it_has_room_for() -> None:
    one = changed(fare=15_000)

    assert written(one * NAMED).count("通勤手当") == NAMED
    assert written(one * (NAMED + 3)).endswith("、ほか3項目")
    assert written(one * (NAMED + 3)).count("通勤手当") == NAMED
