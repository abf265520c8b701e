"""The fixed vocabularies of the programme. Values are the words that people read and choose in the sheets."""

from enum import StrEnum


class TargetType(StrEnum):
    """Who receives aid: an RW neighbourhood or one of four kinds of institution."""

    RW = "rw"
    ORPHANAGE = "panti asuhan"
    ELDERLY_HOME = "panti jompo"
    DISABILITY_HOME = "panti disabilitas"
    PESANTREN = "pesantren"


class Active(StrEnum):
    """Whether a row takes part."""

    ACTIVE = "aktif"
    INACTIVE = "tidak aktif"


class PeriodStatus(StrEnum):
    """Whether a period accepts commitments."""

    OPEN = "buka"
    CLOSED = "tutup"


class Basis(StrEnum):
    """What a quota is computed from: poor households, people, or a count that staff enter in Kuota."""

    HOUSEHOLDS = "kk rentan"
    PEOPLE = "orang"
    ITEMS = "butir"


class Frequency(StrEnum):
    """What one quota covers: each date, the period, or the season (musim) once."""

    DAILY = "harian"
    PERIOD = "periode"
    ONCE = "sekali"


class DonorGroup(StrEnum):
    """Donor classes of the programme's recap."""

    GOVERNMENT = "pemerintah"
    BUSINESS = "dunia usaha"
    SOCIAL = "lembaga sosial"
    ASSOCIATION = "asosiasi"
    COMMUNITY = "komunitas"
    GROUP = "kelompok"
    INDIVIDUAL = "perorangan"


class Status(StrEnum):
    """State of a commitment line (design, section 7)."""

    REVIEW = "TINJAU"
    ACCEPTED = "DITERIMA"
    PARTLY_DELIVERED = "SEBAGIAN"
    DONE = "SELESAI"
    REJECTED = "DITOLAK"
    CANCELLED = "BATAL"


class PublicStatus(StrEnum):
    """What the public reads instead of a status."""

    PLANNED = "Direncanakan"
    PARTLY_DELIVERED = "Sebagian tersalur"
    DELIVERED = "Tersalur"
    CANCELLED = "Batal"


class Action(StrEnum):
    """What staff may request for a commitment, in the column tindakan."""

    APPROVE = "setujui"
    REJECT = "tolak"
    ARRIVED = "tersalur"
    FINISH = "selesai"
    CANCEL = "batalkan"
    RESCHEDULE = "ubah jadwal"
    RESIZE = "ubah jumlah"
    REOPEN = "buka kembali"


class YesNo(StrEnum):
    """A plain answer."""

    YES = "ya"
    NO = "tidak"
