from django import template
from django.http import HttpRequest

from accounts.models import User
from accounts.sections import SECTIONS, SITE_SECTIONS, Section, SectionLink, section_links

register = template.Library()
MENU_SECTIONS = tuple(section for section in SECTIONS if section.is_in_menu)
LISTS = {"account": SECTIONS, "site": SITE_SECTIONS}


@register.simple_tag
def menu_sections() -> tuple[Section, ...]:
    """Returns the sections of the menu, which are for everybody."""
    return MENU_SECTIONS


@register.simple_tag(takes_context=True)
def account_sections(context: template.Context, name: str) -> list[SectionLink]:
    """Returns the links of a list of sections: "account" or "site".

    The overview gives `summaries` in its context: what is set in each section, by its URL name.
    """
    user = context.get("user")
    if not isinstance(user, User):
        return []
    summaries = context.get("summaries") or {}
    return list(section_links(LISTS[name], user, _url_name(context.get("request")), summaries))


@register.simple_tag(takes_context=True)
def parent_section(context: template.Context) -> SectionLink | None:
    """Returns the section that the page shown is a subpage of."""
    links: list[SectionLink] = account_sections(context, "account")
    return next((link for link in links if link.is_subpage), None)


def _url_name(request: HttpRequest | None) -> str:
    match = request.resolver_match if request else None
    return (match.url_name if match else "") or ""
