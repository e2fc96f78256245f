"""A kind of personal document (給与明細, 源泉徴収票 …): what its file in definitions/documents says of it."""

from collections.abc import Mapping

from msgspec import Struct, json

from forms.source.nodes import MappingNode, Node
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.source.written import Heading, Written
from forms.spec import Text


class ConsentText(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """What people are told before they agree: kind and content of the electronic way."""

    name: str
    """Name of the consent; procedures name it under 同意, and several kinds of document may share it."""
    version: int
    text: Text
    deemed: bool = False
    """Whether the law takes silence after a deadline for consent."""
    days: int = 14
    """How long people have to answer a notice."""


class DocumentKind(Struct, omit_defaults=True, frozen=True, kw_only=True):
    """One kind of document. Columns are named as in the rows it is made of."""

    key: str
    name: Text
    template: str
    """File in definitions/documents; a batch with this template is of this kind."""
    office: str
    """Name of the unit that prepares it, hands it over and may look into one, giving a reason."""
    basis: str = ""
    """The law or rule it is issued under."""
    period: str = ""
    """Column with the month it is for, written 202611 or 2026-11, or with the year."""
    yearly: bool = False
    """Whether it is for a year, not for a month."""
    variety: str = ""
    """Column that tells documents of one month apart."""
    varieties: Mapping[str, Text] = {}
    """What the values of that column mean."""
    paid_on: str = ""
    """Column with the day of payment."""
    hidden: tuple[str, ...] = ()
    """Columns that say nothing to its reader; the document itself shows what its template says."""
    totals: tuple[str, ...] = ()
    """Columns shown large, the last one largest: what people look for first, and what is added up over a batch."""
    consent: ConsentText | None = None

    @classmethod
    def from_json(cls, stored: bytes | str) -> "DocumentKind":
        return json.decode(stored, type=cls)

    def to_json(self) -> bytes:
        return json.encode(self)


_HEADINGS = (
    Heading("document", "文書", True),
    Heading("english", "英語"),
    Heading("id", "id", True),
    Heading("template", "帳票", True),
    Heading("office", "所管", True),
    Heading("basis", "根拠"),
    Heading("period", "期"),
    Heading("period_is", "期の長さ"),
    Heading("variety", "区分"),
    Heading("paid_on", "支給日"),
    Heading("totals", "合計"),
    Heading("hidden", "見せない"),
    Heading("consent", "同意"),
)
_VARIETY = (Heading("column", "列", True), Heading("words", "呼び方"))
_CONSENT = (
    Heading("name", "名前", True),
    Heading("version", "版", True),
    Heading("text", "説明", True),
    Heading("english", "英語"),
    Heading("deemed", "みなし"),
    Heading("days", "答える日数"),
)
_LENGTHS = {"月": "month", "年": "year"}
_ALLOWED = {"可": "allowed", "不可": "forbidden"}


def read_kind(source: Source) -> tuple[DocumentKind | None, list[Problem]]:
    """The kind a file describes, and everything that is wrong with the file; None when it can't be used."""
    written = Written(source)
    top = written.top(_HEADINGS)
    column, words = _variety(written, top.get("variety"))
    kind = DocumentKind(
        key=written.text(top.get("id")),
        name=Text(written.text(top.get("document")), written.text(top.get("english"))),
        template=written.text(top.get("template")),
        office=written.text(top.get("office")),
        basis=written.text(top.get("basis")),
        period=written.text(top.get("period")),
        yearly=written.one_of(top.get("period_is"), _LENGTHS, "month") == "year",
        variety=column,
        varieties=words,
        paid_on=written.text(top.get("paid_on")),
        totals=written.texts(top.get("totals")),
        hidden=written.texts(top.get("hidden")),
        consent=_consent(written, top.get("consent")),
    )
    if kind.template and not kind.template.endswith(".html"):
        position = top["template"].position
        written.say("E013", position, "帳票は .html のファイル名です。", "A template is the name of an .html file.")
    return (None if written.problems else kind), written.problems


def _variety(written: Written, node: Node | None) -> tuple[str, dict[str, Text]]:
    if node is None:
        return "", {}
    parts = written.parts(node, _VARIETY)
    words = parts.get("words")
    if words is None:
        return written.text(parts.get("column")), {}
    if not isinstance(words, MappingNode):
        written.say("E013", words.position, "「値: 呼び方」の形で書いてください。", "Write “value: words” here.")
        return written.text(parts.get("column")), {}
    return written.text(parts.get("column")), {
        entry.key.text: _words(written.text(entry.value)) for entry in words.entries
    }


def _words(text: str) -> Text:
    """例月給与 / Monthly salary."""
    ja, _, en = text.partition(" / ")
    return Text(ja.strip(), en.strip())


def _consent(written: Written, node: Node | None) -> ConsentText | None:
    if node is None:
        return None
    parts = written.parts(node, _CONSENT)
    found = ConsentText(
        name=written.text(parts.get("name")),
        version=written.number(parts.get("version")),
        text=Text(written.text(parts.get("text")), written.text(parts.get("english"))),
        deemed=written.one_of(parts.get("deemed"), _ALLOWED, "forbidden") == "allowed",
        days=written.number(parts.get("days"), 14),
    )
    _at_least_one(written, found.version, parts, "version", node.position)
    _at_least_one(written, found.days, parts, "days", node.position)
    return found


def _at_least_one(written: Written, value: int, parts: Mapping[str, Node], name: str, otherwise: Position) -> None:
    if value < 1:
        place = parts[name].position if name in parts else otherwise
        written.say("E013", place, "1以上の数を書いてください。", "Write a number of at least 1.")
