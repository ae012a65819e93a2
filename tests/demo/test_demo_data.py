"""What the example data must show, by the issue: 19 invented satker, 18 months, about 15,000 respondents, told oddities."""

import re
from collections import Counter

import numpy as np
import pytest

from dashboard.demo import Demo, build_demo
from data_access.answers import DIMENSI, LembarJawaban
from data_access.satker_names import jenis_of
from data_access.satker_reference import reference_list
from scoring.periods import add_months, months_between
from scoring.targets import juknis

UNTIL = 202610


@pytest.fixture(scope="module")
def demo() -> Demo:
    return build_demo(until=UNTIL)


def counts(demo: Demo) -> dict[tuple[str, int], int]:
    """Respondents by (satker, month), 0 where there are none."""
    sheet = demo.lembar[0]
    found = Counter(zip(sheet.satker.tolist(), sheet.months.tolist(), strict=True))
    return {(new.kode, bulan): found[new.kode, bulan] for new in demo.satker for bulan in demo.bulan}


def means(sheet: LembarJawaban, rows: np.ndarray) -> np.ndarray:
    """Mean star per unsur, unanswered left out."""
    stars = sheet.butir[rows].astype(float)
    return np.asarray(np.nanmean(np.where(stars > 0, stars, np.nan), axis=0))


def test_the_mix_is_that_of_a_real_kanwil(demo: Demo) -> None:
    mix = Counter(jenis_of(new.nama)[0] for new in demo.satker)
    assert mix == {"Lapas": 8, "Rutan": 4, "Bapas": 4, "LPKA": 1, "Kantor Imigrasi": 2}
    assert {new.induk for new in demo.satker} == {"Kanwil Contoh"}
    assert {new.zona_waktu for new in demo.satker} == {"Asia/Makassar"}
    assert {new.bidik_predikat for new in demo.satker} == {"WBBM", "WBK", ""}
    assert all(new.is_contoh for new in demo.satker)
    assert len({new.kode for new in demo.satker}) == len({new.nama for new in demo.satker}) == 19


def test_no_invented_satker_carries_a_real_name(demo: Demo) -> None:
    def place(nama: str) -> str:
        return re.sub(r"^.*Kelas \S+ ((Non )?TPI )?", "", nama)

    real = {place(satker.nama) for satker in reference_list()} - {""}
    assert {"Palangka Raya", "Sampit", "Maumere"} <= real
    assert not {place(new.nama) for new in demo.satker} & real


def test_eighteen_complete_months_up_to_the_asked_one(demo: Demo) -> None:
    assert demo.bulan == tuple(months_between(202505, 202610))
    assert len(demo.bulan) == 18
    assert sorted(set(demo.lembar[0].months.tolist())) == list(demo.bulan)


def test_about_fifteen_thousand_people_answer_both_surveys(demo: Demo) -> None:
    spkp, spak = demo.lembar
    assert (spkp.instrumen.kode, spak.instrumen.kode) == ("spkp", "spak")
    assert len(spkp) == len(spak)
    assert 14_000 < len(spkp) < 16_000
    for name in ("baris", "satker", "tanggal"):
        assert np.array_equal(getattr(spkp, name), getattr(spak, name))
    assert np.array_equal(spkp.baris, np.arange(1, len(spkp) + 1))
    assert (np.diff(spkp.tanggal) >= np.timedelta64(0)).all()


def test_the_special_satker(demo: Demo) -> None:
    n = counts(demo)
    assert [key for key, count in n.items() if count == 0] == [("CTH11", add_months(UNTIL, -2))]
    assert [key for key, count in n.items() if 0 < count < 10] == [("CTH15", UNTIL)]
    small = Counter(kode for (kode, _), users in demo.pengguna.items() if users < 30)
    assert small == {"CTH08": 18}


def test_service_users_are_known_everywhere_and_never_fewer_than_respondents(demo: Demo) -> None:
    n = counts(demo)
    assert set(demo.pengguna) == set(n)
    assert all(n[key] <= users for key, users in demo.pengguna.items())
    spkp = demo.lembar[0]
    answered = Counter(zip(spkp.satker, spkp.months.tolist(), spkp.kategori["layanan"], strict=True))
    for key, parts in demo.rincian.items():
        assert sum(parts.values()) == demo.pengguna[key]
        assert all(answered[*key, nama] <= users for nama, users in parts.items())


def test_some_satker_reach_their_target_and_several_do_not(demo: Demo) -> None:
    n = counts(demo)
    aims = {new.kode: new.bidik_predikat for new in demo.satker}
    reached = [
        kode for kode, aim in aims.items() if n[kode, UNTIL] >= juknis(demo.pengguna[kode, UNTIL], zi=bool(aim)).target
    ]
    assert 5 <= len(reached) <= 12


def test_answers_look_like_real_ones(demo: Demo) -> None:
    spkp, spak = demo.lembar
    for sheet in demo.lembar:
        assert set(np.unique(sheet.butir)) == {0, 1, 2, 3, 4, 5, 6}
        answered = sheet.butir[sheet.butir > 0]
        assert (answered == 6).mean() > 0.6
    # Halo: the unsur of one respondent go together.
    complete = spkp.butir[(spkp.butir > 0).all(axis=1)].astype(float)
    assert np.corrcoef(complete, rowvar=False)[np.triu_indices(8, 1)].min() > 0.3
    # Sarana (U6) and jangka waktu (U4) are judged lowest, corruption better than quality.
    level = means(spkp, np.ones(len(spkp), dtype=bool))
    assert set(np.argsort(level)[:2]) == {5, 3}
    assert means(spak, np.ones(len(spak), dtype=bool)).min() > np.median(level)


def test_tarif_is_left_open_where_the_service_is_free(demo: Demo) -> None:
    spkp = demo.lembar[0]
    left_open = spkp.butir[:, 4] == 0
    paid = np.isin(spkp.kategori["layanan"].astype(str), ["Paspor Baru", "Penggantian Paspor", "Izin Tinggal"])
    assert left_open[paid].mean() < 0.03
    assert left_open[~paid].mean() > 0.4
    assert left_open[np.isin(spkp.satker.astype(str), ["CTH14", "CTH17"])].all()
    others = (spkp.butir == 0)[:, [0, 1, 2, 3, 5, 6, 7]].mean()
    assert 0 < others < 0.03


def test_one_satker_falls_and_one_gets_better(demo: Demo) -> None:
    spkp = demo.lembar[0]
    months = spkp.months

    def level(kode: str, since: int, until: int) -> float:
        rows = (spkp.satker == kode) & (months >= add_months(UNTIL, -since)) & (months <= add_months(UNTIL, -until))
        return float(means(spkp, rows).mean())

    assert level("CTH05", 17, 9) - level("CTH05", 1, 0) > 0.6
    assert level("CTH10", 5, 0) - level("CTH10", 17, 6) > 0.6
    steady = [abs(level(f"CTH{no:02d}", 17, 9) - level(f"CTH{no:02d}", 5, 0)) for no in (1, 2, 4, 7, 13, 16, 18, 19)]
    assert max(steady) < 0.25


def test_people_come_on_working_days_in_opening_hours(demo: Demo) -> None:
    moments = demo.lembar[0].tanggal
    days = moments.astype("datetime64[D]")
    assert np.is_busday(days).all()
    assert not np.isin(days, [np.datetime64("2026-01-01"), np.datetime64("2025-08-17")]).any()
    minutes = (moments - days).astype("timedelta64[m]").astype(int)
    assert minutes.min() >= 8 * 60
    assert minutes.max() < 15 * 60 + 30
    assert not ((minutes >= 12 * 60) & (minutes < 13 * 60)).any()


def test_respondents_are_described_and_fit_their_service(demo: Demo) -> None:
    spkp = demo.lembar[0]
    assert set(spkp.kategori) == set(DIMENSI)
    layanan = spkp.kategori["layanan"].astype(str)
    assert (layanan != "").all()
    assert 0 < (spkp.kategori["usia"] == "").mean() < 0.05
    passports = np.isin(layanan, ["Paspor Baru", "Penggantian Paspor", "Izin Tinggal"])
    assert set(spkp.satker[passports]) == {"CTH18", "CTH19"}
    prisoners = (spkp.satker == "CTH02") & (layanan == "Remisi dan Integrasi")
    assert set(spkp.kategori["jenis_kelamin"][prisoners]) == {"Perempuan"}


def test_channels_fit_the_visitor_and_one_satker_has_a_single_one(demo: Demo) -> None:
    spkp = demo.lembar[0]
    kanal, layanan = spkp.kategori["kanal"].astype(str), spkp.kategori["layanan"].astype(str)
    assert set(kanal[spkp.satker == "CTH12"]) == {"Tautan/WhatsApp"}
    others = spkp.satker != "CTH12"
    assert 0 < (kanal[others] == "").mean() < 0.05
    inside = others & (layanan == "Remisi dan Integrasi")
    assert set(kanal[inside]) == {"", "Tablet/kiosk", "Kertas", "Petugas/wawancara"}
    counts = {name: int((kanal[others] == name).sum()) for name in set(kanal[others])}
    assert max(counts, key=lambda name: counts[name]) == "QR di loket"


def same(one: Demo, other: Demo) -> bool:
    pairs = zip(one.lembar, other.lembar, strict=True)
    return all(np.array_equal(a.butir, b.butir) and np.array_equal(a.tanggal, b.tanggal) for a, b in pairs)


def test_the_same_seed_gives_the_same_data_and_another_seed_others(demo: Demo) -> None:
    again = build_demo(until=UNTIL)
    assert same(demo, again)
    assert demo.pengguna == again.pengguna
    assert not same(demo, build_demo(7, until=UNTIL))


def test_a_year_later_the_example_tells_the_same_story(demo: Demo) -> None:
    later = build_demo(until=UNTIL + 100)
    assert later.bulan[-1] == UNTIL + 100
    assert list(counts(later).values()) == list(counts(demo).values())
    assert list(later.pengguna.values()) == list(demo.pengguna.values())
    for kode in ("CTH01", "CTH05"):
        now, then = (np.sort(sheet.butir[sheet.satker == kode], axis=0) for sheet in (demo.lembar[0], later.lembar[0]))
        assert np.array_equal(now, then)


def test_the_internal_survey_shows_every_state_in_its_newest_quarter(demo: Demo) -> None:
    """Quarters that are over by October 2026: five, the newest July to September, asked in September."""
    found = Counter(zip(demo.integritas.satker.tolist(), demo.integritas.months.tolist(), strict=True))
    assert {bulan for _, bulan in found} == {202509, 202512, 202603, 202606, 202609}
    employees = {kode: n for (kode, _), n in demo.pegawai.items()}
    newest = {kode: found[kode, 202609] for kode in employees}
    assert newest["CTH08"] == 3  # hidden
    assert newest["CTH12"] == 0
    assert newest["CTH17"] == employees["CTH17"] == 8  # everybody, too few for a grade
    assert newest["CTH01"] == employees["CTH01"]
    partial = [kode for kode, n in newest.items() if 10 <= n < employees[kode]]
    assert len(partial) == 13
    assert all(n <= employees[kode] for (kode, _), n in found.items())
    # Nothing is known of an employee but where he works.
    assert {text for texts in demo.integritas.kategori.values() for text in texts} == {""}
