"""The invented systems of the demo ward: what each can do, and what it refuses.

A real system would sit in another office. These keep to the same contract, so the product cannot tell the difference.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Payload = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The operation was carried out."""

    outputs: Mapping[str, object] = field(default_factory=dict)
    announces: "Announcement | None" = None
    """A message the system will send when the work behind the operation is finished."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The system says no, and says why; `code` can be caught in a definition (エラー時)."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A message to come: its name, the value that finds the waiting case, its data."""

    name: str
    key: str
    data: Payload


class Memory(Protocol):
    """What a system remembers between calls."""

    def state(self, thing: str) -> str: ...

    def set_state(self, thing: str, state: str) -> None: ...

    def cancel_callbacks(self, key: str) -> None: ...

    def count(self) -> int: ...


Act = Callable[[Memory, str, Payload], Done | Refusal]
"""(memory, idempotency key, inputs)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing a system can be asked to do."""

    needs: tuple[str, ...]
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An invented system: the name definitions use, the name the command line uses, its operations."""

    name: str
    slug: str
    operations: Mapping[str, Operation]


def _stop_card(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    """Always possible, also for a card never heard of: refusing to stop a lost card helps nobody."""
    memory.set_state(str(payload["職員証番号"]), "stopped")
    return Done()


def _register_card(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    card = str(payload["職員証番号"])
    if memory.state(card) == "stopped":
        return Refusal("停止済", f"職員証{card}は停止されています。止めた証は登録できません。")
    memory.set_state(card, "registered")
    return Done()


def _forget_card(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    memory.set_state(str(payload["職員証番号"]), "removed")
    return Done()


def _activate_card(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    card = str(payload["職員証番号"])
    if memory.state(card) in {"stopped", "removed"}:
        return Refusal("停止済", f"職員証{card}は停止されているか登録が取り消されています。使えるようには戻せません。")
    memory.set_state(card, "active")
    return Done()


def _order_card(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    """The numbers carry a piece of the key, so that they stay unique even if the ledger is thrown away."""
    number = f"{memory.count() + 1:04}-{hashlib.sha256(key.encode()).hexdigest()[:6].upper()}"
    order, card = f"R-{number}", f"N-{number}"
    memory.set_state(order, "ordered")
    announcement = Announcement(name="職員証発行.完了", key=order, data={"受付番号": order})
    return Done(outputs={"受付番号": order, "職員証番号": card}, announces=announcement)


def _cancel_order(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    order = str(payload["受付番号"])
    memory.set_state(order, "cancelled")
    memory.cancel_callbacks(order)
    return Done()


def _note(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    """The ledger entry itself is the whole effect."""
    return Done()


def _dependents(memory: Memory, key: str, payload: Payload) -> Done | Refusal:
    """Made up from the number, always the same."""
    digest = hashlib.sha256(str(payload["職員番号"]).encode()).digest()
    number = digest[0] % 4
    since = {"認定日": f"20{10 + digest[1] % 15}-{1 + digest[2] % 12:02}-01"} if number else {}
    return Done(outputs={"人数": number, **since})


SYSTEMS = (
    System(
        name="入退室",
        slug="access-control",
        operations={
            "証の停止": Operation(needs=("職員証番号", "事由"), act=_stop_card),
            "証の登録": Operation(needs=("職員証番号", "職員番号"), act=_register_card),
            "登録取消": Operation(needs=("職員証番号",), act=_forget_card),
            "証の有効化": Operation(needs=("職員証番号",), act=_activate_card),
        },
    ),
    System(
        name="職員証発行",
        slug="card-issuing",
        operations={
            "作成依頼": Operation(needs=("職員番号", "氏名"), act=_order_card),
            "作成取消": Operation(needs=("受付番号",), act=_cancel_order),
        },
    ),
    System(
        name="人事台帳",
        slug="staff-register",
        operations={
            "更新": Operation(needs=("職員番号", "職員証番号", "交付日"), act=_note),
            "扶養の照会": Operation(needs=("職員番号",), act=_dependents),
        },
    ),
    System(
        name="庶務事務",
        slug="attendance",
        operations={
            "休暇の登録": Operation(needs=("職員番号", "種類", "初日", "最終日"), act=_note),
            "休暇の取消": Operation(needs=("職員番号", "初日"), act=_note),
        },
    ),
)
"""Every stand-in the demo ward starts."""
