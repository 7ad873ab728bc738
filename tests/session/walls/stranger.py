"""Somebody on a computer of the network: an address of their own, cookies, and forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import requests
from requests.adapters import HTTPAdapter

ROOM = "/services/salle/"
XSRF = re.compile(r'name="_xsrf" value="([^"]+)"')
PICTURES = ("tram", "velo", "micro")


class FromHere(HTTPAdapter):
    """Connections that leave from one address; every 127.x.y.z is this machine."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, source_address=(self._address, 0))


class Stranger:
    """A browser without script on a computer of its own."""

    def __init__(self, house: Any, address: str, **headers: str) -> None:
        self.url, self.address = house.url, address
        self.http = requests.Session()
        self.http.headers.update(headers)
        self.http.mount("http://", FromHere(address))
        self._token = ""

    def get(self, path: str = "", **options: Any) -> requests.Response:
        return self.http.get(self._where(path), timeout=90, **options)

    def post(self, path: str, form: str | None = None, **fields: Any) -> requests.Response:
        """Send a form with its hidden field, read on the page `form` (by default the same)."""
        page = self.get(path if form is None else form)
        found = XSRF.search(page.text)
        self._token = found[1] if found else self._token
        data = {"_xsrf": self._token, **fields}
        return self.http.post(self._where(path), data=data, timeout=90)

    def sign_in(self, login: str, password: str) -> requests.Response:
        return self.post("animation/entrer", login=login, password=password)

    def arrive(self, code: str) -> requests.Response:
        return self.post("", code=code)

    def become_new(self, code: str) -> requests.Response:
        """The whole way in of a newcomer; the page after it."""
        self.arrive(code)
        for _ in range(5):
            page = self.take_a_pseudonym()
            if not page.url.endswith("/nouveau"):
                break  # else somebody has just taken it
        return page

    def take_a_pseudonym(self) -> requests.Response:
        """The first that is offered, and the pictures."""
        page = self.get("nouveau").text
        pseudo = unescape(re.findall(r'name="pseudo" value="([^"]+)"', page)[0])
        self.post("nouveau", pseudo=pseudo)
        return self.choose()

    def choose(self) -> requests.Response:
        """Pictures, twice alike, then «Oui, c'est moi»."""
        for name in PICTURES * 2:
            self.post("images", picture=name)
        return self.post("toi", reponse="oui")

    def _where(self, path: str) -> str:
        return self.url + (path if path.startswith("/") else ROOM + path)
