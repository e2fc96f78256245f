"""Files that are no decision models, or dangerous ones, are refused with a sentence."""

import pytest

from forms.dmn.errors import DmnUnreadable
from forms.dmn.reader import read_model
from tests.pure.dmn.models import file_of

_BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<definitions>&b;</definitions>"""
_OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://localhost:9/evil.dtd"><definitions/>"""
_FILE = (
    b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><definitions>&x;</definitions>"""
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_BOMB, "DOCTYPE"),
        (_OUTSIDE, "DOCTYPE"),
        (_FILE, "DOCTYPE"),
        (b"<!DOCTYPE definitions><definitions/>", "DOCTYPE"),
        (b"<html/>", "no DMN file"),
        (b"<definitions>", "no XML"),
        (b"", "no XML"),
        (b"\xff\xfe\x00", "no XML"),
        (file_of("<a>" * 100 + "</a>" * 100), "deep"),
        (file_of("<a/>" * 60_000), "too many"),
        (b" " * 2_000_001, "larger"),
    ],
)
def test_the_file_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(DmnUnreadable) as refused:
        read_model(content)
    assert sentence in refused.value.message.en


def test_elements_of_other_namespaces_are_passed_over() -> None:
    model = read_model(file_of('<x:thing xmlns:x="urn:x"><x:text>1</x:text></x:thing>'))
    assert model.elements == {}
