"""The link that ends all mail: a page with one button, and what it (or a mail program) posts."""

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency

from wetalked.core.i18n import text
from wetalked.core.lengths import TokenInPath
from wetalked.db.context import Context
from wetalked.http.html_page import page, preferred_language
from wetalked.http.request import AnyRequest
from wetalked.letters.recipients import language_of, stop_mail
from wetalked.mail.delivery import person_of_link


@get("/unsubscribe/{token:str}", include_in_schema=False)
async def get_unsubscribe(
    request: AnyRequest, token: TokenInPath, context: NamedDependency[Context]
) -> Response[bytes]:
    """Changes nothing: programs that look at mails open every link in them."""
    person = person_of_link(token, context.secret)
    language = await reader_language(context, person, request)
    if person is None:
        return incomplete(language)
    title = text(language, "unsubscribe.title")
    body = text(language, "unsubscribe.words")
    return html_response(page(language, title, body, button=text(language, "unsubscribe.button")))


# No cookie counts here, so any page may post: RFC 8058 wants mail programs to.
@post("/unsubscribe/{token:str}", include_in_schema=False, status_code=200)
async def post_unsubscribe(
    request: AnyRequest, token: TokenInPath, context: NamedDependency[Context]
) -> Response[bytes]:
    """End all mail but what one asks for; whoever has left is answered alike."""
    person = person_of_link(token, context.secret)
    language = await reader_language(context, person, request)
    if person is None:
        return incomplete(language)
    await stop_mail(context.db, person, context.clock())
    title = text(language, "unsubscribe.done.title")
    return html_response(page(language, title, text(language, "unsubscribe.done.words")))


async def reader_language(context: Context, person: str | None, request: AnyRequest) -> str:
    """The person's, else the browser's."""
    known = await language_of(context.db, person) if person else None
    return known or preferred_language(request.headers.get("accept-language", ""))


def incomplete(language: str) -> Response[bytes]:
    """A link that was cut off must not look as if it had worked."""
    body = text(language, "unsubscribe.incomplete.words")
    return html_response(page(language, text(language, "unsubscribe.incomplete.title"), body), 404)


def html_response(html: bytes, status: int = 200) -> Response[bytes]:
    """The page, kept by nobody."""
    headers = {"cache-control": "no-store"}
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=headers)


ROUTES = [get_unsubscribe, post_unsubscribe]
