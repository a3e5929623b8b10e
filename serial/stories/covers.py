"""Draws the covers of stories and stores them.

The files are named after their content, so that browsers keep them for good. A story names its
files (`Story.drawn_cover`), so that lists need no other query.
"""

import logging
from collections.abc import Iterable, Sequence
from itertools import islice

from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from serial.covers.choices import Tone
from serial.covers.design import CoverRequest, choose_tone
from serial.covers.drawing import (
    DRAWING_VERSION,
    draw_portrait_png,
    draw_preview_png,
    draw_svg,
    draw_thumb_svg,
)
from serial.images.resizing import shrink_to_cover
from serial.stories.cover_files import write_once
from serial.stories.cover_links import (
    DRAWING,
    DRAWING_THUMB,
    DRAWN_FOLDER,
    PALE,
    PICTURE,
    PICTURE_THUMB,
    PORTRAIT,
    PREVIEW,
)
from serial.stories.cover_requests import cover_request
from serial.stories.credit_lines import CreditLine, load_credit_lines, load_credit_lines_by_story
from serial.stories.models import Story

_STORIES_PER_QUERY = 200
# Twice the size on the page, for fine screens. The preview's is the size of its panel.
_PICTURE_SIZE = (800, 1200)
_THUMB_SIZE = (160, 240)
_PREVIEW_PICTURE_SIZE = (424, 630)
logger = logging.getLogger(__name__)


def draw_cover(story: Story) -> None:
    """Draws the cover of a story after its title, its credits, its picture or a choice changed."""
    draw_covers([story])


def draw_covers(stories: Iterable[Story]) -> int:
    """Draws the covers of these stories. Returns how many are others now.

    Can be stopped and started at any time. What fails is logged and left for the next run: a
    cover never keeps anyone from saving a story.
    """
    remaining, count = iter(stories), 0
    while batch := list(islice(remaining, _STORIES_PER_QUERY)):
        credits = load_credit_lines_by_story(story.pk for story in batch)
        count += sum(_draw(story, credits[story.pk]) for story in batch)
    return count


def _draw(story: Story, credits: Sequence[CreditLine]) -> bool:
    try:
        drawn = _store(story, cover_request(story, credits))
    except Exception:
        logger.exception("Could not draw the cover of story %s", story.pk)
        return False
    if drawn == story.drawn_cover:
        return False
    story.drawn_cover = drawn
    Story.objects.filter(pk=story.pk).update(drawn_cover=drawn)
    return True


def _store(story: Story, request: CoverRequest) -> str:
    """Writes the files that do not exist yet. Returns the name that they begin with."""
    svg, thumb = draw_svg(request), draw_thumb_svg(request)
    # With the secret key, so that nobody can tell from a title where its cover is.
    content = f"{DRAWING_VERSION} {story.uid} {story.cover.name} {svg} {thumb}"
    digest = salted_hmac("serial.stories.covers", content, algorithm="sha256").hexdigest()
    drawn = ((PALE if choose_tone(request) == Tone.PALE else "") + digest)[:32]
    write_once(drawn + DRAWING, svg.encode)
    write_once(drawn + DRAWING_THUMB, thumb.encode)
    if story.cover:
        original, shrunk = str(story.cover.name), f"{DRAWN_FOLDER}/{drawn}{PICTURE}"
        write_once(drawn + PICTURE, lambda: _shrink(original, *_PICTURE_SIZE))
        write_once(drawn + PICTURE_THUMB, lambda: _shrink(shrunk, *_THUMB_SIZE, crop=True))
    return drawn


def _shrink(path: str, width: int, height: int, *, crop: bool = False) -> bytes:
    with default_storage.open(path) as file:
        return shrink_to_cover(file, width, height, crop=crop)


def preview_file(story: Story) -> str:
    """Returns the path of the story's PNG for link previews, and makes it if there is none.

    It takes 70 ms and most stories need none, so it is made when it is first asked for.
    """
    name = story.drawn_cover + PREVIEW
    write_once(name, lambda: _draw_preview(story))
    return f"{DRAWN_FOLDER}/{name}"


def portrait_name(story: Story) -> str:
    """Returns the name of the picture that is the cover of an edition, or "" before it is drawn."""
    if not story.drawn_cover:
        return ""
    return f"{DRAWN_FOLDER}/{story.drawn_cover}{PICTURE if story.cover else PORTRAIT}"


def make_portrait(story: Story) -> None:
    """Makes the file of `portrait_name` if there is none."""
    if story.drawn_cover and not story.cover:
        write_once(
            story.drawn_cover + PORTRAIT,
            lambda: draw_portrait_png(cover_request(story, load_credit_lines(story.pk))),
        )


def _draw_preview(story: Story) -> bytes:
    request = cover_request(story, load_credit_lines(story.pk))
    if not story.cover:
        return draw_preview_png(request)
    shrunk = f"{DRAWN_FOLDER}/{story.drawn_cover}{PICTURE}"
    return draw_preview_png(request, _shrink(shrunk, *_PREVIEW_PICTURE_SIZE, crop=True))
