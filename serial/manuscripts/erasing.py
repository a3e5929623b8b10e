"""Deletes what a member uploaded and imported when their account is erased."""

from serial.erasure import Erasure, StoryChoice
from serial.manuscripts.models import Manuscript, ManuscriptImport


def erase_member(erasure: Erasure) -> None:
    """A step of erasing an account (ERASURE_STEPS), before the stories."""
    manuscripts = Manuscript.objects.filter(by=erasure.user_id)
    stories = [*erasure.without_author, *erasure.stories_to(StoryChoice.DELETE)]
    of_stories = Manuscript.objects.filter(story__in=stories)
    for manuscript in manuscripts | of_stories:
        erasure.add_files(manuscript.file_names())
        manuscript.delete()
    ManuscriptImport.objects.filter(by=erasure.user_id).delete()
