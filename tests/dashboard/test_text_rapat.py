"""What a slide of Mode Rapat says beside its chart: short, with n and interval, and nothing that is chance."""

from dashboard.text import rapat as words
from data_access.repository import SurveyRepository
from tests.dashboard.views_support import known_satker
from tests.support.kertas import RUTAN


def lines(repo: SurveyRepository, *args: str) -> list[str]:
    return [line.replace("\\", "") for line in words.satker_lines(known_satker(repo, *args))]


def test_a_satker_in_a_few_lines(repo: SurveyRepository):
    basis, gate, change, weak = lines(repo)
    assert basis.startswith("Mutu A, 10 responden, kisaran 3,")
    assert gate == "Sudah melewati ambang WBK 3,20."
    assert "Mei 2024" in change
    assert weak.startswith("Paling lemah: Prosedur/alur (2,50)")


def test_below_the_minimum_nothing_is_read_out_of_chance(repo: SurveyRepository):
    basis, target = lines(repo, RUTAN)
    assert "baru 3 responden, belum memadai untuk diberi mutu" in basis
    assert target == "Target belum diketahui."
    assert lines(repo, RUTAN, "2024-05")[0] == "Tidak ada responden pada periode ini."
