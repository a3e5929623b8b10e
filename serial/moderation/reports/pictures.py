"""The pictures that can be reported: those of a page that the visitor can open."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404
from django.utils.translation import gettext

from accounts.models import MemberProfile, PenName, Visitor
from serial.chapters.models import Chapter
from serial.moderation.hidden_pictures import find_picture
from serial.moderation.reports.things import Thing
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.images import ImageSubject
from serial.moderation.subjects.people import PersonSubject
from serial.moderation.subjects.stories import StorySubject, first_author_id
from serial.stories.adult_stories import ADULT_RATINGS
from serial.stories.models import Story

# Of the pictures in the HTML of a chapter.
SOURCE = re.compile(rf'<img[^>]* src="{re.escape(settings.MEDIA_URL)}([^"]+)"')


def pictures_of(thing: Thing) -> list[str]:
    """Returns the names of the pictures that this thing shows, each of which can be reported."""
    names: list[str | None]
    match thing.subject:
        case StorySubject():
            names = [thing.subject.story.cover.name]
        case ChapterSubject():
            names = [*_names_in(thing.subject.chapter)]
        case PersonSubject():
            names = [thing.subject.row().picture.name]
        case _:
            names = []
    return list(filter(None, names))


def find_picture_thing(name: str, chapter_pk: int | None, visitor: Visitor) -> Thing:
    """chapter_pk: of the chapter that shows it, for pictures in texts.

    Raises Http404 for a picture that no page shows to the visitor.
    """
    places = _chapter_places(name, chapter_pk, visitor) if chapter_pk else _places(name, visitor)
    place = next(places, None)
    if place is None or not find_picture(name).is_visible_to(visitor):
        raise Http404
    subject, where, url, is_adult = place
    picture = "" if is_adult else default_storage.url(name)
    title = gettext("Report a picture")
    return Thing(subject, title, gettext("Picture"), where, "", url, picture)


Place = tuple[ImageSubject, str, str, bool]


def _places(name: str, visitor: Visitor) -> Iterator[Place]:
    """Yields what is reported, the name and the URL of the page, and whether it is for adults."""
    for story in Story.objects.visible_to(visitor).filter(cover=name)[:1]:
        subject = ImageSubject(name, story.pk, first_author_id(story.pk))
        yield subject, story.title, story.get_absolute_url(), story.rating in ADULT_RATINGS
    for pen_name in PenName.objects.visible_to(visitor).filter(picture=name)[:1]:
        subject = ImageSubject(name, None, pen_name.user_id)
        yield subject, pen_name.name, pen_name.get_absolute_url(), False
    for profile in MemberProfile.objects.visible_to(visitor).filter(picture=name)[:1]:
        subject = ImageSubject(name, None, profile.user_id)
        yield subject, str(profile), profile.get_absolute_url(), False


def _chapter_places(name: str, chapter_pk: int, visitor: Visitor) -> Iterator[Place]:
    chapters = Chapter.objects.visible_to(visitor).select_related("story")
    for chapter in chapters.filter(pk=chapter_pk):
        if name in _names_in(chapter):
            subject = ImageSubject(name, chapter.story_id, first_author_id(chapter.story_id))
            is_adult = chapter.story.rating in ADULT_RATINGS
            where = f"{chapter.story.title}, {chapter.numbered_label()}"
            yield subject, where, chapter.get_absolute_url(), is_adult


def _names_in(chapter: Chapter) -> list[str]:
    texts = (chapter.note_before_html, chapter.body_html, chapter.note_after_html)
    return list(dict.fromkeys(name for text in texts for name in SOURCE.findall(text)))
