"""The site that machines of hypothesis act on: a chapter, its author, commenters, a moderator."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from accounts.authorship import make_author
from accounts.models import User
from accounts.models.user import MODERATORS
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, create_chapter
from serial.chapters.texts import ChapterText
from serial.comments.models import Comment
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.rate_limits import RateLimited
from serial.comments.submission import CommentSubmission
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.conftest import make_user

PARAGRAPHS = [
    "The lamp stood in the window all night, and nobody knew who had lit it.",
    "In the morning it was gone. On the sill lay three feathers and a letter.",
    "She read the letter twice, folded it, and put it where nobody would look.",
]
BODIES = ["So good!", "Hm.", "See www.example.org", "Thank you for this."]
indexes = st.integers(0, 1_000)


class SiteMachine(RuleBasedStateMachine):
    """Everything that it writes is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        author = make_user("anna")
        make_author(author)
        moderator = make_user("mona")
        moderator.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
        self.author, self.moderator = author, moderator
        self.people: list[User | None] = [author, make_user("rosa"), make_user("otto"), None]
        story = Story(title="The Lamp", visibility="public")
        story.save_with_slug()
        add_first_credit(story, author.pen_names.get())
        text = ChapterText(body="\n\n".join(PARAGRAPHS))
        self.chapter = create_chapter(story, text, SaveInfo(by=author))
        release_now(self.chapter)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        caches["pages"].clear()

    def has_comments(self) -> bool:
        return Comment.objects.exists()

    def get_comment(self, index: int) -> Comment:
        comments = list(Comment.objects.order_by("pk"))
        return comments[index % len(comments)]

    def submit(self, person: int, body: int, **fields: Any) -> None:
        user = self.people[person % len(self.people)]
        guest: dict[str, Any] = {} if user else {"guest_name": "Gus", "ip": "192.0.2.1"}
        submission = CommentSubmission(
            chapter=self.chapter,
            form_key=uuid4(),
            user=user,
            body=BODIES[body % len(BODIES)],
            seconds=60.0,
            **guest,
            **fields,
        )
        try:
            post_comment(submission)
        except (PostingRefused, RateLimited):
            return
