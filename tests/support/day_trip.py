"""What somebody writes who travels for a day and comes back; by ids and names, as programs may."""

ANSWERS = {
    "journey": "DAY",
    "用務": "会議",
    "place": "都庁",
    "departs": "2026-05-20",
    "returns": "2026-05-20",
    "cost": 800,
}
