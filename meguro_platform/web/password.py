"""One's own password."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forms.web.complaint import Complaint
from meguro_platform.models import User
from meguro_platform.services.change_password import change_password
from meguro_platform.web.guessing import waiting_sentence
from meguro_platform.web.permission import has_password, needs, user_of


class PasswordForm(PasswordChangeForm):
    """Django's, but whoever guesses the old password at a computer that was left open is stopped as at the log-in."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(user_of(request), request.POST if request.method == "POST" else None)
        self.request = request
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def clean_old_password(self) -> str:
        old = cast(str, self.cleaned_data["old_password"])
        if authenticate(self.request, staff_number=user_of(self.request).staff_number, password=old) is None:
            said = waiting_sentence(self.request) or self.error_messages["password_incorrect"]
            raise ValidationError(said, code="password_incorrect")
        return old

    def validate_password_for_user(self, user: User, password_field_name: str | None = None) -> None:
        """What breaks a rule is said where the rules stand, not at the repetition."""
        super().validate_password_for_user(user, "new_password1")


@never_cache
@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
@needs(has_password)
def password(request: HttpRequest) -> HttpResponse:
    """Whoever logs in with a password."""
    form = PasswordForm(request)
    if request.method != "POST" or not form.is_valid():
        problems = [Complaint(str(why), f"#{field.auto_id}") for field in form for why in field.errors]
        status = 200 if not problems else 429 if waiting_sentence(request) else 422
        return render(request, "shell/password.html", {"form": form, "problems": problems}, status=status)
    person = user_of(request)
    change_password(person=person, password=form.cleaned_data["new_password1"], now=timezone.now())
    update_session_auth_hash(request, person)
    messages.success(request, _("Your password is changed. Wherever else you are logged in, you have to log in anew."))
    return redirect("shell:portal")
