"""The comments of readers that came with a planned chapter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import PenName, User
from serial.comments.importing import SourceComment, prepare_comment
from serial.manuscripts.documents import Document, Post, ReaderComment
from serial.manuscripts.splitting.plan import PlannedChapter
from serial.markup.converting.conversion import convert
from serial.stories.models import Story

# Years before it are mistakes of the file.
_FIRST_YEAR = 1990


@dataclass
class PreparedComments:
    """empty: how many have no text, or only pictures. shortened: how many were too long."""

    comments: list[SourceComment] = field(default_factory=list)
    empty: int = 0
    shortened: int = 0


def posts_of(document: Document, chapters: Iterable[PlannedChapter]) -> Iterator[Post]:
    """Yields the pages of the other site that are in these chapters."""
    for chapter in chapters:
        for block in document.blocks[chapter.start : chapter.end]:
            if block.post in document.posts:
                yield document.posts[block.post]


def prepare_comments(
    document: Document, chapter: PlannedChapter, *, knows_author: bool
) -> PreparedComments:
    """Converts the comments on a chapter. This takes about 1 ms for each.

    knows_author: whether the author of its pages is certainly who imports them.
    """
    prepared = PreparedComments()
    for post in posts_of(document, [chapter]):
        for comment in post.comments:
            source = _prepare(comment, knows_author=knows_author)
            if source is None:
                prepared.empty += 1
                continue
            prepared.comments.append(source)
            prepared.shortened += source.is_shortened
    return prepared


def knows_author(authors: Sequence[str], story: Story | None, by: User) -> bool:
    """Whether the accounts that wrote the pages are certainly that of who imports them.

    authors: their names. It is certain of one account, if nobody else is credited on the story;
    with others, if the name is a name of who imports.
    """
    if len(authors) != 1:
        return False
    others = story.credits.exclude(pen_name__user=by) if story else None
    if others is None or not others.exists():
        return True
    names = [*PenName.objects.filter(user=by).values_list("name", flat=True), by.username]
    return authors[0].casefold() in {name.casefold() for name in names}


def _prepare(comment: ReaderComment, *, knows_author: bool) -> SourceComment | None:
    at = datetime.fromisoformat(comment.at) if comment.at else None
    return prepare_comment(
        comment.key,
        comment.name,
        convert(comment.html).markdown,
        at if at and at.year >= _FIRST_YEAR else None,
        parent=comment.parent,
        by_author=knows_author and comment.is_by_author,
    )
