"""The invented staff of めぐる区: 2,100 lines of staff.csv and seven elected or appointed persons."""

import csv
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from approvals.routing.establishment import Person

_NAMESPACE = uuid.UUID("6f0c3f5e-8d0b-5d53-9a57-3f7f6b1a2c10")


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One line of the personnel file."""

    number: str
    name: str
    kana: str
    unit: str
    """Code of the unit."""
    employment: str
    """職員区分: 01 regular, 03 re-employed part time, 04 of the fiscal year, 07 special post."""
    since: date

    @property
    def person(self) -> Person:
        """The person, with the uuid and card that always belong to this staff number."""
        return Person(
            uuid=str(uuid.uuid5(_NAMESPACE, self.number)),
            staff_number=self.number,
            name=self.name,
            kana=self.kana,
            card_number=f"{self.number}-1",
        )


_BEGINNING = date(2020, 4, 1)
WARD, BOARD_OF_EDUCATION = "00000000", "14900000"
ELECTION_COMMISSION, AUDIT_COMMISSIONERS, ASSEMBLY = "16900000", "17900000", "18900000"

SPECIAL = (
    StaffLine("00000011", "八雲　正人", "ﾔｸﾓ ﾏｻﾄ", WARD, "07", _BEGINNING),
    StaffLine("00000012", "柿の木坂　恵", "ｶｷﾉｷｻﾞｶ ﾒｸﾞﾐ", WARD, "07", _BEGINNING),
    StaffLine("00000013", "駒場　誠一", "ｺﾏﾊﾞ ｾｲｲﾁ", WARD, "07", _BEGINNING),
    StaffLine("00000014", "鷹番　和子", "ﾀｶﾊﾞﾝ ｶｽﾞｺ", BOARD_OF_EDUCATION, "07", _BEGINNING),
    StaffLine("00000015", "五本木　隆", "ｺﾞﾎﾝｷﾞ ﾀｶｼ", ELECTION_COMMISSION, "07", _BEGINNING),
    StaffLine("00000016", "洗足　明子", "ｾﾝｿﾞｸ ｱｷｺ", AUDIT_COMMISSIONERS, "07", _BEGINNING),
    StaffLine("00000017", "緑が丘　健", "ﾐﾄﾞﾘｶﾞｵｶ ｹﾝ", ASSEMBLY, "07", _BEGINNING),
)
"""区長, two 副区長, then the heads of the other authorities."""


def read_staff() -> tuple[StaffLine, ...]:
    """The 2,100 regular lines, in order of staff numbers."""
    with (Path(__file__).parent / "staff.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            StaffLine(
                row["number"],
                row["name"],
                row["kana"],
                row["unit"],
                row["employment"],
                date.fromisoformat(row["since"]),
            )
            for row in csv.DictReader(file)
        )
