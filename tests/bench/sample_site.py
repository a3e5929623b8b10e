"""Stories to measure, and sessions of their readers."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.chapters.totals import bulk_update_totals, update_totals
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.bench.bench_rendering import generate_prose
from tests.conftest import make_user

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


def add_stories(chapters: int) -> None:
    """Adds stories of 100 chapters each until the site has `chapters` chapters."""
    pen_name = PenName.objects.get(slug="user")
    start = Story.objects.count()
    missing = max(0, (chapters - Chapter.objects.count()) // 100)
    stories = Story.objects.bulk_create(
        Story(title=f"Other {n}", slug=f"other-{n}", visibility="public")
        for n in range(start, start + missing)
    )
    release_at = timezone.now() - timedelta(days=2)
    for story in stories:
        add_first_credit(story, pen_name)
        Chapter.objects.bulk_create(
            Chapter(
                story=story,
                title=f"Day {n}",
                slug=f"day-{n}",
                position=n,
                number=n,
                words=9,
                body_html="<p>Words.</p>",
                release_at=release_at,
            )
            for n in range(1, 101)
        )
    bulk_update_totals(Story.objects.filter(pk__in=[story.pk for story in stories]))


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
