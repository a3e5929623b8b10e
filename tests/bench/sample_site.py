"""Stories to measure, and sessions of their readers."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.chapters.totals import update_totals
from serial.desk.sample.bulk_loading import load_many
from serial.stories.choices import Rating
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.bench.bench_rendering import generate_prose
from tests.conftest import make_user

# Of a load test in which each page is requested once.
MAX_PATHS = 10_000
# Of a chapter, and chapters of the story that is measured.
WORDS, FEW_CHAPTERS = 3_000, 10


def make_measured_chapter() -> str:
    """Makes the story whose chapters are measured. Returns the path of its first chapter."""
    chapter = get_or_make_story("Measured", FEW_CHAPTERS, words=WORDS).chapters.get(number=1)
    return chapter.get_absolute_url()


def get_or_make_story(title: str, chapters: int, *, words: int = 20) -> Story:
    return Story.objects.filter(title=title).first() or make_story(title, chapters, words=words)


def make_story(title: str, chapters: int, *, words: int = 20) -> Story:
    """A public story with released chapters of `words` words each."""
    author = User.objects.filter(username="user").first() or make_user("user")
    pen_name, _created = PenName.objects.get_or_create(user=author, name="Writer", slug="user")
    story = Story(title=title, visibility="public", summary=generate_prose(80))
    story.save_with_slug()
    add_first_credit(story, pen_name)
    text = ChapterText(title="One", body=generate_prose(words))
    first = create_chapter(story, text, SaveInfo(by=author))
    Chapter.objects.filter(pk=first.pk).update(release_at=timezone.now() - timedelta(days=1))
    html = Chapter.objects.get(pk=first.pk).body_html
    Chapter.objects.bulk_create(
        (
            Chapter(
                story=story,
                title=f"Of the {number}th day",
                slug=f"day-{number}",
                position=number,
                number=number,
                words=words,
                body_html=html,
                release_at=timezone.now() - timedelta(hours=number),
            )
            for number in range(2, chapters + 1)
        ),
        batch_size=500,
    )
    update_totals(story.pk)
    return story


def make_chapters_to_request_once(stories: int) -> list[str]:
    """Makes stories of 100 chapters of WORDS words. Returns the paths of the chapters."""
    made = [get_or_make_story(f"Once {n}", 100, words=WORDS) for n in range(1, stories + 1)]
    chapters = Chapter.objects.filter(story__in=made).select_related("story").without_text()
    return [chapter.get_absolute_url() for chapter in chapters.in_order()]


def fill_site(stories: int) -> list[str]:
    """Adds a sample site. Returns the paths of chapters of it that open without the age gate."""
    load_many(stories)
    chapters = Chapter.objects.visible_to(AnonymousUser()).filter(
        story__rating__in=[Rating.GENERAL, Rating.TEEN]
    )
    # Neighbours in the order of their random ids are of different stories.
    paths = chapters.order_by("uid").values_list("story__slug", "slug")[:MAX_PATHS]
    return [reverse("chapter", args=slugs) for slugs in paths]


def update_statistics() -> None:
    """Databases update the statistics of their query planner themselves, but only later."""
    statement = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)


def reader_session() -> str:
    """Returns the session key of a signed-in reader."""
    return make_session(User.objects.filter(username="reader").first() or make_user("reader"))


def make_session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
