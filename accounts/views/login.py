"""allauth's views for signing in and signing up, with this site's additions."""

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
        # If sending the email fails, no account is created and the username stays free.
        response: HttpResponse
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:
            # Somebody took the username between the validation and the save.
            form.add_username_taken_error()
            response = self.form_invalid(form)
        return response


sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
