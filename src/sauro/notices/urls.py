"""Addresses of this room. Vietnamese words without diacritics, stable."""

from django.urls import path

from sauro.notices.views import chat_text, messages, scheduled, sent

app_name = "notices"
urlpatterns = [
    path("thong-bao", messages.messages, name="messages"),
    path("thong-bao/da-xem", messages.read, name="read"),
    path("thong-bao/cach-nhan", messages.channels, name="channels"),
    path("thong-bao/noi-dung-nhac", chat_text.chat_text, name="chat_text"),
    path("thong-bao/danh-sach", sent.sent, name="sent"),
    path("thong-bao/danh-sach/<str:code>", sent.prepared_list, name="prepared_list"),
    path("thong-bao/danh-sach/<str:code>/gui", sent.send, name="send_list"),
    path("thong-bao/danh-sach/<str:code>/khong-gui", sent.drop, name="drop_list"),
    path("viec-dinh-ky", scheduled.scheduled, name="scheduled"),
]
