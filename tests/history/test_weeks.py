"""Weeks go into the history and come out as they were, and a rebuilt one is new."""

import sqlite3
import threading
from dataclasses import MISSING, fields, replace
from datetime import date

import pytest
import sqlalchemy as sa

from reporter.domain.clippings import Reference
from reporter.domain.evidence import Metric
from reporter.domain.values import (
    Direction,
    Exactness,
    Flag,
    Repeat,
    SourceRef,
    Stage,
    Week,
)
from reporter.errors import HistoryBusyError, HistoryDamagedError, HistoryError
from reporter.history import schema
from reporter.history.past import past_of, state_of_week
from reporter.history.store import Place, open_history, put_aside
from reporter.history.weeks import (
    articles_of,
    evidence_called,
    evidence_of,
    first_seen,
    save_week,
    weeks_before,
)
from tests.builders import a_bullet, an_article_with, an_evidence
from tests.reports import a_report

W26, W27, W28 = (Week(2025, number) for number in (26, 27, 28))
MAU = Metric(
    "wechat", "growth", 0.2, "share", "CNY", "2025-Q1", Exactness.RANGE, "20%-30%",
    upper=0.3, of="revenue", direction=Direction.DOWN, compared_with="yoy",
)  # fmt: skip


def an_analysis(*items):
    articles = tuple(dict.fromkeys(item.article for item in items))
    return a_report(items=items, sources=articles).analysis


def save(place, week, *items, language="zh"):
    analysis = an_analysis(*items)
    with open_history(place) as history:
        save_week(history, analysis, week, own=analysis.articles, language=language)


def full_evidence(week=W27):
    """Evidence with something in every field, as are its bullet, article and figure."""
    bullet = replace(
        a_bullet("营收降20%-30%,“小店直连”开放报名", 2, (3, 3, 1), line=14),
        url="https://example.org/b",
    )
    article = an_article_with(
        bullet, heading="进展", title="标题 a|b", day=date(2025, 7, 1), url="https://example.org/a",
        references=(Reference(3, "年报", "https://example.org/r", SourceRef("note.txt", 30)),),
    )  # fmt: skip
    return an_evidence(
        article=article, evidence_id="abc", heading="进展", bullet=bullet,
        mentions=("jd", "douyin"), initiatives=("小店|直连",), stage=Stage.PILOT,
        metrics=(MAU,), flags=(Flag.FORECAST, Flag.STALE), first_seen=week,
        corrected="quadrant", confidence=0.7312, duplicate_of="abd", repeat=Repeat.NEAR,
        independent_sources=3,
    )  # fmt: skip


@pytest.mark.parametrize(
    "record", [full_evidence(), full_evidence().bullet, full_evidence().article, MAU]
)
def test_the_full_evidence_of_these_tests_leaves_no_field_at_its_default(record):
    for field in fields(record):
        if field.default is not MISSING:
            assert getattr(record, field.name) != field.default, field.name


def test_evidence_comes_out_as_it_went_in(place):
    item = full_evidence()
    save(place, W27, item)
    with open_history(place) as history:
        (found,) = evidence_of(history, W27)
    file = found.article.source.file
    assert file == "history/2025-W27/note.txt"
    named = replace(item.article.source, file=file)
    bullet = replace(item.bullet, source=replace(item.bullet.source, file=file))
    section = replace(item.article.sections[0], bullets=(bullet,))
    references = tuple(
        replace(r, source=replace(r.source, file=file)) for r in item.article.references
    )
    article = replace(
        item.article, source=named, sections=(section,), references=references
    )
    assert found == replace(item, article=article, bullet=bullet)


def test_articles_come_out_with_their_sections(place):
    item = full_evidence()
    save(place, W27, item)
    with open_history(place) as history:
        (article,) = articles_of(history, [W27])
    assert article.title == item.article.title
    assert [s.heading for s in article.sections] == ["进展"]
    assert article.bullets[0].text == item.text
    assert article.bullets[0].citations == (3, 3, 1)


def test_a_rebuilt_week_replaces_itself(place):
    save(place, W27, an_evidence("第一次", evidence_id="a"))
    save(place, W27, an_evidence("第二次", evidence_id="b"))
    with open_history(place) as history:
        assert [e.evidence_id for e in evidence_of(history, W27)] == ["b"]
        assert weeks_before(history) == (W27,)


def test_first_seen_is_the_first_week_before(place):
    for week in (W26, W27, W28):
        save(place, week, an_evidence("同一句", evidence_id="same"))
    with open_history(place) as history:
        assert first_seen(history, ["same", "other"], W28) == {"same": W26}
        assert first_seen(history, ["same"], W26) == {}


def test_more_ids_than_a_statement_takes_are_looked_up(place):
    save(place, W26, an_evidence("同一句", evidence_id="same"))
    ids = [f"e{n}" for n in range(2500)] + ["same"]
    with open_history(place) as history:
        assert first_seen(history, ids, W27) == {"same": W26}
        assert [e.evidence_id for e in evidence_called(history, ids, W27)] == ["same"]


def test_an_initiative_keeps_the_last_stage_that_was_told(place):
    facts = {"initiatives": ("夜间达",), "platform": "jd"}
    save(
        place,
        W26,
        an_evidence(
            "夜间达试点", evidence_id="a", stage=Stage.PILOT, first_seen=W26, **facts
        ),
    )
    save(
        place,
        W27,
        an_evidence("夜间达有投诉", evidence_id="b", first_seen=W27, **facts),
    )
    with open_history(place) as history:
        (standing,) = past_of(history, W28).standings
    assert (standing.stage, standing.stage_ids) == (Stage.PILOT, ("a",))
    assert (standing.since_week, standing.week) == (W26, W27)


def test_the_past_of_a_week_knows_nothing_of_later_ones(place):
    for week in (W26, W28):
        save(
            place,
            week,
            replace(full_evidence(), evidence_id=f"e{week.number}", first_seen=week),
        )
    with open_history(place) as history:
        past = past_of(history, W27)
        assert past.week == W26
        assert {stated.evidence_id for stated in past.stated} == {"e26"}
        assert past_of(history, W26) is None
        assert state_of_week(history, W27) is None
        assert state_of_week(history, W28).new_ids == {"e28"}


def test_what_failed_leaves_the_history_as_it_was(place):
    save(place, W26, an_evidence("留下", evidence_id="a"))
    analysis = an_analysis(an_evidence("不留", evidence_id="b"))

    def fail():
        with open_history(place) as history:
            save_week(history, analysis, W27, own=analysis.articles, language="zh")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with open_history(place) as history:
        assert weeks_before(history) == (W26,)


def test_a_second_build_waits_for_the_first(place):
    order = []
    first_is_in = threading.Event()

    def second():
        first_is_in.wait(10)
        with open_history(place):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with open_history(place):
        first_is_in.set()
        thread.join(0.4)
        order.append("first")
    thread.join(20)
    assert order == ["first", "second"]


def test_a_second_build_that_waits_too_long_is_told(place):
    with (
        open_history(place),
        pytest.raises(HistoryBusyError, match="in use by another build") as caught,
        open_history(place, wait_seconds=0.2),
    ):
        pass
    assert caught.value.exit_code == 6


def test_a_history_of_a_newer_reporter_is_left_alone(place):
    save(place, W26, an_evidence("留下", evidence_id="a"))
    with open_history(place) as history:
        newer = sa.update(schema.VERSION).values(number=schema.NEWEST + 1)
        history.connection.execute(newer)
    with open_history(place) as history:
        assert history.connection is None
        assert "newer reporter" in history.notes[0]
        assert weeks_before(history) == ()
        save_week(history, an_analysis(), W27, own=(), language="zh")
    engine = sa.create_engine(place.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        found = connection.scalars(sa.select(schema.WEEKS.c.week)).all()
    assert found == ["2025-W26"]


def test_an_older_history_is_brought_up_step_by_step(place, monkeypatch):
    save(place, W26, an_evidence("留下", evidence_id="a"))

    def step(connection):
        connection.exec_driver_sql("CREATE TABLE reporter_new (number integer)")

    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    monkeypatch.setattr(schema, "NEWEST", schema.NEWEST + 1)
    monkeypatch.setattr("reporter.history.store.NEWEST", schema.NEWEST)
    with open_history(place) as history:
        assert sa.inspect(history.connection).has_table("reporter_new")
        assert f"made {schema.NEWEST}" in history.notes[0]
        assert weeks_before(history) == (W26,)
    with open_history(place) as history:
        assert history.notes == ()


def test_columns_that_came_later_are_added_to_older_tables(place):
    save(place, W26, full_evidence(W26))
    engine = sa.create_engine(place.url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql('ALTER TABLE reporter_metrics DROP COLUMN "of"')
        connection.exec_driver_sql("DROP TABLE reporter_mails")
        connection.exec_driver_sql("UPDATE reporter_version SET number = 2")
    with open_history(place) as history:
        (found,) = evidence_of(history, W26)
    assert found.metrics == (replace(MAU, of=""),)


def test_a_file_that_is_no_database_is_told_and_can_be_put_aside(tmp_path):
    file = tmp_path / "reporter.db"
    place = Place(str(file))
    for number in (1, 2):
        file.write_bytes(b"this was a database once" * 100)
        (tmp_path / "reporter.db-journal").write_bytes(b"of the old file")
        with (
            pytest.raises(HistoryDamagedError, match="is damaged"),
            open_history(place),
        ):
            pass
        assert f"reporter.db.damaged-{number}" in put_aside(place)
        aside = tmp_path / f"reporter.db.damaged-{number}"
        assert aside.read_bytes().startswith(b"this was")
        assert not (tmp_path / "reporter.db-journal").exists()
        with open_history(place) as history:
            assert weeks_before(history) == ()


def test_a_page_that_was_overwritten_is_noticed_when_it_is_read(tmp_path):
    file = tmp_path / "reporter.db"
    place = Place(str(file))
    save(
        place,
        W26,
        *(an_evidence(f"第{n}句" * 50, evidence_id=f"e{n}") for n in range(60)),
    )
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    file.write_bytes(bytes(content))
    with pytest.raises(HistoryDamagedError), open_history(place) as history:
        evidence_of(history, W26)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("{tmp}/no/such/folder/x.db", "no folder"),
        ("{tmp}", "a folder, not a file"),
        ("nosuchdatabase://host/x", "not installed"),
        ("postgresql://user:secret@127.0.0.1:1/x", "cannot be used"),
        ("://", "not a database URL"),
    ],
)  # fmt: skip
def test_a_named_history_out_of_reach_is_an_error(tmp_path, state, reason):
    place = Place(state.format(tmp=tmp_path), is_named=True)
    with pytest.raises(HistoryError, match=reason) as caught, open_history(place):
        pass
    assert caught.value.exit_code == 6
    assert "secret" not in str(caught.value)


def test_a_history_that_nobody_named_and_cannot_be_made_is_done_without(tmp_path):
    (tmp_path / "file").write_text("")
    with open_history(Place(str(tmp_path / "file" / "reporter.db"))) as history:
        assert history.connection is None
        assert "built without a history" in history.notes[0]


def test_tables_of_others_are_left_alone(tmp_path):
    file = tmp_path / "shared.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE weeks (mine text)")
    connection.close()
    save(Place(str(file)), W26, an_evidence("一句", evidence_id="a"))
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT * FROM weeks").fetchall() == []
    connection.close()
