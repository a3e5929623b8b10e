"""The checks of comments on drafts: those of public comments that look at the text or its sender.

What they hold is stored, and folded at the desk with the reason: the author is the only reader, and
nobody else has to approve it. What they reject is refused.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext

from serial.chapters.models import Chapter
from serial.comments import checks
from serial.comments.checks import CheckedComment
from serial.comments.choices import Verdict
from serial.comments.draft_comments.submission import DraftCommentSubmission
from serial.comments.models import Comment, DraftComment
from serial.comments.permissions import PostingRefused
from serial.comments.policy import policy_of


def find_reasons_to_fold(
    comment: DraftComment, submission: DraftCommentSubmission, chapter: Chapter
) -> list[str]:
    """Returns the codes of what the checks would hold. Raises PostingRefused if they reject it."""
    checked = CheckedComment(
        comment=_as_public_comment(comment, submission, chapter),
        user=submission.user,
        policy=policy_of(chapter),
        is_newcomer=True,
        is_trusted=False,
        is_author=False,
        seconds=submission.seconds,
        honeypot=submission.honeypot,
    )
    paths = [path for path in settings.COMMENT_CHECKS if path in settings.DRAFT_COMMENT_CHECKS]
    findings = checks.run_checks(checked, paths)
    rejected = next((each for each in findings if each.verdict == Verdict.REJECT), None)
    if rejected is not None:
        raise PostingRefused("rejected", rejected.message)
    return list(dict.fromkeys(each.code for each in findings if each.verdict == Verdict.HOLD))


def _as_public_comment(
    comment: DraftComment, submission: DraftCommentSubmission, chapter: Chapter
) -> Comment:
    """A row that the checks can look at, and nobody saves."""
    return Comment(
        story=chapter.story,
        chapter=chapter,
        user=submission.user,
        ip_hash=comment.ip_hash,
        guest_name=comment.holder_name()[: Comment._meta.get_field("guest_name").max_length],
        body=comment.body,
        body_html=comment.body_html,
        posted_at=comment.posted_at,
    )


def describe_findings(codes: Iterable[str]) -> list[str]:
    """Returns a sentence for each kind of finding: why a comment is folded at the desk."""
    return list(dict.fromkeys(map(_describe, codes)))


def _describe(code: str) -> str:
    if code.startswith("words-"):
        return gettext("It has words of the site’s word lists.")
    sentences = {
        "honeypot": gettext("It was probably sent by a program."),
        "too-fast": gettext("It was sent faster than a person can type."),
        "links": gettext("It has a link."),
        "many-links": gettext("It has many links."),
        "listed-domain": gettext("It names a website that moderators have listed."),
        "link-text": gettext("A link leads to another address than it says."),
        "sanction": gettext("Moderators review the public comments of its sender."),
    }
    return sentences.get(code, gettext("One of the site’s checks held it."))
