"""Every mistake of a template is told with its line and column; a template with one is not used."""

import pytest

from forms.documents.read_template import read_template
from forms.documents.template import placeholders
from forms.source.source import Source
from tests.support.documents import PAGE, problems, template


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>{氏名</p>", "3:10 D011 差込みの「{」に相手がありません。"),
        ("<p>{}</p>", "3:10 D011 { } の中に項目の名前がありません。"),
        ("<p>\n  様 {給料:円}</p>", "4:5 D011 形式「円」はありません。"),
        ("<p>様 {氏名} <b>殿</b></p>", "3:7 D012 差込み {氏名} をもつ <p> には、文のほかに何も入れられません。"),
        ('<p class="{氏名}">様</p>', "3:7 D012 差込みは文の中だけに書けます。属性には書けません。"),
        ("<script>alert(1)</script>", "3:7 D003 <script> は帳票に使えません。"),
        ("<img>", "3:7 D003 <img> は帳票に使えません。"),
        ('<p onclick="x">様</p>', "3:7 D003 属性「onclick」は使えません。"),
        ('<p style="color: red">様</p>', "3:7 D003 属性「style」は使えません。"),
        ('<link rel="stylesheet" href="../x.css">', "3:7 D003 <link> は同じフォルダーのスタイルシートだけです"),
        ('<link rel="stylesheet" href="x.css">', "3:7 D005 スタイルシート「x.css」がありません。"),
        ("<p>様", "3:11 D002 </body> の前に </p> が要ります。"),
        ("</p>", "3:7 D002 </p> に始まりがありません。"),
        ("<p>様\x07</p>", "3:11 E001 使えない文字があります(U+0007)。"),
        ('<p data-overflow="cut">{氏名}</p>', "3:7 D013 data-overflow は shrink か wrap です。"),
        ('<p data-if="=1">様</p>', "3:7 D013 data-if に項目の名前がありません。"),
    ],
)
def test_a_mistake_is_told_at_its_place(body: str, told: str) -> None:
    assert problems(body)[0].startswith(told)


@pytest.mark.parametrize(
    "style",
    [
        "p { background: url(http://10.0.0.1/x) }",
        "p { background: URL ( x ) }",
        '@import "x.css";',
        "@font-face { font-family: x; src: local(x) }",
        r"p { background: \75 rl(x) }",
        'p { content: attr(class) "x" }',
        "p { background: image-set('x' 1x) }",
        "p { content: 'file:///etc/passwd' }",
    ],
)
def test_a_style_sheet_reaches_for_nothing_outside_it(style: str) -> None:
    assert "D004" in problems("<p>様</p>", style)[0]


def test_a_comment_of_a_style_sheet_may_say_anything() -> None:
    assert problems("<p>様</p>", "/* url(x) \\ */ p { margin: 0 }") == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<p>{給料月額} と {給料額}</p>", "3:19"),
        ('<p data-if="給料額">様</p>', "3:7"),
        ('<ul data-each="給料額"><li>様</li></ul>', "3:7"),
    ],
)
def test_an_unknown_name_is_told_with_the_likely_one(body: str, place: str) -> None:
    text = PAGE.format(style="", body=body).replace("<head>", '<head><meta name="columns" content="pay">')

    _, findings = read_template(Source("x.html", text), columns={"pay": ("給料月額", "氏名")})

    (problem,) = [problem for _, problem in findings]
    assert (problem.id, f"{problem.position.line}:{problem.position.column}") == ("D010", place)
    assert problem.hint is not None
    assert "給料月額" in problem.hint.ja


def test_a_template_names_the_layout_that_its_values_come_from() -> None:
    text = PAGE.format(style="", body="").replace("<head>", '<head><meta name="columns" content="pey">')

    _, findings = read_template(Source("x.html", text), columns={"pay": ()})

    assert [problem.id for _, problem in findings] == ["D014"]


def test_names_of_repeated_rows_carry_the_name_of_their_list() -> None:
    found = template('<p data-if="訂正=1">{氏名}</p><ul data-each="経過"><li>{日時:日付}</li></ul>')

    assert placeholders(found) == ("氏名", "経過.日時", "経過", "訂正")


def test_two_braces_print_one() -> None:
    assert placeholders(template("<p>{{氏名}}</p>")) == ()


def test_a_template_is_read_again_from_the_text_that_is_stored_beside_a_batch() -> None:
    style = Source("x.css", "p { margin: 0 }")
    source = Source(
        "x.html", '<html><head><link rel="stylesheet" href="x.css"></head><body><p>{a} &lt;</p></body></html>'
    )
    first, _ = read_template(source, {"x.css": style})
    assert first is not None

    again, findings = read_template(Source("stored", first.text))

    assert findings == []
    assert again is not None
    assert again.digest == first.digest
