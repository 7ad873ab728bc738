"""What a file is, by its first bytes: names and declared types prove nothing."""

from __future__ import annotations

PHOTO, HEIC = "photo", "heic"
"""The other kinds are FFmpeg's names of the containers that hold a sound."""

PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
SOUNDS = {
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"caff": "caf",
    b"#!AMR": "amr",
    b"\x1a\x45\xdf\xa3": "matroska",  # WebM is one
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "asf",  # WMA
}
INSIDE_RIFF = {b"WEBP": PHOTO, b"WAVE": "wav"}
FIRST_ATOMS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")  # old films begin by any
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # the lengths of the header that follows, in bytes
ID3_HEADER = 10


def kind_of(content: bytes) -> str | None:
    """`PHOTO`, `HEIC`, or the container of a sound or of a film; None for anything else."""
    if content.startswith(PHOTOS) or is_bmp(content):
        return PHOTO
    if content[:4] in (b"RIFF", b"RF64"):
        return INSIDE_RIFF.get(content[8:12])
    if content[:4] == b"FORM" and content[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if content[4:8] in FIRST_ATOMS:
        return kind_of_brands(content) if content[4:8] == b"ftyp" else "mov"
    for signature, container in SOUNDS.items():
        if content.startswith(signature):
            return container
    return kind_of_frames(content)


def is_bmp(content: bytes) -> bool:
    """«BM» begins many texts too: the length of the header tells."""
    return content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in BMP_HEADERS


def kind_of_brands(content: bytes) -> str:
    """What an ISO file (MP4 and its many relatives) says that it is."""
    length = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[8:12], *(content[at : at + 4] for at in range(16, length, 4))}
    if brands & AVIF_BRANDS:
        return PHOTO
    return HEIC if content[8:12] in HEIC_BRANDS else "mov"


def kind_of_frames(content: bytes) -> str | None:
    """MP3 or AAC, which begin by a frame, perhaps after a label."""
    if content[:3] == b"ID3":
        after = content[ID3_HEADER + label_size(content) :][:4]
        return "flac" if after == b"fLaC" else kind_of_frames(after) or "mp3"
    if content[:1] != b"\xff" or len(content) < 2 or content[1] < 0xE0:
        return None
    return "aac" if content[1] & 0xF6 == 0xF0 else "mp3"


def label_size(content: bytes) -> int:
    """The bytes of an ID3 label after its header: seven bits in each of four bytes."""
    size = 0
    for byte in content[6:ID3_HEADER]:
        size = size << 7 | byte & 0x7F
    return size
