"""What systems tell us, three times each and in any order, from many connections at once: each is taken once."""

import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from integrations.signing import signed_headers
from tests.support.stand_ins import SECRET
from workflow.models import InboundMessage

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES, TIMES, SENDERS, SEED = 60, 3, 8, 20260522


def test_each_message_is_kept_once(settings: Settings) -> None:
    print(f"seed {SEED}")
    settings.CONNECTED_SYSTEMS = {"職員証発行": {"url": "http://127.0.0.1:1/", "secret": SECRET}}
    order = [number for number in range(MESSAGES) for _ in range(TIMES)]
    random.Random(SEED).shuffle(order)

    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(tell, order))

    assert Counter(answers) == {"kept": MESSAGES, "duplicate": MESSAGES * (TIMES - 1)}
    keys = InboundMessage.objects.values_list("key", flat=True)
    assert Counter(keys) == {f"R-{number}": 1 for number in range(MESSAGES)}


def tell(number: int) -> str:
    """What was answered."""
    content = {"name": "職員証発行.完了", "key": f"R-{number}", "data": {"受付番号": f"R-{number}"}}
    body = json.dumps(content).encode()
    headers = signed_headers(body, secret=SECRET, message_id=f"msg_{number}", at=timezone.now())
    answer = Client().post("/api/v1/messages/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    connection.close()
    return str(answer.json()["result"])
