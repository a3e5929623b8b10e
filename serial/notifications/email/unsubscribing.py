"""What the unsubscribe links of these emails end: a story's emails, the digest, all of them."""

from django.db import transaction
from django.utils.translation import gettext

from serial.mail.models import UnsubscribeToken
from serial.mail.unsubscribing.scopes import Choice, ScopeKind
from serial.notifications.channels import channels_of, default_channels
from serial.notifications.choices import EmailFrequency
from serial.notifications.email.digests import PERIODS
from serial.notifications.kinds import KINDS, KINDS_BY_NAME
from serial.notifications.models import NotificationSetting, StorySetting
from serial.stories.models import Story

STORY, DIGEST, KIND, ALL = "story", "digest", "kind", "all"
NEVER = EmailFrequency.NEVER


def _story_of(token: UnsubscribeToken) -> Story | None:
    pk = token.scope.partition(":")[2]
    # Its title only for who may read it: the link may be older than a change of visibility.
    visible = Story.objects.visible_to(token.user) if token.user else Story.objects.none()
    return visible.filter(pk=int(pk)).first()


def _story_choices(token: UnsubscribeToken) -> list[Choice]:
    story = _story_of(token)
    title = story.title if story else gettext("this story")
    first = Choice(
        STORY,
        gettext("Stop emails about %(story)s") % {"story": title},
        gettext("You get no more emails about %(story)s. You still follow it.") % {"story": title},
    )
    return [first, _all()]


def _digest_choices(token: UnsubscribeToken) -> list[Choice]:
    done = gettext("You get no more digests.")
    return [Choice(DIGEST, gettext("Stop the digest"), done), _all()]


def _kind_choices(token: UnsubscribeToken) -> list[Choice]:
    kind = KINDS_BY_NAME[token.scope.partition(":")[2]]
    label = gettext("Stop emails: %(kind)s") % {"kind": kind.label}
    done = gettext("You get no more emails of this kind: %(kind)s.") % {"kind": kind.label}
    return [Choice(KIND, label, done), _all()]


def _all() -> Choice:
    label = gettext("Stop all emails about stories and comments")
    done = gettext("You get no more emails about stories and comments, only about your account.")
    return Choice(ALL, label, done)


@transaction.atomic
def _end(token: UnsubscribeToken, name: str) -> None:
    if token.user is None:
        return
    if name == STORY:
        _stop_story(token)
    elif name == DIGEST:
        channels = channels_of(token.user)
        _stop_kinds(token, [kind for kind in channels if channels[kind].email in PERIODS])
        StorySetting.objects.filter(user=token.user, email__in=PERIODS).update(email=NEVER)
    elif name == KIND:
        _stop_kinds(token, [token.scope.partition(":")[2]])
    elif name == ALL:
        _stop_kinds(token, [kind.name for kind in KINDS])
        StorySetting.objects.filter(user=token.user).update(email=NEVER)


def _stop_story(token: UnsubscribeToken) -> None:
    pk = int(token.scope.partition(":")[2])
    if Story.objects.filter(pk=pk).exists():
        StorySetting.objects.update_or_create(
            user=token.user, story_id=pk, defaults={"email": NEVER}
        )


def _stop_kinds(token: UnsubscribeToken, names: list[str]) -> None:
    for kind in KINDS:
        if kind.name in names:
            NotificationSetting.objects.update_or_create(
                user=token.user,
                kind=kind.name,
                defaults={"email": NEVER},
                create_defaults={"email": NEVER, "in_site": default_channels(kind).in_site},
            )


STORY_SCOPE = ScopeKind(_story_choices, _end, settings_url="notification_settings")
KIND_SCOPE = ScopeKind(_kind_choices, _end, settings_url="notification_settings")
DIGEST_SCOPE = ScopeKind(_digest_choices, _end, settings_url="notification_settings")
