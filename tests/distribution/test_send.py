"""Every audience gets its mail, once, and only over TLS."""

import email
import email.policy
import shutil
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from reporter import Order, build
from reporter.cli import app
from reporter.distribution.message import draft, message_of
from reporter.distribution.smtp import Server, line_to
from reporter.domain.mails import Letter
from reporter.domain.values import Week
from reporter.errors import InputError, MailError, SettingsError, UsageError
from reporter.history.mail_log import claim, states_of
from reporter.history.store import open_history
from reporter.sending import Mailing, send, write_drafts
from tests.conftest import SAMPLES

WEEK = Week(2025, 28)
NOW = datetime(2025, 7, 14, 8, 0, tzinfo=UTC)
AUDIENCES = 20


def settings_text(count=AUDIENCES, **more):
    facts = {"files": "[brief]", **more}
    lines = [
        f"  - name: a{n:02}\n    recipients: [a{n:02}@example.org]"
        for n in range(count)
    ]
    extra = "".join(f"\n    {key}: {value}" for key, value in facts.items())
    return (
        "sender: strategy@example.org\naudiences:\n"
        + "\n".join(line + extra for line in lines)
        + "\n"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two weeks for three audiences: two small ones, and one that gets all."""
    out = tmp_path_factory.mktemp("send") / "out"
    out.mkdir()
    (out / "reporter.yaml").write_text(
        "title: 周报\nsender: strategy@example.org\naudiences:\n"
        "  - name: board\n    language: en\n    platforms: [kuaishou, meituan]\n"
        "    recipients: [chair@example.org, office@example.org]\n    files: [brief, workbook]\n"
        "  - name: team\n    recipients: [team@example.org]\n    sections: [matters]\n"
        "    link: https://files.example.org/weekly/\n"
        "  - name: nobody\n    sections: [matters]\n",
        encoding="utf-8",
    )
    for week in ("2025-W27", "2025-W28"):
        build(Order(inputs=(SAMPLES / week,), out=out, settings=out / "reporter.yaml"))
    return out


@pytest.fixture
def out(built, tmp_path):
    return shutil.copytree(built, tmp_path / "out")


@pytest.fixture
def many(out):
    """The week with twenty audiences, their briefs standing there."""
    (out / "reporter.yaml").write_text(settings_text(), encoding="utf-8")
    brief = out / str(WEEK) / "briefs" / f"team-{WEEK}.docx"
    for number in range(AUDIENCES):
        shutil.copy(brief, brief.with_name(f"a{number:02}-{WEEK}.docx"))
    return out


def run(out, *arguments, **environment):
    return CliRunner().invoke(
        app, ["send", *arguments, "--out", str(out)], env=environment or None
    )


def drafts_of(out):
    return {
        path.stem: email.message_from_bytes(
            path.read_bytes(), policy=email.policy.default
        )
        for path in sorted((out / str(WEEK) / "mail").glob("*.eml"))
    }


def test_drafts_are_written_for_audiences_with_recipients(out):
    told = run(out, "2025-W28")
    assert told.exit_code == 0, told.output
    assert set(drafts_of(out)) == {"board", "team"}
    assert [line.rsplit("/", 1)[1] for line in told.stdout.splitlines()] == [
        "board.eml",
        "team.eml",
    ]


def test_a_draft_says_what_changed_and_what_matters_and_brings_its_files(out):
    write_drafts(Mailing(WEEK, out))
    board = drafts_of(out)["board"]
    assert (board["To"], board["From"]) == (
        "chair@example.org, office@example.org",
        "strategy@example.org",
    )
    assert board["X-Unsent"] == "1"
    assert board["Date"] is None
    text = board.get_body(("plain",)).get_content()
    html = board.get_body(("html",)).get_content()
    for body in (text, html):
        assert "What changed since 2025-W27" in body
        assert "Kuaishou · stage moved: 乡味直发计划, pilot" in body
        assert "Douyin" not in body
    names = {
        part.get_filename(): part.get_content() for part in board.iter_attachments()
    }
    assert set(names) == {f"board-{WEEK}.docx", f"workbook-{WEEK}.xlsx"}
    folder = out / str(WEEK)
    assert (
        names[f"workbook-{WEEK}.xlsx"]
        == (folder / f"workbook-{WEEK}.xlsx").read_bytes()
    )


def test_files_are_linked_where_the_audience_wants_links(out):
    write_drafts(Mailing(WEEK, out))
    team = drafts_of(out)["team"]
    link = f"https://files.example.org/weekly/{WEEK}/briefs/team-{WEEK}.docx"
    assert link in team.get_body(("plain",)).get_content()
    assert f'href="{link}"' in team.get_body(("html",)).get_content()
    assert list(team.iter_attachments()) == []


def test_the_same_week_gives_the_same_drafts(out):
    first = {p.audience: p.draft.read_bytes() for p in write_drafts(Mailing(WEEK, out))}
    assert {
        p.audience: p.draft.read_bytes() for p in write_drafts(Mailing(WEEK, out))
    } == first


def deliver(out, server, **more):
    mailing = Mailing(WEEK, out)
    return list(send(mailing, write_drafts(mailing), server, NOW, **more))


def test_twenty_audiences_get_their_mail_once_each(many, mail_server, box):
    assert len(deliver(many, mail_server)) == AUDIENCES
    assert sorted(box.recipients) == [f"a{n:02}@example.org" for n in range(AUDIENCES)]
    assert all(line.endswith("sent before") for line in deliver(many, mail_server))
    assert len(box.taken) == AUDIENCES


@pytest.mark.parametrize("cut_at", [{1}, {7}, {20}, {3, 11, 19}])
def test_a_cut_connection_loses_and_doubles_nothing(many, mail_server, box, cut_at):
    box.cut_at = cut_at
    deliver(many, mail_server)
    assert sorted(box.recipients) == [f"a{n:02}@example.org" for n in range(AUDIENCES)]


def test_a_mail_that_was_taken_in_silence_comes_again_as_the_same_message(
    many, mail_server, box
):
    box.silent_at = {5}
    deliver(many, mail_server)
    names = [
        email.message_from_bytes(content)["Message-ID"] for _, content in box.taken
    ]
    assert len(names) == AUDIENCES + 1
    assert len(set(names)) == AUDIENCES
    assert sorted(set(box.recipients)) == [
        f"a{n:02}@example.org" for n in range(AUDIENCES)
    ]
    assert all(line.endswith("sent before") for line in deliver(many, mail_server))


def test_what_the_server_took_is_in_the_log_before_the_next_mail_is_begun(
    many, mail_server, box
):
    mailing = Mailing(WEEK, many)
    sending = send(mailing, write_drafts(mailing), mail_server, NOW)
    for number in range(AUDIENCES):
        next(sending)
        with open_history(mailing.place) as history:
            states = states_of(history, WEEK, f"a{number:02}")
            assert states == {f"a{number:02}@example.org": "sent"}
            assert states_of(history, WEEK, f"a{number + 1:02}") == {}


def test_a_server_that_goes_away_is_told_and_the_next_run_sends_the_rest(
    many, mail_server, box
):
    box.cut_at = {8, 9}
    with pytest.raises(MailError) as caught:
        deliver(many, mail_server)
    assert caught.value.exit_code == 5
    assert len(box.taken) == 7
    box.cut_at = set()
    deliver(many, mail_server)
    assert sorted(box.recipients) == [f"a{n:02}@example.org" for n in range(AUDIENCES)]


def test_a_recipient_that_is_refused_keeps_nobody_else_from_it(out, mail_server, box):
    box.refused = {"office@example.org"}
    with pytest.raises(MailError, match=r"board: refused for office@example\.org"):
        deliver(out, mail_server)
    assert box.recipients == ["chair@example.org", "team@example.org"]
    box.refused = set()
    deliver(out, mail_server)
    assert box.recipients == [
        "chair@example.org",
        "team@example.org",
        "office@example.org",
    ]


def test_a_mail_that_a_killed_run_had_begun_is_named_and_sent_only_again(
    out, mail_server, box
):
    with open_history(Mailing(WEEK, out).place) as history:
        claim(history, WEEK, "team", ["team@example.org"])
    told = deliver(out, mail_server)
    assert any("team@example.org, who may have got it" in line for line in told)
    assert "team@example.org" not in box.recipients
    deliver(out, mail_server, again=True)
    assert "team@example.org" in box.recipients


def test_a_sent_mail_has_a_date_and_says_what_the_draft_says(out, mail_server, box):
    deliver(out, mail_server)
    sent = email.message_from_bytes(box.taken[1][1], policy=email.policy.default)
    assert sent["Date"].datetime == NOW
    assert sent["X-Unsent"] is None
    body = drafts_of(out)["team"].get_body(("plain",)).get_content()
    assert sent.get_body(("plain",)).get_content().splitlines() == body.splitlines()


def test_a_server_without_tls_is_refused(out, plain_server, box):
    with pytest.raises(MailError, match="STARTTLS"):
        deliver(out, plain_server)
    assert box.taken == []


def test_a_server_with_an_unknown_certificate_is_refused(out, mail_server, box):
    with pytest.raises(MailError, match="certificate"):
        deliver(out, Server(mail_server.host, mail_server.port))
    assert box.taken == []


def test_the_command_sends_with_what_the_environment_says(out, mail_server, box):
    told = run(
        out, "--smtp",
        REPORTER_SMTP_HOST=mail_server.host, REPORTER_SMTP_PORT=str(mail_server.port),
        REPORTER_SMTP_CA=mail_server.ca_file,
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert box.recipients == [
        "chair@example.org",
        "office@example.org",
        "team@example.org",
    ]


def test_sending_without_a_server_is_told(out):
    told = run(out, "--smtp", REPORTER_SMTP_HOST="")
    assert told.exit_code == 2
    assert "REPORTER_SMTP_HOST" in told.stderr


def test_a_password_is_printed_nowhere():
    server = Server.of(
        {
            "REPORTER_SMTP_HOST": "h",
            "REPORTER_SMTP_USER": "u",
            "REPORTER_SMTP_PASSWORD": "secret",
        }
    )
    assert "secret" not in f"{server} {server!r}"
    with pytest.raises(UsageError, match="PORT"):
        Server.of({"REPORTER_SMTP_HOST": "h", "REPORTER_SMTP_PORT": "x"})


@pytest.mark.parametrize(
    "address",
    [
        "nobody", "a@b", "a b@example.org", "a@example.org, b@example.org", "李@example.org",
        '"a@example.org\\nBcc: x@example.org"', "a@example.org\\r", "<a@example.org>", "7",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_told_with_its_line(out, address):
    text = settings_text(1).replace(
        "[a00@example.org]", f"['{address}']" if '"' not in address else f"[{address}]"
    )
    (out / "reporter.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"line 4: audiences\[1\]\.recipients"):
        write_drafts(Mailing(WEEK, out))


def letter(**more):
    facts = {
        "key": "2025-W28 x", "sender": "s@example.org", "recipients": ("a@example.org",),
        "subject": "周报", "text": "正文\n", "html": "<p>正文</p>", **more,
    }  # fmt: skip
    return Letter(**facts)


def test_no_line_break_gets_into_a_header():
    message = message_of(letter(subject="周报\r\nBcc: x@example.org\n\nbody"))
    assert message["Bcc"] is None
    assert message["Subject"] == "周报 Bcc: x@example.org body"
    for field in ("sender", "recipients"):
        value = "a@example.org\nBcc: x@example.org"
        with pytest.raises(ValueError, match=r"[Hh]eader"):
            draft(letter(**{field: (value,) if field == "recipients" else value}))


def test_markup_in_the_text_stays_text(out):
    path = out / "reporter.yaml"
    path.write_text(
        path.read_text("utf-8").replace("title: 周报", "title: <b>&周报"),
        encoding="utf-8",
    )
    write_drafts(Mailing(WEEK, out))
    html = drafts_of(out)["team"].get_body(("html",)).get_content()
    assert "&lt;b&gt;&amp;周报" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (("sender: strategy@example.org\n", ""), UsageError, "no sender"),
        (("recipients:", "platforms: [] #"), UsageError, "no audience"),
        (("name: team", "name: other"), InputError, "was not built"),
    ],
)
def test_what_is_missing_is_told_before_anything_is_written(out, change, error, said):
    path = out / "reporter.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(error, match=said):
        write_drafts(Mailing(WEEK, out))
    assert drafts_of(out) == {}


def test_a_line_that_was_never_opened_is_closed_in_peace():
    with line_to(Server("127.0.0.1", 1)):
        pass
