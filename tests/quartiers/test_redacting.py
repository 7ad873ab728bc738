"""No log keeps what an address carries."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from quartiers.redacting import keep_secrets_out, redact


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (
            "302 GET /hub/ticket?t=l7uP3g-HQ_x&next=%2Fservices -> /services/salle/ (@::1) 3.1ms",
            "302 GET /hub/ticket?t=…&next=… -> /services/salle/ (@::1) 3.1ms",
        ),
        (
            "200 GET /services/salle/?code=KD7R3 (127.0.0.1)",
            "200 GET /services/salle/?code=… (127.0.0.1)",
        ),
        ("GET /oauth_callback?code=a.b~c&state=eyJ=", "GET /oauth_callback?code=…&state=…"),
        (
            "HTTPServerRequest(uri='/x?token=abc', version='HTTP/1.1')",
            "HTTPServerRequest(uri='/x?token=…', version='HTTP/1.1')",
        ),
        (
            "GET /services/salle/partage/AbCd-_12345678901234567/fichier",
            "GET /services/salle/partage/…/fichier",
        ),
        (
            "POST /services/salle/envoi/AbCd-_12345678901234567 (10.0.0.3)",
            "POST /services/salle/envoi/… (10.0.0.3)",
        ),
        (
            "the server of jeune-abc234 is ready: 2 + 2 = 4?",
            "the server of jeune-abc234 is ready: 2 + 2 = 4?",
        ),
        (
            "/srv/donnees/boite/0123456789abcdef01234567/x.ipynb",
            "/srv/donnees/boite/0123456789abcdef01234567/x.ipynb",
        ),
        (
            "Setting new xsrf cookie for b'c8965248e1b94ef7b3125ae29cb3a496:"
            "02dd4be0d6484da59b6d86a8c6feed1d' {'path': '/hub/'}",
            "Setting new xsrf cookie for b'…:…' {'path': '/hub/'}",
        ),
    ],
)
def test_the_values_of_an_address_are_not_written(said: str, written: str) -> None:
    assert redact(said) == written


@pytest.fixture
def factory() -> Iterator[None]:
    kept = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(kept)


@pytest.mark.usefixtures("factory")
def test_every_logger_is_concerned_and_what_cannot_be_said_stays(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep_secrets_out()
    once = logging.getLogRecordFactory()
    keep_secrets_out()
    assert logging.getLogRecordFactory() is once
    logging.getLogger("whoever").warning("%s %s", "GET", "/hub/ticket?t=secret")
    assert caplog.messages == ["GET /hub/ticket?t=…"]
    record = once("whoever", logging.INFO, "", 1, "%d ?a=b", ("no number",), None)
    assert record.args == ("no number",)
