"""The sections of the account, for its overview, the list beside its pages, and the menu."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.authorship import writing_page
from accounts.models import User


def _everybody(user: User) -> bool:
    return True


@dataclass(frozen=True)
class Section:
    """A page of the account that the lists name.

    url_name: of the page that the link opens.
    subpages: prefixes of the URL names of pages that belong to it.
    """

    url_name: str
    label: str | Promise
    subpages: tuple[str, ...] = ()
    is_in_menu: bool = True
    is_for: Callable[[User], bool] = _everybody

    def contains(self, url_name: str) -> bool:
        return url_name == self.url_name or url_name.startswith(self.subpages)


SECTIONS = (
    Section("profile", _("Profile")),
    Section("preferences", _("Reading")),
    Section("notification_settings", _("Notifications"), is_in_menu=False),
    Section("my_comments", _("My comments")),
    Section("comment_drafts", _("Drafts of comments"), is_in_menu=False),
    Section("member_blocks", _("Muted and blocked people"), is_in_menu=False),
    Section("private_feeds", _("Private feeds"), is_in_menu=False),
    Section(
        "own_decisions",
        _("Decisions of moderators"),
        subpages=("own_decision", "own_act"),
        is_in_menu=False,
    ),
    Section("own_reports", _("My reports"), is_in_menu=False),
    Section(
        "security",
        _("Security"),
        subpages=(
            *("account_email", "account_change_password", "account_set_password"),
            *("account_reauthenticate", "mfa_", "usersessions_"),
        ),
    ),
    Section(
        "my_data",
        _("My data"),
        subpages=("offer_archive", "leave", "confirm_leaving"),
        is_in_menu=False,
    ),
)
# What a role may do on this site, below the sections.
SITE_SECTIONS = (
    Section(
        "become_author",
        _("Become an author"),
        is_for=lambda user: writing_page(user) != "desk",
    ),
    Section("admin:comments_comment_changelist", _("Moderation"), is_for=User.is_moderator),
    Section(
        "admin:moderation_copyrightnotice_changelist",
        _("Copyright notices"),
        is_in_menu=False,
        is_for=User.is_moderator,
    ),
    Section("invitations", _("Invitations to become an author"), is_for=User.is_administrator),
    Section("admin:index", _("Site administration"), is_for=User.has_superuser_rights),
)


@dataclass(frozen=True)
class SectionLink:
    """A section as a page shows it. is_subpage: whether the page shown is one of its subpages."""

    label: str | Promise
    url: str
    is_current: bool
    is_subpage: bool
    summary: str | Promise


def section_links(
    sections: tuple[Section, ...],
    user: User,
    current: str,
    summaries: Mapping[str, str | Promise],
) -> Iterator[SectionLink]:
    """Yields those for this user.

    current: the URL name of the page that shows them.
    summaries: what is set in a section, by its URL name.
    """
    # Once each: a check can take a query.
    is_shown = {check: check(user) for check in {section.is_for for section in sections}}
    for section in sections:
        if is_shown[section.is_for]:
            is_current = section.contains(current)
            yield SectionLink(
                section.label,
                reverse(section.url_name),
                is_current,
                is_current and current != section.url_name,
                summaries.get(section.url_name, ""),
            )
