"""Files of a case: who may open them, and taking new ones in at a step."""

import struct
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.support.card_story import a_case, acted
from tests.support.page_forms import act_address, shown_form
from tests.support.ward import Cast
from workflow.models import Case

AsPerson = Callable[[UUID], Client]
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 480, 600) + b"\x08\x02\0\0\0"
ANSWERS = {
    "reason": "DAMAGED",
    "reason_detail": "机から落として角が割れました",
    "cause": "経年",
    "photo_mode": "NEW",
    "pickup": "人事課窓口",
    "act.verdict": "submit",
}


@pytest.fixture
def returned(people: Cast) -> Case:
    """A case that came back to the applicant."""
    return acted(a_case(people), people.head, "send_back", comment="写真を新しく")


def test_a_file_goes_along_and_readers_open_it(returned: Case, people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.applicant)
    form = shown_form(client, returned) | ANSWERS

    answer = client.post(
        act_address(returned), form | {"photo": SimpleUploadedFile("顔.png", PNG, content_type="image/png")}
    )

    file = Case.objects.get(uuid=returned.uuid).state["answers"]["photo"][0]
    address = f"/cases/{returned.number}/files/{file['uuid']}/"
    opened = as_person(people.head).get(address)
    assert answer.status_code == 302
    assert (opened.status_code, opened["Content-Type"], opened.content) == (200, "image/png", PNG)
    assert "sandbox" in opened["Content-Security-Policy"]
    assert as_person(people.stranger).get(address).status_code == 404


def test_a_file_that_was_replaced_can_still_be_opened(returned: Case, people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.applicant)

    def attach(name: str) -> dict[str, str]:
        file = SimpleUploadedFile(name, PNG, content_type="image/png")
        form = shown_form(client, returned) | ANSWERS | {"photo": file}
        assert client.post(act_address(returned), form).status_code == 302
        photo: dict[str, str] = Case.objects.get(uuid=returned.uuid).state["answers"]["photo"][0]
        return photo

    before = attach("前.png")
    acted(returned, people.head, "send_back", comment="もう一度")
    assert attach("後.png")["name"] == "後.png"

    address, reader = f"/cases/{returned.number}/files/{before['uuid']}/", as_person(people.head)
    page = reader.get(f"/cases/{returned.number}/").content.decode()
    assert "差し替えられたファイル 1件" in page and "前.png" in page
    assert reader.get(address).status_code == 200
    assert as_person(people.stranger).get(address).status_code == 404


def test_a_file_whose_content_is_lost_is_said_to_be_unreadable(
    returned: Case, people: Cast, as_person: AsPerson, settings: Settings, tmp_path: Path
) -> None:
    client = as_person(people.applicant)
    form = shown_form(client, returned) | ANSWERS
    client.post(act_address(returned), form | {"photo": SimpleUploadedFile("顔.png", PNG, content_type="image/png")})
    file = Case.objects.get(uuid=returned.uuid).state["answers"]["photo"][0]
    settings.MEDIA_ROOT = str(tmp_path / "elsewhere")

    answer = as_person(people.head).get(f"/cases/{returned.number}/files/{file['uuid']}/")

    assert answer.status_code == 503
    assert "ファイルを開けません" in answer.content.decode()


def test_a_file_of_another_kind_is_refused_beside_its_item(returned: Case, people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.applicant)
    form = shown_form(client, returned) | ANSWERS

    answer = client.post(
        act_address(returned), form | {"photo": SimpleUploadedFile("顔.png", b"MZ\x90\0", content_type="image/png")}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="f-photo-error"' in page and "机から落として角が割れました" in page


def test_a_file_that_was_taken_in_stays_when_something_else_is_wrong(
    returned: Case, people: Cast, as_person: AsPerson
) -> None:
    client = as_person(people.applicant)
    form = shown_form(client, returned) | ANSWERS | {"reason_detail": "短い"}

    answer = client.post(
        act_address(returned), form | {"photo": SimpleUploadedFile("顔.png", PNG, content_type="image/png")}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "顔.png" in page and 'name="take_out"' in page


def test_taking_a_file_out_decides_nothing(returned: Case, people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.applicant)

    answer = client.post(act_address(returned), shown_form(client, returned) | ANSWERS | {"take_out": "x"})

    assert answer.status_code == 200
    assert Case.objects.get(uuid=returned.uuid).steps == ["再交付申請"]
