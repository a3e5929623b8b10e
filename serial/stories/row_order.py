"""Moving a credit or a part one place up or down in its story."""

from django.db.models import QuerySet

from serial.stories.models import Credit, Part


def move_row(rows: QuerySet[Part] | QuerySet[Credit], pk: int, places: int) -> None:
    """rows: all of a story. places: -1 is one place up. Does nothing past an end of the list."""
    ordered: list[Part | Credit] = list(rows.order_by("position", "pk"))
    pks = [row.pk for row in ordered]
    if pk not in pks:
        return
    start = pks.index(pk)
    end = start + places
    if not 0 <= end < len(ordered):
        return
    ordered.insert(end, ordered.pop(start))
    for position, row in enumerate(ordered):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
