"""Every reason a decision can have: one code, one plain sentence with its remedy. No personal data in any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from functions.core.events import Difference, Reason

FIELDS: dict[str, str] = {
    "name": "Nama lembaga atau perorangan",
    "group": "Golongan",
    "contact": "Nama narahubung",
    "phone": "Nomor telepon",
    "email": "Surel",
    "channel": "Penyaluran",
    "target": "Sasaran",
    "quantity": "Jumlah",
    "days": "Berapa hari",
    "date": "Tanggal penyaluran",
    "if_short": "Bila kuota tidak cukup",
    "pledge": "Pernyataan",
}

REASONS: dict[str, str] = {
    # faults of a submission, at a field
    "missing": "{field} belum diisi. Isi kembali formulir dengan lengkap.",
    "too_long": "{field} terlalu panjang. Tulis paling banyak {number} huruf.",
    "not_a_choice": "{field} berisi pilihan yang tidak ada. Pilih dari daftar di formulir.",
    "not_a_phone": "{field} tidak dikenali. Tulis seperti 0812-0000-0000 atau +62….",
    "not_an_email": "{field} tidak dikenali. Tulis seperti nama@contoh.id.",
    "not_a_number": "{field} bukan angka. Tulis angka saja, misalnya 150, tanpa kata atau satuan.",
    "dotted_number": "{field} memakai titik, koma atau spasi. Tulis angka saja: 1500, bukan 1.500.",
    "not_positive": "{field} harus lebih dari 0. Tulis angka 1 atau lebih.",
    "too_large": "{field} terlalu besar. Tulis paling banyak {number}.",
    "not_a_date": "{field} tidak dikenali. Pilih tanggal dari kalender.",
    "past_date": "{field} sudah lewat. Pilih tanggal hari ini atau sesudahnya.",
    "far_date": "{field} terlalu jauh. Pilih tanggal paling lambat {number} hari dari sekarang.",
    "no_quantity": "Belum ada jumlah bantuan yang diisi. Isi paling sedikit satu jenis dengan angka di atas 0.",
    "not_pledged": "Pernyataan komitmen belum dicentang. Centang bila Anda memang berkomitmen.",
    # decisions about what is offered and about room
    "unknown_question": "Ada isian formulir untuk jenis bantuan yang tidak dikenal. Periksa tab Jenis Bantuan, lalu "
    "minta donatur mengisi lagi.",
    "no_room": "Kuota sasaran ini tidak cukup; sisa {number}. Pilih sasaran lain yang masih membutuhkan.",
    "partial": "Disetujui sebagian, sebanyak sisa kuota: {number}.",
    "earlier": "Catatan: kontak yang sama juga mengisi komitmen nomor {line} untuk sasaran, jenis dan tanggal ini. "
    "Bila salah satunya keliru, beri tahu petugas.",
    # why a line waits for staff: what the form as we made it does not let through (`FORM_CHANGED`)
    "unanswered": "{field} tidak terisi; mungkin formulirnya diubah. Tanyakan kepada donatur, lalu setujui bila "
    "lengkap, atau tolak.",
    "unknown_choice": "{field} berisi pilihan yang tidak dikenal; mungkin formulirnya diubah. Pastikan kepada donatur, "
    "lalu setujui atau tolak.",
    "no_email": "{field} tidak diminta formulir, jadi tidak ada kabar ke donatur. Pastikan lewat telepon, lalu setujui "
    "atau tolak.",
    # why a line waits for staff: all else
    "unknown_target": "Sasaran tidak ada atau barisnya bermasalah di tab Sasaran. Periksa, lalu setujui atau tolak.",
    "inactive_target": "Sasaran tidak aktif, atau tempatnya juga ada di baris lain yang dipakai. "
    "Perbaiki di tab Sasaran lalu setujui, atau tolak.",
    "inactive_kind": "Jenis bantuan ini tidak aktif di tab Jenis Bantuan. Setujui bila tetap diterima, atau tolak.",
    "no_quota": "Kuota belum dapat dihitung. Lengkapi tab Sasaran, Jenis Bantuan, Periode atau Kuota, lalu setujui.",
    "swapped": "Isi baris sasaran, jenis atau periode ini tampak tertukar dengan baris lain. Perbaiki menurut tab "
    "Pemeriksaan Data, lalu setujui atau tolak.",
    "question_changed": "Satuan atau frekuensi jenis ini baru diubah, jadi jumlahnya dapat berarti lain. Pastikan "
    "totalnya kepada donatur, lalu setujui atau tolak.",
    "no_period": "Tidak ada periode yang memuat tanggal itu. Lengkapi tab Periode lalu setujui, atau setujui dengan "
    "jadwal baru.",
    "closed_period": "Periode sudah ditutup atau lewat batas waktunya. Setujui bila tetap diterima, atau tolak.",
    "double": "Sama dengan komitmen nomor {line} dari kontak yang sama, jadi menunggu; kuota belum ditahan. "
    "Setujui bila memang dua kali, atau tolak.",
    "large": "Jumlahnya di atas {number}. Pastikan kepada donatur, lalu setujui atau tolak.",
    "unknown_aggregator": "Agregator pilihan donatur tidak ada lagi di Pengaturan. Periksa, lalu setujui atau tolak.",
    "many_open": "Donatur ini sudah punya {number} komitmen berjalan. Periksa, lalu setujui atau tolak.",
    # what staff decided
    "rejected": "Ditolak petugas setelah ditinjau; lihat kolom alasan petugas.",
    # why a request was refused
    "already": "Sudah demikian; tidak ada yang berubah.",
    "wrong_status": "Tindakan ini tidak berlaku untuk status sekarang. Pilih tindakan lain.",
    "action_missing": "Kolom tindakan belum dipilih. Pilih tindakan dari daftar.",
    "amount_missing": "Kolom jumlah belum diisi. Isi jumlah total.",
    "date_missing": "Kolom jadwal baru belum diisi. Isi tanggal baru.",
    "incomplete": "Komitmen ini tidak lengkap sehingga tidak dapat disetujui. Minta donatur mengisi formulir lagi.",
    "uneven": "Jumlah adalah total untuk {number} hari. Tulis jumlah yang habis dibagi {number}.",
    "empty_row": "Permintaan ini sudah tertulis sebelum komitmen ini masuk ke barisnya, jadi tidak dilakukan. "
    "Periksa apakah barisnya benar.",
    "moved": "Isian ini tampak berpindah dari baris lain, jadi tidak dilakukan. Periksa apakah barisnya benar; "
    "bila dimaksud, ubah alasan petugas.",
    "answered_before": "Sudah pernah dijawab untuk baris ini, jadi tidak diulang. Bila dimaksud lagi, tulis "
    "alasan petugas yang lain.",
    "date_over": "Jadwal komitmen ini sudah lewat. Isi jadwal baru.",
    "over_room": "Sisa kuota hanya {number}. Kecilkan jumlahnya, atau naikkan di tab Kuota.",
    "no_room_then": "Sisa kuota pada tanggal itu hanya {number}. Pilih tanggal lain, atau naikkan di tab Kuota.",
    "below_delivered": "Sudah tersalur {number}. Tulis jumlah yang sama atau lebih besar.",
    "moved_to_closed": "Catatan: periode untuk tanggal itu sudah ditutup.",
    "dragged": "{field} baris ini berurutan dengan baris di atasnya. Bila terseret, minta lagi dengan isi yang benar.",
    "more_arrived": "Catatan: yang tiba melebihi yang disetujui ({number}).",
}

FORM_CHANGED = frozenset({"unanswered", "unknown_choice", "no_email"})
"""Reasons that only a form that somebody changed can give."""

REFUSALS: dict[str, str] = REASONS | {
    "unknown_target": "Sasaran tidak ada atau barisnya bermasalah di tab Sasaran. Perbaiki barisnya.",
    "inactive_target": "Sasaran tidak aktif, atau tempatnya juga ada di baris lain yang dipakai. "
    "Perbaiki di tab Sasaran.",
    "no_quota": "Kuota belum dapat dihitung. Lengkapi tab Sasaran, Jenis Bantuan, Periode atau Kuota.",
    "swapped": "Isi baris sasaran, jenis atau periode ini tampak tertukar dengan baris lain. Perbaiki menurut tab "
    "Pemeriksaan Data.",
    "no_period": "Tidak ada periode yang memuat tanggal itu. Lengkapi tab Periode.",
}
"""The same for a request: the line need not wait for staff, so what a waiting one is advised may not be possible."""


def sentence(reason: Reason, texts: Mapping[str, str] = REASONS) -> str:
    """The reason in plain Indonesian. Raises KeyError for an unknown code."""
    number = reason.number or 0
    return texts[reason.code].format(field=_label(reason.field), number=thousands(number), line=number)


def _label(field: str) -> str:
    """What people call a field: "quantity siap_saji" is "Jumlah (siap saji)"."""
    name, _, detail = field.partition(" ")
    return FIELDS.get(name, name) + (f" ({detail.replace('_', ' ')})" if detail else "")


def sentences(reasons: Iterable[Reason], texts: Mapping[str, str] = REASONS) -> str:
    """All reasons, one after the other."""
    return " ".join(sentence(reason, texts) for reason in reasons)


def edited(differences: Iterable[Difference]) -> str:
    """What staff read when a donor edited a response after it was decided."""
    parts = []
    for d in differences:
        label = _label(d.field)
        parts.append(f"{label}: {d.before} menjadi {d.after}" if d.after is not None else f"{label} diubah")
    what = "; ".join(parts) or "jumlah, sasaran dan tanggal sama; bandingkan nama dan kontaknya"
    return f"Jawaban formulir diubah donatur setelah diputuskan dan TIDAK diterapkan ({what}). Hubungi donatur."


def thousands(number: int) -> str:
    """A whole number the Indonesian way: 40.913."""
    return f"{number:,}".replace(",", ".")
