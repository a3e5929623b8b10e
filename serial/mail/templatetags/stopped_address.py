"""{% stopped_address %} says to a member that emails to their address came back, if they did."""

from django import template

from accounts.models import User
from serial.mail.bounces.member import stopped_address_of

register = template.Library()


@register.inclusion_tag("mail/_stopped_address.html", takes_context=True)
def stopped_address(context: template.Context) -> dict[str, object]:
    request = context["request"]
    found = stopped_address_of(request.user) if isinstance(request.user, User) else None
    return {"stopped": found, "request": request, "csrf_token": context.get("csrf_token")}
