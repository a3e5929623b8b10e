"""The fields of a plan that are about the site that the file is from."""

from dataclasses import dataclass
from typing import Self

from accounts.models import User
from serial.manuscripts.documents import Remark
from serial.manuscripts.importing.reader_comments import knows_author
from serial.manuscripts.models import Manuscript
from serial.manuscripts.planning.story_data import COMMENTS, URLS, StoryData
from serial.stories.models import Story


@dataclass(frozen=True)
class SiteFields:
    """comments: of readers, how many. author: the name of who wrote the pages, if it is one person.

    by_author: how many of the comments are by them. knows_author: whether they are who imports.
    pages: that had URLs there, how many. old_url: of one of them.
    """

    comments: int
    takes_comments: bool
    author: str
    by_author: int
    knows_author: bool
    pages: int
    takes_urls: bool
    old_url: str

    @classmethod
    def of(cls, row: Manuscript, story: Story | None, user: User) -> Self:
        takes = StoryData.from_json(row.story_data).takes if row.story_data else []
        urls = row.facts.get("old_urls", {})
        authors: list[str] = row.facts.get("authors", [])
        return cls(
            comments=row.facts["remarks"].get(Remark.READER_COMMENTS, 0),
            takes_comments=COMMENTS in takes,
            author=authors[0] if len(authors) == 1 else "",
            by_author=row.facts.get("comments_by_author", 0),
            knows_author=knows_author(authors, story, user),
            pages=urls.get("pages", 0),
            takes_urls=URLS in takes,
            old_url=urls.get("example", ""),
        )

    @property
    def is_shown(self) -> bool:
        return bool(self.comments or self.pages)
