"""The stand-ins listen where they listened before, so that a start changes no setting."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from meguro_platform.embedded.ports import HOST, listen, port_of
from meguro_platform.embedded.stand_ins import STAND_INS, neighbours
from meguro_platform.embedded.supervisor import Child

NAMES = [*(each.slug for each in STAND_INS), "mail-smtp"]
FIRST = 20_000 + os.getpid() % 100 * 100
"""Below the ports that the system hands out by itself, so that nobody gets one by chance."""


def free_ports() -> dict[str, int]:
    found = list[int]()
    for port in range(FIRST, 32_000):
        with listen(port) as listener:
            found += [port] if port_of(listener) == port else []
        if len(found) == len(NAMES):
            break
    return dict(zip(NAMES, found, strict=True))


def remembered(data: Path, ports: Mapping[str, int]) -> None:
    (data / "stand-ins").mkdir()
    (data / "stand-ins" / "ports.json").write_text(json.dumps(ports))


def port_in(child: Child) -> int:
    return int(str(child.program[child.program.index("--port") + 1]))


def test_what_listened_somewhere_listens_there_again(tmp_path: Path) -> None:
    ports = free_ports()
    remembered(tmp_path, ports)

    found = neighbours(tmp_path, web_port=1)

    assert [port_in(child) for child in found.children] == [ports[each.slug] for each in STAND_INS]
    assert found.connected_systems["メール"]["url"] == f"smtp://{HOST}:{ports['mail-smtp']}"
    assert json.loads((tmp_path / "stand-ins" / "ports.json").read_text()) == ports


def test_who_finds_its_port_taken_goes_elsewhere_and_takes_nobodys(tmp_path: Path) -> None:
    ports = free_ports()
    remembered(tmp_path, ports)

    with listen(ports["finance"]):
        found = {child.name: port_in(child) for child in neighbours(tmp_path, web_port=1).children}

    assert found.pop("finance") not in ports.values()
    assert found == {each.slug: ports[each.slug] for each in STAND_INS if each.slug != "finance"}
