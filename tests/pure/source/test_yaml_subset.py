"""What YAML would refuse in its own words, and what it would silently take."""

import pytest

from forms.source.nodes import ScalarNode
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source


def only_problem(text: str) -> Problem:
    problems = read(Source("x.yaml", text))[1]
    assert len(problems) == 1, problems
    return problems[0]


def place(problem: Problem) -> tuple[str, int, int]:
    return (problem.id, problem.position.line, problem.position.column)


@pytest.mark.parametrize(
    "value",
    [
        "お知らせ: 明日から",
        "[重要] お知らせ",
        "{案件番号} ができました",
        "%増えました",
        "@all へ",
        "> 10件",
        "| 区切り",
        "`x`",
        "* 印",
    ],
)
def test_a_text_that_yaml_cannot_take_is_offered_with_a_bar(value: str) -> None:
    problem = only_problem(f"id: x\n文面: {value}\n次: y\n")

    assert (problem.id, problem.position.line) == ("E001", 2)
    assert problem.hint is not None
    assert "文の前に | を置き、次の行から書いてください" in problem.hint.ja
    assert value in problem.hint.ja


def test_a_duplicate_heading_is_e003_and_names_the_other_line() -> None:
    root, problems = read(Source("x.yaml", "代決: 可\n期限: 1日\n代決: 不可\n"))

    assert [place(problem) for problem in problems] == [("E003", 3, 1)]
    assert problems[0].message.ja == "「代決」は 1 行目にもあります。"
    assert root is not None
    assert root.get("代決") == ScalarNode("可", root.entries[0].value.position)


def test_a_duplicate_inside_braces_is_found_too() -> None:
    assert place(only_problem("a: {b: 1, b: 2}\n")) == ("E003", 1, 11)


def test_equal_headings_of_different_parts_are_no_duplicates() -> None:
    assert read(Source("x.yaml", "a: {b: 1}\nc: {b: 2}\n"))[1] == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: &x y\n", 4),
        ("a: *x\n", 4),
        ("a: !!str y\n", 4),
        ("a: !y z\n", 4),
        ("a: ! z\n", 4),
        ("a: &x [b]\n", 4),
        ("a: !x {b: c}\n", 4),
        ("<<: {a: b}\n", 1),
    ],
)
def test_anchors_aliases_tags_and_merge_keys_are_e006(text: str, column: int) -> None:
    assert place(only_problem(text)) == ("E006", 1, column)


def test_an_alias_that_would_grow_without_end_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]

    root, problems = read(Source("x.yaml", "\n".join(lines)))

    assert root is None
    assert {problem.id for problem in problems} == {"E006"}


@pytest.mark.parametrize("text", ["a: b\n---\nc: d\n", "a: b\n...\nc: d\n", "--- a\n--- b\n"])
def test_a_second_document_is_refused(text: str) -> None:
    root, problems = read(Source("x.yaml", text))

    assert root is None
    assert problems[0].message.ja == "1 つのファイルには 1 つの手続だけを書けます。"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: {b: c\nd: e\n", 1, "かっこ"),
        ("a: [b, c\nd: e\n", 1, "かっこ"),
        ("a: ]\n", 1, "かっこ"),
        ("a:\n    b: c\n  d: e\n", 3, "字下げ"),
        ("a:\n  - b: c\n    d:\n      - e\n  - b: c\nx d:\n      - e\n  - b: c\n", 6, "字下げ"),
        ("a: b\nccc\nd: e\n", 2, "見出しの後に"),
        ("a: b\n  c: d\n", 2, "「c」の字下げがずれています"),
        ("a: - b\n", 1, "並び"),
        ("a:\n  - b\n  c: d\n", 3, "「c」の前に「- 」がありません"),
        ("'a\nb: c\n", 1, "引用符"),
        ('a: {"b: c}\nd: e\nf: "{g}"\n', 1, "引用符"),
        ('a: {"b: c}\nd: e\nf: "g" # "h"\ni: {j: "{k}"}\n', 1, "引用符"),
        ('a: "b\n  c"\nd: e\nf: [g\n', 4, "かっこ"),
        ('a:\n  "b\\q": c\n', 2, "\\ の使い方"),
        ("[a]: b\n", 1, "見出しの語"),
        ("", 1, "何も書かれていません"),
        ("# 注だけ\n", 1, "何も書かれていません"),
        ("- a\n", 1, "「見出し: 値」の行で始まります"),
        ("文だけ\n", 1, "「見出し: 値」の行で始まります"),
    ],
)
def test_a_syntax_error_is_told_in_the_words_of_the_writer(text: str, line: int, words: str) -> None:
    problem = only_problem(text)

    assert (problem.id, problem.position.line) == ("E001", line)
    assert words in problem.message.ja


@pytest.mark.parametrize("value", ["最大(a, b)", "「はい、いいえ, 不明」"])
def test_a_comma_that_ends_a_value_between_brackets_is_e001(value: str) -> None:
    problem = only_problem(f"x: {{計算: {value}, 次: y}}\n")

    assert problem.id == "E001"
    assert "コンマ" in problem.message.ja


def test_a_heading_that_goes_on_in_the_next_line_is_told_in_its_own_line() -> None:
    problem = only_problem("a: {気付いた日時 と\n  場所：東横線, b: c}\n")

    assert place(problem) == ("E002", 1, 13)


def test_a_mistake_the_scanner_found_is_not_told_again_by_yaml() -> None:
    assert place(only_problem("手順:\n  - 申請: x\n    担当：申請者\n    期限: 1日\n")) == ("E002", 3, 7)
