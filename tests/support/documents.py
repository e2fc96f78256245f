"""What tests of documents share: templates from text, the ward's payslip, invented pay, pictures of pages."""

import io
import random
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from forms.documents.files import load_template
from forms.documents.press.engine import prove_printing
from forms.documents.read_template import read_template
from forms.documents.template import Template, placeholders
from forms.documents.values import Row
from forms.errors import PrintingUnavailable
from forms.source.source import Source

DOCUMENTS = Path(__file__).resolve().parents[2] / "definitions" / "documents"

PAGE = """<!DOCTYPE html>
<html lang="ja"><head><title>証明書</title><style>{style}</style></head>
<body>{body}</body></html>"""

SURNAMES = ("佐藤", "髙橋", "山﨑", "德永", "𠮷田", "渡邊", "葛󠄀城", "一", "碑文谷", "祖師ヶ谷", "ミュラー", "D'Souza")
GIVEN_NAMES = ("花子", "一", "太郎", "さくら", "陽翔", "亜紀󠄁", "Ｍａｒｉｅ", "エリザベート瑠璃", "圭", "咲")
UNITS = (
    "総務部人事課人事係",
    "区民生活部戸籍住民課",
    "健康福祉部子育て支援課保育計画・指導係",
    "教育委員会事務局学校教育部学務課就学援助・保健給食係",
)
NOTES = (
    "",
    "年末調整の書類は、11月20日（金）までに庶務担当へ出してください。",
    "通勤手当は6か月分（4月～9月）です。住所・経路が変わったときは、15日以内に届け出てください。「届出」は庶務事務システムから。"
    "問合せ: 給与係 内線2345（平日8:30～17:15）。",
)

_LONG = "年末調整過不足：1,234,567→2,345,678（＋1,111,111）"
CORRECTIONS = ("", "", "", "通勤手当：12,000→15,000（＋3,000）、お知らせ", "、".join([*[_LONG] * 8, "ほか12項目"]))


def needs_printing() -> None:
    """Leaves a test out on a machine that lacks what PDF needs; the whole run lets nothing be left out."""
    try:
        prove_printing()
    except PrintingUnavailable as unavailable:
        pytest.skip(str(unavailable))


def template(body: str, style: str = "") -> Template:
    """A template without mistakes."""
    found, findings = read_template(Source("shomei.html", PAGE.format(style=style, body=body)))
    assert found is not None, findings
    return found


def problems(body: str, style: str = "") -> list[str]:
    """What is wrong with a template, as `line:column id message`."""
    _, findings = read_template(Source("shomei.html", PAGE.format(style=style, body=body)))
    return [f"{p.position.line}:{p.position.column} {p.id} {p.message.ja}" for _, p in findings]


def payslip() -> Template:
    """The ward's payslip."""
    found, findings = load_template(DOCUMENTS / "payslip.html")
    assert found is not None, findings
    return found


def pay(chance: random.Random) -> Row:
    """The pay of an invented person."""
    amounts = {
        name: str(chance.choice((0, chance.randrange(10 ** chance.randrange(2, 7)))))
        for name in placeholders(payslip())
    }
    return amounts | {
        "支給年月": chance.choice(("202604", "2026-11")),
        "支給区分": str(chance.randrange(1, 5)),
        "版数": "01",
        "訂正区分": chance.choice("0001"),
        "支給日": "20260415",
        "職員番号": f"{chance.randrange(10**8):08}",
        "氏名カナ": chance.choice(("ﾜﾀﾅﾍﾞ ﾊｼﾞﾒ", "ﾄﾞﾛﾃｱ･ｳﾞｨｸﾄﾘｱ ﾊﾟｰｼﾞﾀｰ")),
        "氏名漢字": f"{chance.choice(SURNAMES)}　{chance.choice(GIVEN_NAMES)}",
        "所属名": chance.choice(UNITS),
        "職員区分": f"0{chance.randrange(1, 8)}",
        "給料表": chance.choice(("G1", "G2", "M1", "KN")),
        "級": "02",
        "号給": "045",
        "戻入額": str(-chance.randrange(20_000)),
        "年末調整過不足": str(chance.randrange(-90_000, 90_000)),
        "超過勤務時間": f"{chance.randrange(80)}.50",
        "年休残": f"{chance.randrange(40):02}-{chance.randrange(8):02}",
        "お知らせ": chance.choice(NOTES),
        "訂正内容": chance.choice(CORRECTIONS),
    }


def pictures(pdf: bytes) -> list[Image.Image]:
    """Every page at 150 dpi."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [page.render(scale=150 / 72).to_pil().convert("RGB") for page in document]


def texts(pdf: bytes) -> list[str]:
    """The text of every page, as a reader copies it."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [page.get_textpage().get_text_range() for page in document]


def plain_pdf(pages: int) -> bytes:
    """A PDF as somebody might attach it: one line on each page."""
    made = io.BytesIO()
    paper = canvas.Canvas(made, invariant=True)
    for number in range(1, pages + 1):
        paper.drawString(72, 700, f"page {number}")
        paper.showPage()
    paper.save()
    return made.getvalue()
