"""The members of a large sample site. They have no passwords, so nobody can sign in as one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models.functions import Lower

from accounts.models import PenName, PenNameSlug, User
from accounts.models.user import AUTHORS
from serial.desk.sample.bulk_rows import FreeNames, NewIds
from serial.desk.sample.bulk_words import load_words
from serial.slugs.generation import make_slug

# Per story. Most authors have few stories, and each site has more readers than authors.
AUTHORS_PER_STORY, READERS_PER_STORY = 0.3, 0.5
MIN_READERS = 20
# The site's first members joined this long ago.
MAX_AGE = timedelta(days=8 * 365)
UNUSABLE_PASSWORD = "!"  # noqa: S105 - Django's mark of an account without a password
_ROWS_PER_QUERY = 500


@dataclass(frozen=True)
class Author:
    user_pk: int
    pen_name_pk: int
    # The earliest date of their first story.
    joined_at: datetime


@dataclass(frozen=True)
class People:
    authors: list[Author]
    # The ids of members who write no stories.
    readers: list[int]


def add_people(rng: Random, stories: int, now: datetime) -> People:
    """Adds the members of a site with this many stories. Call it in a transaction."""
    author_count = max(1, round(stories * AUTHORS_PER_STORY))
    reader_count = max(MIN_READERS, round(stories * READERS_PER_STORY))
    users = _make_users(rng, author_count + reader_count, now)
    User.objects.bulk_create(users, batch_size=_ROWS_PER_QUERY)
    authors = users[:author_count]
    group = Group.objects.get_or_create(name=AUTHORS)[0]
    memberships = User.groups.through
    memberships.objects.bulk_create(
        (memberships(user_id=user.pk, group_id=group.pk) for user in authors),
        batch_size=_ROWS_PER_QUERY,
    )
    pen_names = _add_pen_names(rng, authors)
    return People(
        authors=[
            Author(user.pk, pen_name.pk, user.date_joined)
            for user, pen_name in zip(authors, pen_names, strict=True)
        ],
        readers=[user.pk for user in users[author_count:]],
    )


def _make_users(rng: Random, number: int, now: datetime) -> list[User]:
    words = load_words()["people"]
    usernames = FreeNames(User.objects.values_list(Lower("username"), flat=True))
    ids = NewIds(User)
    return [
        User(
            pk=ids.next(),
            username=usernames.take(
                f"{rng.choice(words['adjectives'])}-{rng.choice(words['nouns'])}"
            ),
            password=UNUSABLE_PASSWORD,
            date_joined=now - rng.random() * MAX_AGE,
        )
        for _ in range(number)
    ]


def _add_pen_names(rng: Random, users: list[User]) -> list[PenName]:
    words = load_words()["people"]
    names = FreeNames(PenName.objects.values_list(Lower("name"), flat=True))
    slugs = FreeNames(PenNameSlug.objects.values_list("slug", flat=True))
    biographies = {text: _render_biography(text) for text in words["biographies"]}
    ids = NewIds(PenName)
    pen_names = []
    for user in users:
        biography = rng.choice(words["biographies"])
        name = _choose_name(rng, names)
        pen_names.append(
            PenName(
                pk=ids.next(),
                user=user,
                name=name,
                slug=slugs.take(make_slug(name, "author")),
                biography=biography,
                biography_html=biographies[biography].biography_html,
                renderer_version=biographies[biography].renderer_version,
                created_at=user.date_joined,
                uid=make_uuid(rng),
            )
        )
    PenName.objects.bulk_create(pen_names, batch_size=_ROWS_PER_QUERY)
    PenNameSlug.objects.bulk_create(
        (PenNameSlug(pen_name=pen_name, slug=pen_name.slug) for pen_name in pen_names),
        batch_size=_ROWS_PER_QUERY,
    )
    return pen_names


def _choose_name(rng: Random, names: FreeNames) -> str:
    """Returns a name that no other pen name has in any case, if needed with initials."""
    words = load_words()["people"]
    first, last = rng.choice(words["first_names"]), rng.choice(words["last_names"])
    initials = ""
    while not names.take_if_free(f"{first} {initials}{last}".lower()):
        initials += f"{rng.choice('ABCDEFGHJKLMNPRSTVW')}. "
    return f"{first} {initials}{last}"


def _render_biography(text: str) -> PenName:
    pen_name = PenName(biography=text)
    pen_name.render_biography()
    return pen_name


def make_uuid(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
