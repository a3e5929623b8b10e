"""Hands over, keeps or deletes the stories of a member whose account is erased."""

import json

from django.db.models import Q

from accounts.admin_log import entries_about, log_of
from serial.erasure import Erasure, StoryChoice
from serial.slugs.history import erase_slugs
from serial.stories.announcing import delete_unreadable
from serial.stories.cover_links import ALL_FILES, DRAWN_FOLDER
from serial.stories.covers import draw_covers
from serial.stories.crediting import anonymize_credits, hand_over
from serial.stories.models import Credit, Story, StorySlug
from serial.stories.models.story import COPYRIGHT_MAX_LENGTH


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS). Chapters and comments are erased before."""
    _delete_stories(erasure)
    for pk in erasure.stories_to(StoryChoice.HAND_OVER):
        hand_over(pk, erasure.user_id, erasure.stories[pk].hand_over_to or 0)
    for pk in erasure.stories_to(StoryChoice.KEEP):
        anonymize_credits(pk, erasure.user_id)
    # Co-author invitations of others to the member, and of the member to others.
    Credit.objects.filter(pen_name__user=erasure.user_id).delete()
    Credit.objects.filter(story__in=erasure.without_author, accepted_at=None).delete()
    delete_unreadable(erasure.without_author)
    _remove_names(erasure)


def _delete_stories(erasure: Erasure) -> None:
    pks = erasure.stories_to(StoryChoice.DELETE)
    stories = Story.objects.filter(pk__in=pks)
    for story in stories.only("cover", "drawn_cover"):
        erasure.add_files([story.cover.name or "", *drawn_files(story.drawn_cover)])
    # Nobody knows the URL of what was never released.
    slugs = StorySlug.objects.filter(story__in=stories)
    erase_slugs(slugs.filter(story__last_release_at__isnull=False), "story")
    slugs.delete()
    log_of(Story, pks).delete()
    stories.delete()
    erasure.counts["stories_deleted"] += len(pks)
    for choice in (StoryChoice.KEEP, StoryChoice.HAND_OVER):
        erasure.counts[f"stories_{choice.name.lower()}"] += len(erasure.stories_to(choice))


def _remove_names(erasure: Erasure) -> None:
    """From what the site itself wrote of the stories that stay, and from their copyright lines."""
    pks = erasure.remaining_stories()
    stories = list(Story.objects.filter(pk__in=pks))
    former = {story.pk: story.drawn_cover for story in stories}
    draw_covers(stories)
    for story in stories:
        if story.drawn_cover != former[story.pk]:
            erasure.add_files(drawn_files(former[story.pk]))
        line = erasure.without_names(story.copyright_line)[:COPYRIGHT_MAX_LENGTH]
        Story.objects.filter(pk=story.pk).update(copyright_line=line)
    _remove_names_from_log(erasure)


def _remove_names_from_log(erasure: Erasure) -> None:
    """From the entries about all stories: the credit may be removed by now, or was not accepted.

    Django's admin stores JSON in which letters such as é are escaped.
    """
    has_name = Q()
    for name in erasure.names:
        has_name |= Q(change_message__icontains=name)
        has_name |= Q(change_message__icontains=json.dumps(name)[1:-1])
    for entry in entries_about(Story).filter(has_name):
        entry.change_message = _without_names(entry.change_message, erasure)
        entry.save(update_fields=["change_message"])


def _without_names(message: str, erasure: Erasure) -> str:
    if not message.startswith("["):
        return erasure.without_names(message)
    changes: list[dict[str, dict[str, str]]] = json.loads(message)
    for change in changes:
        for values in change.values():
            if "object" in values:
                values["object"] = erasure.without_names(values["object"])
    return json.dumps(changes)


def drawn_files(drawn_cover: str) -> list[str]:
    """Returns the names of the files of a drawn cover, some of which may not exist."""
    return [f"{DRAWN_FOLDER}/{drawn_cover}{ending}" for ending in ALL_FILES] if drawn_cover else []
