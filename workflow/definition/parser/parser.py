"""Nodes to document: what a procedure says, and everything in it that is not the language."""

from collections.abc import Mapping
from dataclasses import replace

from forms.source.nodes import MappingNode, Node, ScalarNode
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.document import Procedure
from workflow.definition.enforcement import with_facts
from workflow.definition.parser import compounds, due, form_parts, numbers, scenario_parts, steps, texts, times
from workflow.definition.parser.blocks import block_of_entries
from workflow.definition.parser.reading import Reading, ValueReader
from workflow.definition.regulation_document import RegulationPart
from workflow.definition.vocabulary.entries import Language, ValueType
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal

FORMAT = 1
LANGUAGES: tuple[Language, ...] = ("ja", "en")
OWN_PLACES: dict[str, ValueReader] = {
    "様式": form_parts.read_form,
    "試験": scenario_parts.read_scenarios,
    "共通": scenario_parts.read_shared,
    "場": scenario_parts.read_setting,
    "期待": scenario_parts.read_expectation,
}
"""Places that are read by more than their headings."""


def _place(reading: Reading, type_: ValueType, node: Node) -> object | None:
    return OWN_PLACES.get(type_.word, compounds.read_place)(reading, type_, node)


def _places(reading: Reading, type_: ValueType, node: Node) -> object | None:
    return OWN_PLACES.get(type_.word, compounds.read_places)(reading, type_, node)


READERS: Mapping[str, ValueReader] = {
    "文": texts.read_text,
    "名": texts.read_name,
    "符号": texts.read_id,
    "参照": texts.read_reference,
    "式": texts.read_expression,
    "人": texts.read_person,
    "行の列": texts.read_row_column,
    "選び": texts.read_choice,
    "はい": texts.read_yes_no,
    "型": texts.read_field_type,
    "空": texts.read_nothing,
    "入力値": texts.read_as_written,
    "応答": texts.read_as_written,
    "数": numbers.read_number,
    "人数": numbers.read_people_count,
    "行数": numbers.read_row_count,
    "大きさ": numbers.read_size,
    "範囲": numbers.read_range,
    "成立": numbers.read_quorum,
    "期間": times.read_span,
    "期日": due.read_due,
    "催促": times.read_reminder,
    "再試行": times.read_retry,
    "周期": times.read_monthly,
    "日付": times.read_date,
    "日時": times.read_datetime,
    "並び": compounds.read_list,
    "対応": compounds.read_mapping,
    "連携先": compounds.read_contract,
    "決定表": compounds.read_table,
    "表": texts.read_text,
    "選択肢": compounds.read_choices,
    "編集項目": compounds.read_edit,
    "行先": compounds.read_destination,
    "操作": compounds.read_action,
    "結果": compounds.read_outcome,
    "手順の列": steps.read_steps,
    "進行": scenario_parts.read_course,
    "→": _place,
    "→→": _places,
}
"""One reader for every type of value."""


def parse(root: MappingNode) -> tuple[Procedure, list[Problem]]:
    """The document, and everything that is wrong with it as a text of the language. Never raises."""
    language = language_of(root)
    reading = Reading(Vocabulary(language), READERS)
    _check_format(reading, root)
    procedure = block_of_entries(reading, ("手続",), root, Procedure, language=language)
    if reading.enforced is not None:
        procedure = with_facts(procedure, reading.enforced)
    return replace(procedure, unread=frozenset(reading.unread), complete=reading.complete), reading.problems


def parse_regulation(root: MappingNode) -> tuple[RegulationPart, Language, list[Problem]]:
    """As parse, for a file of shared tables."""
    language = language_of(root)
    reading = Reading(Vocabulary(language), READERS)
    _check_format(reading, root)
    part = block_of_entries(reading, ("規程",), root, RegulationPart)
    return part, language, reading.problems


def language_of(root: MappingNode) -> Language:
    """The first heading decides; where it is missing, the language that more headings belong to."""
    keys = [normal(entry.key.text) for entry in root.entries]
    if "書式" in keys or "format" in keys:
        return "ja" if "書式" in keys[: keys.index("format") if "format" in keys else None] else "en"
    known = {language: Vocabulary(language).headings("手続") for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: sum(key in known[language] for key in keys))


def _check_format(reading: Reading, root: MappingNode) -> None:
    name = "書式" if reading.vocabulary.language == "ja" else "format"
    hint = Text(f"一行目に「{name}: {FORMAT}」と書いてください", f'start with "{name}: {FORMAT}"')
    first = root.entries[0] if root.entries else None
    if first is None or normal(first.key.text) != name:
        position = first.key.position if first else root.position
        reading.report_at("E015", position, f"最初の見出しは「{name}」です。", f'The first heading is "{name}".', hint)
    elif not isinstance(first.value, ScalarNode) or normal(first.value.text) != str(FORMAT):
        reading.report("E015", first.value, "この書式は読めません。", "Unknown format.", hint)
