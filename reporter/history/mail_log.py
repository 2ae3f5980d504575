"""Who got which week: nobody gets one twice, also after a run that broke off."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from reporter.domain.values import Week
from reporter.history.schema import MAILS
from reporter.history.store import History

_SENDING, _SENT = "sending", "sent"


def states_of(history: History, week: Week, audience: str) -> dict[str, str]:
    """Of each recipient whether the mail was sent, or was begun and not ended."""
    if history.connection is None:
        return {}
    query = sa.select(MAILS.c.recipient, MAILS.c.state).where(
        MAILS.c.week == str(week), MAILS.c.audience == audience
    )
    found = history.connection.execute(query)
    return {row.recipient: row.state for row in found}


def claim(
    history: History, week: Week, audience: str, recipients: Iterable[str]
) -> tuple[str, ...]:
    """Reserve the recipients that nobody has sent to or is sending to."""
    known = states_of(history, week, audience)
    free = tuple(dict.fromkeys(r for r in recipients if r not in known))
    if history.connection is not None and free:
        rows = [_row(week, audience, r) | {"state": _SENDING} for r in free]
        history.connection.execute(sa.insert(MAILS), rows)
    return free


def settle_claim(
    history: History, week: Week, audience: str, *, sent: set[str], failed: set[str]
) -> None:
    """Write down who got it; who did not is free for the next run."""
    if history.connection is None:
        return
    for recipient in sorted(sent | failed):
        row = _row(week, audience, recipient)
        is_row = sa.and_(*(MAILS.c[name] == value for name, value in row.items()))
        if recipient in sent:
            change = sa.update(MAILS).where(is_row).values(state=_SENT)
            history.connection.execute(change)
        else:
            history.connection.execute(sa.delete(MAILS).where(is_row))


def forget(history: History, week: Week, audience: str) -> None:
    """Let an audience get a week again."""
    if history.connection is not None:
        is_meant = sa.and_(MAILS.c.week == str(week), MAILS.c.audience == audience)
        history.connection.execute(sa.delete(MAILS).where(is_meant))


def broken_off(states: dict[str, str]) -> tuple[str, ...]:
    """Recipients of whom no run can say whether the server took their mail."""
    return tuple(r for r, state in states.items() if state == _SENDING)


def _row(week: Week, audience: str, recipient: str) -> dict[str, str]:
    return {"week": str(week), "audience": audience, "recipient": recipient}
