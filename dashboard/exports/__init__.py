"""The numbers of a page as a workbook: real numbers, their states, n and intervals, and a sheet that explains them."""

from dashboard.exports.book import KETERANGAN, Lembar, explanation_table, file_name, workbook
from dashboard.exports.integritas import integritas
from dashboard.exports.kepatuhan import kepatuhan, kepatuhan_choice
from dashboard.exports.pages import lemah, ringkasan, satker
from dashboard.exports.responden import responden
from dashboard.exports.zona import zona, zona_choice

__all__ = [
    "KETERANGAN",
    "Lembar",
    "explanation_table",
    "file_name",
    "integritas",
    "kepatuhan",
    "kepatuhan_choice",
    "lemah",
    "responden",
    "ringkasan",
    "satker",
    "workbook",
    "zona",
    "zona_choice",
]
