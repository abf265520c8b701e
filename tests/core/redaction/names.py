"""Kinds of names: those that people really have, and what else is typed where a name is asked for.

Organisations are well-known ones or samples, persons are samples only. One kind of name a line.
"""

from __future__ import annotations

from collections.abc import Mapping

PASS = """\
Contoh Donatur 07
Hamba Allah
Seorang Hamba Allah
N.N.
Anonim
Ta'lim Contoh
Majelis Ta'lim Nurul Contoh
Majelis Ta`lim Al-Contoh
Majelis Ta’lim Contoh
Ba‘alawi Contoh
Habib Contoh Ba’alawi
Contoh Sa'diyah
D'Masiv
d'Contoh
O'Contoh
Jum'at Berkah Contoh
Jumat Berkah
Ma'arif NU
Asma' Contoh
Masjid Jami' Al-Contoh
'Aisyiyah DKI Jakarta
‘Aisyiyah Contoh
Nahdlatul 'Ulama
Fatayat NU
GP Ansor
Muhammadiyah
Muslimat NU Jakarta Timur
Persis
Wanita Islam
DKM Al-Contoh
DKM Masjid Raya Contoh
Musholla Nurul 'Ilmi
Masjid Istiqlal
Masjid At-Taqwa
Pondok Pesantren Darun Najah
Pesantren Tahfizh Contoh
TPA Al-Ikhlas
MTs Negeri 3
Madrasah Aliyah Negeri 4 Jakarta
Gereja HKBP Contoh
Gereja Katolik Santa Contoh
Gereja St. Yohanes Paulus II
GKI Contoh
GBI Contoh
Paroki St. Contoh
Persekutuan Doa Contoh
Persekutuan Gereja-Gereja di Indonesia
Keuskupan Agung Jakarta
Karitas Indonesia
Vihara Dharma Contoh
Pura Aditya Jaya
Klenteng Contoh
Yayasan Buddha Tzu Chi Indonesia
Walubi
PHDI DKI Jakarta
Matakin
PT Astra International Tbk
PT Astra International, Tbk.
PT Telekomunikasi Indonesia (Persero) Tbk
PT Bank Rakyat Indonesia (Persero) Tbk.
PT. Contoh Maju, Tbk.
PT. Contoh Maju,Tbk
PT.Contoh Maju
PT Bio Farma (Persero)
PT Link Net Tbk
PT XL Axiata Tbk
PT HM Sampoerna Tbk.
PT Indofood CBP Sukses Makmur Tbk
PT Perkebunan Nusantara III (Persero)
PTPN VIII
PT Samudera Line
Procter & Gamble
Johnson & Johnson
J&T Express
A&W Restoran
P&G Indonesia
CV Contoh Jaya
CV. Contoh Jaya
CV.Contoh Jaya
UD Contoh
UD. Sumber Contoh
Fa. Contoh
NV Contoh
Contoh & Co., Ltd.
Contoh Inc.
Toko Contoh
Warung Bu Contoh
RM Padang Contoh
Apotek K-24
Coca-Cola Indonesia
7-Eleven
Indomaret
Tokopedia
Bukalapak
Bank DKI
Bank BCA
BRI Unit Contoh
BRI Peduli
BNI Syariah
BTPN Syariah
Bank Syariah Indonesia
Perusahaan Umum Contoh
PAM Jaya
MRT Jakarta
TransJakarta
PLN UID Jakarta Raya
BPJS Ketenagakerjaan
Koperasi Simpan Pinjam Contoh
Koperasi Karyawan Contoh
Kop. Contoh
BUMDes Contoh
Yayasan Contoh
Yay. Contoh
Yayasan Contoh & Rekan
Yayasan Sayap Ibu
Dompet Dhuafa
Rumah Zakat
Baznas (Bazis) DKI Jakarta
ACT
PMI DKI
Human Initiative
LAZISNU
LazisMu
Inisiatif Zakat Indonesia
Rumah Yatim
Wahana Visi Indonesia
Rotary Club Jakarta Contoh
Lions Club Contoh
Kadin DKI Jakarta
Apindo
Hipmi Jaya
IWAPI
Gabungan Pengusaha Kelapa Sawit Indonesia
Ikatan Dokter Indonesia
IDI Jakarta Pusat
Ikatan Bidan Indonesia
IBI
Ikatan Notaris Indonesia
PGRI
IKA ITB 1990
IKA UI
Iluni UI '86
Ikatan Alumni SMAN 8 Angkatan 1998
SMAN 8 Angkatan 1998
SMP Negeri 115 Angkatan '86
Angkatan '66
Angkatan 98
'86
Alumni 1998
Alumni SMA Negeri 70 Angkatan 2001
Alumni Teknik Sipil '92
SD Islam Al-Azhar 1
SDN Menteng 01
SDN Menteng 01 Pagi
SMK Negeri 2
TK Contoh Ceria
PAUD Contoh
OSIS SMAN 8
Universitas Indonesia
Politeknik Negeri Jakarta
STIE Contoh
BEM FE UI
HMI Cabang Jakarta
PMII
Pramuka Kwarda DKI
Karang Taruna Contoh
PKK Kelurahan Contoh
PKK DKI Jakarta
Dharma Wanita Persatuan
Bhayangkari
Persit Kartika Chandra Kirana
Polda Metro Jaya
Kodam V Brawijaya
Lantamal III
TNI AL
Korps Marinir
Satgas Covid-19
Relawan Covid-19 Contoh
Dinas Perindustrian, Perdagangan, Koperasi, Usaha Kecil dan Menengah
Kementerian Sosial RI
Kedutaan Besar Contoh
Forum Komunikasi Contoh - Jakarta
Forum Betawi Rempug
Paguyuban Contoh – Jakarta
Paguyuban Pasundan
Komunitas Contoh
Komunitas 45
Komunitas Sepeda Contoh
Komunitas "Sahabat Contoh"
Komunitas Satu Hati
Komunitas Satu Asa
Perkumpulan Satu Untuk Semua
Taman Bacaan 1001 Buku
Dua Kelinci
Tiga Roda
Kepulauan Seribu Peduli
Gerakan Seribu Senyum
One Day One Juz
Arisan Ibu-Ibu Contoh
Ibu-ibu Contoh
Keluarga Besar Contoh
Keluarga Bpk. Contoh
Keluarga H. Contoh
Warga Kampung Contoh
Warga Perumahan Contoh Indah
Alm. Contoh
Contoh (alm.)
(Alm.) Contoh
Contoh bin Contoh
Contoh binti Contoh
H. Contoh
Hj. Contoh
KH. Contoh
K.H. Contoh
H. Contoh, S.H., M.H.
H.Contoh
H. M. Contoh
Ir. Contoh
Ir. H. Contoh, M.M.
Drs. Contoh
Dra. Contoh
Drs. H. Contoh, M.Si.
Dr. Contoh, S.E., M.Si.
dr. Contoh, Sp.A(K)
dr. Contoh, Sp.OG
drg. Contoh
Prof. Dr. Contoh, M.A.
Contoh, S.E.
Contoh, S.Pd.I., M.Pd.
Contoh, S.Kom
Contoh,S.E.
Contoh, S.Ag.
Contoh, Ph.D.
Contoh, Lc., M.A.
Contoh, A.Md.Keb.
Contoh, S.Tr.Kep.
Contoh, Ak., CA.
Ns. Contoh, S.Kep.
Apt. Contoh, S.Farm.
Pdt. Contoh, S.Th.
Rm. Contoh, Pr
Sr. Contoh, CB
Ust. Contoh
Ustadz Contoh
Tgk. Contoh
Tn. Contoh
Ny. Contoh
Bapak Contoh
Ibu Titik Contoh
Bpk. & Ibu Contoh
R. Contoh
R.A. Contoh
R.M. Contoh
KRT Contoh
KGPAA Contoh X
Brigjen TNI (Purn.) Contoh
AKBP Contoh, S.I.K.
I Made Contoh
I Gusti Ngurah Contoh
I Gst. Ayu Contoh
Ida Bagus Contoh
Ni Luh Putu Contoh
Anak Agung Gde Contoh
A.A. Gde Contoh
Cokorda Contoh
Contoh Simanjuntak
Contoh br. Sitorus
Contoh Lumban Tobing
Contoh Hutagalung
Dt. Contoh
Sutan Contoh
Contoh St. Sati
Andi Contoh
Daeng Contoh
La Ode Contoh
Wa Ode Contoh
Teuku Contoh
Cut Contoh
T. Contoh
Tengku Contoh
Contoh Rumbiak
Contoh Tuhumury
Contoh Wuisan
Contoh van der Contoh
Contoh de Contoh
Oey Contoh
Tjoa Contoh
Liem Contoh
Ng Contoh
Contoh Tan
Abdul Contoh
Abd. Contoh
M. Contoh
Muh. Contoh
Moh. Contoh Al-Habsyi
Contoh Al Haddad
Contoh As-Sa'idi
Contoh Al-Qur'an
Ḥasan Contoh
Ni Wayan Contoh Padmadéwi
José Contoh
Müller Contoh
Contoh Jr.
Contoh Sr.
Contoh, dkk.
Contoh Sahabat Anak Jalanan
PT Bank Central Asia Tbk
UPZ Masjid Contoh
PT Unilever Indonesia Tbk
Yayasan Pendidikan Islam Al-Azhar
Hj. Contoh binti H. Contoh
Contoh 'Boy' Contoh
Contoh a.k.a. Boy
Dr. (H.C.) Contoh
dr. Contoh, Sp.P(K), FCCP
Contoh, S.E., Ak., M.M., CA
Letjen TNI (Purn) Contoh
Irjen Pol. Contoh
PT Pertamina (Persero)
SD Negeri 05 Pagi
MAN 2 Jakarta
FKPPI
1000 Guru
Contoh Bros.
RSUD Contoh
Alumni Lemhannas PPSA XXI
Angkatan XXVI
F.X. Contoh
Fx. Contoh
I.G.A. Contoh
I G N Contoh
Drs.H.M.Contoh,M.Si
Bapak H.M. Contoh dan Keluarga
PT Contoh Tbk (CNTH)
Kelompok Tani Contoh
Al-Jam'iyatul Washliyah
Jami'atul Contoh
Nu'man Contoh
Contoh Ma`ruf
Pdt. Em. Contoh, D.Min.
Contoh, B.Sc.
Contoh, M.B.A.
Contoh, MBA
Contoh, S.I.Kom., M.I.Kom.
Contoh, A.Md.
Contoh, S.ST., M.Keb.
Contoh, Amd.Kep
Contoh, S.Psi., Psikolog
Contoh, Apt., M.Farm.
Contoh, S.Ked.
drh. Contoh
Contoh, Sp.JP(K), FIHA
Contoh, Sp.THT-KL(K)
Contoh, Sp.B-KBD
Contoh, S.Pd.K.
Contoh, S.Sos.I.
Contoh, S.H.I.
Contoh, S.E.I.
Contoh, S.T.P.
Contoh, S.Si.T.
Contoh, S.S.T.Pel.
Contoh, M.Tr.Opsla
Contoh, S.IP., M.Si.
Contoh, Dipl.Ing.
Contoh, LL.M.
Contoh, M.Hum.
Contoh, Dr.rer.nat.
Contoh, M.M.S.I.
Contoh, S.Tr.Ak.
PT. Contoh (Persero), Tbk.
CV Dua Saudara
Toko Tiga Putra
RM Sederhana
PO. Contoh
PD. Pasar Jaya
Perumda Pasar Jaya
PT JIEP
PT Jakpro
Bank Mandiri
Alfamart
PT Sumber Alfaria Trijaya Tbk
Gojek
Grab Indonesia
PT GoTo Gojek Tokopedia Tbk
OVO
Traveloka
Sinar Mas
Djarum Foundation
Tanoto Foundation
Eka Tjipta Foundation
Media Group
MNC Peduli
Trans Media
Kompas Gramedia
Dana Kemanusiaan Kompas
Metro TV
SCTV
Indosiar
Pundi Amal SCTV
NET. Media
Muda-Mudi Contoh
Ibu-Ibu PKK Contoh
Bapak-bapak Contoh
Anak-Anak Contoh
Remaja Masjid Al-Contoh
IRMA Contoh
Karang Taruna Kelurahan Contoh
LPM Contoh
FKDM Contoh
PSM Contoh
Tagana DKI
Jumantik Contoh
Dasawisma Melati 3
Posyandu Mawar 02
Bank Sampah Contoh
Gapoktan Contoh
KUB Contoh
KUBE Contoh
UMKM Contoh
UPPKS
HIPMI
Perbanas
Himbara
Organda
Gaikindo
Aprindo
PHRI
REI DKI
AMKI
KSPSI
KSBI
Serikat Pekerja Contoh
SP BUN
Korpri Jakarta Timur
IPPAT
Ikadin
Peradi
KNPI
AMPI
PMKRI
GMKI
GMNI
IMM
KAMMI
IPNU
IPPNU
Banser
Kokam
Tapak Suci
Pagar Nusa
PSHT
Perguruan Setia Hati
Gerakan Pramuka
Saka Bhayangkara
PKBM Contoh 5
SLB Negeri 7
Akademi Contoh
UIN Syarif Hidayatullah
UNJ
ITB '98
FT UI 89
Alumni FEUI 1990
Reuni SMA 3 Angkatan '78
SMANDEL 98
Smansa Angkatan 95
Alumni SD Contoh 1975
Ikatan Alumni SMPN 41 Jakarta
Alumni AKABRI 1988
Akpol '91
Kowani
Perwari
Wirawati Catur Panca
BKMT
BKOW
Salimah
Wanita Katolik RI
WKRI Cabang St. Contoh
OMK Contoh
Legio Mariae Contoh
KWI
PGI
PGIW DKI
STT Contoh
GMIM
GPIB Effatha
HKI
GBKP
Gereja Bethel Indonesia (GBI) Contoh
Gereja Kristus Yesus
Permabudhi
NSI
Tridharma
INTI
PSMTI
Perhimpunan Keluarga Besar Contoh
Marga Lim
Perkumpulan Marga Contoh
Punguan Contoh
Parsadaan Contoh
Ikatan Keluarga Toraja
KKSS
Kerukunan Keluarga Sulawesi Selatan
Kawanua Jakarta
Paguyuban Warga Solo
Bakor Pituruh
Bamus Betawi
FBR
Forkabi
Keluarga Besar Putra Betawi
Puri Contoh
Banjar Contoh
Suka Duka Hindu Dharma
Desy Contoh
Tri Contoh
Catur Contoh
Panca Contoh
Eka Dwi Contoh
Sapta Contoh
Enam Djaja
Nanang 'Kumis' Contoh
Contoh Jr
Contoh III
Contoh A.S.
Contoh AS
Contoh el-Contoh
Mas Contoh
Mbak Contoh
Bang Contoh
Kak Contoh
Nyak Contoh
Encik Contoh
Datuk Contoh
Tubagus Contoh
Tb. Contoh
Raden Mas Contoh
R.Ay. Contoh
R.Ngt. Contoh
Nyi Contoh
Ki Contoh
K.P.H. Contoh
G.P.H. Contoh
B.R.A. Contoh
Sultan Contoh
Pangeran Contoh
Syarifah Contoh
Sayyid Contoh
Tuan Guru Contoh
TGH. Contoh
TGKH. Contoh
Buya Contoh
Ajengan Contoh
Gus Contoh
Ning Contoh
Kyai Contoh
Nyai Contoh
Bhikkhu Contoh
Romo Contoh
Suster Contoh
Bruder Contoh
Pastor Contoh
Pendeta Contoh
Ida Pedanda Contoh
Pemangku Contoh
Js. Contoh
Ws. Contoh
Contoh Ginting
Contoh Nasution
Contoh Pohan
Contoh Lubis
Contoh Br Ginting
Contoh Boru Contoh
Contoh Sihombing Lumbantoruan
Contoh Tan Sri
Tan Malaka
Lie Contoh
Kwik Contoh
Thio Contoh
Contoh Wijaya (Oey)
Ng. Contoh
Contoh Ng
Si Contoh
Wu Contoh
Al Contoh
Ali bin Contoh
Umm Contoh
Abu Contoh
Ibnu Contoh
Contoh al-Banjari
Contoh Baraja'
Contoh Basya'ir
Contoh Bafagih
Contoh Assegaf
Contoh Alatas
Contoh Shihab
A. Contoh
A.M. Contoh
E.S. Contoh
W.S. Contoh
BNI 46
Alumni SMP Negeri 49 Angkatan 1984
Alumni SMAN 112 Jakarta Angkatan 2003
SMAN 8 Angkatan XXX
Ikatan Alumni SMAN 70 Angkatan '92
SD Negeri 01 Angkatan 1975
Batalyon Infanteri 201
Yonif 315
PPRA XXX
Contoh XIII
Contoh XXIII
Paguyuban Lantai Dansa
Telecom Contoh
PT Contoh Telecom
PT Google Indonesia
Google Indonesia
Google Cloud
Shopee Indonesia
PC Muslimat NU
PC Fatayat NU
PC Ansor Jakarta Timur
W.A. Contoh
I.G. Contoh
H.P. Contoh
D.M. Contoh
Tanya Contoh
Ping Contoh
Pin Contoh
Min Contoh
Tri Tunggal
Tri Wan Contoh
Kos Putri Contoh
Ikatan Kos Contoh
Lim Contoh
Nam Contoh
Satria Contoh
Satya Contoh
Limas Contoh
Duari Contoh
Lapan
Lembaga Penerbangan dan Antariksa Nasional
Namira Contoh
Deltamas
Del Contoh
Semesta Contoh
Semi Contoh
Patrick Contoh
Nolan Contoh
Simone Contoh
Leone Contoh
Solo Peduli
BSI Maslahat
BSI Solo
Bank 9 Jambi
Permata Bunda
Dana Sosial Contoh
Yayasan Dana Sosial Al-Falah
Mandiri Contoh 07
Mega Contoh
PT Bank Mega Tbk
PT Mandiri Tunas Finance
Panin Dubai Syariah
Hubungan Masyarakat Contoh
Ikatan Alumni Universitas Gadjah Mada
Contoh & Rekan
Kantor Notaris Contoh
Igan Contoh
Masjid at-Taqwa
Masjid An Nur
An Contoh
Atas Awan
Titik Contoh, S.Pd.
Bapak Agus Titik Contoh
Ning Titik Contoh
Rumah Belajar Contoh
Rumah Singgah Contoh
Rumah Sakit Contoh
Link Aja Peduli
Melati Contoh
E. Melati
Taman Bacaan 1001 Malam
500 Startup
5000 Contoh
Perguruan Tinggi Contoh 17 Agustus 1945
Universitas 17 Agustus 1945
Gerakan 30 Hari
Posyandu Anggrek 09
RS Contoh 2000
Yayasan 66
PT Tujuh Bukit
CV Dua Putri
UD Lima Jaya
Toko Delapan
Warung Sembilan
Restoran Enam
PT Nol Limbah
Sanga Contoh
Nenem Contoh
Sada Contoh
Opat Contoh
Pitu Contoh
Siji Contoh
Duo Contoh
Trio Contoh
Wan Contoh
Wan Azizah Contoh
Tu Contoh
Tri Lim Contoh
Sem Contoh
Sat Contoh
Satlantas Contoh
Satpol PP
Satpam Contoh
Satgas Contoh
Emp Contoh
Bil Contoh
Bilal Contoh
Syukur Contoh
Ilman Contoh
Posyandu Elang
Pos Kamling Contoh
Pos Indonesia
PT Pos Indonesia (Persero)
Ikatan Alumni STAN
PT Jasa Marga (Persero) Tbk
PT Kereta Api Indonesia (Persero)
PT Aneka Tambang Tbk.
PT Krakatau Steel (Persero) Tbk.
UD Contoh Bersaudara
Yayasan Kasih Contoh Nusantara
Yayasan Pendidikan Contoh 45
Majelis Ta'lim Az-Zahra Contoh
Masjid Al-Muhajirin Contoh
Musala At-Tauhid
DKM Nurul Falah Contoh
Kelas 12 IPA Contoh
Kelas XII IPA 3
Alumni Kelas 6 SD Contoh
OSIS SMPN 115
Alumni UI Angkatan 2010
Rohis SMAN 68
Wali Murid SDN Contoh 03
Komite Sekolah SMPN 1
Komunitas Ibu Pembaca Contoh
Komunitas Jumat Sedekah
Komunitas Motor Contoh
Klub Lari Contoh
Arisan Keluarga Contoh
Dr. dr. Contoh, Sp.PD-KGH
Prof. Ir. Contoh, M.Sc., Ph.D.
Contoh, S.Kep., Ns.
Contoh, S.Stat., M.M.
Dra. Hj. Contoh, M.Pd.
dr. Contoh, M.Kes.
Ir. Contoh, IPM
Contoh, S.Ars.
Contoh, S.Tr.Sos.
Mayor Inf. Contoh
Kapten Laut Contoh
Serka Contoh
Lettu Contoh
Baiq Contoh
Lalu Contoh
Sri Contoh
Dewa Ayu Contoh
Hasiholan Contoh
Bonar Contoh
Contoh Sitompul
Contoh Kaunang
Contoh Latuconsina
Contoh Pattiasina
Contoh Wenda
Liliana Contoh
Kwee Contoh
Ong Contoh
Gereja Toraja Jemaat Contoh
Gereja Methodist Indonesia
Vihara Avalokitesvara Contoh
Pura Mustika Contoh
Sangha Contoh
Info Contoh
Klinik Contoh
Kirana Contoh
Carissa Contoh
Bukaka
Lihatin Contoh
Pesantren Pesanggrahan
Profita Contoh
Daftari Contoh
Textile Contoh
Balasa Contoh
Minta Ginting
""".splitlines()
"""Shown without review."""

TO_STAFF: Mapping[str, tuple[str, ...]] = {
    "letters and digits in one word": (
        *("3M", "B2W", "RW05", "RT03/RW05", "O8I2-OOOO-OOO1", "Ibu2 Contoh", "P2TP2A", "Y2K", "D3 Contoh"),
        *("2nd Contoh",),
        *("0a8b1c2d3e4f5g6", "nol8satu2tiga4", "c0nt0h", "B0di", "j4lan Contoh", "Contoh08", "08Contoh"),
        *("1O1O Contoh",),
    ),
    "numbers": (
        *("0812-0000-0001", "0812 0000 0001", "+62 812 0000 0001", "(0812) 0000-0001", "Contoh 081200000001"),
        *("0 8 1 2 0 0 0 0", "021 5550001", "5550001", "555 0001", "Contoh 555 lalu 1234", "08 12 Contoh 00"),
        *("12345",),
        *("3174 0101 0190 1001", "3174010101901001", "31.74.01.01", "1998-2001", "Angkatan 98/99", "4.0", "24/7"),
        *("100%",),
        *("0 Contoh 8 Contoh 1 Contoh 2", "SMAN 8 Kelas 3 Angkatan 98", "Contoh 12345678", "No. 5"),
        *("Nomor 12 Contoh",),
    ),
    "digits of other scripts": (
        *("０８１２００００００１", "٠٨١٢٠٠٠٠٠٠١", "०८१२००००००१", "𝟎𝟖𝟏𝟐𝟎𝟎𝟎𝟎𝟎𝟎𝟏", "⓪⑧①②⓪⓪⓪⓪", "❶❷❸", "⁰⁸¹²", "꧐꧘꧑꧒"),
        *("〇八一二〇〇〇〇〇〇一", "零捌壹貳", "Contoh 八", "Ⅷ Ⅰ Ⅱ", "0️⃣8️⃣1️⃣2️⃣", "🄋⑧"),
    ),
    "letters for digits": (
        *("OBIZ OOOO OOOI", "obiz oooo oooi", "OBlZ-OOOl", "Ob Iz Oo Oo", "O B I Z O O O O", "lOlOlOlO"),
        *("SOSOSOSO", "OOO"),
        *("VIII I II O", "I II III", "O VIII I II", "XII XII XII", "viii i ii", "iiii"),
        *("AAAAA", "linktr ee contoh", "Apartemen Contoh Tower B", "Ruko Contoh", "depan masjid", "dekat stasiun"),
    ),
    "number words": (
        *("nol delapan satu dua", "Nol Delapan Satu Dua Nol", "kosong delapan satu dua", "kosong delapan satu"),
        *("nolsatu",),
        *("nolsatu delapan", "noldelapansatudua", "nol-delapan-satu", "nol, delapan, satu", "n o l d e l a p a n"),
        *("kosongdelapan", "kosong delapan", "Komunitas Empat Lima", "satu Contoh dua Contoh tiga"),
        *("zero eight one two", "oh eight one one"),
        *("zeroeightonetwo",),
        *("nol wolu siji loro", "nol dalapan hiji dua", "kosong salapan ciek duo", "nol ualu sada dua"),
        *("nol kutus besik",),
        *("dua belas tiga puluh empat", "delapan ratus dua belas", "dobel nol delapan", "triple zero eight"),
        *("nol-lapan-atu-due",),
        *("dua tiga 08", "satu dua 3", "nol 8 satu", "nold elapan satu", "NoL dElApAn SaTu", "nól délapan sátu"),
    ),
    "e-mail": (
        *("contoh@contoh.example", "contoh@contoh", "contoh @ contoh . example", "@contoh", "@america"),
        *("contoh at contoh dot id",),
        *("budi [a] gmail [titik] com", "budi (at) gmail (dot) com", "budi at gmail titik com"),
        *("budi a gmail com", "budigmailcom"),
        *("budi gmail", "contoh ymail", "Contoh yahoo com", "contoh＠contoh．example", "contoh titik com"),
        *("contohdotcom",),
        *("surel contoh", "e-mail Contoh", "email: contoh", "ģmail contoh"),
    ),
    "links": (
        *("bit.ly/abcd", "bit.ly", "https://contoh", "http contoh", "www.contoh", "wa.me/62", "t.me/contoh"),
        *("t.me", "s.id"),
        *("contoh.com", "Contoh.id", "contoh. com", "Contoh.Com", "Contoh.co.id", "linktr.ee/contoh"),
        *("contoh.example", "contoh。com"),
        *("tinyurl contoh", "Linktree Contoh", "Contoh.Sejahtera", "contoh\\contoh", "instagram.com/contoh"),
        *("ww.contoh.org",),
    ),
    "handles, and how to be reached": (
        *("ig contoh", "IG: contoh", "Insta Contoh", "instagram contoh", "line: contoh", "Line contoh"),
        *("id line contoh", "LINE id"),
        *("telegram contoh", "tele contoh", "fb Contoh", "Facebook Contoh", "TikTok contoh", "twitter contoh"),
        *("wa contoh", "WA saja"),
        *("WhatsApp Contoh", "w_a contoh", "HP Contoh", "Telp Contoh", "hubungi saya", "Hubungi Contoh"),
        *("kontak Contoh", "CP Contoh"),
        *("call Contoh", "chat Contoh", "japri ya", "DM aja", "hub. Contoh", "NIK Contoh", "KTP Contoh"),
        *("rekening Contoh", "contoh_07"),
    ),
    "addresses, and names that could be one": (
        *("Jl. Contoh 5", "Jalan Contoh", "Jln Contoh", "Gang Contoh II", "Gg. Contoh", "Blok C"),
        *("Arisan Ibu-Ibu Blok M", "Kav. 5"),
        *("Komplek Contoh", "Perum Bulog", "Perum Contoh Indah", "Komunitas Jalan Sehat", "Karang Taruna RW 05"),
        *("PKK RW 05", "RT 01"),
        *("RT 01/RW 05", "Forum RT RW", "Kel. Contoh", "Kec. Contoh", "Desa Contoh", "Dusun Contoh"),
        *("Alamat Contoh", "Lantai 3"),
        *("Jakarta 12240", "JALAN CONTOH", "já lan Jalan", "Ibu Nik Contoh"),
    ),
    "formulas": (
        *('=IMPORTXML("http://contoh")', "+62", "-1", "=1+1", "＝1+1", "'=1", "Contoh;=cmd|' /C calc'!A0"),
        *("Contoh;Contoh",),
        *("Contoh\t=1", "Contoh,=1", "|contoh", "%contoh", "Contoh\n=1+1", "−1 Contoh", "=cmd|' /C calc'!A0"),
    ),
    "other scripts and pictures": (
        *("善", "Yayasan 善", "ꦱꦶꦠꦶ", "Contoh Peduli 🙏", "Contoh 👨‍👩‍👧", "Сontoh", "Cοntoh", "Контох"),
        *("コントー", "مثال", "ｃｏｎｔｏｈ"),
        *("𝐂𝐨𝐧𝐭𝐨𝐡", "🅲🅾🅽", "ⓒontoh", "CONTᴏH", "ﬁrma Contoh", "Contoh™", "Contoh®", "C̶o̶n̶t̶o̶h̶", "Ç̸̛̖̓ontoh", "x̂̂̂̂ Contoh"),
    ),
    "what nobody sees": (
        *("con\ttoh", "con\x00toh", "con\u200btoh", "\u202econtoh", "con\ud800toh", "contoh\u2066x"),
        *("contoh\ufeff", "con\u00adtoh"),
        *("con\u2028toh", "con\u00a0toh", "\u3164", "contoh\u200d", "con\ue000toh", "con\u034ftoh", "", "   "),
        *("...", "a" * 121),
    ),
    "signs": (
        *("Budi/Ani", "Bapak/Ibu", "Contoh: Contoh", "Contoh #1", "Contoh*", "Contoh!", "Contoh?"),
        *("<b>Contoh</b>", "Contoh & & Contoh"),
        *("(Contoh", "Contoh)", "Contoh ((A))", '"Contoh', "Contoh,,Contoh", "Contoh..Contoh", "- Contoh"),
        *("Contoh -", "Rp Contoh $"),
        *("[Contoh]", "{Contoh}", "Contoh | Contoh", "~Contoh", "Contoh^", "Contoh_Contoh", "Contoh · Contoh"),
        *("Google+", "K3/K4"),
    ),
    "filler letters, and pieces of numbers": (
        *("xxx", "XXX", "xxx Budi", "Budi xxx", "PT XXX", "yyy", "hhh", "BCA 1234", "bca 123", "BRI 5678"),
        *("Mandiri 1300", "BNI 0123", "BSI 7123", "Dana 0812", "OVO 1234", "GoPay 8121", "Bank DKI 1023"),
        *("Budi BCA 1234", "Budi 5678 BCA", "CIMB 7001", "Rek BCA 1234", "Permata 4111", "Budi 0", "0 Budi"),
        *("Budi 00", "Budi 000", "Budi 007", "Budi 0812", "0812 Budi", "Budi 1234", "Budi 8765", "3174 Budi"),
        *("Budi 3174", "Budi 812 Contoh 345", "Budi 812 dan 345"),
    ),
    "chat instructions and whom to look for": (
        *("ketik Budi", "Ketik YA", "Balas Budi", "Kirim Budi", "Klik Budi", "Cari Budi di Google"),
        *("Cari Budi", "Scan Budi", "Pindai Contoh", "Buka Contoh", "Kunjungi Contoh", "Cek bio", "Lihat bio"),
        *("Lihat profil Budi", "Sapa Budi", "Tanyakan Budi", "Temui Budi", "Gabung Contoh", "Join Contoh"),
        *("Daftar Contoh", "Dial Budi", "Tekan satu", "Pencet dua", "Follow Budi", "Mention Budi", "Tag Budi"),
        *("Pesan ke Budi", "SMS ke Budi", "Swipe Contoh", "Search Budi", "Googling Budi"),
        *("Search on google Budi", "Message Budi", "Text Budi", "Text me", "Reply Budi", "PIN BB Budi"),
        *("Kode Budi", "OTP Budi", "Password Contoh", "Username Budi", "User Budi", "Akun Budi"),
        *("Account Budi", "Profil Budi", "QRIS Budi", "Barcode Budi", "Nomer Budi", "Nomor Budi", "Nmr Budi"),
        *("Norek Budi", "No rek Budi", "No Budi", "Atas nama Budi"),
    ),
    "apps, mail and handles, also taken apart": (
        *("pos-el Budi", "Pos El Budi", "posel Budi", "e-mel Budi", "imel Budi", "Imel Budi", "surel Budi"),
        *("Jimel Budi", "ji mail Budi", "gemail Budi", "G Mail Budi", "gee mail Budi", "Insta Gram Budi"),
        *("In Sta Gram Budi", "What Sapp Budi", "Whats App Budi", "WhatsAp Budi", "Wasap Budi", "Wassap Budi"),
        *("Wa tsap Budi", "Face Book Budi", "Fesbuk Budi", "Pesbuk Budi", "Efbi Budi", "Aige Budi"),
        *("Tik Tok Budi", "Tele Gram Budi", "Telegrem Budi", "Signal Budi", "Threads Budi", "LinkedIn Budi"),
    ),
    "addresses without their signs": (
        *("Link di bio", "Budi link bio", "Budi titik contoh", "budi titik contoh titik xyz"),
        *("budi dot contoh", "budi garis bawah contoh", "Budi Underscore Contoh", "budi strip contoh"),
        *("budi at contoh", "budi et contoh", "budi keong contoh", "budi a keong contoh", "contoh id"),
        *("Contoh ID", "contoh co id", "contoh go id", "contoh sch id", "contohcom", "Contohcoid"),
        *("contoh web id", "contoh my id", "contohdotid", "contohtitikid", "contoh slash budi", "wa me budi"),
        *("te me contoh", "bit ly contoh", "Bitly contoh", "s id contoh"),
    ),
    "digits cut short, run together or in other tongues": (
        *("kosdelsatdua", "kosongdelapansatudua", "nolapansatu", "nolapansatudua", "noldelsatdua"),
        *("nollapsatdua", "kos del sat dua", "nol lap sat dua", "kos delapan satdua", "Kos Lapan Satu"),
        *("nol lapan", "nol satu", "satudua", "satuduatiga", "duatiga", "dua satu", "nool delapan satu"),
        *("nolll delapan", "delapan satu", "dlapan sat dua", "lapsatdua", "tujuhtujuh", "tuju tuju"),
        *("n0l delapan", "enol lapan", "zerro eight one", "ziro eight wan", "ziro eit wan tu", "eightone"),
        *("eitwantu", "siro et wan", "o eight one two", "oh eight one two", "ou eight one", "wolusiji"),
        *("woludua", "noluwolusiji", "enolwolusijiloro", "nolwolu siji", "walu siji loro", "dalapanhiji"),
        *("noldalapanhiji", "hiji dua tilu", "hijiduatilu", "sijiloro", "siji loro telu", "setunggal kalih"),
        *("sepuluh dua", "duapuluh", "dua puluh satu", "duapuluhsatu tigapuluh", "delapan puluh satu"),
        *("delapanpuluh dua", "sebelas duabelas", "duabelas tigabelas", "seratus dua puluh", "selawe seket"),
        *("Budi Nol Contoh Delapan Contoh Satu", "nolnol", "Kosong Contoh Delapan", "Budi Satu Dua"),
        *("satoe doea tiga", "satoe doea", "nol.delapan", "S4tu Dua", "Sa Tu Du A", "sa tu dua"),
        *("de la pan satu", "no l de la pan", "ko song de lapan", "ennol delapan", "audutas"),
    ),
    "letters that are nearly words": (
        *("B1240", "OI 8I2"),
    ),
    "places, and what else is no name": (
        *("SLOT Gacor", "Judi Budi", "Jalan2", "Jl Budi", "Rumah Nomor Lima", "Rumah No Lima"),
        *("Nomor Lima Contoh", "Lantai Lima", "Blok Lima", "belakang masjid", "rumah pagar hijau"),
        *("Rumah Cat Biru", "sebelah warung", "PIN dua satu", "Budi delapan satu"),
    ),
    "contact words as they are spoken": (
        *("nik budi", "N I K", "N.I.K. Budi", "NIK. Budi", "K T P Budi", "WA. Budi", "HaPe Budi", "Hape Budi"),
        *("hp ku Budi", "HPku", "WAku", "wa ku", "nomerku", "whatsappku", "telponku Budi", "Telfon Budi"),
        *("Telepun Budi", "Teleponi Budi", "Nelpon Budi", "Kontek Budi", "Colek Budi", "Inboks Budi"),
        *("Budi inbox", "Capcut Budi", "Michat Budi", "MiChat Budi", "BBM Budi", "Skype Budi", "Wechat Budi"),
        *("Weibo Budi", "Budi Onlyfans", "OnlyFans Budi", "VCS Budi", "Open BO", "Transfer ke Budi", "TF Budi"),
        *("Setor Budi", "Kirim uang ke Budi", "Virtual Account Budi", "Saldo Budi"),
    ),
}  # fmt: skip
"""What a person looks at first, by what could be wrong with it. Some are sound names: staff approve them."""
