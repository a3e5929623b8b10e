"""What the accounts, and the apps that sign people in, hold about a person."""

from datetime import timedelta

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import exports
from accounts.models.invitation import INVITATION_LIFETIME
from serial.personal_data import (
    ERASED_WITH_ACCOUNT,
    KEPT_WITH_ACCOUNT,
    RECORD_STAYS,
    Files,
    JsonLines,
    PersonalData,
)

ACCOUNT = (
    PersonalData(
        model="accounts.User",
        fields=("password", "email", "username"),
        name=_("Account"),
        holds=_(
            "Username, email address, a hash of the password, roles, and the times of signing up "
            "and of the last sign-in. The password itself is not stored."
        ),
        reason=_("To sign in, and to show who wrote a comment."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/account.jsonl", exports.account_rows),),
    ),
    PersonalData(
        model="account.EmailAddress",
        fields=("user", "email"),
        name=_("Email addresses"),
        holds=_("Each email address of the account, and whether it is confirmed."),
        reason=_("To reset a forgotten password and to warn of sign-ins on new devices."),
        kept_for=_("Until the address is removed or the account is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/email-addresses.jsonl", exports.email_rows),),
    ),
    PersonalData(
        model="account.EmailConfirmation",
        fields=("email_address",),
        name=_("Email confirmations"),
        holds=_("Nothing: confirmation links are signed and are not stored."),
        reason=_("The table belongs to the library for accounts and stays empty."),
        kept_for=_("Not stored."),
        erased=ERASED_WITH_ACCOUNT,
        not_exported=_("Nothing is stored."),
        is_empty=True,
    ),
    PersonalData(
        model="accounts.Preferences",
        fields=("user",),
        name=_("Settings"),
        holds=_(
            "Language, time zone and whether it was chosen or taken from the browser, adult "
            "content setting, and how reading pages look."
        ),
        reason=_("To show the site the way the member chose."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/settings.jsonl", exports.settings_rows),),
    ),
)


NAMES = (
    PersonalData(
        model="accounts.MemberProfile",
        fields=("user",),
        name=_("Profile"),
        holds=_("Whether the member has a public page, and its name, text, picture and links."),
        reason=_("To show the page to everyone, if the member turned it on."),
        kept_for=_("Until the member removes it or the account is deleted."),
        erased=_("Deleted with the account, picture included."),
        exports=(
            JsonLines("account/profile.jsonl", exports.profile_rows),
            Files("media/members/", exports.profile_pictures),
        ),
    ),
    PersonalData(
        model="accounts.PenName",
        fields=("user",),
        name=_("Pen names"),
        holds=_(
            "Name, biography, picture and links of each pen name, the account it belongs to, and "
            "whether the member’s public page shows it."
        ),
        reason=_("To credit an author under a name of their choice."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=_("Name, biography, picture and links are erased."),
        exports=(
            JsonLines("account/pen-names.jsonl", exports.pen_name_rows),
            Files("media/people/", exports.pen_name_pictures),
        ),
    ),
    PersonalData(
        model="accounts.PenNameSlug",
        fields=("pen_name",),
        name=_("URLs of pen names"),
        holds=_("The present and former URLs of a pen name."),
        reason=_("So that old links still work and nobody else gets them."),
        kept_for=_("For good. When the pen name is deleted, only a hash of each URL stays."),
        erased=_("Only a hash of the URL stays, so that nobody else gets it."),
        not_exported=_("In the rows of the pen names."),
    ),
    PersonalData(
        model="accounts.AuthorRequest",
        fields=("user", "decided_by"),
        name=_("Author requests"),
        holds=_("A request to become an author, its text, and the administrator’s decision."),
        reason=_("To decide who can publish here."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=_("Deleted with the account. Decisions of an administrator stay, without a name."),
        exports=(JsonLines("account/author-requests.jsonl", exports.author_request_rows),),
    ),
    PersonalData(
        model="accounts.Invitation",
        fields=("invited_by", "accepted_by"),
        name=_("Invitations"),
        holds=_("Who invited an author, the administrator’s note, and who accepted."),
        reason=_("To know who can publish here, and why."),
        kept_for=format_lazy(
            _("The link works for {days} days. The record stays."), days=INVITATION_LIFETIME.days
        ),
        erased=RECORD_STAYS,
        exports=(JsonLines("account/invitations.jsonl", exports.invitation_rows),),
    ),
)

SIGNING_IN = (
    PersonalData(
        model="usersessions.UserSession",
        fields=("user", "ip", "session_key", "user_agent"),
        name=_("Signed-in devices"),
        holds=_("IP address, browser, and the times of the first and latest visit of a session."),
        reason=_("So that members can see where they are signed in, and end a session."),
        kept_for=_("Until the session ends. A daily command erases those that ended."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/sessions.jsonl", exports.session_rows),),
    ),
    PersonalData(
        model="sessions.Session",
        fields=("session_key", "session_data"),
        name=_("Sessions"),
        holds=_("Who is signed in, and messages that are yet to be shown."),
        reason=_("To keep a member signed in from page to page."),
        kept_for=format_lazy(
            _("{days} days after sign-in, or until sign-out."),
            days=timedelta(seconds=settings.SESSION_COOKIE_AGE).days,
        ),
        erased=_("All sessions end with the account. A daily command erases those that ended."),
        not_exported=_(
            "A copy of the session key would sign in anybody. The devices are in the archive."
        ),
    ),
    PersonalData(
        model="mfa.Authenticator",
        fields=("user",),
        name=_("Two-factor sign-in"),
        holds=_("The secret of an authenticator app, public keys of passkeys, and recovery codes."),
        reason=_("To check the second step of signing in."),
        kept_for=_("Until it is turned off or the account is deleted."),
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/two-factor.jsonl", exports.two_factor_rows),),
    ),
    PersonalData(
        model="admin.LogEntry",
        fields=("user",),
        name=_("Log of the site’s admin and the desk"),
        holds=_("What an author or administrator added, changed or deleted there, and when."),
        reason=_("To find out who changed something by mistake."),
        kept_for=KEPT_WITH_ACCOUNT,
        erased=ERASED_WITH_ACCOUNT,
        exports=(JsonLines("account/admin-log.jsonl", exports.admin_log_rows),),
    ),
)

PERSONAL_DATA = (*ACCOUNT, *NAMES, *SIGNING_IN)
