"""The payroll system's file of a month for the ward's staff: invented amounts, every sum right."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

BODY = "131105"
COLUMNS = tuple(
    "org_code pay_ym pay_kind rev amend pay_date emp_no kana name dept_code dept_name emp_type pay_table grade step"  # noqa: SIM905
    " base dep area house commute mgr ot hol night special duty kimatsu kinben child retro_pay retro_ded gross nontax"
    " taxable kyosai_s kyosai_c pension ret_pen emp_ins itax rtax loan gojo group_ins zaikei union_fee other_ded"
    " yearend deduct net bank1 bank2 cash ot_hours leave_left note".split()
)
"""Of a detail, in the order of definitions/layouts/payroll-payslip.yaml."""
_EARNINGS = COLUMNS[COLUMNS.index("base") : COLUMNS.index("gross")]
_DEDUCTIONS = COLUMNS[COLUMNS.index("kyosai_s") : COLUMNS.index("deduct")]
_SIX_MONTHS_COMMUTING, _BONUS = (4, 10), "2"
Row = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Somebody who is paid."""

    number: str
    name: str
    kana: str
    unit: str
    unit_name: str
    kind: str
    """職員区分."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayrollFile:
    """What lies at the SFTP server."""

    name: str
    content: bytes
    control: bytes
    totals: Mapping[str, int]
    """records, gross, deduct and net, as the section's own list has them."""

    @property
    def control_name(self) -> str:
        return f"{self.name.removesuffix('.csv')}.ctl.json"


def payroll_file(
    people: Iterable[Payee],
    month: date,
    pay_day: date,
    *,
    kind: str = "1",
    version: int = 1,
    corrected: Mapping[str, Mapping[str, int]] | None = None,
) -> PayrollFile:
    """`corrected`: other amounts for some staff numbers; their rows are marked as corrections."""
    head = [BODY, f"{month:%Y%m}", kind, f"{version:02}"]
    rows = [_row(payee, head, month, pay_day, (corrected or {}).get(payee.number)) for payee in people]
    return _written(f"meisai_{head[1]}_{kind}_{head[3]}.csv", [*head, f"{pay_day:%Y%m%d}"], rows)


def _written(name: str, header: Sequence[str], rows: Sequence[Row]) -> PayrollFile:
    totals = {key: sum(int(row[key]) for row in rows) for key in ("gross", "deduct", "net")}
    totals = {"records": len(rows)} | totals
    hash_total = sum(int(row["emp_no"]) for row in rows)
    lines = [",".join(["H", *header, "193000", "人事給与システム"])]
    lines += [",".join(["D", *(str(row[column]) for column in COLUMNS)]) for row in rows]
    lines.append(",".join(["T", *map(str, totals.values()), str(hash_total)]))
    content = "".join(f"{line}\r\n" for line in lines).encode("cp932")
    said = totals | {
        "emp_no_hash_total": hash_total,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return PayrollFile(name=name, content=content, control=json.dumps(said).encode(), totals=totals)


def _row(payee: Payee, head: Sequence[str], month: date, pay_day: date, corrected: Mapping[str, int] | None) -> Row:
    always, now = Random(payee.number), Random(f"{payee.number} {month}")  # noqa: S311 - a story, not a secret
    temporary = payee.kind == "04"
    base = always.randrange(190_000, 430_000, 100)
    row: Row = dict.fromkeys(COLUMNS, 0)
    row |= dict(zip(("org_code", "pay_ym", "pay_kind", "rev"), head, strict=True))
    row |= {"amend": "1" if corrected else "0", "pay_date": f"{pay_day:%Y%m%d}", "emp_no": payee.number}
    row |= {"kana": payee.kana, "name": payee.name, "dept_code": payee.unit, "dept_name": payee.unit_name}
    row |= {"emp_type": payee.kind, "pay_table": "KN" if temporary else "G1", "grade": f"0{always.randint(1, 6)}"}
    row |= {"step": f"{always.randint(1, 90):03}", "leave_left": f"{now.randint(2, 20):02}-{now.randint(0, 7):02}"}
    row |= {"ot_hours": "0.00", "note": ""}
    if head[2] == _BONUS:
        row |= {"kimatsu": base * 6 // 5, "kinben": base}
    else:
        _monthly(row, base, temporary, month, always, now)
    row |= corrected or {}
    _add_up(row)
    return row


def _monthly(row: Row, base: int, temporary: bool, month: date, always: Random, now: Random) -> None:
    dependants = 0 if temporary else always.choice((0, 0, 9_000, 15_000))
    half_a_year = always.choice((0, 31_200, 48_960, 71_220))
    commuting = half_a_year if month.month in _SIX_MONTHS_COMMUTING else 0
    overtime = now.choice((0, 0, 4, 8, 12, 15))
    row |= {"base": base, "dep": dependants, "house": always.choice((0, 0, 8_300, 15_000))}
    row |= {"area": 0 if temporary else (base + dependants) // 5, "commute": commuting, "nontax": commuting}
    row |= {"ot": overtime * 2_330, "ot_hours": f"{overtime}.00"}
    row["child"] = always.choice((0, 0, 0, 10_000)) if month.month % 2 == 0 else 0


def _add_up(row: Row) -> None:
    """Deductions from what is earned, and every sum."""
    gross = sum(int(row[key]) for key in _EARNINGS)
    taxable = gross - int(row["nontax"]) - int(row["child"])
    row |= {"kyosai_s": taxable * 4 // 100, "pension": taxable * 9 // 100, "ret_pen": taxable * 7 // 1000}
    row |= {"itax": taxable * 25 // 1000 // 10 * 10, "rtax": taxable * 45 // 1000 // 100 * 100, "gojo": 1_200}
    deduct = sum(int(row[key]) for key in _DEDUCTIONS)
    row |= {"gross": gross, "taxable": taxable, "deduct": deduct, "net": gross - deduct, "bank1": gross - deduct}
