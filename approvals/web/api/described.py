"""Shapes of the interface for programs, as OpenAPI tells them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

TEXT, WHOLE, YES_NO = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}


def shape(required: tuple[str, ...] = (), **members: Any) -> dict[str, Any]:
    """An object with these members and no others."""
    return {
        "type": "object",
        "properties": members,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def sent(body: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": body}


ANSWERS = {"type": "object", "additionalProperties": True, "description": "Answers by key or name of the item"}
PROBLEM = shape(
    type=TEXT, title=TEXT, status=WHOLE, code=TEXT, detail=TEXT, problems=many(shape(code=TEXT, item=TEXT, detail=TEXT))
)
START = sent(
    shape(
        ("procedure", "answers"),
        procedure=TEXT,
        answers=ANSWERS,
        post=TEXT,
        comment=TEXT,
        accept_warnings=YES_NO,
        from_case=TEXT,
        later=many(TEXT),
    )
)
WITHDRAW = sent(shape(comment=TEXT))
ACT = sent(
    shape(
        ("revision",),
        revision=WHOLE,
        answers=ANSWERS,
        comment=TEXT,
        reason_kind=TEXT,
        send_back_to=TEXT,
        resume=TEXT,
        accept_warnings=YES_NO,
    )
)
TRANSFER = sent(shape(("to", "comment"), to=TEXT, comment=TEXT))
ADD = sent(shape(("to", "stage", "comment"), to=TEXT, stage={"enum": ["examine", "consult"]}, comment=TEXT))
PULL_UP = sent(shape(("comment",), comment=TEXT))
LATER_VIEW = sent(shape(comment=TEXT, objection=YES_NO))
LOOKED = shape(number=TEXT, looks=WHOLE)
CASE = {"type": "object", "additionalProperties": True}
JOURNAL = shape(number=TEXT, entries=many({"type": "object", "additionalProperties": True}))
ROUTE = shape(number=TEXT, round=WHOLE, steps=many({"type": "object", "additionalProperties": True}))
INBOX = shape(total=WHOLE, tasks=many({"type": "object", "additionalProperties": True}))
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Same key, same body: carried out once, answered the same. Same key, another body: 422.",
)
PAGE = OpenApiParameter("page", OpenApiTypes.INT, description="From 1; 50 tasks a page")
