"""A procedure in the other language is the same procedure."""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import CommandError, call_command

from forms.expressions.expression import Expression
from forms.expressions.scope import Scope
from forms.feel.types import BOOLEAN, DATE, TEXT, YEN, Name
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import FormSpec
from forms.tables.reader import answer_words
from meguro_platform.definition_names import names_for
from meguro_platform.scenarios.run import run_scenarios
from tests.support.definitions import CATALOGUE, GOLDEN, PROJECT, SHIPPED, load_text
from tests.support.scenarios import town
from tests.support.ward import ward
from workflow.definition.catalogue import Catalogue
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.document import Case, ChoiceStep, NotifyStep, Step
from workflow.definition.load import load
from workflow.definition.parser.parser import LANGUAGES, parse
from workflow.definition.regulation import load_regulation
from workflow.definition.translation.expressions import Expressions
from workflow.definition.translation.tables import Tables
from workflow.definition.translation.translate import NotTranslated, translate, translate_with_tables
from workflow.definition.translation.walk import BY_TYPE
from workflow.definition.vocabulary.entries import ValueType
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, Vocabulary
from workflow.engine.nodes import CallNode
from workflow.engine.program import Program
from workflow.engine.scope import scope_of
from workflow.engine.sending import is_letter
from workflow.engine.stages import ENGLISH

DEFINITIONS = PROJECT / "definitions"
PROCEDURES = sorted((DEFINITIONS / "procedures").glob("*.yaml"))
REGULATIONS = sorted((DEFINITIONS / "authority").glob("*.yaml"))
WITH_SMALL_NAMES = [path for path in (GOLDEN / "ok").glob("*.yaml") if not path.stem.endswith("in-english")]
LEAVE = next(path for path in SHIPPED if path.stem == "leave-of-absence")
SCOPE = Scope(
    {
        "理由": Name("reason", TEXT),
        "額": Name("amount", YEN, may_be_null=True),
        "届いた日": Name("day", DATE),
        "済み": Name("done", BOOLEAN),
    }
)


def names_of(path: Path) -> Catalogue:
    return names_for(path, ward().office, DEFINITIONS)


def checked(text: str, catalogue: Catalogue) -> Checked:
    root, _ = read(Source("procedure.yaml", text))
    assert root is not None
    return Checked(compile_procedure(parse(root)[0], catalogue), catalogue)


def expressions(found: Checked) -> list[Expression]:
    return [expression for _, expression in found.expressions]


def without_wording(program: Program, texts: set[str]) -> Any:
    """The program as plain data, without language, texts of people, expressions, tables and texts with slots."""

    def bare(value: Any) -> Any:
        match value:
            case dict():
                return {key: bare(each) for key, each in value.items() if not (key == "text" and "base" in value)}
            case list() | tuple():
                return [bare(each) for each in value]
            case str() if value in texts:
                return ""
        return value

    return bare(msgspec.to_builtins(program)) | {"language": ""}


def texts_in(found: Checked) -> set[str]:
    """Expressions, also the lines of a condition put together, tables, and texts with slots."""
    word = " かつ " if found.program.language == "ja" else " and "
    lines = [step.if_ for step in steps_and_cases(found)]
    joined = {word.join(f"({line.value})" for line in each) for each in lines if len(each) > 1}
    notices = [placed.step for placed in found.steps(NotifyStep) if isinstance(placed.step, NotifyStep)]
    slots = {text.value for step in notices for text in (step.subject, step.text) if text}
    written = {each.text.value for each in found.written} | {"はい", "yes", "いいえ", "no", "行", "row"}
    tables = found.program.tables
    people = {
        word for table in tables for _, words in answer_words(table.text, as_csv=table.csv).values() for word in words
    }
    sent = (node.send for node in found.program.nodes if isinstance(node, CallNode) and is_letter(node.id))
    carried = {source for sends in sent for _, source in sends}  # what 電子 tells: written by the compiler
    return written | joined | slots | people | carried | {table.text for table in tables}


def steps_and_cases(found: Checked) -> Iterator[Step | Case]:
    for placed in found.outline.all:
        yield placed.step
        yield from placed.step.cases if isinstance(placed.step, ChoiceStep) else ()


@pytest.mark.parametrize("path", PROCEDURES + REGULATIONS, ids=lambda path: path.stem)
def test_a_shipped_definition_translated_twice_is_the_same_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    twin = translate(Source(path.name, text), names_of(path))

    assert twin != text
    assert translate(Source(path.name, twin), names_of(path)) == text


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_the_twin_compiles_to_the_same_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    one, other = (checked(each, names_of(path)) for each in (text, translate(Source(path.name, text), names_of(path))))

    texts = texts_in(one) | texts_in(other)
    assert without_wording(other.program, texts) == without_wording(one.program, texts)
    for here, there in zip(expressions(one), expressions(other), strict=True):
        assert (there.type, there.reads, there.unguarded) == (here.type, here.reads, here.unguarded), there.text


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_the_scenarios_of_the_twin_hold(path: Path) -> None:
    twin = translate(Source(path.name, path.read_text(encoding="utf-8")), names_of(path))
    loaded = load(Source(path.name, twin), names_of(path))
    assert loaded.program is not None

    result = run_scenarios(loaded.program, loaded.scenarios, town())

    assert [scenario.name for scenario in result.scenarios if scenario.failure] == []
    assert result.scenarios


@pytest.mark.parametrize("path", REGULATIONS, ids=lambda path: path.stem)
def test_the_twin_of_a_regulation_answers_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sources = (Source(path.name, text), Source(path.name, translate(Source(path.name, text), names_of(path))))
    one, other = (load_regulation(source, names_of(path)).regulation for source in sources)

    assert one.tables
    assert [replace(table, text="") for table in other.tables] == [replace(table, text="") for table in one.tables]
    for here, there in zip(one.tables, other.tables, strict=True):
        assert list(answer_words(there.text)) == [ENGLISH.get(name, name) for name in answer_words(here.text)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_procedure_goes_by_a_regulation_in_the_other_language(language: str) -> None:
    path = DEFINITIONS / "procedures" / "budget-execution.yaml"
    rules = DEFINITIONS / "authority" / "spending.yaml"
    text, names = path.read_text(encoding="utf-8"), names_of(path)
    english = translate(Source(rules.name, rules.read_text(encoding="utf-8")), names_of(rules))
    if language == "ja":
        found = load_regulation(Source(rules.name, english), names_of(rules)).regulation
        names = replace(names, regulations={**names.regulations, "spending": found})
    source = Source(path.name, text if language == "ja" else translate(Source(path.name, text), names))

    loaded = load(source, names)
    assert loaded.program is not None

    result = run_scenarios(loaded.program, loaded.scenarios, town())
    assert [scenario.name for scenario in result.scenarios if scenario.failure] == []


def test_every_type_of_value_is_translated_or_the_same_in_both_languages() -> None:
    def names(type_: ValueType) -> set[str]:
        return {type_.name}.union(*map(names, type_.of))

    known = set().union(*(names(heading.value) for heading in ALL_HEADINGS))

    assert known - set(BY_TYPE) == {"文", "名", "符号", "数", "大きさ", "日付", "日時", "空"}


@pytest.mark.parametrize("path", WITH_SMALL_NAMES, ids=lambda path: path.stem)
def test_every_construct_comes_back_as_it_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    twin = translate(Source(path.name, text), CATALOGUE)

    assert translate(Source(path.name, twin), CATALOGUE) == text
    assert load_text(twin).problems == ()


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("理由 = 「紛失」かつ額 > 500円", '理由 = "紛失" and 額 > 500 yen'),
        ("理由が「紛失」「盗難」のどれか または 済み", '理由 in ("紛失", "盗難") or 済み'),
        ("理由が「紛失」「盗難」のどれでもない", 'not(理由 in ("紛失", "盗難"))'),
        ("空(額)", "empty(額)"),
        ("(額 ?? 0円) >= 1億5000万円", "(額 ?? 0 yen) >= 1億5000万円"),
        ("届いた日 + 3営業日 <= 今日", "届いた日 + 3 business_days <= today"),
        ("申請者.所属.課 = 「人事課」", 'applicant.unit.section = "人事課"'),
        ("決定.結果 = 「決定」", 'decision.outcome = "decide"'),
        ("営業日数(届いた日, 今日) > 3", "business_days_between(届いた日, today) > 3"),
    ],
)
def test_an_expression_in_both_languages(ja: str, en: str) -> None:
    in_japanese, in_english = (Scope({**scope_of(FormSpec(), language).names, **SCOPE.names}) for language in LANGUAGES)

    assert Expressions("ja").translated(ja, in_japanese) == en
    assert Expressions("en").translated(en, in_english).replace(" かつ ", "かつ") == ja


def test_an_item_that_has_the_id_of_a_report_keeps_its_name() -> None:
    named = Scope({"内訳": Name("report", TEXT, True)})

    assert Expressions("ja").translated("内訳 = 「あり」", named) == '内訳 = "あり"'


def test_a_decision_table_in_both_languages() -> None:
    ja = "| 額 | 理由 || 人(職の並び) |\n| 50万円以上500万円未満、空 | 紛失以外 || 課長 |\n| 3円以下 | 〃 || なし |\n"
    en = "| 額 | 理由 || 人(post list) |\n| [50万円..500万円)、empty | other than 紛失 || 課長 |\n| <= 3 yen | ditto || none |\n"  # noqa: E501

    assert Tables(Vocabulary("ja"), Expressions("ja"), str).translated(ja, SCOPE) == en
    assert Tables(Vocabulary("en"), Expressions("en"), str).translated(en, SCOPE) == ja


ENDORSEMENT = next(path for path in PROCEDURES if path.stem == "event-endorsement")


def test_a_csv_table_is_translated_with_its_procedure_and_back_to_the_byte() -> None:
    source, names = Source(ENDORSEMENT.name, ENDORSEMENT.read_text(encoding="utf-8")), names_of(ENDORSEMENT)
    (table,) = names.table_files.items()

    twin = translate_with_tables(source, names)
    beside = replace(names, table_files=twin.tables)
    loaded = load(Source(source.path, twin.text), beside)
    back = translate_with_tables(Source(source.path, twin.text), beside)

    header, first, *_ = twin.tables[table[0]].splitlines()
    assert header == "事案,,decider(people),consult(people list),verify(people list),article(text)"
    assert first.startswith("前例のある後援名義使用承認,,") and "applicant's section's records_officer" in first
    assert loaded.program is not None
    assert run_scenarios(loaded.program, loaded.scenarios, town()).passed
    assert (back.text, dict(back.tables)) == (source.text, dict([table]))


def test_a_csv_line_keeps_its_quotes_and_its_end() -> None:
    ja = '\ufeff# "表",\r\n額,,人(職の並び)\r\n"50万円以上500万円未満、空",,課長\r\n-,,"係長"\r\n'
    en = '\ufeff# "表",\r\n額,,人(post list)\r\n[50万円..500万円)、empty,,課長\r\n-,,"係長"\r\n'

    assert Tables(Vocabulary("ja"), Expressions("ja"), str).translated_csv(ja, SCOPE) == en


def test_a_procedure_with_errors_is_not_translated() -> None:
    text = LEAVE.read_text(encoding="utf-8").replace("  - call:", "  - calls:")

    with pytest.raises(NotTranslated) as refused:
        translate(Source("leave.yaml", text), names_of(LEAVE))

    assert [problem.id for problem in refused.value.problems][:1] == ["E021"]


def test_the_command_prints_the_twin() -> None:
    out = StringIO()

    call_command("translate_definition", str(LEAVE), stdout=out)

    assert "書式: 1\n手続: 休暇届\n" in out.getvalue()
    assert "担当: 申請者の課の庶務担当" in out.getvalue()


def test_the_command_writes_the_twin_and_its_tables_into_a_folder_and_replaces_nothing(tmp_path: Path) -> None:
    call_command("translate_definition", str(ENDORSEMENT), to=tmp_path / "english")

    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "english").iterdir()}
    assert written["event-endorsement.yaml"].startswith("format: 1\n")
    assert "decider(people)" in written["event-endorsement.csv"]
    with pytest.raises(CommandError, match="もうあります"):
        call_command("translate_definition", str(ENDORSEMENT), to=tmp_path / "english")
