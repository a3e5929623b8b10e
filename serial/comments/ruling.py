"""An author says who may comment on a story or a chapter, and whom they stop; recorded."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.acting import Value
from serial.comments.counting import lock_discussion, save_changed
from serial.comments.models import Act, Comment, Discussion, Stop, StoryRules
from serial.stories.models import Story

STORY_FIELDS = ("who", "holds", "closes_after_days")
CHAPTER_FIELDS = ("who", "holds")
# Ten years: beyond it is a slip of the finger.
MOST_DAYS = 3_650


def rules_of_story(rules: StoryRules) -> Value:
    return {name: getattr(rules, name) for name in STORY_FIELDS}


def rules_of_chapter(own: Discussion) -> Value:
    return {"who": own.who, "holds": own.holds, "closed": own.closed_at is not None}


@transaction.atomic
def set_story_rules(
    story: Story, after: Value, by: User | None, *, undoes: Act | None = None
) -> Act | None:
    """`after` has who, holds and closes_after_days, as StoryRules has them."""
    StoryRules.objects.bulk_create([StoryRules(story=story)], ignore_conflicts=True)
    rules = StoryRules.objects.select_for_update().get(story=story)
    before = rules_of_story(rules)
    if before == after:
        return None
    for name in STORY_FIELDS:
        setattr(rules, name, after[name])
    rules.save()
    return _record(Act.Kind.STORY_RULES, story, before, after, by, undoes=undoes)


@transaction.atomic
def set_chapter_rules(
    chapter: Chapter, after: Value, by: User | None, *, undoes: Act | None = None
) -> Act | None:
    """`after` has who and holds (empty: as the story has it) and closed, a bool."""
    discussion = lock_discussion(chapter.pk)
    before = rules_of_chapter(discussion)
    if before == after:
        return None
    discussion.who, discussion.holds = after["who"], after["holds"]
    if before["closed"] != after["closed"]:
        discussion.closed_at = timezone.now() if after["closed"] else None
    save_changed(discussion, *CHAPTER_FIELDS, "closed_at")
    act = _record(Act.Kind.CHAPTER_RULES, chapter.story, before, after, by, undoes=undoes)
    Act.objects.filter(pk=act.pk).update(chapter=chapter)
    return act


def stop_writer(comment: Comment, by: User | None) -> Act | None:
    """Keeps whoever wrote this from commenting on its story; None where nobody is known."""
    return set_stop(comment.story, comment.writer_id, comment.address_id, stopped=True, by=by)


def let_again(stop: Stop, by: User | None) -> Act | None:
    return set_stop(stop.story, stop.person_id, stop.address_id, stopped=False, by=by)


@transaction.atomic
def set_stop(
    story: Story,
    person: int | None,
    address: int | None,
    *,
    stopped: bool,
    by: User | None,
    undoes: Act | None = None,
) -> Act | None:
    who = {"person_id": person, "address_id": None if person else address}
    if not any(who.values()):
        return None
    stops = Stop.objects.filter(story=story, **who)
    was = stops.exists()
    if was == stopped:
        return None
    if stopped:
        Stop.objects.bulk_create([Stop(story=story, **who)], ignore_conflicts=True)
    else:
        stops.delete()
    return _record(
        Act.Kind.STOP,
        story,
        {**who, "stopped": was},
        {**who, "stopped": stopped},
        by,
        undoes=undoes,
    )


def _record(
    kind: Act.Kind,
    story: Story,
    before: Value,
    after: Value,
    by: User | None,
    *,
    undoes: Act | None,
) -> Act:
    return Act.objects.create(
        kind=kind, story=story, before=before, after=after, by=by, undoes=undoes
    )
