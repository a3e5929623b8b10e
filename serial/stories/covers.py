"""Draws the covers of stories and stores them.

The files are named after their content, so that browsers keep them for good. A story names its
files (`Story.drawn_cover`), so that lists need no other query.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.crypto import salted_hmac

from serial.covers.design import CoverRequest
from serial.covers.drawing import DRAWING_VERSION, draw_preview_png, draw_svg, draw_thumb_svg
from serial.stories.cover_files import write_once
from serial.stories.cover_requests import cover_request
from serial.stories.credit_lines import load_credit_lines, load_credit_lines_by_story
from serial.stories.models import Story

_STORIES_PER_QUERY = 200
logger = logging.getLogger(__name__)


def draw_cover(story: Story) -> None:
    """Draws the cover of a story after its title, its credits or its own choices changed."""
    redraw_covers([story])


def redraw_covers(stories: Iterable[Story]) -> int:
    """Draws the covers of these stories. Returns how many are others now."""
    return sum(1 for _ in draw_covers(stories))


def draw_covers(stories: Iterable[Story]) -> Iterator[Story]:
    """Draws the covers of these stories. Yields each story whose cover is another now.

    Can be stopped and started at any time. What fails is logged and left for the next run: a
    cover never keeps anyone from saving a story.
    """
    remaining = iter(stories)
    while batch := list(islice(remaining, _STORIES_PER_QUERY)):
        credits = load_credit_lines_by_story(story.pk for story in batch)
        for story in batch:
            try:
                drawn = _store(story, cover_request(story, credits[story.pk]))
            except Exception:
                logger.exception("Could not draw the cover of story %s", story.pk)
                continue
            if drawn != story.drawn_cover:
                story.drawn_cover = drawn
                Story.objects.filter(pk=story.pk).update(drawn_cover=drawn)
                yield story


def _store(story: Story, request: CoverRequest) -> str:
    """Writes the files that do not exist yet. Returns the name that they begin with."""
    svg, thumb = draw_svg(request), draw_thumb_svg(request)
    # With the secret key, so that nobody can tell from a title where its cover is.
    content = f"{DRAWING_VERSION} {story.uid} {story.cover.name} {svg} {thumb}"
    drawn = salted_hmac("serial.stories.covers", content, algorithm="sha256").hexdigest()[:32]
    write_once(f"{drawn}.svg", svg.encode)
    write_once(f"{drawn}-thumb.svg", thumb.encode)
    return drawn


def preview_file(story: Story) -> str:
    """Returns the name of the story's PNG for link previews, and makes it if there is none.

    It takes 70 ms and most stories need none, so it is made when it is first asked for.
    """
    name = f"{story.drawn_cover}-preview.png"
    request = cover_request(story, load_credit_lines(story.pk))
    write_once(name, lambda: draw_preview_png(request))
    return name
