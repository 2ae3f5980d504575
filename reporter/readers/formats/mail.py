"""A mail that forwards a clipping -> its numbered lines, and its attachments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

from reporter.readers.formats.html import read_html
from reporter.readers.formats.text import decode
from reporter.readers.lines import LineKind, read_lines, split_lines

_PREFIX = re.compile(
    r"^(?:(?:fwd?|fw|re|转发|轉寄|回复|答复|回覆)\s*[:：]\s*)+", re.IGNORECASE
)
_FORWARDED = re.compile(
    r"\s*(?:-{2,}|_{3,})?\s*(?:(?:begin )?forwarded message|original message"
    r"|转发(?:的)?邮件(?:信息)?|原始邮件|轉寄郵件|原始郵件)\s*:?\s*(?:-{2,}|_{3,})?\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\s*\**(?:from|sent|date|to|cc|subject|reply-to|发件人|发送时间|发送日期|收件人|抄送|主题|日期|时间"
    r"|寄件者|寄件日期|收件者|副本|主旨)\**\s*[:：].*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s*\**(?:subject|主题|主旨)\**\s*[:：]\s*(.*)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>\s?)+")
_SIGNATURE = re.compile(r"-- ")


@dataclass(frozen=True, slots=True)
class Mail:
    """`note` are words of who forwarded it; `attachments` are names and contents."""

    lines: list[tuple[int, str]]
    note: str
    attachments: list[tuple[str, bytes]]


def read_mail(content: bytes) -> Mail:
    """Read a mail; a line's number counts the lines of its text.

    Raises ValueError if it is no mail.
    """
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ValueError("it has no mail header")
    if not any(name in message for name in ("From", "Subject", "Date", "MIME-Version")):
        raise ValueError("it has no mail header")
    attachments = [
        (part.get_filename() or "attachment", _bytes(part))
        for part in message.iter_attachments()
        if isinstance(part, EmailMessage)
    ]
    lines, note = _body(message)
    subject = _PREFIX.sub("", str(message.get("Subject", ""))).strip()
    return Mail(_titled(lines, subject), note, attachments)


def _bytes(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_content()
        return bytes(inner)
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(message: EmailMessage) -> tuple[list[tuple[int, str]], str]:
    plain = message.get_body(("plain",))
    if plain is not None:
        return _unwrapped(_plain(plain))
    page = message.get_body(("html",))
    if page is None:
        return [], ""
    return _unwrapped(read_html(_bytes(page)))


def _plain(part: MIMEPart) -> list[tuple[int, str]]:
    raw = _bytes(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        text = raw.decode("gb18030" if charset in ("gb2312", "gbk") else charset)
    except (LookupError, UnicodeDecodeError):
        text = decode(raw)
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<! -) \r?\n(?=\S)", " ", text)
    return list(enumerate(split_lines(text), start=1))


def _unwrapped(lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], str]:
    """What was forwarded and what stands above it, without the mail's own lines."""
    quoted = [(number, _QUOTED.sub("", text)) for number, text in lines]
    start = next((at for at, x in enumerate(quoted) if _FORWARDED.fullmatch(x[1])), -1)
    above = [text.strip() for _, text in quoted[: max(start, 0)] if text.strip()]
    rest = quoted[start + 1 :]
    if any(line.kind is LineKind.META for line in read_lines(above)):
        above, rest = [], [line for at, line in enumerate(quoted) if at != start]
    return _without_fields(rest, is_forwarded=start >= 0), " ".join(above)


def _without_fields(
    lines: list[tuple[int, str]], *, is_forwarded: bool
) -> list[tuple[int, str]]:
    kept: list[tuple[int, str]] = []
    subject = ""
    is_head = is_forwarded
    for number, text in lines:
        if is_head and _FIELD.fullmatch(text):
            found = _SUBJECT.fullmatch(text)
            subject = _PREFIX.sub("", found[1]).strip() if found else subject
        elif _SIGNATURE.fullmatch(text):
            break
        else:
            is_head = is_head and not text.strip()
            kept.append((number, text))
    return _titled(kept, subject)


def _titled(lines: list[tuple[int, str]], subject: str) -> list[tuple[int, str]]:
    """The lines below the subject, where they begin without a title of their own."""
    filled = [
        line for line in read_lines([text for _, text in lines]) if line.text.strip()
    ]
    if not filled or not subject:
        return lines
    begins_bare = filled[0].kind in (LineKind.META, LineKind.BULLETS)
    ends_with_head = filled[-1].kind in (LineKind.META, LineKind.WORDS)
    if begins_bare and not (filled[0].kind is LineKind.BULLETS and ends_with_head):
        return [(lines[0][0], f"# {subject}"), *lines]
    return lines
