"""Pages that say why a page can't be shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from forms.errors import PrintingUnavailable
from meguro_platform.error_responses import handle
from meguro_platform.models import User
from meguro_platform.web import errors
from meguro_platform.web.said_errors import SaidErrors

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist_gives_a_page_with_a_way_on(client: Client) -> None:
    client.force_login(User.objects.create_user(staff_number="00123456", name="佐藤 彩"))

    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "この画面は見つかりません" in answer.content.decode()
    assert "ポータルへ" in answer.content.decode()


def test_a_form_without_its_token_records_nothing_and_says_so() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/login/", {"staff_number": "00123456"})

    assert answer.status_code == 403
    assert "画面が古いため、送れませんでした" in answer.content.decode()


def test_a_refusal_gives_its_reason(client: Client) -> None:
    answer = client.post("/login/", {"staff_number": "00000000"})

    assert answer.status_code == 403
    assert "この職員はいません。" in answer.content.decode()


def test_the_page_of_our_own_errors_needs_neither_database_nor_session() -> None:
    answer: HttpResponse = errors.server_error(HttpRequest())

    assert answer.status_code == 500
    assert "この画面を表示できません" in answer.content.decode()


def test_what_cant_be_understood_has_a_page(rf: RequestFactory, client: Client) -> None:
    request = client.get("/login/").wsgi_request

    answer = errors.bad_request(request, PermissionDenied())

    assert answer.status_code == 400


def test_what_this_machine_cannot_print_is_a_sentence_and_no_error_of_ours(client: Client) -> None:
    request = client.get("/login/").wsgi_request
    lacking = PrintingUnavailable(("libpango-1.0-0",), "no library called pango")

    answer = SaidErrors(lambda _: HttpResponse()).process_exception(request, lacking)

    assert answer is not None and answer.status_code == 503
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in answer.content.decode()


def test_an_error_without_a_sentence_stays_one_of_ours(rf: RequestFactory) -> None:
    assert SaidErrors(lambda _: HttpResponse()).process_exception(rf.get("/"), ValueError("x")) is None


def test_a_program_is_told_the_same() -> None:
    answer = handle(PrintingUnavailable(("libpango-1.0-0",), "no library called pango"), {})

    assert answer is not None
    assert (answer.status_code, answer.data["code"]) == (503, "not_possible_now")
