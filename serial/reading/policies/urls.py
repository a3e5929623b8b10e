from django.urls import path, register_converter

from serial.policies.documents import DocumentConverter
from serial.reading.policies.accept_page import accept_policies
from serial.reading.policies.pages import (
    list_versions,
    show_changes,
    show_policy,
    show_version,
)

register_converter(DocumentConverter, "document")

urlpatterns = [
    path("accounts/policies/", accept_policies, name="accept_policies"),
    path("<document:document>/", show_policy, name="policy"),
    path("<document:document>/versions/", list_versions, name="policy_versions"),
    path("<document:document>/versions/<int:number>/", show_version, name="policy_version"),
    path("<document:document>/versions/<int:number>/changes/", show_changes, name="policy_changes"),
]
