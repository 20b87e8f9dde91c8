"""Templates: what every one of them can say, and the taming of what pages say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Request
from litestar.datastructures import Cookie
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig
from markupsafe import Markup

from shanhai.knowledge import places as divisions
from shanhai.ledger.caption import caption
from shanhai.ledger.deciding import effect_of, standing
from shanhai.ledger.finding import sentence
from shanhai.ledger.leasing import MOST_COUNTED
from shanhai.model import Family, Programme, Stage
from shanhai.model.struct import Value
from shanhai.reconcile.effect import Effect
from shanhai.sheets.row import id_of
from shanhai.views import Statement

from . import certainty, dates, lags, values
from .assets import href
from .language import COOKIE, LANGUAGES, Language, choose
from .register import list_href
from .roster import roster
from .sourcing import source
from .taming import brief, lit, tame
from .visitor import visitor_of

YEAR_SECONDS = 365 * 24 * 3600
# The parts of the application: name in the catalogue, address, the letter after G.
SECTIONS = (
    ("home", "/", "z"),
    ("places", "/places", "d"),
    ("network", "/network", "w"),
    ("pairings", "/pairings", "j"),
    ("visits", "/visits", "l"),
    ("calendar", "/calendar", "i"),
    ("projects", "/projects", "x"),
    ("board", "/board", "b"),
    ("pledges", "/pledges/state", "c"),
    ("people", "/people", "r"),
    ("organizations", "/organizations", "o"),
    ("pages", "/pages", "y"),
)
# Those that stand at the bottom of a phone: five fit 320 px.
TABS = ("home", "places", "visits", "board")
REVIEW = ("review", "/review", "")


STAGES = tuple(stage.value for stage in Stage if stage is not Stage.OTHER)
"""The stages of a project in their order, but for those that fit none."""


def furthest(projects: Iterable[Statement]) -> list[Statement]:
    """Projects with those that have come furthest first.

    >>> furthest([])
    []
    """
    return sorted(projects, key=lambda stated: -STAGES.index(stage) if (stage := getattr(stated.fact, "stage", "")) in STAGES else 1)


def template_config() -> TemplateConfig[JinjaTemplateEngine]:
    """The engine over `web/templates`: everything is escaped, control characters are taken out, an unknown name is an error."""
    environment = Environment(
        loader=PackageLoader("shanhai.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=tame,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["damage_class"] = lambda kind: f"d-{kind}"
    environment.filters["file_name"] = file_name
    environment.filters["family_name"] = family_name
    environment.filters["lit"] = lit
    environment.filters["brief"] = brief
    environment.filters["furthest"] = furthest
    environment.filters["place_name"] = place_name
    environment.globals |= {
        "asset": href,
        "sections": SECTIONS,
        "tabs": (*(section for section in SECTIONS if section[0] in TABS), REVIEW),
        "marks": certainty.marks,
        "date_marks": certainty.date_marks,
        "family_class": family_class,
        "entry_marks": certainty.entry_marks,
        "place_href": values.place_href,
        "pair_href": values.pair_href,
        "entry_href": values.entry_href,
        "touched_href": values.touched_href,
        "row_id": id_of,
        "most_counted": MOST_COUNTED,
        "organization_href": values.organization_href,
        "programme_href": values.programme_href,
        "list_href": list_href,
        "caption": caption,
        "stages": STAGES,
        "person_href": values.person_href,
        "fact_href": values.fact_href,
        "type_name": values.type_name,
        "sentence": sentence,
        "quotation": values.quotation,
        "rules": values.rules,
        "roster": roster,
    }
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def page(request: Request[Any, Any, Any], template: str, *, section: str = "", status: int = 200, **context: object) -> Template:
    """A rendered template in the reader's language, which is remembered when the address names it."""
    language = language_of(request)
    asked = request.query_params.get(COOKIE) == language.code
    cookies = [Cookie(key=COOKIE, value=language.code, max_age=YEAR_SECONDS, path="/", samesite="lax", httponly=True)] if asked else []
    theme = request.cookies.get("theme")
    visitor = visitor_of(request)
    spoken = {
        "language": language,
        "t": language.say,
        "t_links": partial(say_links, language),
        "link": link,
        "word": language.word,
        "in_table": partial(dates.in_table, language=language),
        "in_year": partial(dates.in_year, language=language),
        "heading": partial(dates.heading, language=language),
        "in_brief": partial(dates.in_brief, language=language),
        "in_words": partial(dates.in_words, language=language),
        "shown": partial(values.shown, language=language),
        "few": partial(values.few, language=language),
        "standing": partial(values.standing, language=language),
        "lag": partial(lags.lag, language=language),
        "share": partial(lags.share, language=language),
        "grounds": lambda fact: tuple(values.grounds(fact, language)),
        "other_language": other_language(str(request.url), language),
        "theme": theme if theme in {"light", "dark"} else "",
        "keys": request.cookies.get("keys") != "off",
        "section": section,
        "visitor": visitor,
        "own_form": own_form(visitor.mark),
        "writable": visitor.may("editor"),
        "reviewing": visitor.may("reviewer"),
        "done": just_done(request, section) if visitor.may("editor") else None,
        "here": here(request),
        "source": partial(source, language=language, edit_from=here(request) if visitor.may("editor") else ""),
        "effect_value": partial(values.effect_value, language=language),
    }
    return Template(
        template_name=template,
        context=spoken | context,
        status_code=status,
        cookies=cookies,
        headers={"Cache-Control": "private, no-cache", "Vary": "Cookie"},
    )


def own_form(mark: str) -> Markup:
    """What every form that writes begins with where somebody is signed in: no other site has it.

    >>> own_form("1f"), own_form("")
    (Markup('<input type="hidden" name="mark" value="1f">'), Markup(''))
    """
    return Markup('<input type="hidden" name="mark" value="{}">').format(mark) if mark else Markup("")


def here(request: Request[Any, Any, Any]) -> str:
    """The address that is shown, without what was just done: where to come back to."""
    query = [(name, value) for name, value in parse_qsl(request.url.query) if name not in {"after", COOKIE}]
    return request.url.path + (f"?{urlencode(query)}" if query else "")


def just_done(request: Request[Any, Any, Any], section: str) -> Done | None:
    """The decision that led to this view, while it is in force; review tells of it in its own place."""
    made = request.query_params.get("after", "")
    if section == "review" or not made.isalnum() or len(made) > 64:
        return None
    with request.app.state.ledger.looking() as connection:
        changed = effect_of(connection, made)
        return None if changed is None or not standing(connection, made) else Done(judgement=made, effect=changed)


class Done(Value, frozen=True, kw_only=True):
    """A decision just made, and what it changed."""

    judgement: str
    effect: Effect


def say_links(language: Language, key: str, **links: Markup) -> Markup:
    """A sentence of the catalogue with links in its holes."""
    return Markup(language.words[key]).format(**links)


def link(href: str, words: str) -> Markup:
    """A link; address and words are escaped.

    >>> link("/?a=1&b=2", "甲县 <b>")
    Markup('<a href="/?a=1&amp;b=2">甲县 &lt;b&gt;</a>')
    """
    return Markup('<a href="{}">{}</a>').format(href, words)


def language_of(request: Request[Any, Any, Any]) -> Language:
    """The language that a request asks for or has asked for before."""
    return choose(request.query_params.get(COOKIE), request.cookies.get(COOKIE))


def other_language(url: str, language: Language) -> str:
    """The same address in the other language.

    >>> from shanhai.web.language import language
    >>> other_language("http://localhost/pages/1?mode=both", language("zh"))
    '/pages/1?mode=both&lang=en'
    """
    address = urlsplit(url)
    other = next(code for code in LANGUAGES if code != language.code)
    query = [(name, value) for name, value in parse_qsl(address.query) if name != COOKIE]
    return f"/{address.path.lstrip('/')}?{urlencode([*query, (COOKIE, other)])}"


def file_name(source: str) -> str:
    r"""The last part of a path; where a page was read from says nothing about the reader's disk.

    >>> file_name("/home/office/pages/a.html"), file_name("C:\\pages\\a.html")
    ('a.html', 'a.html')
    """
    return PurePosixPath(source.replace("\\", "/")).name or source


def place_name(key: str) -> str:
    """The name of a place by its code; what is no code stays as it is.

    >>> place_name("330303"), place_name("甲县")
    ('龙湾区', '甲县')
    """
    known = divisions.place(key) if key.isdecimal() else None
    return known.name if known else key


def family_class(programme: Programme) -> str:
    """The name under which a family of programmes has its line, empty for a programme without one.

    >>> from shanhai.model import Family
    >>> family_class(Programme(stated="闽宁协作", family=Family.EAST_WEST))
    'east-west'
    """
    return family_name(programme.family) if programme.family else ""


def family_name(family: str | None) -> str:
    """The name under which a family of programmes has its line in style sheets.

    >>> family_name("东西部协作"), family_name("扶贫协作"), family_name(None)
    ('east-west', '', '')
    """
    known = {each.value: each.name for each in Family}
    return known.get(family or "", "").lower().replace("_", "-")
