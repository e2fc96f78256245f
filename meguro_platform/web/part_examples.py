"""Invented contents for the page of parts."""

from dataclasses import dataclass

from forms.field_type import Attached
from forms.fields.attachment import AttachmentField
from forms.fields.boolean import BooleanField
from forms.fields.choice import ChoiceField
from forms.fields.choices import ChoicesField
from forms.fields.date import DateField
from forms.fields.datetime import DateTimeField
from forms.fields.integer import IntegerField
from forms.fields.kana import KanaField
from forms.fields.long_text import LongTextField
from forms.fields.number import NumberField
from forms.fields.text import TextField
from forms.fields.yen import YenField
from forms.spec import Choice, ItemSpec, Text
from forms.web.field_view import field_view


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """One step of the short route strip."""

    label: str
    state: str = ""
    who: str = ""
    mark: str = ""
    mark_is_seal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of the error summary."""

    message: Text
    href: str


ROUTE = (
    RouteStep(label="申請", state="done", who="佐藤"),
    RouteStep(label="課長", state="later", mark="後閲"),
    RouteStep(label="決定", state="now", who="あなた", mark="代", mark_is_seal=True),
    RouteStep(label="発行"),
)

REASONS = (
    Choice(id="LOST", name="紛失", en="Lost"),
    Choice(id="STOLEN", name="盗難", en="Stolen"),
    Choice(id="DAMAGED", name="破損・汚損・読み取り不良", en="Damaged"),
)
PLACES = tuple(Choice(id=f"P{number}", name=f"第{number}庁舎", en=f"Building {number}") for number in range(1, 12))
PHOTO = Attached(uuid="example", sha256="", name="写真.jpg", size=1_200_000, type="image/jpeg")
TOO_EARLY = Text("気付いた日時が、最後に持っていた 17:10 より前です", "Noticed before it was last seen at 17:10")
NO_NUMBER = Text("受理番号を書いてください", "Write the number of the report")


def _item(key: str, name: str, en: str, type_: str, **more: object) -> ItemSpec:
    return ItemSpec(key=key, name=name, en=en, type=type_, **more)  # type: ignore[arg-type]


FIELDS = (
    field_view(_item("place", "場所", "Place", "text"), TextField(), "本庁舎1階 窓口〜駅の改札", required=True),
    field_view(_item("number", "受理番号", "Number", "text"), TextField(), required=True, error=NO_NUMBER),
    field_view(_item("kana", "氏名カナ", "Name in kana", "kana"), KanaField(), "サトウ アヤ", read_only=True),
    field_view(
        _item("detail", "経緯", "What happened", "long_text", length=(10, 1000), help="いつ、どこで、何をしていたとき"),
        LongTextField(),
        "12月8日の退庁時、改札を出るところで名札ケースにカードがないことに気付いた。",
        required=True,
    ),
    field_view(_item("share", "割合", "Share", "number"), NumberField(), "12.5"),
    field_view(_item("pieces", "台数", "Pieces", "integer"), IntegerField(), 10),
    field_view(_item("sum", "金額", "Sum", "yen"), YenField(), 1_364_000, required=True),
    field_view(_item("day", "変更年月日", "Day of the change", "date"), DateField(), "2026-12-08"),
    field_view(
        _item("noticed", "気付いた日時", "Noticed", "datetime"),
        DateTimeField(),
        "2026-12-07T23:40:00Z",
        required=True,
        error=TOO_EARLY,
        suggestion="令和8年12月8日 18:40",
    ),
    field_view(_item("first", "停止だけ先に", "Stop first", "boolean"), BooleanField(), True),
    field_view(_item("reason", "理由", "Reason", "choice", choices=REASONS), ChoiceField(), "LOST", required=True),
    field_view(_item("building", "庁舎", "Building", "choice", choices=PLACES), ChoiceField(), "P3"),
    field_view(_item("lost", "失くしたもの", "Lost", "choices", choices=REASONS), ChoicesField(), ["LOST", "DAMAGED"]),
    field_view(
        _item("photo", "顔写真", "Photo", "attachment", extensions=("jpg", "png"), max_files=2),
        AttachmentField(),
        files=(PHOTO,),
    ),
)

PROBLEMS = (
    SummaryLine(message=TOO_EARLY, href="#f-noticed"),
    SummaryLine(message=NO_NUMBER, href="#f-number"),
)
