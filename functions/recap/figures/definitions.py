"""What each figure means, in the words that are published with the figures."""

from __future__ import annotations

from collections.abc import Mapping

VERSION = 1
"""Raised whenever a figure would come out differently for the same journal."""

UNKNOWN = "tidak diketahui"
NOT_RW = "bukan RW"

TEXTS: Mapping[str, str] = {
    "komitmen": "Jumlah yang disetujui pada komitmen yang diterima, tersalur sebagian, atau selesai. Komitmen yang "
    "masih ditinjau, ditolak, atau batal tidak dihitung.",
    "tersalur": "Jumlah yang menurut petugas sudah tiba, bisa lebih dari yang disetujui.",
    "angka utama": "Hanya komitmen untuk RW. Bantuan untuk panti dan pesantren disebut terpisah.",
    "donatur dan agregator": "Pihak yang berkomitmen untuk RW, masing-masing dihitung sekali: agregator bila bantuan "
    "lewat agregator, selain itu donaturnya. Donatur yang digabung petugas dihitung satu.",
    "rw terlayani": "RW dengan sedikitnya satu komitmen yang dihitung, dibanding RW aktif di tab Sasaran.",
    "isi kuota": "Yang dijanjikan dan yang tiba dibanding kuota pada periode berjalan, per jenis dan kota.",
    "sasaran di bawah 25 %": "Sasaran aktif yang kuota jenis itu pada periode berjalan terisi kurang dari 25 persen.",
    "sasaran di atas 90 %": "Sasaran aktif yang kuota jenis itu pada periode berjalan terisi lebih dari 90 persen.",
    "terlama belum menerima": "Hari sejak bantuan terakhir tercatat tiba di sasaran aktif; bila belum pernah, sejak "
    "hari pertama program.",
    "tumpang tindih": "Dua pihak atau lebih untuk satu sasaran, jenis, dan tanggal yang sama.",
    "dana": "Uang tunai kepada agregator menurut tab Dana, dalam rupiah; tidak pernah dihitung sebagai paket.",
    "dikoreksi": "Angka yang sudah terbit berubah karena kejadian sesudahnya: komitmen yang sama dihitung lagi menurut "
    "keadaan sekarang. Komitmen baru dan bantuan yang baru tiba bukan koreksi.",
    "sebutan": "Siaran pers menyebut tiap jenis bantuan menurut kolom sebutan di tab Jenis Bantuan. Jumlahnya tetap "
    "dalam satuan jenis itu, misalnya porsi.",
}
