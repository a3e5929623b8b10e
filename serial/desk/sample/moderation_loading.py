"""Loads what moderators see on a new site: comments in every state, several that are held or
reported, by several people; decisions on others, a wave, a sanction and an appeal.
"""

import tomllib

from django.db import transaction

from accounts.models import MemberProfile, User
from serial.comments.editing import delete_comment, erase_comment
from serial.comments.models import Comment
from serial.desk.sample.comments_loading import CommentEntry, post_entries
from serial.desk.sample.loading import FOLDER
from serial.moderation.appealing import appeal
from serial.moderation.choices import DecisionKind, Reason, SanctionKind
from serial.moderation.deciding import Ruling, decide_now
from serial.moderation.figures.job import count_figures
from serial.moderation.models import Decision, ReviewItem, Rule
from serial.moderation.reporting import NewReport, report
from serial.moderation.review.scores import stored_score
from serial.moderation.sanctions.orders import SanctionOrder
from serial.moderation.subjects.registry import subject_of
from serial.moderation.waves.choosing import choose
from serial.moderation.waves.criteria import Criteria
from serial.moderation.waves.running import run_batch
from serial.moderation.waves.starting import start_wave
from serial.stories.models import Story

ADVERTISING, HARASSMENT, SPOILERS = 1, 2, 5
# Members who cannot sign in: they have no password.
COMMENTERS = {"artist": "inkandlight"} | {
    name: name for name in ("bramble", "lydia_draws", "tidewrack")
}
COLLEAGUE = "ruth"
ADVERTISED = "I draw comics from stories. Write to me, and ask what a page costs."


@transaction.atomic
def load_sample_moderation(story: Story, author: User, reader: User, moderator: User) -> None:
    """Posts the comments of moderation.toml, and reports and decides on them.

    moderator: has to answer the appeal, so a colleague made the decision.
    """
    members = {key: _add_member(name) for key, name in COMMENTERS.items()}
    members |= {"author": author, "reader": reader}
    colleague = _add_member(COLLEAGUE)
    colleague.groups.set(moderator.groups.all())
    entries: list[CommentEntry] = tomllib.loads(
        (FOLDER / "moderation.toml").read_text(encoding="utf-8")
    )["comments"]
    comments = post_entries(story, entries, members)
    _set_waiting_times()
    _delete(comments, reader)
    _decide(comments, moderator, colleague)
    _take_down_wave(members["artist"], moderator)
    _report(comments, members)
    hidden = Decision.objects.get(kind=DecisionKind.HIDE, item__comment=comments["hidden"])
    appeal(hidden, "I said that it was my guess. I have not seen a draft.", reader)
    count_figures({})


def _add_member(name: str) -> User:
    return User.objects.create_user(name, f"{name}@example.org")


def _set_waiting_times() -> None:
    """What is held has waited since it was posted."""
    for item in ReviewItem.objects.held().select_related("comment"):
        if item.comment is not None:
            item.opened_at = item.comment.posted_at
            item.score = stored_score(item.score_parts, item.opened_at)
            item.save(update_fields=["opened_at", "score"])


def _delete(comments: dict[str, Comment], reader: User) -> None:
    for key in ("deleted", "erased"):
        delete_comment(comments[key].pk, reader)
    erase_comment(comments["erased"].pk, reader)


def _decide(comments: dict[str, Comment], moderator: User, colleague: User) -> None:
    for key, kind, rule, by in (
        ("rejected", DecisionKind.REJECT, ADVERTISING, moderator),
        ("hidden", DecisionKind.HIDE, SPOILERS, colleague),
    ):
        decide_now(comments[key], _ruling(kind, rule), by)
    silenced = SanctionOrder(SanctionKind.SILENCED, days=7)
    ruling = _ruling(DecisionKind.SANCTION, HARASSMENT, silenced)
    decide_now(comments["warned"], ruling, moderator)


def _take_down_wave(artist: User, moderator: User) -> None:
    criteria = Criteria(member=artist.pk)
    ruling = _ruling(DecisionKind.REJECT, ADVERTISING)
    wave = start_wave(criteria, choose(criteria, ruling.kind), ruling, moderator)
    while run_batch({"wave": wave.pk}) is not None:
        pass


def _ruling(kind: DecisionKind, number: int, sanction: SanctionOrder | None = None) -> Ruling:
    rule = Rule.objects.in_force().get(number=number)
    return Ruling(kind=kind, rule=rule, words=rule.words, sanction=sanction)


def _report(comments: dict[str, Comment], members: dict[str, User]) -> None:
    for key, by, reason, words in (
        ("rude", "reader", Reason.HARASSMENT, "This is about the author, not about the story."),
        ("rude", "author", Reason.HARASSMENT, ""),
        ("reported-spoiler", "reader", Reason.SPOILER, "It comes in chapter three."),
        ("long-silence", "author", Reason.SELF_HARM, "I do not know whether this is serious."),
    ):
        new = NewReport(reason=reason, words=words, reporter=members[by])
        report(subject_of(comments[key]), new)
    profile = MemberProfile(user=members["artist"], is_public=True, about=ADVERTISED)
    profile.render_about()
    profile.save()
    subject = subject_of(profile)
    new = NewReport(reason=Reason.SPAM, reporter=members["bramble"], revision=subject.revision())
    report(subject, new)
