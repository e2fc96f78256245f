"""Files that systems leave for us are taken complete, once, and put away."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import paramiko
import pytest

from integrations.connectors.pickup import FileGone, FileTooLarge, PickupFailed, open_pickup
from integrations.errors import Trouble
from integrations.systems.connection import Connection
from integrations.systems.system import Delivery, Kind
from tests.support.orders import connection
from tests.support.sftp_server import SftpServer

NOW = datetime(2026, 5, 11, tzinfo=UTC)
WITH_DONE = Delivery(name="給与明細", folder="out", file="m_*.csv", control="m_*.ctl", done=".done", archive="taken")
DONE_ONLY = Delivery(name="給与明細", folder="out", file="m_*.csv", done=".done")
STABLE = Delivery(name="給与明細", folder="out", file="m_*.csv", stable_for=30)


Where = tuple[Kind, Connection, Path]


@pytest.fixture(params=["sftp", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Where]:
    """The same facts hold wherever the files lie."""
    (tmp_path / "out").mkdir()
    if request.param == "folder":
        yield Kind.FOLDER, connection(folder=str(tmp_path)), tmp_path / "out"
        return
    server = SftpServer(tmp_path)
    yield (
        Kind.SFTP,
        connection(
            url=f"sftp://127.0.0.1:{server.port}",
            user=server.user,
            password=server.password,
            host_keys=(server.host_key,),
        ),
        tmp_path / "out",
    )
    server.close()


@pytest.fixture
def out(place: Where) -> Path:
    return place[2]


def put(out: Path, *names: str, age: timedelta = timedelta(hours=1)) -> None:
    for name in names:
        (out / name).write_text(name)
        moment = (NOW - age).timestamp()
        os.utime(out / name, (moment, moment))


def test_a_file_waits_until_its_control_and_done_files_are_there(place: Where, out: Path) -> None:
    seen = []
    with open_pickup(place[0], place[1], WITH_DONE) as pickup:
        for name in ("m_04.csv", "m_04.csv.done", "m_04.ctl"):
            put(out, name)
            seen.append(pickup.waiting(NOW))

    assert seen == [(), (), ("m_04.csv",)]


def test_without_a_done_file_a_file_has_to_be_left_alone_for_a_while(place: Where, out: Path) -> None:
    put(out, "m_04.csv", age=timedelta(seconds=29))
    with open_pickup(place[0], place[1], STABLE) as pickup:
        assert pickup.waiting(NOW) == ()
        assert pickup.waiting(NOW + timedelta(seconds=1)) == ("m_04.csv",)


@pytest.mark.parametrize("temporary", ["m_04.csv.part", ".m_04.csv", "upload.tmp"])
@pytest.mark.parametrize("delivery", [STABLE, DONE_ONLY], ids=["stable", "done"])
def test_a_file_under_a_temporary_name_is_never_taken_before_it_is_renamed(
    place: Where, out: Path, delivery: Delivery, temporary: str
) -> None:
    """However long the upload takes, and though the done file of an earlier try lies there."""
    put(out, "m_04.csv.done")
    seen: list[tuple[str, ...]] = []
    with open_pickup(place[0], place[1], delivery) as pickup:
        for size in (0, 4, 8):
            put(out, temporary)
            (out / temporary).write_bytes(b"12345678"[:size])
            seen.append(pickup.waiting(NOW + timedelta(days=1)))
            with pytest.raises(FileGone):
                pickup.take("m_04.csv")
        (out / temporary).rename(out / "m_04.csv")
        seen.append(pickup.waiting(NOW + timedelta(days=365)))
        arrival = pickup.take("m_04.csv")

    assert seen == [(), (), (), ("m_04.csv",)]
    assert arrival.file.content == b"12345678"


def test_an_upload_over_sftp_is_taken_whole_after_its_rename_and_not_before(tmp_path: Path) -> None:
    """The other side is another client on the same server, its file half written and open."""
    (tmp_path / "out").mkdir()
    server = SftpServer(tmp_path)
    to = connection(
        url=f"sftp://127.0.0.1:{server.port}", user=server.user, password=server.password,
        host_keys=(server.host_key,),
    )  # fmt: skip
    sender = paramiko.Transport(("127.0.0.1", server.port))
    sender.connect(username=server.user, password=server.password)
    client = paramiko.SFTPClient.from_transport(sender)
    assert client is not None
    later, seen = NOW + timedelta(days=365), []
    try:
        with open_pickup(Kind.SFTP, to, STABLE) as pickup:
            with client.open("out/m_04.csv.part", "wb") as upload:
                for piece in (b"first half, ", b"second half"):
                    upload.write(piece)
                    upload.flush()
                    seen.append(pickup.waiting(later))
            seen.append(pickup.waiting(later))
            client.posix_rename("out/m_04.csv.part", "out/m_04.csv")
            seen.append(pickup.waiting(later))
            arrival = pickup.take("m_04.csv")
    finally:
        sender.close()
        server.close()

    assert seen == [(), (), (), ("m_04.csv",)]
    assert arrival.file.content == b"first half, second half"


def test_other_names_hidden_files_folders_and_links_are_passed_over(place: Where, out: Path) -> None:
    put(out, "other.csv", ".m_04.csv.part", "m_04.txt")
    (out / "m_folder.csv").mkdir()
    (out / "m_link.csv").symlink_to("/etc/passwd")
    with open_pickup(place[0], place[1], STABLE) as pickup:
        assert pickup.waiting(NOW) == ()


def test_a_taken_file_is_out_of_the_way_of_a_new_one_with_its_name(place: Where, out: Path) -> None:
    put(out, "m_04.csv", "m_04.ctl", "m_04.csv.done")
    with open_pickup(place[0], place[1], WITH_DONE) as pickup:
        arrival = pickup.take("m_04.csv")
        (out / "m_04.csv").write_text("resent")
        pickup.put_away(arrival)

    assert arrival.file.content == b"m_04.csv"
    assert (out / "m_04.csv").read_text() == "resent"
    assert [file.read_text() for file in (out / "taken").glob("m_04.csv.*")] == ["m_04.csv"]


def test_whoever_died_with_a_file_in_hand_leaves_it_to_the_next(place: Where, out: Path) -> None:
    put(out, "m_04.csv", "m_04.ctl", "m_04.csv.done")
    with open_pickup(place[0], place[1], WITH_DONE) as dying:
        dying.take("m_04.csv")
    with open_pickup(place[0], place[1], WITH_DONE) as next_one:
        assert next_one.waiting(NOW) == ("m_04.csv",)
        arrival = next_one.take("m_04.csv")
        next_one.put_away(arrival)
        assert next_one.waiting(NOW) == ()

    assert arrival.file.content == b"m_04.csv"
    assert arrival.control is not None


def test_the_same_file_sent_twice_is_kept_twice(place: Where, out: Path) -> None:
    for content in ("first", "second"):
        put(out, "m_04.csv", "m_04.ctl", "m_04.csv.done")
        (out / "m_04.csv").write_text(content)
        with open_pickup(place[0], place[1], WITH_DONE) as pickup:
            pickup.put_away(pickup.take("m_04.csv"))

    assert sorted(file.read_text() for file in (out / "taken").glob("m_04.csv.*")) == ["first", "second"]


def test_a_file_that_somebody_else_took_is_gone(place: Where, out: Path) -> None:
    with open_pickup(place[0], place[1], STABLE) as pickup, pytest.raises(FileGone):
        pickup.take("m_04.csv")


def test_without_an_archive_the_file_is_removed(place: Where, out: Path) -> None:
    put(out, "m_04.csv")
    with open_pickup(place[0], place[1], STABLE) as pickup:
        pickup.put_away(pickup.take("m_04.csv"))

    assert list(out.iterdir()) == []


def test_too_large_a_file_stays_where_it_is(place: Where, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.connectors.pickup.LARGEST_FILE", 3)
    put(out, "m_04.csv")
    with open_pickup(place[0], place[1], STABLE) as pickup, pytest.raises(PickupFailed) as failed:
        pickup.take("m_04.csv")

    assert failed.value.reply.trouble is Trouble.GARBLED


def test_too_large_a_file_is_replaced_by_a_better_one(place: Where, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.connectors.pickup.LARGEST_FILE", 8)
    put(out, "m_04.csv")
    (out / "m_04.csv").write_text("much too large")
    with open_pickup(place[0], place[1], STABLE) as pickup:
        with pytest.raises(FileTooLarge):
            pickup.take("m_04.csv")
        (out / "m_04.csv").write_text("good")
        assert pickup.take("m_04.csv").file.content == b"good"


def test_too_large_a_control_file_is_not_read(place: Where, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.connectors.pickup.LARGEST_FILE", 8)
    put(out, "m_04.csv", "m_04.ctl", "m_04.csv.done")
    (out / "m_04.ctl").write_text("records=20")
    with open_pickup(place[0], place[1], WITH_DONE) as pickup, pytest.raises(FileTooLarge, match="ctl"):
        pickup.take("m_04.csv")


def test_an_empty_file_is_taken_as_what_it_is(place: Where, out: Path) -> None:
    put(out, "m_04.csv")
    (out / "m_04.csv").write_bytes(b"")
    os.utime(out / "m_04.csv", (0, 0))
    with open_pickup(place[0], place[1], STABLE) as pickup:
        assert pickup.waiting(NOW) == ("m_04.csv",)
        assert pickup.take("m_04.csv").file.content == b""


def test_pipes_and_links_are_neither_files_nor_their_companions(place: Where, out: Path) -> None:
    put(out, "m_04.csv", "m_05.csv", "m_05.ctl", "other")
    os.mkfifo(out / "m_06.csv")
    os.mkfifo(out / "m_04.ctl")
    (out / "m_04.csv.done").symlink_to(out / "other")
    (out / "m_05.csv.done").mkdir()
    with open_pickup(place[0], place[1], WITH_DONE) as pickup:
        assert pickup.waiting(NOW) == ()
        assert [file.name for file in pickup.incomplete(NOW)] == ["m_04.csv", "m_05.csv"]


def test_names_that_are_no_utf8_keep_no_other_file_from_being_taken(place: Where, out: Path) -> None:
    """Old machines write names in CP932."""
    put(out, "m_04.csv")
    for name in ("明細.csv", "m_明細.csv"):
        Path(os.fsdecode(os.fsencode(out) + b"/" + name.encode("cp932"))).write_text("x")
    (out / "m_\n.csv").write_text("x")
    with open_pickup(place[0], place[1], STABLE) as pickup:
        assert pickup.waiting(NOW + timedelta(days=365)) == ("m_04.csv",)
        assert pickup.incomplete(NOW) == ()
        assert pickup.take("m_04.csv").file.content == b"m_04.csv"


def test_a_folder_that_was_replaced_by_a_link_is_not_read_and_nothing_is_put_there(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "share", tmp_path / "elsewhere"
    (root / "in").mkdir(parents=True)
    elsewhere.mkdir()
    put(elsewhere, "m_04.csv")
    (root / "out").symlink_to(elsewhere)
    (root / "in" / "taken").symlink_to(elsewhere)
    put(root / "in", "m_05.csv")
    to = connection(folder=str(root))
    with open_pickup(Kind.FOLDER, to, STABLE) as pickup, pytest.raises(PickupFailed, match="leads out"):
        pickup.waiting(NOW)
    inside = replace(STABLE, folder="in", archive="taken")
    with open_pickup(Kind.FOLDER, to, inside) as pickup, pytest.raises(PickupFailed, match="leads out"):
        pickup.put_away(pickup.take("m_05.csv"))

    assert [file.name for file in elsewhere.iterdir()] == ["m_04.csv"]


def test_what_the_caller_does_wrong_is_no_trouble_of_the_place(place: Where, out: Path) -> None:
    with pytest.raises(OSError, match="disk full"), open_pickup(place[0], place[1], STABLE):
        raise OSError("disk full")


def test_a_host_with_another_key_is_told_nothing(tmp_path: Path) -> None:
    server, stranger = SftpServer(tmp_path), SftpServer(tmp_path)
    to = connection(
        url=f"sftp://127.0.0.1:{server.port}", user=server.user, password=server.password,
        host_keys=(stranger.host_key,),
    )  # fmt: skip
    try:
        with pytest.raises(PickupFailed) as failed, open_pickup(Kind.SFTP, to, STABLE):
            pass
    finally:
        server.close()
        stranger.close()

    assert failed.value.reply.trouble is Trouble.UNTRUSTED
    assert server.logins == []


def test_a_wrong_password_is_said(tmp_path: Path) -> None:
    server = SftpServer(tmp_path)
    to = connection(
        url=f"sftp://127.0.0.1:{server.port}", user=server.user, password="wrong", host_keys=(server.host_key,)
    )
    try:
        with pytest.raises(PickupFailed) as failed, open_pickup(Kind.SFTP, to, STABLE):
            pass
    finally:
        server.close()

    assert failed.value.reply.trouble is Trouble.DENIED
