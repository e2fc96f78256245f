"""Commands beside a running demo know the systems that it started, and what somebody connected otherwise."""

import json
from pathlib import Path

from meguro_platform.settings.systems import of_the_demo


def test_what_an_older_version_started_is_left_out_and_what_was_connected_by_hand_stays(tmp_path: Path) -> None:
    (tmp_path / "stand-ins").mkdir()
    started = {"入退室": {"url": "http://a/"}, "財務会計": {"url": "http://b/"}, "昔の名前": {"url": "http://c/"}}
    by_hand = {"財務会計": None, "新しい財務": {"url": "http://d/"}}
    (tmp_path / "stand-ins" / "connected-systems.json").write_text(json.dumps(started))
    (tmp_path / "connected-systems.json").write_text(json.dumps(by_hand))

    assert of_the_demo(tmp_path) == {"入退室": {"url": "http://a/"}, "新しい財務": {"url": "http://d/"}}
