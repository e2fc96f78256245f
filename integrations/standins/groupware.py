"""グループウェア, the ward's calendar and its cars: bookings are answered at once, which car it is comes as a message.

POST   /api/v1/car-bookings       Idempotency-Key, {employee, on, to}   {booking: {id, state}}, then グループウェア.配車
DELETE /api/v1/car-bookings/ID                                          {booking: {id, state}}
GET    /api/v1/absences/EMPLOYEE?on=DAY                                 {away, back}
"""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from integrations.standins.callbacks import owe
from integrations.standins.desk import refusal_of
from integrations.standins.front import Answer, Job, Request
from integrations.standins.ledger import Ledger
from integrations.standins.routes import Refused, Route, content_of, job_of, note, text_of
from integrations.standins.systems import Announcement

CARS = ("1号車", "2号車", "3号車")
"""A car is booked for a whole day."""


class Groupware:
    """The front of the system."""

    name = "グループウェア"

    def __init__(self, *, ledger: Ledger, secrets: tuple[str, ...], callback_after: float) -> None:
        self.ledger = ledger
        self._secrets = secrets
        self._callback_after = callback_after
        self._routes = (
            Route("POST", "/api/v1/car-bookings", "公用車の予約", self._book),
            Route("DELETE", "/api/v1/car-bookings/{id}", "公用車の予約取消", self._cancel),
            Route("GET", "/api/v1/absences/{employee}", "不在の照会", self._absence),
        )

    def take(self, request: Request) -> Job | Answer:
        return refusal_of(request, self._secrets) or job_of(self._routes, request, self.ledger)

    def _book(self, request: Request, parts: Mapping[str, str]) -> Answer:
        content, key = content_of(request), request.header("idempotency-key")
        day = date.fromisoformat(text_of(content, "on"))
        text_of(content, "employee"), text_of(content, "to")
        if not key:
            raise ValueError("no key")
        before = self.ledger.seen(key)
        if before is not None:
            return Answer(before.status, before.answer)
        car = next((car for car in CARS if not self.ledger.state(_place(day, car))), "")
        if not car:
            raise Refused(_no(409, "E-301", f"{day.isoformat()}に空いている公用車はありません。"))
        booking = f"C-{self.ledger.count() + 1:04}-{hashlib.sha256(key.encode()).hexdigest()[:6].upper()}"
        self.ledger.set_state(_place(day, car), booking)
        self.ledger.set_state(booking, _place(day, car))
        answer = Answer.of(201, booking={"id": booking, "state": "booked"})
        note(self.ledger, key=key, operation="公用車の予約", payload=content, answer=answer)
        assigned = Announcement(name=f"{self.name}.配車", key=booking, data={"予約番号": booking, "車両": car})
        owe(self.ledger, assigned, after=self._callback_after)
        return answer

    def _cancel(self, request: Request, parts: Mapping[str, str]) -> Answer:
        booking = parts["id"]
        place = self.ledger.state(booking)
        if not place:
            raise Refused(_no(404, "E-404", f"予約「{booking}」はありません。"))
        answer = Answer.of(200, booking={"id": booking, "state": "cancelled"})
        if place != "cancelled":
            self.ledger.set_state(place, "")
            self.ledger.set_state(booking, "cancelled")
            self.ledger.cancel_callbacks(booking)
            note(self.ledger, key=f"cancel#{booking}", operation="公用車の予約取消", payload=booking, answer=answer)
        return answer

    def _absence(self, request: Request, parts: Mapping[str, str]) -> Answer:
        """Made up from number and day, always the same: one in eight is away, until the day after."""
        day = date.fromisoformat(request.query["on"])
        if hashlib.sha256(f"{parts['employee']}/{day}".encode()).digest()[0] % 8:
            return Answer.of(200, away=False)
        return Answer.of(200, away=True, back=(day + timedelta(days=1)).isoformat())


def _place(day: date, car: str) -> str:
    return f"car:{day.isoformat()}:{car}"


def _no(status: int, code: str, message: str) -> Answer:
    return Answer.of(status, error={"code": code, "message": message})
