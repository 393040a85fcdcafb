"""What Anki itself makes of some decks, one after another, in one new collection: run by Anki's own Python."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

with TemporaryDirectory() as folder:
    collection = Collection(str(Path(folder) / "collection.anki2"))
    imports = []
    for deck in sys.argv[1:]:
        request = ImportAnkiPackageRequest(package_path=deck, options=ImportAnkiPackageOptions())
        log = collection.import_anki_package(request).log
        imports.append({name: len(getattr(log, name)) for name in ("new", "updated", "duplicate", "conflicting")})
    notes = [collection.get_note(found) for found in collection.find_notes("")]
    told = {
        "imports": imports,
        "notes": {note.guid: {"fields": list(note.values()), "tags": note.tags} for note in notes},
        "answers": [card.answer() for note in notes for card in note.cards()],
        "decks": {deck["name"]: deck["desc"] for deck in collection.decks.all()},
    }
    collection.close()
    json.dump(told, sys.stdout)
