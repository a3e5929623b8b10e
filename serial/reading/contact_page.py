"""The contact page: the operator's text and contact points, and a form.

The form needs no account, and no cookie.
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from serial.after_response import run_after_response
from serial.contact.contact_form import ContactForm, initial_values
from serial.contact.mailing import send_to_operator
from serial.policies.documents import CONTACT
from serial.policies.page import policy_page
from serial.reading.responses import render_page
from serial.web.contact_points import contact_points
from serial.web.public_forms.rendering import render_public_form


# A CSRF token would need a cookie. The form has a signed key, and another site that sends the form
# can do no more than a guest.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_contact(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, initial=initial_values(request))
    if form.is_valid():
        stored = form.save(request)
        if stored is not None:
            message, is_new = stored
            if is_new:
                run_after_response(request, partial(send_to_operator, message))
            return redirect("contact_sent")
    document = policy_page(CONTACT)
    context = {**document.context, "contact_points": contact_points()}
    return render_public_form(request, "reading/contact.html", form, **context)


@require_safe
def show_contact_sent(request: HttpRequest) -> HttpResponse:
    return render_page(request, "reading/contact_sent.html", {}, ())
