"""The department of a hospital in a post: 外科护士长 is one post, at the hospital."""

from __future__ import annotations

from shanhai.knowledge import words

_HEAD = "科"


def warded(text: str, start: int, title: str, organization: str | None) -> tuple[str, str | None]:
    """A post with the department that stands before it at `start`, and the body without it; null where the body was the department.

    >>> warded("县医院外科护士长李四", 5, "护士长", "县医院外科")
    ('外科护士长', '县医院')
    >>> warded("内科主任李四", 1, "科主任", None)
    ('内科主任', None)
    """
    rest = title.removeprefix(_HEAD)
    end = start + len(title) - len(rest)
    wards = words.words("科室")
    if not text.endswith(wards, 0, end):
        return title, organization
    ward = next(w for w in wards if text.endswith(w, 0, end))
    body = organization.removesuffix(ward).removesuffix("的") if organization else None
    return ward + rest, body or None
