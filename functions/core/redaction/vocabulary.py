"""The words and signs that the rules of this room go by. Data only: words in small letters, without marks or signs."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Digits and what stands for them.

DIGIT_WORDS: Mapping[str, frozenset[str]] = {
    "0": _words("nol enol nul kosong nihil zero ziro"),
    "1": _words("satu satoe atu siji setunggal hiji ciek sada besik settong seddi one"),
    "2": _words("dua doea due duo loro roro kalih dadua dhua two"),
    "3": _words("tiga tige tigo telu tolu tilu tello tellu three"),
    "4": _words("empat ampat papat sekawan opat ampek patpat eppa empa four"),
    "5": _words("lima lime limo gangsal lelima lema five"),
    "6": _words("enam anam enem nenem genep onom ennem enneng six"),
    "7": _words("tujuh tuju pitu tujuah petto seven"),
    "8": _words("delapan dlapan lapan dalapan salapan wolu ualu kutus ballu arua eight"),
    "9": _words("sembilan semilan sanga songo sangang sambilan asera nine"),
}
"""What people call the digits: Indonesian and English, Betawi, Javanese, Sundanese, Minang, Batak, Balinese, Madurese,
Bugis. Where two of them mean different digits by a word, that it is one is what counts."""

OTHER_NUMBER_WORDS = _words(
    "sepuluh sebelas belas puluh seratus ratus seribu ribu double dobel triple tripel "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "sewelas rolas telulas limolas nembelas pitulas wolulas songolas selikur selawe rongpuluh seket sewidak sadasa"
)
"""Numbers are said with these too, though no digit can be told from them alone."""

CUT_DIGITS = _words(
    "no nl nul kos sat st stu due tig tg mpat emp pat lim nam tuj tjh lap del dlpn sem smbl bil ilan "
    "wan tu tri foor faif siks eit nain"
)
"""Digits cut short, or English ones as they sound. Many are names, so that only several of them say a number."""

DIGIT_LETTERS: Mapping[str, str] = {"o": "0", "i": "1", "l": "1", "z": "2", "s": "5", "b": "8", "q": "9"}
"""Letters that pass for digits. Words of these letters alone are short and rare."""

LOOKALIKES = str.maketrans(
    "аеорсухіјѕкмтвнԁԛԝһӏзбοαβεζηικνρτυχωıɪʟᴏøłđ",
    "aeopcyxijskmtbhdqwhl36oabezniknptuxwiiloold",
)
"""Small letters of Cyrillic, Greek and Latin that look like plain ones, and those: for reading, never for showing."""


# What a name does not say.

CONTACT_WORDS = _words(
    "wa whatsapp whatsap watsap wasap hp nohp handphone ponsel telp tlp telpon telepon telephone phone fax sms call "
    "calling contact kontak hubungi menghubungi hubungin chat japri inbox dm cp "
    "ig insta instagram fb facebook tiktok twitter telegram discord youtube yt snapchat wechat linktree bitly tinyurl "
    "email mail surel posel gmail yahoo ymail hotmail outlook icloud http https www com "
    "nik ktp npwp paspor rekening norek rek transfer "
    "ketik klik scan pindai colek japrian imel emel gemail jimel fesbuk pesbuk efbi aige whats wassap watsapp telfon "
    "telepun telegrem teleponi nelpon nelfon kontek inboks hape nomer nope akun account username password otp qris "
    "barcode linkedin threads michat bbm skype onlyfans vcs underscore slash strip keong dot ly saldo judi togel "
    "gacor capcut weibo"
)
ADDRESS_WORDS = _words(
    "alamat jl jln jalan gg gang lorong blok komp komplek kompleks perum rt rw kav kavling kel kec dusun desa kodepos "
    "apartemen apartment ruko"
)
"""With these begins what is no name, or is more than one. "Perum Bulog" and "Komunitas Jalan Sehat" are names too; of
these few, people judge."""

FIRST_WORDS = _words(
    "line hub tele id add follow depan belakang sebelah samping seberang dekat "
    "balas kirim kirimkan cari buka kunjungi cek lihat sapa tanyakan temui gabung join daftar dial tekan pencet "
    "mention tag swipe search googling message text reply kode user profil tf setor signal pesan no nomor nmr"
)
"""They say how to reach or find somebody when they come first ("line contoh"), and are part of a name elsewhere."""

PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("atas nama", "di google", "di bio", "link bio", "garis bawah", "pin bb", "open bo", "e mel", "s id", "te me"),
        *("co id", "go id", "or id", "ac id", "sch id", "web id", "my id", "rumah pagar", "rumah cat", "rumah no"),
    )
)
"""Two words that are harmless alone."""

ORDINALS = _words("angkatan ke muktamar lemhannas ppra ppsa sespim kongres")
"""Only after these is XXX a number, and no sign for what somebody does not say."""

BANKS = _words(
    "bca bri bni btn bsi mandiri cimb niaga permata danamon dki muamalat mega panin ocbc maybank bjb jago jenius "
    "seabank ovo gopay dana linkaja shopeepay bank va"
)
"""Beside these a number of three digits or more is an account's, or a part of it."""

NUMBERED_WORDS = _words("no nomor lantai lt kamar unit")
"""They say where somebody lives when a number follows."""

PARTICLES = {"wa": _words("ode")}
"""Contact words that are part of a name before these: Wa Ode is a title of nobility in Buton."""

GLUED = (
    "linktr",
    "gmail",
    "hotmail",
    "ymail",
    "yahoo",
    "whatsapp",
    "instagram",
    "telegram",
    "dotcom",
    "titikcom",
    "http",
)
"""They are found inside longer words too, where no name has them."""

WEB_TAILS = ("com", "coid", "goid", "acid", "dotid", "titikid", "dotnet", "dotorg")
"""Longer words that end so are addresses without their dots."""

NO_WEB_TAILS = _words("telecom intercom datacom infocom")

CUES = ("nik", "ktp", "npwp", "tel", "telp", "tlp", "telpon", "telepon", "hp", "wa", "whatsapp", "sms", "fax", "faks",
        "rek", "rekening", "norek", "kontak", "hubungi")  # fmt: skip
"""Even a short number is somebody's after these."""

MAIL_HOSTS = ("gmail", "yahoo", "ymail", "rocketmail", "hotmail", "outlook", "icloud", "proton", "protonmail")

ENDINGS = (
    *("com", "net", "org", "id", "co", "ac", "go", "or", "sch", "desa", "web", "my", "biz", "info", "me", "ly", "gl"),
    *("gd", "io", "ai", "tv", "cc", "us", "uk", "sg", "be", "xyz", "asia", "link", "site", "online", "shop", "store"),
    *("app", "dev", "page", "live", "club", "space", "website", "click", "bio"),
)
"""With these end addresses on the web. Those that are degrees too are left out: S.Ag., M.Si., S.St., M.Sc., S.Th."""

SPOKEN_ENDINGS = ("com", "net", "org", "co", "id")
"""Those that people write out: contoh titik com."""


# What a name may hold beside plain words.

PREFIXES = _words(
    "pt cv ud pd fa nv po tb tk sd smp sma smk kb yay kop h hj kh k ki ny nn tn sdr sdri bpk ibu an dr drs dra drg drh "
    "prof ir ing ns apt pdt pdm rm sr br fr mgr ust usth hb tgk st dt r rr ra m md moh moch muh mohd abd a i ida ni gst"
)
"""Legal forms and titles that people write with a dot and no blank before the next word: PT.Contoh."""

DEGREES = _words(
    "ag ak akp akt amd an ap arh arn ars bp ca ced cpa cs des dipl ds ed em eng farm fil ft gz han hum hut ikom "
    "ip ing jp kb kd keb ked kep kes kfr kg kj kk kl km kn kom lc li lic ling ll ma mat mba md med mk mkm mm mpa mph "
    "nat og opsla ort pd pdi pel pg ph phd phil pk psi psy pt rad rer rm sc se sh si sn sos sp ss st stat stp sy "
    "tbk tek th tht tr trk tu vet"
)
"""Parts of degrees after a dot: S.Pd.I., M.Si., Sp.A(K), A.Md.Keb."""

ROMAN = _words(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii "
    "xxix xxx"
)
