"""Dirt in the rows of a payroll file: first with sums that are right nevertheless, then in single texts."""

from collections.abc import Callable

from integrations.layouts.layout import Consequence
from tests.support.payroll_dirt import Act, Dirt, Mutant, Place
from tests.support.payroll_files import AMOUNTS, add_up, amount

NOTE, WARN, HOLD, REJECT = Consequence.NOTE, Consequence.WARN, Consequence.HOLD, Consequence.REJECT

Change = Callable[[dict[str, str]], None]


def _appended(ending: str) -> Callable[[str], str]:
    return lambda text: text + ending


def _set(**texts: str) -> Act:
    """Write these texts into a row and add it up again."""

    def act(mutant: Mutant) -> None:
        row = mutant.row()
        row |= texts
        add_up(row)

    return act


def _with(column: str, change: Callable[[str], str]) -> Act:
    """Change one text of a row."""

    def act(mutant: Mutant) -> None:
        row = mutant.row()
        row[column] = change(row[column])

    return act


def _negative_net(mutant: Mutant) -> None:
    row = mutant.row()
    row["other_ded"] = str(amount(row, "other_ded") + amount(row, "net") + 5_000)
    add_up(row)
    if mutant.random.random() < 0.5:
        row |= {"bank1": "0", "bank2": "0", "cash": "0"}


def _duplicate(mutant: Mutant) -> None:
    mutant.file.rows.append(dict(mutant.row()))


def _cancelled(mutant: Mutant) -> None:
    mutant.file.rows.append({**mutant.row(), "amend": "9"})


def _missing(mutant: Mutant) -> None:
    mutant.file.rows.remove(mutant.row())


def _bonus(mutant: Mutant) -> None:
    mutant.file.header[3] = "1"
    for row in mutant.file.rows:
        row |= {"pay_kind": "1", "kimatsu": "0", "kinben": ""}
        add_up(row)
    _set(kimatsu="250000")(mutant)


def _area(mutant: Mutant) -> None:
    row = mutant.row()
    row["emp_type"], row["area"] = "01", str((amount(row, "base") + amount(row, "dep") + amount(row, "mgr")) // 5 + 2)
    add_up(row)


def _other_month(mutant: Mutant) -> None:
    row = mutant.row()
    row["pay_ym"] = "203012" if row["pay_ym"] != "203012" else "203011"


def _exchange(mutant: Mutant) -> None:
    """Two people get each other's number."""
    pairs = ((one, other) for one in mutant.free for other in mutant.free)
    one, other = next(pair for pair in pairs if all(pair[0][item] != pair[1][item] for item in ("name", "kana")))
    mutant.free = [row for row in mutant.free if row is not one and row is not other]
    one["emp_no"], other["emp_no"] = other["emp_no"], one["emp_no"]


def _totals_as_row(mutant: Mutant) -> None:
    """A spreadsheet's last line, counted as a detail in everything that counts."""
    sums = {column: str(sum(amount(row, column) for row in mutant.file.rows)) for column in AMOUNTS}
    mutant.file.rows.append({**mutant.row(), **sums, "emp_no": "00000000", "name": "合計"})


def _details_of_another_month(mutant: Mutant) -> None:
    for row in mutant.file.rows:
        row["pay_ym"] = "203012" if row["pay_ym"] != "203012" else "203011"


def _row(name: str, act: Act, consequence: Consequence, code: str) -> Dirt:
    return Dirt(name, Place.ROW, act, consequence, code)


def _text(name: str, act: Act, consequence: Consequence, code: str) -> Dirt:
    return Dirt(name, Place.TEXT, act, consequence, code)


WITH_RIGHT_SUMS = (
    _row("a number nobody has", _with("emp_no", lambda _: "99999990"), HOLD, "staff_unknown"),
    _row("somebody who has left", _with("emp_no", lambda _: "00000007"), HOLD, "staff_left"),
    _row("somebody not yet in office", _with("emp_no", lambda _: "00000008"), HOLD, "staff_not_yet"),
    _row("negative net pay", _negative_net, HOLD, "negative_net"),
    _row("the same number twice", _duplicate, REJECT, "duplicate_key"),
    _row("a person left out", _missing, WARN, "staff_missing"),
    _row("a blank staff number", _with("emp_no", lambda _: ""), REJECT, "required_missing"),
    _row("a blank name", _with("name", lambda _: ""), REJECT, "required_missing"),
    _row("a name of spaces", _with("name", lambda _: "　　"), REJECT, "required_missing"),
    _row("leading zeros lost", _with("emp_no", lambda text: text[2:]), REJECT, "length"),
    _row("letters in the number", _with("emp_no", lambda text: "A" + text[1:]), REJECT, "type"),
    _row("full-width kana", _with("kana", lambda _: "メグロ　ハナコ"), WARN, "full_width_kana"),
    _row("kanji among kana", _with("kana", lambda _: "目黒"), REJECT, "type"),
    _row("a private character", _with("name", _appended("\ue000")), WARN, "gaiji"),
    _row("another name", _with("name", _appended("子")), WARN, "name_differs"),
    _row("another unit", _with("dept_code", lambda _: "99999999"), WARN, "unit_differs"),
    _row("a lost character", _with("name", _appended("〓")), WARN, "lost_character"),
    _row("a half-width letter", _with("name", _appended("A")), WARN, "half_width"),
    _row("a line feed in a note", _with("note", lambda _: "4月から\n変更"), WARN, "newline_in_item"),
    _row("empty lines in a note", _with("note", lambda _: "4月から\r\n\r\n変更"), WARN, "newline_in_item"),
    _row("a tab in a note", _with("note", lambda _: "4月\t変更"), WARN, "tab_in_item"),
    _row("a wave dash", _with("note", lambda _: "4/1～4/30"), NOTE, "round_trip"),
    _row("a bonus in a monthly payment", _bonus, REJECT, "bonus_in_other_payment"),
    _row("a positive repayment", _set(retro_ded="12000"), REJECT, "positive_repayment"),
    _row("untaxed commuting without commuting", _set(commute="0", nontax="5000"), REJECT, "untaxed_commuting"),
    _row("a wrong area allowance", _area, WARN, "area_allowance"),
    _row("overtime of a manager", _set(mgr="62000", ot="3000"), WARN, "overtime_of_manager"),
    _row("an unknown kind of staff", _with("emp_type", lambda _: "99"), REJECT, "choice"),
    _row("another month", _other_month, REJECT, "month_mismatch"),
    _row("another version", _with("rev", lambda _: "99"), REJECT, "header_mismatch"),
    _row("another body", _with("org_code", lambda _: "131113"), REJECT, "header_mismatch"),
    _row("a pay day of another month", _with("pay_date", lambda _: "20310115"), HOLD, "pay_day_outside_month"),
    _row("numbers of two people exchanged", _exchange, HOLD, "staff_mixed_up"),
    _row("cancelled and sent along", _cancelled, REJECT, "duplicate_key"),
    _row("details of another month", _details_of_another_month, REJECT, "month_mismatch"),
    _row("a row of totals", _totals_as_row, HOLD, "staff_unknown"),
    _row("a code padded with a blank", _with("emp_type", _appended(" ")), REJECT, "choice"),
    _row("zeros of a code lost", _with("grade", lambda text: text.lstrip("0")), REJECT, "choice"),
    _row("a pay day of zeros", _with("pay_date", lambda _: "00000000"), REJECT, "type"),
    _row("a pay day of the era", _with("pay_date", lambda text: "0008" + text[4:]), REJECT, "type"),
    _row(
        "a pay day with hyphens", _with("pay_date", lambda text: f"{text[:4]}-{text[4:6]}-{text[6:]}"), REJECT, "type"
    ),
    _row("a month of the era", _with("pay_ym", lambda text: "0804"), REJECT, "type"),
    _row("a character nobody could write", _with("name", lambda text: text[:-1] + "?"), WARN, "half_width"),
    _row("31 April", _with("pay_date", lambda _: "20260431"), REJECT, "type"),
)
IN_TEXTS = (
    _text("a minus behind the number", _with("retro_ded", lambda _: "12000-"), REJECT, "type"),
    _text("a number between brackets", _with("retro_ded", lambda _: "(12000)"), REJECT, "type"),
    _text("a sign punched over the last digit", _with("retro_ded", lambda _: "1200}"), REJECT, "type"),
    _text("NULL", _with("house", lambda _: "NULL"), REJECT, "type"),
    _text("a database's sign for nothing", _with("house", lambda _: "\\N"), REJECT, "type"),
    _text("a hyphen for nothing", _with("house", lambda _: "-"), REJECT, "type"),
    _text("asterisks for too wide a number", _with("house", lambda _: "*********"), REJECT, "type"),
    _text("a wide blank in an amount", _with("house", lambda _: "1　200"), REJECT, "type"),
    _text("an amount in single quotes", _with("gross", lambda text: f"'{text}'"), REJECT, "type"),
    _text("hours and minutes", _with("ot_hours", lambda _: "12:30"), REJECT, "type"),
    _text("hours without a digit before the point", _with("ot_hours", lambda _: ".5"), REJECT, "type"),
    _text("hours with a point and nothing behind", _with("ot_hours", lambda _: "12."), REJECT, "type"),
    _text("leave as a day of a spreadsheet", _with("leave_left", lambda _: "45858"), REJECT, "pattern"),
    _text("net pay of the wrong sign", _with("net", lambda text: "-" + text.lstrip("-")), REJECT, "net_cross_foot"),
    _text("tax ten times as high", _with("itax", lambda text: str(int(text) * 10 + 10)), REJECT, "deduct_cross_foot"),
    _text("full-width digits", _with("rtax", lambda _: "１２３"), REJECT, "type"),
    _text("full-width digits in a sum", _with("gross", lambda _: "１２３"), REJECT, "type"),
    _text("thousands separators", _with("base", lambda _: "324,100"), REJECT, "type"),
    _text("a triangle", _with("retro_ded", lambda _: "△12000"), REJECT, "type"),
    _text("a full-width minus", _with("yearend", lambda _: "－500"), REJECT, "type"),
    _text("a space before an amount", _with("net", lambda text: " " + text), REJECT, "type"),
    _text("a space after an amount", _with("rtax", _appended(" ")), REJECT, "type"),
    _text("a decimal point", _with("gojo", _appended(".0")), REJECT, "type"),
    _text("a power of ten", _with("gojo", lambda _: "1.2E+3"), REJECT, "type"),
    _text("a plus", _with("gojo", lambda text: "+" + text), REJECT, "type"),
    _text("an underscore", _with("gojo", lambda _: "1_200"), REJECT, "type"),
    _text("a yen sign", _with("gojo", lambda text: "\\" + text), REJECT, "type"),
    _text("a formula error", _with("itax", lambda _: "#N/A"), REJECT, "type"),
    _text("a minus where none may be", _with("itax", lambda _: "-100"), REJECT, "type"),
    _text("too many digits", _with("itax", lambda _: "1234567890"), REJECT, "length"),
    _text("a blank sum", _with("gross", lambda _: ""), REJECT, "required_missing"),
    _text("pay off by a yen", _with("gross", lambda text: str(int(text) + 1)), REJECT, "gross_cross_foot"),
    _text("deductions off by a yen", _with("deduct", lambda text: str(int(text) - 1)), REJECT, "deduct_cross_foot"),
    _text("net pay off by a yen", _with("net", lambda text: str(int(text) + 1)), REJECT, "net_cross_foot"),
    _text("a transfer off by a yen", _with("bank1", lambda text: str(int(text) + 1)), REJECT, "transfer_cross_foot"),
    _text(
        "a taxable amount off by a yen", _with("taxable", lambda text: str(int(text) + 1)), REJECT, "taxable_cross_foot"
    ),
    _text("an allowance off by a yen", _with("base", lambda text: str(int(text) + 1)), REJECT, "gross_cross_foot"),
    _text("too long a name", _with("name", lambda text: text + "長" * 20), REJECT, "length"),
    _text("leave in another form", _with("leave_left", lambda _: "15.3"), REJECT, "pattern"),
    _text("a date in place of leave", _with("leave_left", lambda _: "3/15"), REJECT, "pattern"),
    _text("three decimals", _with("ot_hours", lambda _: "1.125"), REJECT, "type"),
)
