"""Reads the file of people (職員): who works here, under which number and name."""

import re
from dataclasses import dataclass
from datetime import date

from approvals.hr.findings import Findings
from approvals.hr.table import Row, period

HEADINGS = ("職員番号", "氏名", "カナ氏名", "職員区分", "職員証番号", "採用日", "退職日")
_NUMBER = re.compile(r"[0-9A-Za-z]{1,20}")
LONGEST_CARD = 40
_EMPLOYMENT = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """A person as personnel knows them."""

    number: str
    name: str
    kana: str
    employment: str
    card: str
    since: date
    until: date
    row: Row


def read_staff(rows: list[Row], findings: Findings) -> dict[str, StaffLine]:
    """The people by staff number."""
    found: dict[str, StaffLine] = {}
    for row in rows:
        number, days = row["職員番号"], period(row, "採用日", "退職日", findings)
        if number in found:
            first = found[number].row.number
            findings.refuse(row, f"職員番号{number}は{first}行目にもあります。", f"{number} is in row {first} too.")
        elif not _NUMBER.fullmatch(number):
            findings.refuse(row, f"職員番号「{number}」は、20字以内の半角英数字ではありません。", "No staff number.")
        elif not row["氏名"]:
            findings.refuse(row, "氏名がありません。", "The name is missing.")
        elif not _EMPLOYMENT.fullmatch(row["職員区分"]):
            ja = f"職員区分「{row['職員区分']}」は2桁の半角数字ではありません。"
            findings.refuse(row, ja, "The kind of employment is not two digits.")
        elif len(row["職員証番号"]) > LONGEST_CARD:
            ja = f"職員証番号が{LONGEST_CARD}字を超えています。"
            findings.refuse(row, ja, f"The number of the card has more than {LONGEST_CARD} characters.")
        elif days is not None:
            found[number] = StaffLine(
                number=number,
                name=row["氏名"],
                kana=row["カナ氏名"],
                employment=row["職員区分"],
                card=row["職員証番号"],
                since=days[0],
                until=days[1],
                row=row,
            )
    return found
