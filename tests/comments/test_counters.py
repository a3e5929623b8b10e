"""After any sequence of acts, what is counted is what a recount finds."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.authorship import make_author
from accounts.models import User
from accounts.models.user import MODERATORS
from serial.chapters.models import Chapter
from serial.chapters.releasing import release_now
from serial.chapters.saving import SaveInfo, create_chapter, save_text
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.comments.action_log import ActionRefused
from serial.comments.counters import count_from_rows
from serial.comments.editing import (
    TooLate,
    delete_comment,
    erase_comment,
    save_edit,
    undelete_comment,
)
from serial.comments.models import Comment, CommentAction
from serial.comments.permissions import PostingRefused
from serial.comments.posting import post_comment
from serial.comments.rate_limits import RateLimited
from serial.comments.reactions import set_kudos, set_like
from serial.comments.submission import CommentSubmission
from serial.comments.undoing import undo_action
from serial.stories.crediting import add_first_credit
from serial.stories.models import Story
from tests.comments.recounting import assert_counts_are_right, recounted
from tests.conftest import make_user

PARAGRAPHS = [
    "The lamp stood in the window all night, and nobody knew who had lit it.",
    "In the morning it was gone. On the sill lay three feathers and a letter.",
    "She read the letter twice, folded it, and put it where nobody would look.",
]
QUOTES = ["", "nobody knew", "three feathers", "read the letter twice"]
WORDS = ["So good!", "Hm.", "See www.example.org", "Thank you for this."]
DECISIONS: list[Callable[[Comment, User | None], CommentAction | None]] = [
    moderating.approve,
    moderating.hold,
    moderating.hide,
    moderating.reject,
]
places = st.integers(0, 1_000)
joints = st.sampled_from(["\n\n", " "])


class Talking(RuleBasedStateMachine):
    """People talk under one chapter, while its author, moderators and writers do what they may."""

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

    def chosen(self, place: int) -> Comment:
        comments = list(Comment.objects.order_by("pk"))
        return comments[place % len(comments)]

    def write(self, who: int, said: int, **given: Any) -> None:
        writer = self.people[who % len(self.people)]
        guest: dict[str, Any] = {} if writer else {"guest_name": "Gus", "ip": "192.0.2.1"}
        posting = CommentSubmission(
            chapter=self.chapter,
            form_key=uuid4(),
            user=writer,
            body=WORDS[said % len(WORDS)],
            seconds=60.0,
            **guest,
            **given,
        )
        try:
            post_comment(posting)
        except (PostingRefused, RateLimited):
            return

    @rule(who=places, said=places, block=st.sampled_from([None, 1, 2, 3]), quote=places)
    def comment(self, who: int, said: int, block: int | None, quote: int) -> None:
        self.write(who, said, paragraph=block, quote=QUOTES[quote % len(QUOTES)] if block else "")

    @precondition(has_comments)
    @rule(who=places, said=places, to=places)
    def reply(self, who: int, said: int, to: int) -> None:
        self.write(who, said, parent=self.chosen(to))

    @precondition(has_comments)
    @rule(place=places, said=places)
    def save_edit(self, place: int, said: int) -> None:
        try:
            save_edit(self.chosen(place).pk, WORDS[said % len(WORDS)])
        except TooLate:
            return

    @precondition(has_comments)
    @rule(place=places, verb=st.sampled_from([delete_comment, undelete_comment]))
    def take_away_or_bring_back(self, place: int, verb: Callable[..., Comment]) -> None:
        comment = self.chosen(place)
        verb(comment.pk, comment.user)

    @precondition(has_comments)
    @rule(place=places)
    def erase_comment(self, place: int) -> None:
        comment = self.chosen(place)
        if comment.state == "deleted":
            erase_comment(comment.pk)

    @precondition(has_comments)
    @rule(place=places, verb=st.sampled_from(DECISIONS), by_author=st.booleans())
    def decide(
        self,
        place: int,
        verb: Callable[[Comment, User | None], CommentAction | None],
        by_author: bool,
    ) -> None:
        try:
            verb(self.chosen(place), self.author if by_author else self.moderator)
        except ActionRefused:
            return

    @precondition(has_comments)
    @rule(place=places, paragraph=st.sampled_from([None, 1, 2, 3]))
    def place(self, place: int, block: int | None) -> None:
        moderating.move_to_paragraph(self.chosen(place), block, self.author)

    @precondition(lambda self: CommentAction.objects.exists())
    @rule(place=places)
    def undo_action(self, place: int) -> None:
        acts = list(CommentAction.objects.order_by("-pk")[:6])
        try:
            undo_action(acts[place % len(acts)], self.moderator)
        except ActionRefused:
            return

    @precondition(has_comments)
    @rule(place=places, who=places, given=st.booleans())
    def like(self, place: int, who: int, given: bool) -> None:
        user = self.people[who % len(self.people)]
        if user:
            set_like(self.chosen(place), user, given=given)

    @rule(who=places, given=st.booleans())
    def kudos(self, who: int, given: bool) -> None:
        set_kudos(self.chapter, self.people[who % len(self.people)], "192.0.2.1", given=given)

    @rule(
        joints=st.lists(st.sampled_from(["\n\n", " "]), min_size=2, max_size=2), cut=st.booleans()
    )
    def split_or_merge_paragraphs(self, joints: tuple[str, str], cut: bool) -> None:
        first, second, third = PARAGRAPHS
        second = second.replace(". On", ".\n\nOn") if cut else second
        body = f"{first}{joints[0]}{second}{joints[1]}{third}"
        self.chapter = Chapter.objects.get(pk=self.chapter.pk)
        save_text(
            self.chapter,
            ChapterText(body=body),
            SaveInfo(by=self.author),
            based_on=self.chapter.revision,
        )

    @invariant()
    def counts_are_right(self) -> None:
        assert count_from_rows(self.chapter) == recounted(self.chapter)
        assert_counts_are_right(self.chapter)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        numbers = list(Comment.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        for thread in Comment.objects.threads():
            of_thread = Comment.objects.filter(chapter=self.chapter, thread=thread.number)
            ordinals = sorted(of_thread.values_list("ordinal", flat=True))
            assert ordinals == list(range(len(ordinals)))
            assert len(set(of_thread.values_list("paragraph", flat=True))) == 1


@pytest.mark.django_db
def test_counts_are_right_after_any_sequence_of_acts() -> None:
    run_state_machine_as_test(
        Talking,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
