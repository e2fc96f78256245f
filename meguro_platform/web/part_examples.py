"""Invented contents for the page of parts."""

from dataclasses import dataclass

from forms.field_type import Attached
from forms.spec import Choice, ItemSpec, Text
from forms.web.complaint import Complaint
from forms.web.field_view import field_view


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """One step of the short route strip."""

    label: str
    state: str = ""
    who: str = ""
    mark: str = ""
    mark_is_seal: bool = False


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


FIELDS = (
    field_view(ItemSpec(key="place", name="場所", en="Place", type="text"), "本庁舎1階 窓口〜駅の改札", required=True),
    field_view(ItemSpec(key="number", name="受理番号", en="Number", type="text"), required=True, error=NO_NUMBER),
    field_view(ItemSpec(key="kana", name="氏名カナ", en="Name in kana", type="kana"), "サトウ アヤ", read_only=True),
    field_view(
        ItemSpec(
            key="detail",
            name="経緯",
            en="What happened",
            type="long_text",
            length=(10, 1000),
            help="いつ、どこで、何をしていたとき",
        ),
        "12月8日の退庁時、改札を出るところで名札ケースにカードがないことに気付いた。",
        required=True,
    ),
    field_view(ItemSpec(key="share", name="割合", en="Share", type="number"), "12.5"),
    field_view(ItemSpec(key="pieces", name="台数", en="Pieces", type="integer"), 10),
    field_view(ItemSpec(key="sum", name="金額", en="Sum", type="yen"), 1_364_000, required=True),
    field_view(ItemSpec(key="day", name="変更年月日", en="Day of the change", type="date"), "2026-12-08"),
    field_view(
        ItemSpec(key="noticed", name="気付いた日時", en="Noticed", type="datetime"),
        "2026-12-07T23:40:00Z",
        required=True,
        error=TOO_EARLY,
        suggestion="令和8年12月8日 18:40",
    ),
    field_view(ItemSpec(key="opens", name="始まる時刻", en="Begins", type="time"), "08:30"),
    field_view(
        ItemSpec(
            key="who",
            name="担当する職員",
            en="Person in charge",
            type="staff",
            help="氏名か職員番号を入力し、候補から選んでください。",
        ),
        "012345 目黒 花子（総務部人事課 主事）",
    ),
    field_view(ItemSpec(key="first", name="停止だけ先に", en="Stop first", type="boolean"), True),
    field_view(ItemSpec(key="reason", name="理由", en="Reason", type="choice", choices=REASONS), "LOST", required=True),
    field_view(ItemSpec(key="building", name="庁舎", en="Building", type="choice", choices=PLACES), "P3"),
    field_view(
        ItemSpec(key="lost", name="失くしたもの", en="Lost", type="choices", choices=REASONS), ["LOST", "DAMAGED"]
    ),
    field_view(
        ItemSpec(key="photo", name="顔写真", en="Photo", type="attachment", extensions=("jpg", "png"), max_files=2),
        files=(PHOTO,),
    ),
)

PROBLEMS = (
    Complaint(TOO_EARLY, "#f-noticed"),
    Complaint(NO_NUMBER, "#f-number"),
)
