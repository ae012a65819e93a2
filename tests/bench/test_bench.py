"""The measuring tool: right data, right comparison, honest report. Times themselves are not tested."""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dashboard.bench import databases, kisaran, pages, report, runner, sources, timing
from dashboard.bench.data import NOW, Ukuran, sheets_by_satker
from dashboard.bench.imports import measure_csv, measure_xlsx
from dashboard.cli import main
from dashboard.views.common import rules_of
from data_access import rollup_store
from data_access.engine import make_engine
from data_access.errors import RefusedError
from data_access.repository import Saringan, Scope
from data_access.sql_repository import SqlRepository
from scoring.contract import SEMUA

TINY = Ukuran(600, satker=4, bulan=3)


def quiet(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> SqlRepository:
    file = databases.build_database(tmp_path_factory.mktemp("bench"), TINY, quiet)
    return SqlRepository(make_engine(f"sqlite:///{file.as_posix()}"))


def test_the_database_holds_the_asked_respondents_satker_and_months(repo: SqlRepository) -> None:
    everyone = Scope.everything()
    assert len(repo.satker(everyone)) == 4
    assert repo.months(everyone) == [202604, 202605, 202606]
    for kode in ("spkp", "spak"):
        rekap = repo.rekap(everyone, Saringan(kode))
        assert rekap.loc[rekap["unsur"] == SEMUA, "n"].tolist() == [150, 150, 150, 150]


def test_data_are_the_same_at_every_call() -> None:
    for one, other in zip(sheets_by_satker(TINY), sheets_by_satker(TINY), strict=True):
        assert np.array_equal(one[0].butir, other[0].butir)
        assert np.array_equal(one[1].tanggal, other[1].tanggal)


def test_a_finished_database_is_used_again_and_an_unfinished_one_is_not(tmp_path: Path) -> None:
    first = databases.build_database(tmp_path, TINY, quiet)
    made = first.stat().st_mtime_ns
    assert databases.build_database(tmp_path, TINY, quiet).stat().st_mtime_ns == made
    unfinished = first.with_suffix(".belum")
    first.rename(unfinished)
    again = databases.build_database(tmp_path, TINY, quiet)
    assert again.is_file()
    assert not unfinished.exists()


@pytest.mark.parametrize("halaman", list(pages.HALAMAN))
def test_pandas_and_duckdb_give_the_same_figures_as_the_rollup(
    repo: SqlRepository, halaman: str, tmp_path: Path
) -> None:
    pytest.importorskip("duckdb", reason="DuckDB tidak terpasang")
    asked = pages.questions(halaman, repo, pages.choice(TINY))
    assert {question.metode for question in asked} & {"rekap", "responden"}
    duck = sources.DuckDbSource(TINY, tmp_path / "jawaban.duckdb")
    runner.check_same(asked, repo, sources.PandasSource(TINY), "pandas")
    runner.check_same(asked, repo, duck, "DuckDB")
    duck.close()


def test_different_figures_stop_the_comparison(repo: SqlRepository) -> None:
    asked = pages.questions("Responden & Target", repo, pages.choice(TINY))
    with pytest.raises(RefusedError, match="berbeda"):
        runner.check_same(asked, repo, sources.PandasSource(Ukuran(601, satker=4, bulan=3)), "pandas")


def test_a_page_is_asked_for_each_figure_once(repo: SqlRepository) -> None:
    asked = pages.questions("Satuan Kerja", repo, pages.choice(TINY))
    assert len(set(asked)) == len(asked)
    assert {"rekap", "sebaran", "responden"} == {question.metode for question in asked}


def test_the_rollup_in_the_database_equals_its_answers(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{databases.build_database(tmp_path, TINY, quiet).as_posix()}")
    copy = SqlRepository(engine)
    question = Saringan("spkp")
    before = copy.rekap(Scope.everything(), question, keys=("satker", "bulan"))
    rollup_store.rebuild(engine, NOW)
    assert copy.rekap(Scope.everything(), question, keys=("satker", "bulan")).equals(before)
    engine.dispose()


def test_turns_are_taken_and_the_median_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that the things themselves move: a takes 1, 1, 9 seconds, b always 2; the first run is warm-up."""
    now = 0.0
    calls: list[str] = []

    def thing(name: str, seconds: list[float]) -> Callable[[], None]:
        left = iter(seconds)

        def run() -> None:
            nonlocal now
            calls.append(name)
            now += next(left)

        return run

    monkeypatch.setattr(time, "perf_counter", lambda: now)
    taken = timing.take_turns({"a": thing("a", [50, 1, 9, 1]), "b": thing("b", [50, 2, 2, 2])}, seconds=1.0)
    assert taken == {"a": 1.0, "b": 2.0}
    assert calls == ["a", "b"] * 4


def test_less_is_better_for_sizes_and_more_is_better_for_speed() -> None:
    assert report.slower("x", 1.2, 1.0, 1.2).tercapai
    assert not report.slower("x", 1.3, 1.0, 1.2).tercapai
    assert report.faster("x", 0.01, 0.2, 20.0).rasio == pytest.approx(20)
    assert report.faster("x", 0.01, 0.3, 20.0).tercapai
    assert not report.faster("x", 0.01, 0.1, 20.0).tercapai
    assert report.faster("x", 0.01, 0.1).tercapai is None


def test_the_table_speaks_indonesian_and_tells_missed_goals() -> None:
    table = report.as_table(
        [
            report.slower("Satuan Kerja: 5.000.000 dibanding 50.000 responden", 0.0153, 0.0102, 1.2),
            report.faster("Satuan Kerja: dibanding DuckDB", 0.010, 1.25, 20.0),
            report.not_measured("Satuan Kerja: dibanding DuckDB", sources.ALPA),
        ]
    )
    lines = table.splitlines()
    assert lines[2].split()[-8:] == ["15,3", "md", "10,2", "md", "1,50", "≤", "1,2", "BELUM"]
    assert lines[3].endswith("≥ 20,0  tercapai")
    assert "tidak diukur: pustaka duckdb" in lines[4]
    assert "0,0" not in lines[4]


def test_json_has_exactly_the_promised_fields() -> None:
    missing, measured = report.as_json([report.not_measured("x", "y"), report.slower("z", 2.0, 1.0)])
    assert list(missing) == list(measured) == ["nama", "detik", "pembanding", "rasio", "sasaran", "tercapai"]
    assert measured == {
        "nama": "z", "detik": 2.0, "pembanding": 1.0, "rasio": 2.0, "sasaran": None, "tercapai": None
    }  # fmt: skip
    assert json.loads(json.dumps(missing))["rasio"] is None


def test_imports_are_measured_on_rows_that_really_arrive(tmp_path: Path) -> None:
    for found, name in (
        (measure_xlsx(tmp_path, 600, None), "xlsx.db"),
        (measure_csv(tmp_path, 600, None), "csv.db"),
    ):
        assert found.detik is not None
        assert found.pembanding is not None
        assert found.detik > found.pembanding > 0
        engine = make_engine(f"sqlite:///{(tmp_path / name).as_posix()}")
        rekap = SqlRepository(engine).rekap(Scope.everything(), Saringan("spak"), keys=())
        assert rekap.loc[rekap["unsur"] == SEMUA, "n"].item() == 600
        engine.dispose()


def test_the_command_measures_everything_and_removes_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = runner.Rencana(
        Ukuran(300, 4, 3), TINY, baris_impor=240, baris_csv=240, detik=0.0, ruang=10**6, has_sasaran=False
    )
    monkeypatch.setitem(runner.RENCANA, "small", plan)
    monkeypatch.setattr(sources, "has_duckdb", lambda: False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert main(["bench", "--size", "small", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    names = [one["nama"] for one in found]
    for halaman in pages.HALAMAN:
        assert f"{halaman}: 600 dibanding 300 responden" in names
        assert f"{halaman}: membaca angka, dibanding pandas atas semua jawaban" in names
        assert f"{halaman}: dibanding DuckDB (tidak diukur: {sources.ALPA})" in names
    # 4 satker x (8 + 5 unsur, and the 2 indices).
    assert "Kisaran 60 nilai (unsur dan indeks semua satker), dibanding 2.000 undian NumPy" in names
    assert names[-2].startswith("Impor XLSX 240 x 20")
    assert names[-1].startswith("Impor CSV 240 responden")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    plan = runner.Rencana(TINY, TINY, baris_impor=1, baris_csv=1, detik=0.0, ruang=10**18)
    with pytest.raises(RefusedError, match="Ruang disk kurang"):
        runner.run_bench(plan, tmp_path / "simpan", quiet)
    assert list((tmp_path / "simpan").iterdir()) == []


def test_drawn_and_computed_intervals_are_those_of_the_same_values(repo: SqlRepository) -> None:
    """Times of different answers say nothing: both sides give the limits of the same rows, close to each other."""
    pilihan = pages.choice(TINY)
    saringan = pilihan.saringan("spkp", whole_region=True)
    frames = (repo.rekap(pages.SCOPE, saringan), repo.sebaran(pages.SCOPE, saringan))
    users = repo.service_users(pages.SCOPE, pilihan.periode)
    aturan = rules_of(repo.instruments(pages.SCOPE)[0], pilihan)
    bahan = kisaran.Bahan(aturan, *frames, users)
    drawn = kisaran.draw(bahan)
    for frame, limits in zip(kisaran.limits(bahan), drawn, strict=True):
        computed = frame[["bawah_4", "atas_4"]].to_numpy()
        # Rows of the recap are by satker, then unsur; both sides sort alike. Scale 1-6 to 4.
        ours = np.sort((computed - 1) * 5 / 3 + 1, axis=0)
        assert np.abs(ours - np.sort(limits, axis=0)).mean() < 0.1
