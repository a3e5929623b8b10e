"""What readers follow: a story or an author, for the pages and the button."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

from django.urls import reverse

from accounts.models import PenName, User
from serial.library import following
from serial.reading.following.state import (
    FollowState,
    author_follow_state,
    story_follow_state,
)
from serial.stories.models import Story


@dataclass(frozen=True)
class FollowTarget:
    """name, language: as the page shows them. url: of its own page, follow_url: of the form."""

    kind: str
    pk: int
    name: str
    language: str
    url: str
    follow_url: str
    state_for: Callable[[User], FollowState]
    follow: Callable[[User], None]
    unfollow: Callable[[User], None]
    story: Story | None = None

    @classmethod
    def of_story(cls, story: Story) -> Self:
        return cls(
            kind="story",
            pk=story.pk,
            name=story.title,
            language=story.language,
            url=story.get_absolute_url(),
            follow_url=reverse("follow_story", args=[story.slug]),
            state_for=partial(_state_of_story, story.pk),
            follow=lambda user: following.follow_story(user, story),
            unfollow=lambda user: following.unfollow_story(user, story),
            story=story,
        )

    @classmethod
    def of_author(cls, author: PenName) -> Self:
        return cls(
            kind="author",
            pk=author.pk,
            name=author.name,
            language="",
            url=author.get_absolute_url(),
            follow_url=reverse("follow_author", args=[author.slug]),
            state_for=partial(_state_of_author, author),
            follow=lambda user: following.follow_author(user, author),
            unfollow=lambda user: following.unfollow_author(user, author),
        )


def _state_of_story(pk: int, user: User) -> FollowState:
    return story_follow_state(user, pk)


def _state_of_author(author: PenName, user: User) -> FollowState:
    return author_follow_state(user, author)
