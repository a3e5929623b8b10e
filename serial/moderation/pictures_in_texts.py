"""Pictures in texts that moderators hid: readers see a sentence, authors also which and why."""

import re
from collections.abc import Iterable, Mapping
from functools import partial

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import Visitor
from serial.moderation.choices import DecisionKind
from serial.moderation.hidden_pictures import state_of_hidden
from serial.moderation.models import ReviewItem

# A picture of this site in HTML that was sanitised, and its name in the default storage.
PICTURE = re.compile(rf'<img[^>]* src="{re.escape(settings.MEDIA_URL)}([^"]+)"[^>]*>')


def replace_hidden_pictures(rows: Iterable[Model], user: Visitor, *fields: str) -> None:
    """Changes the HTML in these fields of rows that this user is shown. Do not save them then.

    One query, and none for texts without pictures.
    """
    rows = list(rows)
    texts = [getattr(row, field) for row in rows for field in fields]
    names = {name for text in texts for name in PICTURE.findall(text)}
    if not names:
        return
    hidden = ReviewItem.objects.filter(image__in=names).exclude(taken_down_for="")
    items = {item.image: item for item in hidden.select_related("on_story")}
    if not items:
        return
    replace = partial(_shown, items, user)
    for row in rows:
        for field in fields:
            setattr(row, field, PICTURE.sub(replace, getattr(row, field)))


def _shown(items: Mapping[str, ReviewItem], user: Visitor, picture: re.Match[str]) -> str:
    item = items.get(picture[1])
    if item is None:
        return picture[0]
    state = state_of_hidden(item)
    is_own = user.is_authenticated and state.is_own(user)
    context = {
        # Sanitised when the text was stored.
        "picture": SafeString(picture[0]) if state.is_visible_to(user) else "",
        "decision": _decision_on(item) if is_own else None,
    }
    return render_to_string("moderation/_removed_picture.html", context).strip()


def _decision_on(item: ReviewItem) -> int | None:
    """The statement of reasons."""
    hiding = item.decisions.in_force().filter(kind=DecisionKind.HIDE)
    return hiding.order_by("-pk").values_list("pk", flat=True).first()
