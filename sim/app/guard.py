"""Who may speak with the app: this machine's own browser, once it has the token that was printed.

A page of another site can make a browser send requests to this machine; it knows neither the host
name with the port nor the token, and its requests carry its own origin.
"""

import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.terms.words import ENGLISH, words

COOKIE: Final = "ibar"
MOST_BYTES: Final = 200_000
"""Length of a request's body."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FRAMED: Final = ("report.html", "why.html")
"""Ends of the paths of pages that bring their own policy, and are shown in a frame of the app."""


class Guard:
    """Lets through who may speak with the app, and tells browsers what its pages may do.

    Attributes:
        token: what the printed address holds; it is good for one visit.
    """

    def __init__(self, app: ASGIApp, port: int, language: str = ENGLISH) -> None:
        """Args: the app, the port at which it listens, and the language it tells readers in."""
        self._app, self._language = app, language
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._origins = {f"http://{host}" for host in self._hosts}
        self._session = secrets.token_urlsafe(32)
        self.token = secrets.token_urlsafe(32)
        self._used = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope, headers)
        if refused is not None:
            await refused(scope, receive, _with_headers(scope, send))
            return
        await self._app(scope, receive, _with_headers(scope, send))

    def _refusal(
        self, scope: Scope, headers: Headers
    ) -> PlainTextResponse | RedirectResponse | None:
        """What is answered instead; None when the request may go on."""
        if headers.get("host") not in self._hosts:
            return PlainTextResponse("not this host", 400)
        token = QueryParams(scope["query_string"]).get("token", "")
        if scope["path"] == "/" and token and not self._knows(headers):
            return self._first_visit(token)
        if not self._knows(headers):
            return PlainTextResponse(words("app_no_token", self._language), 403)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("no such method", 405)
        if scope["method"] == "POST":
            if headers.get("origin") not in self._origins:
                return PlainTextResponse("not this origin", 403)
            if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                return PlainTextResponse("only JSON", 415)
            length = headers.get("content-length", "")
            if not length.isdecimal() or int(length) > MOST_BYTES:
                return PlainTextResponse("too long", 413)
        return None

    def _knows(self, headers: Headers) -> bool:
        cookies = cookie_parser(headers.get("cookie", ""))
        return secrets.compare_digest(cookies.get(COOKIE, ""), self._session)

    def _first_visit(self, token: str) -> PlainTextResponse | RedirectResponse:
        """A cookie for the token, which is good once."""
        if self._used or not secrets.compare_digest(token, self.token):
            return PlainTextResponse(words("app_token_used", self._language), 403)
        self._used = True
        answer = RedirectResponse("/", 303)
        answer.set_cookie(COOKIE, self._session, httponly=True, samesite="strict", path="/")
        return answer


def _with_headers(scope: Scope, send: Send) -> Send:
    """Sends on, with headers that forbid a browser what the app does not need."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if scope["path"].endswith(FRAMED):
                headers["Content-Security-Policy"] = "frame-ancestors 'self'"
            else:
                headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Cache-Control"] = "no-store"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
        await send(message)

    return sent
