"""What a page shows is read from the database once: no statement twice within one view, and never an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.views import kepatuhan, komposisi, laju, responden
from dashboard.views.common import Pilihan
from dashboard.views.kepatuhan_sel import PilihanKepatuhan
from dashboard.views.laju import today_by_zone
from data_access.confidential import ConfidentialRepository
from data_access.engine import make_engine
from data_access.repository import Scope, SurveyRepository
from data_access.sql_repository import SqlRepository
from scoring.periods import parse_period
from tests.support import kertas
from tests.support.factories import NOW
from tests.support.pengguna import save_service_users

ALL = Scope.everything()
ASKED = Pilihan("spkp", parse_period("2024-06"), satker=kertas.LAPAS)
HARI = today_by_zone(datetime(2024, 6, 20, 5, tzinfo=UTC))

VIEWS: dict[str, Callable[[SurveyRepository], object]] = {
    "laju": lambda repo: laju.build(repo, ALL, ASKED, HARI),
    "laju per": lambda repo: laju.build(repo, ALL, ASKED, HARI, date(2024, 6, 14)),
    "responden": lambda repo: responden.build(repo, ALL, ASKED, date(2024, 6, 20)),
    "komposisi": lambda repo: komposisi.build(repo, ALL, ASKED, HARI),
    "komposisi wilayah": lambda repo: komposisi.build_region(repo, ALL, ASKED, HARI),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """A small satker with users by layanan, and another whose users of the running month nobody knows yet."""
    file: Path = tmp_path_factory.mktemp("sekali") / "uji.db"
    made = make_engine(kertas.make_database(file))
    users = {(kertas.LAPAS, 202405): 22, (kertas.LAPAS, 202406): 24, (kertas.RUTAN, 202405): 90}
    parts = {(kertas.LAPAS, 202406): {"Kunjungan": 14, "Titipan": 10}}
    save_service_users(made, users, "uji", now=NOW, rincian=parts)
    yield made
    made.dispose()


@contextmanager
def statements(engine: sa.Engine) -> Iterator[list[tuple[str, str]]]:
    """The statements that reach the database, with their parameters."""
    found: list[tuple[str, str]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append((" ".join(statement.split()), str(parameters)))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("nama", VIEWS)
def test_nothing_is_asked_twice(engine: sa.Engine, nama: str):
    with statements(engine) as asked:
        VIEWS[nama](SqlRepository(engine))
    assert len(asked) > 5
    assert [one for one in set(asked) if asked.count(one) > 1] == []


@pytest.mark.parametrize("nama", VIEWS)
def test_no_answer_is_read(engine: sa.Engine, nama: str):
    with statements(engine) as asked:
        VIEWS[nama](SqlRepository(engine))
    assert [text for text, _ in asked if " jawaban" in text] == []


def test_a_year_of_compliance_asks_once_what_was_known_of_the_satker(engine: sa.Engine):
    """Twelve months and their triwulan, of every survey, rest on the same statements of the ledger."""
    repo = ConfidentialRepository(SqlRepository(engine), date(2024, 12, 31))
    with statements(engine) as asked:
        view = kepatuhan.build(repo, ALL, PilihanKepatuhan(2024), HARI, date(2024, 6, 20))
    assert len(view.survei) == 2
    assert len([text for text, _ in asked if "impor_perubahan" in text]) == 1
