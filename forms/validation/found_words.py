"""From where and when the value of an item was found that is looked up, in words."""

from collections.abc import Callable, Mapping

from forms.field_type import Json
from forms.spec import ItemSpec, Text
from forms.tokyo_time import TOKYO, InstantUnreadable, read_instant
from forms.validation.lookup import lookup_key

Called = Callable[[str], Text]
"""What people call the table or the system's operation that a value was found in."""


def as_written(source: str) -> Text:
    """旅費の定額の宿泊料: as definitions name it."""
    return Text(source.replace(".", "の"), source)


_WHY = {
    "empty": Text("照会に使う項目がまだ空です。", "It is looked up as soon as what it goes by is filled in."),
    "none": Text("当てはまるものがありません。", "Nothing was found."),
    "several": Text("当てはまるものがいくつもあるので、空にしています。", "Several were found, so it is empty."),
    "failed": Text("照会できませんでした。空のまま出せます。", "It could not be looked up. You may go on without it."),
    "unfit": Text("照会の答えがこの項目に合いません。", "What was found does not fit here."),
    "pending": Text("提出するときに照会します。", "It is looked up when you submit."),
    "not_in_force": Text("この日に施行されている表がありません。", "No table was in force on that day."),
}


def found_words_in_rows(table: ItemSpec, rows: Json, language: str, called: Called = as_written) -> str:
    """The same of the cells of a table, each sentence once: 1・3行目の定額: 当てはまるものがありません。"""
    said: dict[str, list[str]] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        cells = row if isinstance(row, Mapping) else {}
        for column in table.columns:
            if isinstance(found := cells.get(lookup_key(column.key)), Mapping):
                name = Text(column.name, column.en).in_language(language)
                said.setdefault(f"{name}: {found_words(found, language, called)}", []).append(str(number))
    if language == "en":
        return " ".join(f"Row {', '.join(numbers)}, {words}" for words, numbers in said.items())
    return " ".join(f"{'・'.join(numbers)}行目の{words}" for words, numbers in said.items())


def found_words(found: Mapping[str, Json], language: str, called: Called = as_written) -> str:
    """12月9日 9:41 に照会（旅費の定額）; or why there is nothing."""
    note = found.get("note")
    if note:
        return _WHY.get(str(note), _WHY["failed"]).in_language(language)
    try:
        at = read_instant(str(found.get("at"))).astimezone(TOKYO)
    except InstantUnreadable:
        return ""
    source, clock = called(str(found.get("from"))).in_language(language), f"{at.hour}:{at.minute:02}"
    if language == "en":
        return f"Looked up on {at.day} {at:%b}, {clock} ({source})"
    return f"{at.month}月{at.day}日 {clock} に照会（{source}）"
