"""The public page of a member who wants one. All others, and unknown usernames, are alike: 404."""

from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from accounts.links import Link, parse_links
from accounts.models import MemberProfile, PenName
from accounts.takedown_reasons import TakedownReason
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.reading.initials import initial_of
from serial.reading.meta_description import meta_description
from serial.reading.responses import render_page
from serial.reading.takedown_notice import say_if_taken_down
from serial.web.crawlers import add_directive
from serial.web.middleware.gone import LegallyBlocked


@dataclass(frozen=True)
class Member:
    """What the page shows."""

    pk: int
    username: str
    name: str
    about_html: str
    picture: str
    links: list[Link]
    member_since: str
    # (name, slug) of those that the member chose to show.
    pen_names: list[tuple[str, str]]


def show_member(request: HttpRequest, username: str) -> HttpResponse:
    named = MemberProfile.objects.filter(user__username__iexact=username)
    profile = named.visible_to(request.user).select_related("user").first()
    if profile is None:
        if named.filter(is_public=True, taken_down_for=TakedownReason.LEGAL_ORDER).exists():
            raise LegallyBlocked
        raise Http404
    if profile.user.username != username:
        return redirect(profile)
    say_if_taken_down(request, [profile.taken_down_for])
    replace_hidden_pictures([profile], request.user, "about_html")
    member = _member(profile)
    context = {
        "member": member,
        "picture": profile.picture,
        "path": profile.get_absolute_url(),
        "initial": initial_of(member.name or member.username),
        "description": partial(meta_description, member.about_html),
    }
    response = render_page(request, "reading/member.html", context, (member,))
    # The page is about a person: search engines should not list it under their name.
    add_directive(response, "noindex")
    return response


def _member(profile: MemberProfile) -> Member:
    chosen = PenName.objects.filter(user=profile.user_id, is_on_profile=True)
    pen_names = chosen.visible_to(AnonymousUser()).order_by("name")
    joined = timezone.localdate(profile.user.date_joined)
    return Member(
        pk=profile.pk,
        username=profile.user.username,
        name=profile.name,
        about_html=profile.about_html,
        picture=profile.picture.name or "",
        links=parse_links(profile.links),
        member_since=date_format(joined, "YEAR_MONTH_FORMAT"),
        pen_names=list(pen_names.values_list("name", "slug")),
    )
