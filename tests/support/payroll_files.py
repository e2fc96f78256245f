"""Good payroll files, invented from a seed: whatever the layout allows, and every sum right."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from random import Random

from integrations.layouts.layout import ItemType
from integrations.layouts.staff import StaffList, Term
from tests.support.layouts import layout

_FAMILIES = ("目黒", "髙橋", "山﨑", "德田", "碑文谷", "渡邊", "濵野", "大岡山", "中根", "佐々木")
_KANA = ("ﾒｸﾞﾛ", "ﾀｶﾊｼ", "ﾔﾏｻﾞｷ", "ﾄｸﾀﾞ", "ﾋﾓﾝﾔ", "ﾜﾀﾅﾍﾞ", "ﾊﾏﾉ", "ｵｵｵｶﾔﾏ", "ﾅｶﾈ", "ｻｻｷ")
_GIVEN = (("花子", "ﾊﾅｺ"), ("一", "ﾊｼﾞﾒ"), ("さくら", "ｻｸﾗ"), ("Ｍａｒｉａ", "MARIA"), ("翔", "ｼｮｳ"))
_NOTES = ("", "", "", "扶養①の変更", "㈱○○の保険、満期", 'いわゆる"手当"', "4月分,5月分", "髙のまま")
_EARNINGS = tuple(item.id for item in layout().detail.items if item.section == "earnings")
_DEDUCTIONS = tuple(item.id for item in layout().detail.items if item.section == "deductions")
COLUMNS = tuple(item.id for item in layout().detail.items)
AMOUNTS = frozenset(item.id for item in layout().detail.items if item.type is ItemType.YEN)


@dataclass(slots=True)
class PayrollFile:
    """A file before it is written: texts by column."""

    header: list[str]
    rows: list[dict[str, str]]
    trailer: list[str] = field(default_factory=list)
    quote_all: bool = False
    last_end: bool = True

    def count_up(self) -> None:
        """Write the trailer that belongs to the rows."""
        sums = [str(sum(amount(row, item) for row in self.rows)) for item in ("gross", "deduct", "net")]
        numbers = (row["emp_no"] for row in self.rows)
        hash_total = sum(int(number) for number in numbers if number.isascii() and number.isdigit())
        self.trailer = ["T", str(len(self.rows)), *sums, str(hash_total)]

    def lines(self) -> list[str]:
        """Header, details and trailer without their ends."""
        details = [["D", *(row[column] for column in COLUMNS)] for row in self.rows]
        return [self._line(record) for record in (self.header, *details, self.trailer)]

    def content(self) -> bytes:
        return written(self.lines(), last_end=self.last_end)

    def _line(self, record: Iterable[str]) -> str:
        return ",".join(quoted(text) if self.quote_all or set(text) & set(',"\n\r') else text for text in record)


def written(lines: Iterable[str], *, encoding: str = "cp932", end: str = "\r\n", last_end: bool = True) -> bytes:
    """The lines as bytes."""
    return (end.join(lines) + (end if last_end else "")).encode(encoding)


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def amount(row: dict[str, str], column: str) -> int:
    return int(row[column] or 0)


def add_up(row: dict[str, str]) -> None:
    """Make every sum of the row right."""
    gross = sum(amount(row, column) for column in _EARNINGS)
    deduct = sum(amount(row, column) for column in _DEDUCTIONS)
    row["gross"], row["deduct"], row["net"] = str(gross), str(deduct), str(gross - deduct)
    row["taxable"] = str(gross - amount(row, "nontax") - amount(row, "child"))
    row["bank1"] = str(gross - deduct - amount(row, "bank2") - amount(row, "cash"))


def good_file(random: Random) -> PayrollFile:
    """A file without a fault."""
    year, month = random.randint(2024, 2029), random.randint(1, 12)
    period, day = f"{year}{month:02}", f"{year}{month:02}{random.choice((13, 14, 15))}"
    kind, version = random.choice("1111234"), f"{random.choice((1, 1, 1, 2, 11)):02}"
    header = ["H", "131105", period, kind, version, day, "193015", random.choice(("人事給与システム", "給与①号機", ""))]
    numbers = random.sample(range(100_000, 99_999_999), random.randint(21, 26))
    rows = [_row(random, header, day, f"{number:08}") for number in numbers]
    file = PayrollFile(header, rows, quote_all=random.random() < 0.2, last_end=random.random() < 0.8)
    file.count_up()
    return file


def _row(random: Random, header: list[str], day: str, number: str) -> dict[str, str]:
    who = random.randrange(len(_FAMILIES))
    given, given_kana = random.choice(_GIVEN)
    temporary, bonus = random.random() < 0.3, header[3] == "2"
    base = random.randrange(150_000, 480_000, 100)
    manager = 0 if temporary else random.choice((0, 0, 0, 62_000))
    dependants = 0 if temporary else random.choice((0, 9_000, 15_000))
    commute = random.choice((0, 31_200, 71_220))
    row = {column: random.choice(("0", "0", "")) if column in AMOUNTS else "" for column in COLUMNS}
    row |= dict(zip(("org_code", "pay_ym", "pay_kind", "rev"), header[1:5], strict=True))
    row |= {"amend": random.choice("0019"), "pay_date": day, "emp_no": number}
    row |= {"kana": f"{_KANA[who]} {given_kana}", "name": f"{_FAMILIES[who]}　{given}"}
    row |= {"dept_code": f"{random.randrange(1, 15):02}0{random.randrange(1, 9)}0{random.randrange(4)}00"}
    row |= {"dept_name": random.choice(("総務部人事課人事係", "")), "emp_type": "04" if temporary else "01"}
    row |= {"pay_table": "KN" if temporary else "G1", "grade": f"0{random.randint(1, 6)}", "step": "045"}
    row |= {"base": str(base), "dep": str(dependants), "mgr": str(manager), "commute": str(commute)}
    row["area"] = "0" if temporary else str((base + dependants + manager) // 5)
    row["ot"] = "0" if manager else str(random.choice((0, 31_245, 8_883)))
    row["nontax"] = str(commute)
    row["kimatsu"], row["kinben"] = (str(base), str(base // 2)) if bonus else (random.choice(("", "0")), "0")
    row["child"] = random.choice(("0", "10000")) if int(header[2][4:]) % 2 == 0 else "0"
    row["retro_ded"] = random.choice(("0", "", "-3000"))
    row["yearend"] = random.choice(("0", "", "-12345", "800"))
    row |= {"kyosai_s": str(base // 25), "pension": str(base // 11), "itax": str(random.randrange(0, 30_000, 10))}
    row |= {
        "rtax": str(random.randrange(2_000, 26_000, 100)),
        "gojo": "1200",
        "bank2": random.choice(("0", "", "30000")),
    }
    row |= {"ot_hours": random.choice(("0.00", "12.50", "4", "")), "leave_left": "15-03", "note": random.choice(_NOTES)}
    add_up(row)
    return row


def staff_for(rows: Iterable[dict[str, str]]) -> StaffList:
    """The staff list that fits the rows, with a colleague who has left long ago."""
    since = date(2020, 4, 1)
    people = {
        row["emp_no"]: (
            Term(
                name=row["name"],
                kana=row["kana"],
                unit=row["dept_code"],
                kind=row["emp_type"],
                since=since,
                until=None,
            ),
        )
        for row in rows
    }
    left = Term(name="退職　済", kana="ﾀｲｼｮｸ ｽﾞﾐ", unit="01010100", kind="01", since=since, until=date(2021, 3, 31))
    new = Term(name="採用　前", kana="ｻｲﾖｳ ﾏｴ", unit="01010100", kind="01", since=date(2040, 4, 1), until=None)
    return {**people, "00000007": (left,), "00000008": (new,)}


def control_for(content: bytes, file: PayrollFile) -> dict[str, object]:
    """The control file's values for these bytes and this trailer."""
    names = ("records", "gross", "deduct", "net", "emp_no_hash_total")
    totals: dict[str, object] = {name: int(text) for name, text in zip(names, file.trailer[1:], strict=True)}
    return {**totals, "sha256": sha256(content).hexdigest(), "bytes": len(content)}


def as_control(values: dict[str, object]) -> bytes:
    return json.dumps(values).encode()
