"""Every text of a page has its Japanese."""

import pytest

from tests.support.texts import APPS, translated, used_texts


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_japanese_in_the_catalogue_of_its_app(app: str) -> None:
    known = translated(app)

    missing = [
        f"{use.file}:{use.line}: {use.text!r}" for use in used_texts(app) if (use.text, use.context) not in known
    ]

    assert missing == []
