"""Who keeps an open step to himself (保留), as long as he is still there to let it go."""

from datetime import date

from approvals.routing.organisation import Organisation
from approvals.routing.route import Route, Seat
from approvals.vocabulary import Reason


def holder_of(route: Route, organisation: Organisation, on: date) -> Seat | None:
    """The seat of whoever holds the step; None when nobody does or he has left the post he held it in."""
    seat = route.seat_of(route.held_by) if route.held_by else None
    return seat if seat is not None and is_still_there(seat, organisation, on) else None


def keeps_from(holder: Seat | None, seat: Seat) -> bool:
    """Whether a hold keeps this seat from acting: those of its place, but not who acts for the holder himself."""
    if holder is None or holder.person == seat.person or holder.stage != seat.stage:
        return False
    return not (seat.reason is Reason.DELEGATE and seat.principal == holder.person)


def has_left(seat: Seat, organisation: Organisation, on: date) -> bool:
    """Whether the person, or whoever it is done for, is no longer where the work was given to him."""
    if not is_still_there(seat, organisation, on):
        return True
    if not seat.principal:
        return False
    held = organisation.postings(seat.principal, on)
    return not any(not seat.principal_post or posting.title == seat.principal_post for posting in held)


def is_still_there(seat: Seat, organisation: Organisation, on: date) -> bool:
    """Whether the person still holds the post the work was given to."""
    return any(
        (posting.unit, posting.title) == (seat.unit, seat.post) for posting in organisation.postings(seat.person, on)
    )
