"""What is written about a system as a flat list: names that people recognise, and no secret in it."""

from forms.source.reader import read
from forms.source.source import Source
from integrations.systems.flat import MASK, flat_connection, flat_file, readable

FILE = """\
書式: 1
連携先: 文書管理
操作:
  - 操作: 文書登録
    送る: {件名: {型: 文字, 文字数: 1〜200}}
    本文: [件名, 年度]
  - 操作: 採番
    場所: /numbers
"""


def test_every_value_of_a_file_has_the_headings_above_it_for_its_name() -> None:
    root, problems = read(Source("documents.yaml", FILE))

    assert root is not None, problems
    assert flat_file(root) == {
        "書式": "1",
        "連携先": "文書管理",
        "操作 › 文書登録 › 操作": "文書登録",
        "操作 › 文書登録 › 送る › 件名 › 型": "文字",
        "操作 › 文書登録 › 送る › 件名 › 文字数": "1〜200",
        "操作 › 文書登録 › 本文": "件名、年度",
        "操作 › 採番 › 操作": "採番",
        "操作 › 採番 › 場所": "/numbers",
    }


def test_of_a_connection_only_what_is_no_secret_can_be_read() -> None:
    found = flat_connection(
        {
            "url": "https://finance.example",
            "timeout": 10,
            "allow": ["10.0.0.0/8", "127.0.0.1/32"],
            "secret": "whsec_abc",
            "password": "hunter2",
            "oauth": {"client_id": "meguro", "client_secret": "s3cret"},
            "of_tomorrow": "who knows",
        }
    )

    assert {name: readable(text) for name, text in found.items()} == {
        "url": "https://finance.example",
        "timeout": "10",
        "allow": "10.0.0.0/8、127.0.0.1/32",
        "secret": MASK,
        "password": MASK,
        "oauth › client_id": "meguro",
        "oauth › client_secret": MASK,
        "of_tomorrow": MASK,
    }
    assert not any(secret in str(found) for secret in ("whsec_abc", "hunter2", "s3cret", "who knows"))


def test_another_secret_is_another_text_and_the_same_the_same() -> None:
    one, same, other = (flat_connection({"password": word})["password"] for word in ("a", "a", "b"))

    assert (one == same, one == other) == (True, False)
