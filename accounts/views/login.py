"""allauth's two ways in, where this site wants more of them."""

from http import HTTPStatus

from allauth.account import views as allauth
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from accounts.login_forms import SignInForm, SignUpForm


class SignIn(allauth.LoginView):  # type: ignore[misc]
    form_class = SignInForm

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


class SignUp(allauth.SignupView):  # type: ignore[misc]
    form_class = SignUpForm

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        # All or nothing: when the mail cannot be sent, the name is free for another try.
        response: HttpResponse
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:
            # Somebody took the name between the check and the saving.
            form.say_username_is_taken()
            response = self.form_invalid(form)
        return response


sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
