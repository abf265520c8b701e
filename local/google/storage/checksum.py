"""CRC-32C, which Cloud Storage answers with every object and clients check downloads against."""

_CRC32C = 0x82F63B78


def crc32c(content: bytes) -> int:
    """CRC-32C (Castagnoli), RFC 3720 appendix B.4; clients check downloads against it."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc = _CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _crc_entry(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ _CRC32C if value & 1 else value >> 1
    return value


_CRC_TABLE = [_crc_entry(value) for value in range(256)]
